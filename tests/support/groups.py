"""Groups for tests: stored ones, people who take part in them, and what their pages say."""

import itertools
import re
from datetime import timedelta
from types import SimpleNamespace

from django.test import Client
from django.utils import timezone

from platforms.models import Catalogue
from stappenplan.groups.outcome import outcome_of
from stappenplan.groups.participation import add_answer, begin_group
from stappenplan.method.steps.short_version import OPINIONS
from stappenplan.models import Group, Plan
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.visitor import Visitor

# What one person sends: the opinions of a whole plan.
OFFICIAL = {key: OFFICIAL_READY[key] for key in OPINIONS}
RESIDENT = {key: RESIDENT_READY[key] for key in OPINIONS}
NUMBERS = itertools.count()


def link_of(owner):
    """The path of the link on the owner's page."""
    owner.open(owner.kept.at("samen"))
    return re.search(r"/samen/[^/]+/", owner.page.get_element_by_id("groepslink").get("value"))[0]


def take_part(link, role="resident", expect=200, **answers):
    """Somebody with a browser of their own answers through the link; gives that visitor."""
    somebody = Visitor(Client())
    somebody.open(link).answer({"role": role, **RESIDENT, **answers})
    return somebody.press("Verstuur mijn antwoorden", expect)


def a_group(*people, answers=OFFICIAL_READY, **fields):
    """A stored group with one link; `people`: pairs of role and opinions. `outcome()` and `page()`: as its owner sees.

    As one of before there were personal links: three answers are shown, and from then on three or more.
    """
    plan, token = Plan.start(dict(answers))
    group = begin_group(plan, token, dict(answers), timezone.localdate() + timedelta(days=9))
    Group.objects.filter(pk=group.pk).update(**{"first_batch": 3, "later_batch": 3, **fields})
    group.refresh_from_db()

    def add(role, opinions):
        add_answer(group, role, opinions, f"browser {next(NUMBERS)}")

    def page():
        html = Client().get(f"/plan/{token}/samen/uitkomst/").content.decode()
        return html.replace(token, "")

    for role, opinions in people:
        add(role, opinions)
    link = f"/samen/{group.token(token)}/"
    return SimpleNamespace(
        row=group, plan=plan, token=token, link=link, add=add, page=page, outcome=lambda: outcome_of(group, catalogue())
    )


def close(group):
    Group.objects.filter(pk=group.row.pk).update(closed=True)
    group.row.refresh_from_db()


def catalogue():
    return Catalogue.current()
