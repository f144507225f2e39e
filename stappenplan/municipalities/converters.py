"""Converter for addresses: a municipality in a path, written from its official name."""

from django.urls.converters import SlugConverter

from .gazetteer import slug_of


class MunicipalityConverter(SlugConverter):
    """Gives a view the slug in the path; `reverse` takes the official name too, so that no template makes slugs."""

    def to_url(self, value):
        return slug_of(value)
