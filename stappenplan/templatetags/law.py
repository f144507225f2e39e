"""The legal points that staff must look at again."""

from django import template
from django.utils import timezone

from stappenplan.method.law.points import due_points

register = template.Library()


@register.simple_tag
def law_to_check():
    """The points that must be looked at again within a month, and those of which that day has passed."""
    return due_points(timezone.localdate())
