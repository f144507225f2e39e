"""Public pages that are the same for everybody, kept in memory as long as the catalogue stays as it is."""

from functools import wraps
from threading import Lock

from cachetools import LRUCache
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from .models import Catalogue

# About 5 MB in each web process.
PAGES = 60
# What a visitor may have typed is kept nowhere: pages whose address holds anything else are made anew each time.
CHOSEN = {"pagina"}

_pages = LRUCache(maxsize=PAGES)
_lock = Lock()


def kept_in_memory(view):
    """For a view whose page depends on nothing but its address, the language, the catalogue and the day.

    Gives the view the catalogue of this moment as `request.catalogue`.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        request.catalogue = Catalogue.current()
        if request.method != "GET" or set(request.GET) - CHOSEN:
            return view(request, *args, **kwargs)
        key = request.build_absolute_uri(), get_language(), request.catalogue.stamp, timezone.localdate()
        with _lock:
            page = _pages.get(key)
        if page is None:
            response = view(request, *args, **kwargs)
            page = response.content, response["Content-Type"]
            if response.status_code != 200:
                return response
            with _lock:
                _pages[key] = page
        return HttpResponse(page[0], content_type=page[1])

    return wrapped
