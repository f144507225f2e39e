"""Sending a file of answers, and looking at what became of it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from stappenplan.models import Plan, hash_token


def alike(answers):
    """Answers without the order in which several were chosen: a file keeps that of the question."""
    return {key: sorted(value) if isinstance(value, list) else value for key, value in answers.items()}


def sent(content, name="antwoorden.json"):
    content = content if isinstance(content, bytes) else content.encode()
    return {"bestand": SimpleUploadedFile(name, content)}


def opened_plan(client, response):
    """The plan that an upload made."""
    token = response["Location"].split("/plan/")[1].split("/")[0]
    assert client.cookies["plan"].value == token
    return Plan.objects.get(edit_hash=hash_token(token))
