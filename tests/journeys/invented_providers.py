"""The invented providers of both rounds: the whole catalogue of a site of their own, with its staff and its letters."""

from copy import deepcopy
from email import message_from_bytes, policy

from tests.platforms.conftest import RECORD, write

NAMES = ("Ons Plein", "Buurthof", "Straatpraat", "De Stoep", "Wijkbank")
PHONE, PASSWORD = {"width": 360, "height": 740}, "lang-genoeg-voor-een-test"
KNOWN = {
    "scope": "national",
    "provider_type": "foundation",
    "channels": ["web", "app"],
    "languages": ["nl"],
    "free_for_residents": "yes",
    "registration": "account",
    "visibility": "mixed",
    "resident_control": "shared",
    "data_owner": "local_organisation",
    "revenue_model": ["municipal_subscription"],
    "cost_municipality": "medium",
    "municipality_role": ["client", "account"],
    "offline_support": "optional",
    "start_effort": "set_up_with_provider",
}
SETUP = f"""
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from tests.support.small_catalogue import leave_only
leave_only()
call_command("load_catalogue", %r)
user = User.objects.create_user("uitgever", password={PASSWORD!r}, is_staff=True)
user.groups.add(Group.objects.get(name="Uitgever"))
"""


def slug_of(name):
    return name.lower().replace(" ", "-")


def said_by_others(value, basis="stated"):
    return {"value": value, "source": ["s2"], "basis": basis}


def write_providers(folder):
    """The files of five invented platforms: known to run and from others too, with much that only they can tell."""
    for name in NAMES:
        record = deepcopy(RECORD) | {
            "slug": slug_of(name),
            "name": name,
            "kind": "neighbourhood_network",
        }
        record["facts"] = {key: said_by_others(value) for key, value in KNOWN.items()}
        record["goals"] = {"meet": said_by_others("primary", "inferred"), "inform": said_by_others("secondary")}
        record["status"] = said_by_others("active")
        record["sources"][1]["date"] = "2026-06"
        write(folder, record)
    (folder / "changed.txt").write_text("2026-11-24")


class Mailbox:
    """What the mail server got."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def log_in(page):
    page.goto("/beheer/")
    page.get_by_label("Gebruikersnaam").fill("uitgever")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_role("link", name="Platforms", exact=True).wait_for()
