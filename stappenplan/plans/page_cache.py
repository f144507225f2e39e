"""Pages of an advice that this process made a moment ago: shown again under the same link while nothing changed.

Kept in memory for some minutes, under a digest of the link, and the latest of each link only. A page is shown again
when all that it was made of is the same: the address, every column of its plan, the catalogue, the language and the
day. What differs from one visitor to the next, the token of its forms, is put in anew each time.
"""

import hashlib
import re
import zlib
from functools import wraps
from threading import Lock, Timer

from cachetools import TTLCache
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

# About 30 kB each.
KEPT, KEPT_SECONDS = 256, 9 * 60
# What is too old goes by itself so often, so it is in memory for ten minutes at most.
SWEEP_SECONDS = 60
# No text of a visitor can look like this: in a page its quotation marks are escaped.
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[0-9A-Za-z]{64}"')
NO_TOKEN = b'name="csrfmiddlewaretoken" value=""'

_kept = TTLCache(maxsize=KEPT, ttl=KEPT_SECONDS)
# Plans that were deleted: a page of theirs that is still being made is not kept.
_deleted = TTLCache(maxsize=10_000, ttl=KEPT_SECONDS)
_lock, _sweep = Lock(), None


def keep_page(*parameters):
    """For a view of (request, links, catalogue): its page is kept when the address has no other parameters than these.

    What a visitor searches for or tries is made each time.
    """

    def decorate(view):
        @wraps(view)
        def wrapped(request, links, catalogue):
            if not set(request.GET) <= set(parameters):
                return view(request, links, catalogue)
            day, link = timezone.localdate(), (request.plan.pk, hashlib.sha256(request.path.encode()).digest())
            with _lock:
                digest, page = _kept.get(link, (None, b""))
            if digest == digest_of(request, catalogue, day):
                return HttpResponse(put_in_token(request, zlib.decompress(page)))
            response = view(request, links, catalogue)
            if response.status_code == 200:
                # after the view, for a plan remembers what its advice showed; of the day on which it was made
                store_page(link, digest_of(request, catalogue, day), TOKEN.sub(rb'\1"', response.content))
            return response

        return wrapped

    return decorate


def store_page(link, digest, page):
    """Keep a page under the key of its plan and the digest of its path, unless the plan was deleted meanwhile."""
    page = zlib.compress(page, level=1)
    with _lock:
        if link[0] not in _deleted:
            _kept[link] = digest, page
            start_sweep()


def start_sweep():
    """See to it that what was kept long enough goes, also from a process that is asked for nothing more."""
    global _sweep
    if not _sweep:
        _sweep = Timer(SWEEP_SECONDS, sweep_pages)
        _sweep.daemon = True
        _sweep.start()


def sweep_pages():
    """Drop what was kept long enough, and come back while anything is left."""
    global _sweep
    with _lock:
        _sweep = None
        _kept.expire()
        if _kept:
            start_sweep()


def digest_of(request, catalogue, day) -> bytes:
    """What a page follows from, besides this release and its settings: the same twice gives the same page."""
    plan = {name: value for name, value in vars(request.plan).items() if name != "_state"}
    facts = catalogue.stamp, catalogue.names_of
    parts = request.build_absolute_uri(), sorted(plan.items()), facts, get_language(), day
    return hashlib.sha256(repr(parts).encode()).digest()


def put_in_token(request, page: bytes) -> bytes:
    """The page with the token of this request in its forms."""
    if NO_TOKEN not in page:
        return page
    return page.replace(NO_TOKEN, NO_TOKEN[:-1] + get_token(request).encode() + b'"')


def forget_pages(plan):
    """Drop what is kept of a plan that is deleted, and keep nothing more of it."""
    with _lock:
        _deleted[plan.pk] = True
        for link in [link for link in _kept if link[0] == plan.pk]:
            _kept.pop(link, None)


@receiver(setting_changed)
def forget_all(**_change):
    """Drop what is kept of every plan."""
    with _lock:
        _kept.clear()
        _deleted.clear()
