"""Platforms as schema.org data for search engines: only what is known and shown on the page."""

import json

from django.utils.safestring import mark_safe
from django.utils.translation import get_language

CONTEXT = "https://schema.org"
# The forms that are a work that one can use; the others are a service.
SCHEMA_TYPES = {"online_platform": "WebApplication", "software": "SoftwareApplication"}
# These end a script element or start another one, wherever they stand.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def page_data(platform, address, list_address, changed):
    """The page of a platform as a WebPage about the platform. `address`, `list_address`: full; `changed`: a date."""
    return {
        "@context": CONTEXT,
        "@type": "WebPage",
        "url": address,
        "name": platform.name,
        "inLanguage": get_language(),
        "dateModified": changed.isoformat(),
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "Platforms", "item": list_address},
                {"@type": "ListItem", "position": 2, "name": platform.name},
            ],
        },
        "mainEntity": platform_data(platform),
        "citation": [source_data(source) for source in platform.sources if source.link],
    }


def platform_data(platform):
    free = platform.facts.get("free_for_residents")
    found = {
        "@type": SCHEMA_TYPES.get(platform.form, "Service"),
        "name": platform.name,
        "description": platform.summary,
        "url": platform.link,
        "provider": {"@type": "Organization", "name": platform.provider} if platform.provider else None,
    }
    places = [{"@type": "Place", "name": place} for place in platform.places]
    if platform.form in SCHEMA_TYPES:
        found["spatialCoverage"] = places
        found["isAccessibleForFree"] = {"yes": True, "no": False}.get(free.value) if free else None
    else:
        found["areaServed"] = places
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def source_data(source):
    found = {"@type": "CreativeWork", "name": source.title, "url": source.link, "datePublished": source.date}
    return {key: value for key, value in found.items() if value}


def as_script(data):
    """The data as the content of a script element: no text in it can end that element."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 (escaped)
