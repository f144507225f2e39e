"""The visitor of these journeys, a plain client that has not been here before, and the site of both rounds."""

import signal

import pytest
from aiosmtpd.controller import Controller

from tests.conftest import free_port, own_database, serve
from tests.journeys.invented_providers import SETUP, Mailbox, write_providers
from tests.support.visitor import Visitor


@pytest.fixture
def visitor(db, client):
    """Somebody who has not been here before."""
    return Visitor(client)


@pytest.fixture(scope="session")
def rounds(tmp_path_factory):
    """A site of the invented providers and the mailbox with its letters: each round is played on it.

    It ends as by Ctrl-C.
    """
    folder, mailbox, port = tmp_path_factory.mktemp("rounds"), Mailbox(), free_port()
    mail = {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_FROM": "redactie@site.example"}
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    with own_database(folder) as url, serve(folder / "log", signal.SIGINT, DATABASE_URL=url, **mail) as site:
        (folder / "providers").mkdir()
        write_providers(folder / "providers")
        site.manage("shell", "-v0", "-c", SETUP % str(folder / "providers"))
        yield site, mailbox
    server.stop()
