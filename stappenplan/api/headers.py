"""The headers of every answer of the API."""

API_VERSION = "1.1.0"
READING = ("GET", "HEAD", "OPTIONS")


def add_version(response):
    """The same answer with the version of the API."""
    response["API-Version"] = API_VERSION
    return response


def add_headers(request, response):
    """The same answer with the version of the API; and any site may read it."""
    add_version(response)
    if request.method in READING:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "API-Version, ETag"
    return response
