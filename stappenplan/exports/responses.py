"""Responses with a file to download, under a name that tells of which neighbourhood it is."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from stappenplan.plans.filenames import file_name

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}


def build_download(content, kind, extension, answers) -> HttpResponse:
    """A file to keep: text or bytes, its `kind` (first word of its name), one of CONTENT_TYPES, whose answers."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[extension])
    response["Content-Disposition"] = content_disposition_header(True, file_name(kind, answers, extension))
    return response
