"""Health checks for proxies and monitoring: liveness and readiness."""

from django.db import Error, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from platforms.models import Catalogue
from stappenplan.operations.retention.nightly_round import is_late, last_round


@never_cache
@require_safe
def report_live(request):
    """200 as long as the process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def report_ready(request):
    """200 when the database answers and there is a catalogue, else 503; says which of the two is missing.

    Says of the last nightly round when it was and whether that is too long ago. A site that serves is ready without it.
    """
    state = {"database": database_answers()}
    state["catalogue"] = state["database"] and bool(Catalogue.current().platforms)
    night = {"nightly_round": last_round(), "nightly_round_late": is_late()} if state["database"] else {}
    return JsonResponse(state | night, status=200 if all(state.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True
