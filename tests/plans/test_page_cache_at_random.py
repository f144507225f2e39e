"""Two visitors and whatever they do: each page of an advice is the page that a site which keeps nothing would make.

One walk by default. More, by hand: `RANDOM_WALKS=50 bin/test tests/plans/test_page_cache_at_random.py`.
"""

import os
import re
from contextlib import contextmanager
from datetime import timedelta
from random import Random

import pytest
from django.test import Client
from django.utils import timezone

from platforms.models import Catalogue, Experience
from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.profile import OVERRIDE_FACTORS
from stappenplan.models import Plan
from stappenplan.plans import page_cache
from stappenplan.templatetags import fragments
from tests.support.follow_ups import give_answer
from tests.support.personas import SITUATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

WALKS, STEPS = int(os.environ.get("RANDOM_WALKS", 1)), 8
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([0-9A-Za-z]{64})"')
# What is of one request and not of the page.
OWN_HEADERS = {"Content-Length", "X-Request-ID"}


class Walk:
    """Two plans and three browsers; each thing that somebody can do or that happens to the site is a method `do_`."""

    def __init__(self, seed, keep, monkeypatch):
        self.chance, self.monkeypatch, self.log = Random(seed), monkeypatch, []
        situations = list(SITUATIONS.values())
        first = keep(self.chance.choice(situations))
        # Two plans with the same answers are the likeliest to be taken for each other.
        second = keep(first.answers if self.chance.random() < 0.5 else self.chance.choice(situations))
        self.plans = [(one.plan.pk, [one.token]) for one in (first, second)]
        self.browsers = [Client(), Client(), Client(headers={"accept-language": "en"})]
        self.acts = sorted(name for name in dir(self) if name.startswith("do_"))

    def step(self):
        pk, tokens = self.chance.choice(self.plans)
        self.pk, self.tokens, self.browser = pk, tokens, self.chance.choice(self.browsers)
        act = self.chance.choice([*self.acts, *["do_nothing"] * 6])
        self.log.append(act)
        getattr(self, act)(Plan.objects.get(pk=pk))
        for address in self.chance.sample(self.addresses(), 2):
            self.compare(address)

    def post(self, page, **data):
        return self.browser.post(f"/plan/{self.tokens[-1]}/{page}/", data)

    # --- what is done ----------------------------------------------------------------------------------------------

    def do_nothing(self, plan):
        """Somebody only looks."""

    def do_weights(self, plan):
        words = {f"weight-{key}": self.chance.choice(list(OVERRIDE_FACTORS)) for key in CRITERION}
        self.post("gewichten", **words, getoond=plan.changed.isoformat())

    def do_reset(self, plan):
        self.post("gewichten", reset="1")

    def do_answer(self, plan):
        other = self.chance.choice(list(SITUATIONS.values()))
        key = self.chance.choice([key for key in other if other[key] is not None and key != "audience"])
        Plan.objects.filter(pk=plan.pk).update(answers=plan.answers | {key: other[key]}, changed=timezone.now())

    def do_soften(self, plan):
        musts = [key for key, answer in plan.answers.items() if answer == "must"]
        if musts:
            self.post("verzachten", wish=musts[0])

    def do_draft(self, plan):
        Plan.objects.filter(pk=plan.pk).update(drafts={"area_name": ["half"]})

    def do_outdated(self, plan):
        Plan.objects.filter(pk=plan.pk).update(answers=plan.answers | {"gone": "yes"})

    def do_read_what_is_new(self, plan):
        self.post("gezien")

    def do_keep_longer(self, plan):
        self.post("bewaartermijn", long="1")

    def do_renew_link(self, plan):
        found = self.post("link", link="owner", once="a" * 43)
        self.tokens.append(found["Location"].split("/plan/")[1].split("/")[0])
        for page in ("advies", "vergelijk"):
            assert self.browser.get(f"/plan/{self.tokens[-2]}/{page}/").status_code == 404

    def do_share(self, plan):
        self.post("link", link="reader")

    def do_stop_sharing(self, plan):
        self.post("link", link="nobody")

    def do_touch_catalogue(self, plan):
        Catalogue.touch()

    def do_publish_story(self, plan):
        if ranked := plan.advice().ranking.ranked:
            story = f"verhaal {len(self.log)}"
            give_answer(ranked[0].platform, "Zeist", story=story, state=Experience.State.PUBLISHED)
            Catalogue.renew_pages()

    def do_wait(self, plan):
        later = timezone.now() + timedelta(days=self.chance.choice((1, 30)))
        self.monkeypatch.setattr(timezone, "now", lambda: later)

    # --- what is seen ----------------------------------------------------------------------------------------------

    def addresses(self):
        """The pages of this plan for its owner and its readers, in both languages, and one of everybody."""
        plan, token = Plan.objects.get(pk=self.pk), self.tokens[-1]
        slugs = [one.platform.slug for one in plan.advice().ranking.placed[:4]]
        chosen = "&p=".join(self.chance.sample(slugs, min(2, len(slugs))))
        mine = [f"/plan/{token}/{page}/" for page in ("advies", "vergelijk")]
        if reader := plan.reader_token(token):
            mine += [f"/advies/{reader}/", f"/advies/{reader}/vergelijk/"]
        return [*mine, *(f"/en{one}" for one in mine), f"/plan/{token}/vergelijk/?p={chosen}", "/voorbeeld/gemeente/"]

    def compare(self, address):
        host, secure = self.chance.choice(["testserver", "localhost"]), self.chance.random() < 0.2
        shown = self.read(address, host, secure)
        with nothing_kept():
            made = self.read(address, host, secure)
        assert shown == made, (address, host, secure, self.log)

    def read(self, address, host, secure):
        """A page and its headers, without the token of its forms, which is one that this browser can send."""
        response = self.browser.get(address, headers={"host": host}, secure=secure)
        tokens = response.content.count(b'name="csrfmiddlewaretoken"')
        assert len(TOKEN.findall(response.content)) == tokens and len(set(TOKEN.findall(response.content))) <= 1
        headers = {name: value for name, value in response.headers.items() if name not in OWN_HEADERS}
        return response.status_code, headers, TOKEN.sub(b"", response.content)


@contextmanager
def nothing_kept():
    """Meanwhile this process knows no page and no fragment; afterwards what it knew before."""
    catalogue = Catalogue.current()
    memories = page_cache._kept, fragments._of_release, catalogue.fragments
    before = [dict(memory) for memory in memories]
    for memory in memories:
        memory.clear()
    yield
    for memory, known in zip(memories, before, strict=True):
        memory.clear()
        memory.update(known)


@pytest.mark.parametrize("seed", range(WALKS))
def test_a_page_is_what_a_site_that_keeps_nothing_would_show(seed, keep, monkeypatch, settings):
    settings.LIMITS = {name: (0, limit[1]) for name, limit in settings.LIMITS.items()}
    page_cache.forget_all()
    walk = Walk(seed, keep, monkeypatch)
    for _step in range(STEPS):
        walk.step()
