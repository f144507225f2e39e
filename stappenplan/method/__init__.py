"""The method: what we ask, how we weigh, what we advise. No Django, no database, no request."""

# Raised whenever the same answers and catalogue could give another advice.
METHOD_VERSION = "2"
