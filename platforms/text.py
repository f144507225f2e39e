"""Formatting of the catalogue's texts: dates, lists, sentences and safe links."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext

from platforms.addresses import host_of


def choose_language(dutch, english):
    """The text in the reader's language; Dutch where English is missing."""
    return english if english and (get_language() or "").startswith("en") else dutch


def join_words(words):
    """Words as a list in running text: "a, b en c"."""
    return get_text_list(list(words), gettext("en"))


def as_sentence(text):
    """A note of the catalogue as a sentence: a capital first, a full stop last."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def format_day(text):
    """A date as the catalogue writes it, as people read it: 2026, 2026-11 or 2026-11-24; other text stays as it is."""
    try:
        day = date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return text
    return date_format(day, {4: "Y", 7: "F Y"}.get(len(text), "j F Y"))


def last_possible_day(written):
    """The last day that a date of the catalogue can mean, as text in ISO order; "" for "".

    2023 gives "2023-12-31" and 2023-05 gives "2023-05-31"; a month has 31 days here.
    """
    return written and written + "-12-31"[len(written) - len("2023") :]


def followable_url(url):
    """The address when it is http or https, else empty: anything else (javascript:, half an address) is no link."""
    return url if url.startswith(("http://", "https://")) and host_of(url) else ""
