"""Municipalities that may change, on the first page of the admin."""

from django import template

from stappenplan.municipalities.changes import changes_to_confirm

register = template.Library()

register.simple_tag(changes_to_confirm, name="municipalities_to_confirm")
