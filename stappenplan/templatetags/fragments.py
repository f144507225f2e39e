"""Fragments of a page that follow from the catalogue and a few words and numbers: made once, then kept in memory."""

from django.template import Context
from django.utils.translation import get_language

# About a kilobyte each.
KEPT_AT_MOST = 4096


def render_fragment(context, template_name: str, key: tuple, **values) -> str:
    """The HTML of a template that sees `values` and the catalogue, and nothing else of the page or its visitor.

    It is kept with the catalogue of this moment under `key`, which must decide the values: words, numbers and tuples of
    these, never anything that a visitor typed.
    """
    catalogue = context["catalogue"]
    # 1, 1.0 and True are equal as keys, and not as text.
    key = (get_language(), template_name, *key, *map(type, key))
    kept = catalogue.fragments
    found = kept.get(key)
    if found is None:
        if len(kept) >= KEPT_AT_MOST:
            kept.clear()
        template = context.template.engine.get_template(template_name)
        found = kept[key] = template.render(Context({"catalogue": catalogue, **values}))
    return found
