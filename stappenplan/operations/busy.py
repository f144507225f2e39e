"""The answer to a visitor who comes when too much is going on."""

from django.http import HttpResponse
from django.utils.log import log_response


def refuse_for_now(request, page: HttpResponse, seconds: int) -> HttpResponse:
    """Give a page the status of a refusal for now (503), and after how many seconds to ask again.

    Logged as a warning: nothing is broken, and an error in the log would call somebody out.
    """
    page.status_code, page["Retry-After"] = 503, str(seconds)
    log_response("Busy: %s", request.path, response=page, request=request, level="warning")
    return page
