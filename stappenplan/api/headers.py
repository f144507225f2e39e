"""The headers of every answer of the API."""

API_VERSION = "1.0.0"
READING = ("GET", "HEAD", "OPTIONS")


def add_headers(request, response):
    """The same answer with the version of the API; and any site may read it."""
    response["API-Version"] = API_VERSION
    if request.method in READING:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "API-Version, ETag"
    return response
