"""Rate limits per plan and per client network for expensive requests; above the limit, 429 with Retry-After.

`LIMITS` in the settings names the expensive requests. A view calls `check_rate_limit` just before
the work; for views of libraries and of the catalogue, which knows nothing of this, the middleware
does. Requests about one plan have a limit of their own, so that the limit of a network can be wide
enough for a room full of people. The counts are in the database, exact over all web nodes together,
and hold no address and no plan: see `RateLimitCount`.
"""

from datetime import UTC, datetime, timedelta
from time import time

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

from stappenplan.models import RateLimitCount
from stappenplan.models.bookkeeping import log_failed_writes

from .client_network import network_of

# What the middleware counts: searches, by the name of the address and of what is asked.
SEARCHES = {"platforms": ("zoek", "plaats"), "municipalities": ("zoek",), "embedding": ("zoek",)} | dict.fromkeys(
    ("compare_platforms", "compare", "view_compare", "example_compare"), ("erbij",)
)


class RateLimitExceeded(Exception):
    """This plan, or else this network, asked too much of this kind; `seconds` until it may again."""

    def __init__(self, seconds, is_of_plan=False):
        super().__init__(seconds)
        self.seconds, self.is_of_plan = seconds, is_of_plan


def check_rate_limit(request, name, about=""):
    """Count one more of this kind (a name in settings.LIMITS), `about` something. At most one query for each count.

    Errors: `RateLimitExceeded`.

    A request of a kept plan counts for that plan first, as `plan_<name>`: what is refused there takes nothing from the
    others on its network. When the database cannot count, nobody is refused: what it protects is the service itself.
    """
    plan = getattr(request, "plan", None)
    if plan and plan.pk and f"plan_{name}" in settings.LIMITS:
        count_request(f"plan_{name}", str(plan.pk))
    count_request(name, network_about(request, about))


def give_back(request, name, about=""):
    """Count one less of this kind today, for what `check_rate_limit` counted and was undone; never fewer than none."""
    begun, _end = find_stretch(int(time()), settings.LIMITS[name][1])
    with log_failed_writes("A request was not taken off its count."):
        RateLimitCount.take_one_off(name, network_about(request, about), begun)


def network_about(request, about):
    """The network of this request, with what it asks about where each of those has a limit of its own."""
    return f"{network_of(request)} {about}" if about else network_of(request)


def find_stretch(now, seconds):
    """The stretch of so many seconds that counts together now: (begin, end) in seconds since 1970.

    A day is one in the time zone of the site, so it can have 23 or 25 hours.
    """
    if seconds != settings.DAY:
        begun = now - now % seconds
        return begun, begun + seconds
    today = timezone.localtime(datetime.fromtimestamp(now, UTC)).replace(hour=0, minute=0, second=0, microsecond=0)
    return int(today.timestamp()), int((today + timedelta(days=1)).timestamp())


def count_request(name, sender):
    """Count one more of this kind for this sender: a network, or the number of a plan. Errors: `RateLimitExceeded`."""
    at_most, seconds = settings.LIMITS[name]
    if not at_most:
        return
    now = int(time())
    begun, end = find_stretch(now, seconds)
    fits = True
    with log_failed_writes("A request was not counted."):
        fits = RateLimitCount.add_one(name, sender, begun, at_most)
    if not fits:
        raise RateLimitExceeded(end - now, is_of_plan=name.startswith("plan_"))


def is_allowed(request, name) -> bool:
    """The same as a yes or no, for views with a refusal of their own."""
    try:
        check_rate_limit(request, name)
    except RateLimitExceeded:
        return False
    return True


def limit_rates(get_response):
    """Middleware: counts searches, and turns `RateLimitExceeded` into a page that says when to come back."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        try:
            if name := kind_of(request):
                check_rate_limit(request, name)
        except RateLimitExceeded as error:
            return too_many_requests(request, error)

    def process_exception(request, error):
        return too_many_requests(request, error) if isinstance(error, RateLimitExceeded) else None

    middleware.process_view, middleware.process_exception = process_view, process_exception
    return middleware


def kind_of(request) -> str:
    """What a request for a view that does not count itself is counted as; "" for nothing."""
    asked = SEARCHES.get(request.resolver_match.view_name, ())
    return "searches" if any(request.GET.get(name) for name in asked) else ""


def too_many_requests(request, error):
    """429: come back in so many minutes."""
    context = {"section": "", "minutes": -(-error.seconds // 60), "is_of_plan": error.is_of_plan}
    response = render(request, "stappenplan/pages/rate_limited.html", context, status=429)
    response["Retry-After"] = str(error.seconds)
    response["Cache-Control"] = "private, no-store"
    return response
