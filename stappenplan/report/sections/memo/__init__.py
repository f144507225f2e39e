"""The memo for the college: its outline and what only the memo says."""
