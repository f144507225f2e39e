"""The memo for the college: its outline and what only the memo says, a module for each theme, not for each section."""
