"""Tags for pages of the catalogue: the age of a platform, and the canonical addresses of a page."""

from urllib.parse import urlencode

from django import template
from django.urls import translate_url
from django.utils.translation import get_language

from platforms.pages.evidence_squares import square_paths

register = template.Library()


@register.filter
def outdated(platform, on):
    """Whether the newest source is over three years old on a day."""
    return platform.is_outdated(on)


@register.filter
def square(basis):
    """The paths of the mark beside a fact: [(role, path)]."""
    return square_paths(basis)


@register.simple_tag(takes_context=True)
def addresses(context):
    """The full addresses of a public page: `own`, `nl` and `en`; of all choices only the page of a list stays."""
    request = context["request"]
    page = request.GET.get("pagina")
    path = request.path + (f"?{urlencode({'pagina': page})}" if page else "")
    found = {language: request.build_absolute_uri(translate_url(path, language)) for language in ("nl", "en")}
    return found | {"own": found[get_language()]}
