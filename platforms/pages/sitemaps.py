"""Sitemap of the catalogue, in both languages."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from platforms.models import Catalogue


class PlatformSitemap(Sitemap):
    """The list and every platform."""

    i18n = alternates = x_default = True
    limit = 5000

    def items(self):
        return ["", *(platform.slug for platform in Catalogue.current().platforms)]

    def location(self, slug):
        return reverse("platform", args=[slug]) if slug else reverse("platforms")

    def get_latest_lastmod(self):
        return Catalogue.current().changed
