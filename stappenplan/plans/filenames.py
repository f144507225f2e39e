"""Names of files that a visitor takes along."""

from django.utils.text import slugify

from stappenplan.municipalities.names import everyday_name


def file_name(kind, answers, extension) -> str:
    """What a file is called: `advies-buurtplatform-haarlem.docx`; without the municipality where none is answered.

    Letters, figures and hyphens only, so that it is safe in a header and on any disk.
    """
    place = slugify(everyday_name(answers.get("place") or ""))
    return "-".join(filter(None, (kind, "buurtplatform", place))) + f".{extension}"
