"""No form of a link is logged or reported."""

import json
import logging

import pytest

from stappenplan.operations.observability.log_redaction import MaskLinks, mask_links, strip_secrets

pytestmark = pytest.mark.any_database


def test_an_error_report_holds_no_address_and_no_link():
    token = "AbC" * 14 + "d"
    event = {
        "request": {"url": f"https://x/plan/{token}/", "cookies": {"plan": token}},
        "user": {"ip_address": "1.2.3.4"},
        "exception": {"values": [{"value": f"no plan at /plan/{token}/"}]},
    }
    sent = json.dumps(strip_secrets(event))
    assert token not in sent and "1.2.3.4" not in sent and "/plan/***" in sent


TOKEN = "AbC-d_3f" * 5 + "xyZ"
KINDS = ("plan", "advies", "samen", "later")
LINKS = [
    *(
        f"/{kind}/{TOKEN}{stuck}/"
        for kind in ("plan", "advies", "samen", "later")
        for stuck in ("", "_", "-", "x", ".", TOKEN)
    ),
    *(f"/{kind}/{TOKEN}x/" for kind in ("Plan", "ADVIES", "Samen", "en/SAMEN")),
    *(
        f"/{kind}/{cut}/"
        for kind in ("plan", "advies", "samen", "later")
        for cut in (TOKEN[:20], TOKEN.lower(), TOKEN[:-1])
    ),
    *(f"https://site.example/en/samen/{TOKEN}/eigen/", f"/samen/{TOKEN}?x=1", f"next=%2Fsamen%2F{TOKEN}%2F"),
    *(f"samen%2f{TOKEN}", f"/verder/?link={TOKEN}-", f"x{TOKEN}", f"'{TOKEN}'", f"/elders/{TOKEN}{TOKEN}"),
]


@pytest.mark.parametrize("text", LINKS)
def test_no_form_of_a_link_is_logged_or_reported(text, caplog):
    def is_safe(said):
        return not any(TOKEN.lower()[at : at + 12] in said.lower() for at in range(len(TOKEN) - 12))

    record = logging.LogRecord("x", logging.WARNING, "x", 1, "Not Found: %s", (text,), None)
    MaskLinks().filter(record)
    assert is_safe(record.getMessage()) and "***" in record.getMessage()
    event = {"message": text, "extra": {text: [text]}, "breadcrumbs": {"values": [{"message": text}]}}
    assert is_safe(json.dumps(strip_secrets(event)))


def test_what_is_no_link_is_left_as_it_is():
    for text in ("/vragenblad/", "/platforms/hoplr/", "stappenplan.management.commands.delete_expired", "GET /plan/"):
        assert mask_links(text) == text
