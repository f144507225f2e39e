"""Pages for a frame on another site: which sites may hold one, and no cookie in either direction."""

import re

from csp.decorators import csp_replace
from django.conf import settings
from django.views.decorators.clickjacking import xframe_options_exempt

# All below the page that says how: a mistake in a copied line then gets a page of ours too, not an empty frame.
EMBED_ADDRESS = re.compile(r"/(?:en/)?inbedden/.")


def serve_embeds(get_response):
    """Middleware, inside of what refuses framing: the sites of EMBED_ORIGINS may frame the pages for it.

    Such a page gets no cookie and sets none, whichever part of the site answers. While no site is set, these pages
    are framed by nobody, like all others.
    """

    def middleware(request):
        request.embedded = bool(settings.EMBED_ORIGINS) and EMBED_ADDRESS.match(request.path_info) is not None
        if not request.embedded:
            return get_response(request)
        request.COOKIES = {}
        allow_framing = csp_replace({"frame-ancestors": settings.EMBED_ORIGINS})
        response = xframe_options_exempt(allow_framing(get_response))(request)
        response.cookies.clear()
        response["X-Robots-Tag"] = "noindex"
        return response

    return middleware


def choose_layout(request) -> dict:
    """Context of every page: whether it is for a frame on another site, and the template with what stands around it."""
    embedded = getattr(request, "embedded", False)
    return {"embedded": embedded, "layout": "embed.html" if embedded else "base.html"}
