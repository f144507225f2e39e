"""Fragments of a page that follow from the catalogue or from this release, and a few words and numbers: made once."""

from django import template
from django.template import Context
from django.utils.translation import get_language

# About a kilobyte each.
KEPT_AT_MOST = 4096

register = template.Library()
_of_release: dict[tuple, str] = {}


def render_fragment(context, template_name: str, key: tuple, **values) -> str:
    """The HTML of a template that sees `values` and the catalogue, and nothing else of the page or its visitor.

    It is kept with the catalogue of this moment under `key`, which must decide the values: words, numbers and tuples of
    these, never anything that a visitor typed.
    """
    catalogue = context["catalogue"]
    return keep_fragment(catalogue.fragments, context, template_name, key, {"catalogue": catalogue, **values})


def render_fixed_fragment(context, template_name: str, key: tuple, **values) -> str:
    """The same for what no catalogue decides: it is kept for as long as this process runs."""
    return keep_fragment(_of_release, context, template_name, key, values)


@register.simple_tag(takes_context=True)
def fixed(context, template_name: str, **words) -> str:
    """Such a fragment that sees these words of our own and nothing else."""
    return render_fixed_fragment(context, template_name, (*words, *words.values()), **words)


def keep_fragment(kept, context, template_name, key, values) -> str:
    # 1, 1.0 and True are equal as keys, and not as text.
    key = (get_language(), template_name, *key, *map(type, key))
    found = kept.get(key)
    if found is None:
        if len(kept) >= KEPT_AT_MOST:
            kept.clear()
        found = kept[key] = context.template.engine.get_template(template_name).render(Context(values))
    return found
