"""Fragments that are kept: they hold nothing of a visitor, and no page is another for what was shown before."""

import re
from types import SimpleNamespace

import pytest
from django.template import Context, Engine
from django.utils.translation import override

from platforms.models import Catalogue, Platform
from stappenplan.method.declarations import NAME, TEXT
from stappenplan.method.steps import QUESTIONS
from stappenplan.models import Plan
from stappenplan.plans.page_cache import forget_all
from stappenplan.templatetags import fragments
from stappenplan.templatetags.fragments import render_fragment
from tests.support.personas import OFFICIAL_READY, SITUATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TYPED = {question.key: f"getikt-{question.key}" for question in QUESTIONS.values() if question.kind in (TEXT, NAME)}
# What is new on every page, whoever asks for it.
ONCE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|/(plan|advies)/[^/"]+/')


@pytest.fixture
def page_context():
    """A page that knows a secret, and two fragments: one shows whatever it can see, the other its word."""
    files = {"nosy.html": "{{ secret }}{{ request }}{{ word }}", "word.html": "{{ word }}"}
    engine = Engine(loaders=[("django.template.loaders.locmem.Loader", files)])
    context = Context({"catalogue": SimpleNamespace(fragments={}), "secret": "geheim", "request": "verzoek"})
    with context.bind_template(engine.from_string("")):
        yield context


def test_a_fragment_sees_nothing_of_the_page_but_what_it_is_given(page_context):
    assert render_fragment(page_context, "nosy.html", ("a",), word="a") == "a"


def test_a_fragment_is_made_once_for_each_key_kind_of_number_and_language(page_context):
    made = [render_fragment(page_context, "word.html", (key,), word=f"w{key!r}") for key in (1, 1.0, True, "1")]
    assert made == ["w1", "w1.0", "wTrue", "w&#x27;1&#x27;"]
    assert render_fragment(page_context, "word.html", (1,), word="other") == "w1"
    with override("en"):
        assert render_fragment(page_context, "word.html", (1,), word="other") == "other"


def test_no_more_is_kept_than_may_be(page_context, monkeypatch):
    monkeypatch.setattr(fragments, "KEPT_AT_MOST", 3)
    for number in range(10):
        assert render_fragment(page_context, "word.html", (number,), word=number) == str(number)
        assert len(page_context["catalogue"].fragments) <= 3


def test_nothing_that_a_visitor_typed_and_no_link_of_theirs_is_kept(client, keep):
    Catalogue.current().fragments.clear()
    for audience in ("official", "resident"):
        token = keep(OFFICIAL_READY | TYPED | {"audience": audience}).token
        for page in (f"/plan/{token}/advies/", f"/en/plan/{token}/advies/", f"/advies/{Plan.view_token(token)}/"):
            for query in ("", "?waar=getikt-waar", "?weight-cost=heavy&weight-privacy=getikt-gewicht"):
                shown = client.get(page + query).content.decode()
                assert "getikt-" in shown
    kept = "".join(Catalogue.current().fragments.values())
    assert 'class="proef__rij"' in kept and 'class="vol"' in kept
    for secret in ("getikt", token, Plan.view_token(token), client.cookies["csrftoken"].value):
        assert secret not in kept


def test_a_page_is_the_same_whatever_was_shown_to_others_before(client, keep):
    pages = [f"/plan/{keep(answers).token}/advies/" for answers in list(SITUATIONS.values())[::3]]

    def read(page):
        forget_all()  # the whole page
        return ONCE.sub("", client.get(page).content.decode())

    alone = []
    for page in pages:
        Catalogue.current().fragments.clear()
        alone.append(read(page))
    assert [read(page) for page in reversed(pages)][::-1] == alone
    assert [read(page) for page in pages] == alone


def test_what_is_kept_goes_with_its_catalogue(client, keep):
    page = f"/plan/{keep(OFFICIAL_READY).token}/advies/"
    client.get(page)
    before = Catalogue.current()
    named = next(one for one in before.platforms if f">{one.name}</a>" in "".join(before.fragments.values()))
    platform = Platform.objects.get(pk=named.pk)
    platform.name = "Anders genoemd"
    platform.save()
    assert Catalogue.current() is not before and "Anders genoemd" in client.get(page).content.decode()
    assert not [html for html in Catalogue.current().fragments.values() if f">{named.name}</a>" in html]
