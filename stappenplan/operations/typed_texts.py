"""Every form that is sent, by visitors and by staff, comes in through the one filter for typed text."""

from django.contrib import messages
from django.utils.translation import gettext

from platforms.plain_text import drop_unseen, has_unseen


def clean_typed_texts(get_response):
    """Middleware: a form comes in without what nobody sees (plain_text.py); passwords stay. Staff are told."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if request.method != "POST":
            return
        texts = clean_texts(request.POST)
        if texts is request.POST:
            return
        if "admin" in request.resolver_match.app_names:
            messages.warning(request, gettext("In uw tekst stonden tekens die niemand ziet. Die lieten we weg."))
        request.POST = texts

    middleware.process_view = process_view
    return middleware


def clean_texts(sent):
    """A QueryDict with every text cleaned, but passwords: the same one where nothing needs it."""
    texts = sent
    for name, values in sent.lists():
        if not name.startswith("password") and any(map(has_unseen, values)):
            texts = sent.copy() if texts is sent else texts
            texts.setlist(name, [drop_unseen(value) for value in values])
    return texts
