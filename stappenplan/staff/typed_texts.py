"""What staff type in the admin is cleaned as what visitors type is, whichever form it is in."""

from platforms.plain_text import drop_unseen


def clean_typed_texts(get_response):
    """Middleware: a form of the admin comes in without control characters and marks of direction; passwords stay."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if "admin" in request.resolver_match.app_names and request.method == "POST":
            request.POST = clean_texts(request.POST)

    middleware.process_view = process_view
    return middleware


def clean_texts(sent):
    """A copy of a QueryDict with every text cleaned, but passwords."""
    texts = sent.copy()
    for name, values in sent.lists():
        if not name.startswith("password"):
            texts.setlist(name, [drop_unseen(value) for value in values])
    return texts
