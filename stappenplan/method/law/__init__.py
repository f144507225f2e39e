"""The law that matters for a plan, true on the day of the report. Not legal advice."""
