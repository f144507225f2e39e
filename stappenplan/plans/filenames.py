"""Files to take along, each made from an advice or a plan: a memo to edit, dates, questions, answers, paper sheets.

Every module makes one kind of file and returns it as text, bytes or plain data; the pages and addresses are in
`stappenplan/exports/views.py`.
"""

from django.utils.text import slugify

from stappenplan.municipalities.names import everyday_name


def file_name(kind, answers, extension) -> str:
    """What a file is called: `advies-buurtplatform-haarlem.docx`; without the municipality where none is answered.

    Letters, figures and hyphens only, so that it is safe in a header and on any disk.
    """
    place = slugify(everyday_name(answers.get("place") or ""))
    return "-".join(filter(None, (kind, "buurtplatform", place))) + f".{extension}"
