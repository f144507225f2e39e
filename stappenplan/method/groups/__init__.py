"""Several people who choose together: one ranking of theirs, and whose answers may be combined."""
