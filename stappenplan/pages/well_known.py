"""Files at a fixed address: robots.txt and security.txt."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from stappenplan.operations.configuration.contact import contact_address

VALID_DAYS = 180
# Pages of one plan carry `noindex` too; a robot that keeps to this never asks for them.
ROBOTS = """User-agent: *
Disallow: /plan/
Disallow: /later/
Disallow: /advies/
Disallow: /mijn-advies/
Disallow: /samen/
Disallow: /beheer/
Disallow: /en/plan/
Disallow: /en/later/
Disallow: /en/advies/
Disallow: /en/mijn-advies/
Disallow: /en/samen/
"""


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def robots_txt(request):
    """Everything may be found but the plans of visitors and the pages of staff."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(f"{ROBOTS}Sitemap: {sitemap}\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def security_txt(request):
    """How to report a weakness (RFC 9116); 404 where CONTACT names nobody, as the standard asks for a contact."""
    if not settings.CONTACT:
        raise Http404
    # The same all day, so that caches and their copies agree.
    expires = datetime.combine(timezone.now().date() + timedelta(days=VALID_DAYS), time(), UTC)
    lines = (
        f"Contact: {contact_address(settings.CONTACT)}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
        f"Policy: {request.build_absolute_uri(reverse('about', args=['melding-doen']))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
