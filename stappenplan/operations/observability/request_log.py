"""One log line per request: the pattern of its address, its status and its duration."""

import logging
import time

from stappenplan.operations.client_network import network_of

from .log_redaction import UNTIMED_PAGES

requests = logging.getLogger("stappenplan.requests")


def log_requests(get_response):
    """Middleware: one line per request, with the pattern of its address alone; none for UNTIMED_PAGES."""

    def middleware(request):
        begun = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        if match and match.view_name in UNTIMED_PAGES:
            return response
        requests.info(
            "request",
            extra={
                "method": request.method,
                "route": match.route if match else None,
                "status": response.status_code,
                "milliseconds": round(1000 * (time.perf_counter() - begun)),
                "network": network_of(request),
            },
        )
        return response

    return middleware
