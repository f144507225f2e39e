"""Sitemaps of the public pages outside the catalogue, in both languages; never pages of a plan."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from platforms.pages.sitemaps import PlatformSitemap
from stappenplan.municipalities.gazetteer import by_slug

from .about import ABOUT


class PageSitemap(Sitemap):
    """What stands in the menu and at the foot of each page."""

    i18n = alternates = x_default = True

    def items(self):
        single = ("home", "quick_check", "method", "provider_rounds", "knowledge", "releases", "embedding")
        return [*((name, ()) for name in single), *(("about", (page,)) for page in ABOUT)]

    def location(self, item):
        name, arguments = item
        return reverse(name, args=arguments)


class MunicipalitySitemap(Sitemap):
    """The list of municipalities and every one of them."""

    i18n = alternates = x_default = True

    def items(self):
        return ["", *by_slug()]

    def location(self, slug):
        return reverse("municipality", args=[slug]) if slug else reverse("municipalities")


SITEMAPS = {"pagina": PageSitemap, "platforms": PlatformSitemap, "gemeenten": MunicipalitySitemap}
