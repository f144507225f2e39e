"""What the facts of the catalogue are worth: whether a platform runs, and how reliable facts turned out to be."""
