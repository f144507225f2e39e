"""Names and addresses of municipalities in templates."""

from django import template
from django.urls import reverse

from stappenplan.municipalities.gazetteer import slug_of
from stappenplan.municipalities.names import everyday

register = template.Library()
register.filter("everyday", everyday)


@register.filter
def municipality_url(name):
    """The address of the page of a municipality, by its official name."""
    return reverse("municipality", args=[slug_of(name)])
