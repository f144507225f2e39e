"""Cache in memory of public pages that are the same for everybody, per version of the catalogue."""

import re
from functools import wraps
from threading import Lock

from cachetools import LRUCache
from django.conf import settings
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.translation import get_language

from platforms.models import Catalogue

# About 5 MB in each web process.
PAGES_KEPT = 60
# The only choice in an address that is kept, as our own links write it.
PAGE_OF_A_LIST = re.compile(r"pagina=[1-9][0-9]*")

_pages = LRUCache(maxsize=PAGES_KEPT)
_lock = Lock()


def cached_in_memory(paged=False):
    """For a view whose page depends on nothing but its address, the language, the catalogue and the day.

    `paged`: its address may hold `pagina`, and a page that does not exist is no 200. Gives the view the catalogue of
    this moment as `request.catalogue`.
    What check_links saw today may show tomorrow.
    """

    def decorator(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            request.catalogue = Catalogue.current()
            if not is_cacheable(request, paged):
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

    return decorator


def is_cacheable(request, paged) -> bool:
    """Whether the address is written as our own links write it.

    Any other is made anew each time: there is no end to the ways to write an address, and they would push out the
    pages that people ask for. So would names of this site that ALLOWED_HOSTS does not hold in full, and other ports.
    """
    query, host = request.META.get("QUERY_STRING", ""), request.get_host()
    name, _port = split_domain_port(host)
    return (
        request.method == "GET"
        and (not query or (paged and PAGE_OF_A_LIST.fullmatch(query) is not None))
        and name in settings.ALLOWED_HOSTS
        and host in (name, f"{name}:{request.META.get('SERVER_PORT')}")
    )
