"""Every state that a page of the site can be in, each declared once: its name, and how to come there.

An address is a way to come there: `{go}` in it is the address of the plan of that name (see PLANS), `{go_reader}` what
its readers get. So is a function of the page and those addresses, which acts as a visitor would. What the running site
cannot be brought to show stands in RENDERED (made by Django in the test process) or is a plain file (FILES).
"""

import json
from datetime import timedelta
from urllib.parse import urljoin

from django.utils import timezone

from stappenplan.method.steps import QUESTIONS
from stappenplan.pages.about import ABOUT
from stappenplan.plans.answers_file import answers_file
from stappenplan.wizard.pages import PAGES
from tests.support.follow_ups import give_answer
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY

# --- plans ---------------------------------------------------------------------------------------------------------

# Answers with an entry for every question, as after a whole walk.
WHOLE = {key: OFFICIAL_READY.get(key) for key in QUESTIONS}
# The plans that the states need, by the verdict or the point that they are about.
PLANS = {
    "begun": {"audience": "official"},
    "begun_resident": {"audience": "resident"},
    "nothing": {},
    "go": OFFICIAL_READY,
    "resident": RESIDENT_READY,
    "go_if": PERSONAS["official_help_haarlem"],
    "sharpen": PERSONAS["official_vague_goal"],
    "use_existing": PERSONAS["village_site_works"],
    "offline": PERSONAS["resident_alone"],
    "too_few": PERSONAS["skipped_nearly_everything"],
    "tie": RESIDENT_READY
    | {"place": "Montferland", "goal_main": "meet", "goal_extra": ["inform"], "budget": "nothing"},
    "much_unknown": PERSONAS["three_musts"],
    "by_hand": OFFICIAL_READY,
    "news": OFFICIAL_READY,
    "earlier_method": OFFICIAL_READY,
    "outdated": OFFICIAL_READY | {"budget": "a_bag_of_gold", "favourite_colour": "blue"},
    "nothing_here": WHOLE | {"existing": ["none"], "existing_works": None},
    "changed": WHOLE,
    "draft": WHOLE,
    # A page that is refused leaves a draft in its plan.
    **dict.fromkeys(("mistaken", "mistaken_place", *(f"mistaken_{key}" for key in PAGES)), OFFICIAL_READY),
    "skipped": RESIDENT_READY | {"goal_extra": None, "budget": None, "channels": None},
}
EMPHASIS = {"by_hand": {"goal_fit": "none", "cost": "heavy"}}
TRIED = "weight-goal_fit=none&weight-cost=heavy"


def settle():
    """Store the plans, and a report of one in each state, in the database of this process; prints {name: token}."""
    from platforms.models import Catalogue
    from stappenplan.method import METHOD_VERSION
    from stappenplan.models import Plan, Report
    from stappenplan.report.document import key_of
    from stappenplan.report.queue import RETRY_SECONDS

    tokens = {}
    for name, answers in PLANS.items():
        plan, tokens[name] = Plan.start(dict(answers))
        Plan.objects.filter(pk=plan.pk).update(emphasis=EMPHASIS.get(name, {}))
        if name in ("news", "earlier_method"):
            before = {"catalogue": "an older one", "first": ["nextdoor", "hoplr", "facebook-buurtgroepen"]}
            before |= {"answers": plan.changed.isoformat(), "on": (plan.changed - timedelta(days=30)).isoformat()}
            before |= {"method": METHOD_VERSION if name == "news" else "1"}
            Plan.objects.filter(pk=plan.pk).update(seen=before)
    for name, people in GROUPS.items():
        tokens |= settle_group(name, people)
    for name, fields in FOLLOW_UPS.items():
        tokens[name] = settle_follow_up(name, **fields)
    settle_users()
    reports = {
        "waiting": {"state": Report.State.WORKING, "attempts": 1},
        "ready": {"state": Report.State.READY, "pdf": b"%PDF-" + bytes(240_000), "pages": 9},
        "failed": {"state": Report.State.FAILED, "error": "Dat duurde te lang. Probeer het later opnieuw."},
    }
    for name, found in reports.items():
        plan, tokens[name] = Plan.start(dict(OFFICIAL_READY))
        Report.objects.create(plan=plan, key=key_of(plan, Catalogue.current(), "nl"), language="nl", html="", **found)
    # As far ahead as counts as now, and looked at first: a report that failed longer ago is made after all.
    Report.objects.update(changed=timezone.now() + timedelta(seconds=RETRY_SECONDS - 5))
    readers = {f"{name}_reader": Plan.view_token(token) for name, token in tokens.items()}
    print(json.dumps({**tokens, **readers}))


# Groups that choose together, by the answers so far: (role, answers).
CARRIED_BY_NOBODY = RESIDENT_READY | {"core_team": "none", "lead": "shared", "w_free": "must"}
SOME = [("official", OFFICIAL_READY), ("resident", RESIDENT_READY), ("resident", CARRIED_BY_NOBODY)]
GROUPS = {
    "group_new": [],
    "group_two": SOME[:2],
    "group_seven": [*SOME, *SOME, ("welfare", {})],
    "group_done": SOME * 4,
    "group_few": SOME[:2],
    "group_few_done": SOME,
    "group_all_but_owner": SOME,
    "group_too_few": SOME[:2],
}
# Of these so many people have a link of their own; of the others there is one link for all.
INVITED = {"group_seven": 12, "group_few": 4, "group_few_done": 3, "group_all_but_owner": 3, "group_too_few": 5}
# The organiser takes part in these, and closed those.
JOINED, CLOSED = ("group_seven", "group_few", "group_all_but_owner"), ("group_done", "group_too_few")


def settle_group(name, people):
    """Store a group over a plan; gives the token of the plan, and that of the group's link under `..._link`."""
    from stappenplan.groups.owner_views import facts_of
    from stappenplan.groups.participation import add_answer, begin_group
    from stappenplan.models import Group, Plan

    plan, token = Plan.start(dict(OFFICIAL_READY))
    last = timezone.localdate() + timedelta(days=14)
    group = begin_group(plan, token, facts_of(plan), last, INVITED.get(name), joins=name in JOINED)
    sheets = [{"role": "resident", "answers": {}}] * 3 if name == "group_seven" else []
    Group.objects.filter(pk=group.pk).update(sheets=sheets)
    for number, (role, answers) in enumerate(people):
        link = group.links.get(number=number + 1) if group.is_personal else None
        add_answer(group, role, answers, f"the browser of person {number}", link)
    Group.objects.filter(pk=group.pk).update(closed=name in CLOSED)
    link = group.links.last().token(token) if group.is_personal else group.token(token)
    return {name: token, f"{name}_link": link}


# Links to answer later: how many months ago the word was left, and what came after it.
FOLLOW_UPS = {
    "early_later": {"months": 0},
    "due_later": {"months": 4, "measured": True},
    "answered_later": {"months": 7, "answered": True},
    "undecided_later": {"months": 4, "decision": "not_yet"},
    "stopped_later": {"months": 1, "stopped": True},
}


def settle_follow_up(name, months, measured=False, decision="platform", answered=False, stopped=False):
    """Store a link to answer later; gives its token."""
    from platforms.models import FollowUp, Platform, add_months
    from stappenplan.models import hash_token

    token, chosen = f"{name}-{'x' * 40}", decision == "platform" and not stopped
    platform = Platform.objects.get(slug="hoplr") if chosen else None
    one = FollowUp.objects.create(
        key_hash=hash_token(token),
        decision=decision,
        platform=platform,
        municipality="Haarlem" if chosen else "",
        measured=measured,
        begun=add_months(timezone.localdate(), -months),
        stopped=stopped,
    )
    if answered:
        story = {"state": "waiting", "story": "Begin klein."}
        give_answer(platform, "Haarlem", follow_up=one, moment=6, members=1200, **story)
    return token


def settle_users():
    """Store what users say of one platform: figures, and a story."""
    from platforms.models import Platform
    from platforms.user_round.summary import count_waiting

    platform = Platform.objects.get(slug="mijnbuurtje")
    for number, place in enumerate(("Zeist", "Ede", "Gouda", "Assen", "Goes")):
        give_answer(platform, place, members=40 * number, runs="no" if number == 1 else "yes")
    give_answer(platform, "Urk", members=300, state="published", may_call=True, story="Begin met één straat.")
    count_waiting(platform.pk)


def addresses_on(site):
    """Store the plans on a running site; gives the address of each by its name."""
    tokens = json.loads(site.manage("shell", "-c", f"from {__name__} import settle; settle()").splitlines()[-1])
    paths = {"reader": "/advies", "link": "/samen", "later": "/later"}
    return {name: f"{paths.get(name.rpartition('_')[2], '/plan')}/{token}" for name, token in tokens.items()}


# The button of a changed answer.
SAVE = "Opslaan en terug"

# --- ways to come there --------------------------------------------------------------------------------------------


def send(page, button):
    """Press the first button with this name, and wait for the page that it leads to."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.get_by_role("button", name=button, exact=True).first.click()


def after(address, act):
    """Go to an address, then act."""

    def come(page, addresses):
        page.goto(address.format_map(addresses), wait_until="domcontentloaded")
        act(page)

    return come


def with_a_mistake(page):
    """Send the first question with an answer that is not in its list, or a text that is too long."""
    page.evaluate(
        """() => {
            const field = document.querySelector("main form input[id$='-1'], main form textarea");
            field.value = field.type === "text" || field.tagName === "TEXTAREA" ? "x ".repeat(400) : "anders";
            field.checked = true;
        }"""
    )
    send(page, "Volgende")


def with_an_ambiguous_place(page):
    page.locator("#place-1").fill("Nes")
    send(page, "Volgende")


def with_a_wrong_place(page, button):
    page.locator("#place-1").fill("Xyzzyveen")
    send(page, button)


def with_too_many_musts(page):
    for wish in ("w_free", "w_export", "w_open_source", "w_money_local"):
        page.locator(f"input[name={wish}][value=must]").check(force=True)
    send(page, "Volgende")


def with_an_old_tab(page):
    page.evaluate("document.querySelector('[name$=current_step]').value = 'buurt'")
    send(page, "Volgende")


def with_two_tabs(page):
    """Answer a question that another tab answered otherwise since this page was opened."""
    page.evaluate("document.querySelector('[name=getoond]').value = '{\"area_size\": \"street\"}'")
    page.locator("input[name=area_size][value=municipality]").check(force=True)
    send(page, SAVE)


def with_a_follow_up(page):
    page.locator("input[name=existing][value=facebook]").check(force=True)
    send(page, SAVE)


def with_a_draft(page):
    """Leave a page with a municipality that nobody knows."""
    with_a_wrong_place(page, "Bewaren en later verder")


def then(act, address):
    """Act, then go to another page of the same plan: `address` from that of the last page."""

    def come(page):
        act(page)
        page.goto(urljoin(page.url, address), wait_until="domcontentloaded")

    return come


def as_one_who_changed_an_answer(page, addresses):
    """See the advice, give another answer, and come back."""
    page.goto(f"{addresses['changed']}/advies/", wait_until="domcontentloaded")
    page.goto(f"{addresses['changed']}/wijzig/need_source/?terug=advies", wait_until="domcontentloaded")
    page.locator("input[name=need_source][value=not_checked]").check(force=True)
    send(page, SAVE)


def with_a_wrong_link(page):
    page.get_by_label("Plak hier de link die u bewaarde").fill("geen link")
    send(page, "Ga verder")


def checked_with(**answers):
    """Fill in the quick check."""

    def act(page):
        for name, values in answers.items():
            for value in [values] if isinstance(values, str) else values:
                page.locator(f"input[name={name}][value={value}]").check(force=True)
        send(page, "Bekijk de uitkomst")

    return act


def with_too_few_people(page):
    page.locator("#invited").fill("2")
    send(page, "Maak de links")


def opening(content):
    """Open a file with this content as answers."""

    def act(page):
        page.locator("#bestand").set_input_files({"name": "a.json", "mimeType": "application/json", "buffer": content})
        send(page, "Open het bestand")

    return act


def with_a_wrong_password(page):
    page.get_by_label("Gebruikersnaam").fill("niemand")
    page.get_by_label("Wachtwoord").fill("fout")
    send(page, "Inloggen")


def as_nobody_reads_along(page):
    page.get_by_text("Stop deze link", exact=True).click()
    send(page, "Laat niemand meelezen")


def without_a_cookie(page):
    page.context.clear_cookies()
    send(page, "Begin het stappenplan")


def take_part(page):
    """Answer the short version of a group as a resident who sees nobody to carry it."""
    for name, value in {"role": "resident", "goal_main": "help", "core_team": "none", "w_free": "must"}.items():
        page.locator(f"input[name={name}][value={value}]").check(force=True)
    send(page, "Verstuur mijn antwoorden")


def take_part_twice(page):
    """Answer, and open the link again in the same browser."""
    link = page.url
    take_part(page)
    page.goto(link, wait_until="domcontentloaded")


def leave_decision(page):
    """Say that nothing was decided yet."""
    page.locator("input[name=decision][value=not_yet]").check(force=True)
    send(page, "Bewaar")


def as_the_owner(page, addresses):
    """The start page in a browser that remembers a plan."""
    page.goto(f"{addresses['go']}/", wait_until="domcontentloaded")
    page.goto("/", wait_until="domcontentloaded")


# --- the states ----------------------------------------------------------------------------------------------------

STATES = {
    # First: a report that waits long is made after all.
    "report-waiting": "{waiting}/rapport/",
    "report-failed": "{failed}/rapport/",
    "start": "/",
    "start-own-plan": as_the_owner,
    "start-mistake": after("/", with_a_wrong_link),
    "check": "/snelle-check/",
    "check-too-few": after("/snelle-check/", checked_with()),
    "check-outcome": after("/snelle-check/", checked_with(**PERSONAS["quick_check"])),
    # the wizard
    **{f"empty-{key}": f"{{begun}}/stap/{key}/" for key, page in PAGES.items() if page.asked(PLANS["begun"])},
    **{f"filled-{key}": f"{{go}}/stap/{key}/" for key, page in PAGES.items() if page.asked(OFFICIAL_READY)},
    **{
        f"mistake-{key}": after(f"{{mistaken_{key}}}/stap/{key}/", with_a_mistake)
        for key, page in PAGES.items()
        if page.asked(OFFICIAL_READY)
    },
    "filled-resident-rol": "{resident}/stap/rol/",
    "filled-resident-rol-2": "{resident}/stap/rol-2/",
    "mistake-place": after("{begun}/stap/start/", with_an_ambiguous_place),
    "mistake-musts": after("{mistaken}/stap/succesfactoren-2/", with_too_many_musts),
    "change": "{go}/wijzig/area_size/?terug=advies",
    "change-sentence": "{go}/wijzig/goal_sentence/",
    "change-wishes": "{go}/wijzig/w_free/",
    "change-mistake": after("{mistaken_place}/wijzig/place/", lambda page: with_a_wrong_place(page, SAVE)),
    "change-follow-up": after("{nothing_here}/wijzig/existing/?terug=advies", with_a_follow_up),
    "two-tabs": after("{draft}/wijzig/area_size/?terug=advies", with_two_tabs),
    "conflict": after("{go}/stap/doel/", with_an_old_tab),
    "overview": "{go}/stap/overzicht/",
    "overview-from-advice": "{go}/stap/overzicht/?terug=advies",
    "overview-draft": after("{draft}/stap/start/", then(with_a_draft, "../stap/overzicht/")),
    "overview-skipped": "{skipped}/stap/overzicht/",
    "keep": "{go}/bewaren/",
    "keep-draft": after("{draft}/stap/start/", with_a_draft),
    "keep-nobody-reads-along": after("{skipped}/bewaren/", as_nobody_reads_along),
    # the advice
    "advice-go": "{go}/advies/",
    "advice-arrange-first": "{go_if}/advies/",
    "advice-sharpen-goal": "{sharpen}/advies/",
    "advice-use-existing": "{use_existing}/advies/",
    "advice-start-offline": "{offline}/advies/",
    "advice-too-few": "{too_few}/advies/",
    "advice-tie": "{tie}/advies/",
    "advice-much-unknown": "{much_unknown}/advies/",
    "advice-by-hand": "{by_hand}/advies/",
    "advice-trying": f"{{go}}/advies/?{TRIED}",
    "advice-trying-mistake": "{go}/advies/?weight-goal_fit=onzin",
    "advice-where": "{go}/advies/?waar=hoplr",
    "advice-where-unknown": "{go}/advies/?waar=xyzzy",
    "advice-changed": as_one_who_changed_an_answer,
    "advice-news": "{news}/advies/",
    "advice-earlier-method": "{earlier_method}/advies/",
    "advice-outdated": "{outdated}/advies/",
    "advice-all": "{go}/advies/?alles=1",
    "advice-reader": "{go_reader}/",
    "advice-reader-not-ready": "{nothing_reader}/",
    "compare": "{go}/vergelijk/",
    "compare-all": "{go}/vergelijk/?alles=1",
    "compare-faults": "{go}/vergelijk/?p=bestaat-niet&p=hoplr",
    "report-ready": "{ready}/rapport/",
    "example": "/voorbeeld/gemeente/",
    "example-residents": "/voorbeeld/bewoners/",
    "example-compare": "/voorbeeld/gemeente/vergelijk/",
    # to take along
    "take": "{go}/meenemen/",
    "take-mistake": "{go}/meenemen/agenda.ics?vanaf=onzin",
    "take-reader": "{go_reader}/meenemen/",
    "take-and-erase": "{go}/meenemen/wissen/",
    "open-file": "/openen/",
    "open-file-mistake": after("/openen/", opening(b"geen antwoorden")),
    "open-file-rest": after("/openen/", opening(answers_file({**OFFICIAL_READY, "goal_main": "gone"}).encode())),
    "questions-on-paper": "/vragenblad/gemeente/",
    "questions-on-paper-residents": "/vragenblad/bewoner/",
    "talks-on-paper": "/burenblad/",
    "check-report": "/controleer/",
    "check-report-mistake": after("/controleer/", lambda page: send(page, "Controleer")),
    # choosing together
    "together-begin": "{go}/samen/",
    "together-owner": "{group_seven}/samen/",
    "together-owner-open": "{group_two}/samen/",
    "together-owner-few": "{group_few}/samen/",
    "together-owner-few-done": "{group_few_done}/samen/",
    "together-owner-alone": "{group_all_but_owner}/samen/",
    "together-owner-too-few": "{group_too_few}/samen/",
    "together-links": "{group_seven}/samen/links/",
    "together-mistake": after("{resident}/samen/", with_too_few_people),
    "together-too-early": "{group_two}/samen/uitkomst/",
    "together-too-early-few": "{group_few}/samen/uitkomst/",
    "together-outcome": "{group_done}/samen/uitkomst/",
    "together-outcome-few": "{group_few_done}/samen/uitkomst/",
    "together-outcome-too-few": "{group_too_few}/samen/uitkomst/",
    "together-outcome-open": "{group_seven}/samen/uitkomst/",
    "together-over": "{group_done_link}/",
    "together-paper": "{group_seven}/samen/papier/",
    "together-sheet": "/vragenblad/samen/",
    "together-answer": "{group_new_link}/",
    "together-answer-personal": "{group_seven_link}/",
    "together-answer-few": "{group_few_link}/",
    "together-answered": after("{group_new_link}/", take_part_twice),
    "together-used": after("{group_few_done_link}/", take_part),
    "together-paper-mistake": after("{group_seven}/samen/papier/", lambda page: send(page, "Leg op de stapel")),
    "together-answer-mistake": after("{group_new_link}/", lambda page: send(page, "Verstuur mijn antwoorden")),
    "together-own": after("{group_new_link}/", take_part),
    "together-gone": "/samen/weg/",
    # what was decided, and the form months later
    "decision": "{resident}/besluit/",
    "decision-mistake": after("{go}/besluit/", lambda page: send(page, "Bewaar")),
    "decision-left": after("{use_existing}/besluit/", leave_decision),
    "later-early": "{early_later}/",
    "later-due": "{due_later}/",
    "later-mistake": after("{due_later}/", lambda page: send(page, "Verstuur")),
    "later-answered": "{answered_later}/",
    "later-undecided": "{undecided_later}/",
    "later-stopped": "{stopped_later}/",
    "later-gone": "/later/weg/",
    # the catalogue
    "platforms": "/platforms/",
    "platforms-filtered": "/platforms/?zoek=buurt&doel=help&status=active",
    "platforms-no-hits": "/platforms/?zoek=xyzzy&doel=share",
    "platform-well-known": "/platforms/hoplr/",
    "platform-much-unknown": "/platforms/i-will-help-you/",
    "platform-ended": "/platforms/buurtbox-haren/",
    "platform-users": "/platforms/mijnbuurtje/",
    "platforms-compare": "/platforms/vergelijk/?p=hoplr&p=nextdoor",
    "platforms-compare-all": "/platforms/vergelijk/?p=hoplr&p=nextdoor&p=gebiedonline&alles=1",
    "platforms-compare-one": "/platforms/vergelijk/?p=hoplr&p=bestaat-niet&erbij=buurt",
    "platform-wrong": "/platforms/hoplr/klopt-niet/",
    "platform-wrong-fact": "/platforms/hoplr/klopt-niet/status/",
    "platform-wrong-mistake": after("/platforms/hoplr/klopt-niet/", lambda page: send(page, "Verstuur uw melding")),
    "platform-wrong-thanks": "/platforms/hoplr/klopt-niet/bedankt/",
    "changes": "/platforms/wijzigingen/",
    "municipalities": "/gemeenten/",
    "municipality": "/gemeenten/haarlem/",
    "municipality-village": "/gemeenten/montferland/?via=Nieuw-Dijk",
    "municipality-asked": "/gemeenten/?zoek=Laren",
    # for a frame on another site
    "embed-check": "/inbedden/snelle-check/",
    "embed-outcome": after("/inbedden/snelle-check/", checked_with(**PERSONAS["quick_check"])),
    "embed-municipality": "/inbedden/gemeente/haarlem/",
    "embedding": "/inbedden/?zoek=haarlem",
    # the rest
    "method": "/methode/",
    "provider-rounds": "/rondes/",
    "knowledge": "/platforms/wat-we-weten/",
    "releases": "/platforms/uitgaven/",
    **{f"about-{page}": f"/over/{page}/" for page in ABOUT},
    "gone": "/plan/weg/advies/",
    "staff-login": "/inloggen/",
    "staff-login-mistake": after("/inloggen/", with_a_wrong_password),
    "not-found": "/nergens/",
    "csrf": after("/", without_a_cookie),
    # English
    "english-start": "/en/",
    "english-goal": "/en{go}/stap/doel/",
    "english-wishes": "/en{go}/stap/succesfactoren-2/",
    "english-advice": "/en{go_if}/advies/",
    "english-platform": "/en/platforms/hoplr/",
}

# Words that show that this is the state that is meant, where the catalogue or the method could change that.
SAYS = {
    "change-follow-up": "Door uw antwoord komt dit erbij",
    "two-tabs": "intussen ergens anders veranderd",
    "overview-draft": "Dit telt nog niet mee",
    "keep-draft": "Dit telt nog niet mee",
    "overview-skipped": "Overgeslagen, telt niet mee",
    "start-own-plan": "U bent al begonnen",
    "check-too-few": "Nog geen advies",
    "advice-go": "Ja, een platform past",
    "advice-arrange-first": "Ja, als u dit eerst regelt",
    "advice-sharpen-goal": "Vraag het eerst aan bewoners",
    "advice-use-existing": "Gebruik wat er al is",
    "advice-start-offline": "Eerst offline beginnen",
    "advice-too-few": "Nog geen advies",
    "advice-tie": "liggen te dicht bij elkaar om te ordenen",
    "advice-by-hand": "gewichten met de hand veranderd",
    "advice-changed": "Wat u veranderde",
    "advice-news": "De catalogus is veranderd",
    "advice-earlier-method": "Wij rekenen nu anders",
    "advice-outdated": "Onze vragen zijn veranderd",
    "advice-trying": "U probeert andere gewichten",
    "advice-nothing-fits": "Geen platform voldoet aan al uw eisen",
    "advice-empty-catalogue": "De lijst met platforms is leeg",
    "compare-faults": "Kies minstens twee platforms",
    "report-waiting": "We maken uw rapport",
    "report-ready": "Uw rapport is klaar",
    "report-failed": "Het rapport is niet gelukt",
    "conflict": "Deze antwoorden zijn nog niet bewaard",
    "gone": "Deze link werkt niet",
    "take-mistake": "Controleer uw antwoord",
    "advice-trying-mistake": "Controleer uw antwoord",
    "together-mistake": "Nodig minstens drie andere mensen uit",
    "together-owner-few": "2 van de 4 hebben geantwoord",
    "together-owner-few-done": "Iedereen antwoordde",
    "together-owner-alone": "Alleen u antwoordde nog niet",
    "together-owner-too-few": "Er waren te weinig antwoorden",
    "together-too-early": "Nog geen uitkomst",
    "together-too-early-few": "Dan tellen alle antwoorden in één keer",
    "together-outcome-few": "Iedereen antwoordde",
    "together-outcome-too-few": "met te weinig antwoorden",
    "together-answer-few": "als alle 4 genodigden antwoordden",
    "together-answered": "U heeft al geantwoord",
    "together-used": "Met deze link is al geantwoord",
    "together-outcome": "Wat elke rol apart zegt",
    "together-outcome-open": "ziet u als de groep klaar is",
    "together-over": "De groep is klaar",
    "together-own": "Uw antwoorden zijn verstuurd",
    "together-gone": "We vinden hier geen groep",
    "decision-left": "Er is nog niets besloten. Dit is bewaard.",
    "later-early": "U kunt nu niet antwoorden",
    "later-due": "De zes zinnen van het CBS",
    "later-answered": "Dank u. Uw antwoord is bewaard.",
    "later-undecided": "Is er al iets besloten?",
    "later-stopped": "Deze link is gestopt",
    "later-gone": "Deze link werkt niet (meer)",
    "platform-users": "Wat gebruikers zeggen",
}

# What stands before the site serves these when the site cannot answer.
FILES = {"too-many": "429.html", "failure": "500.html", "maintenance": "503.html"}


def rendered():
    """The pages that only another catalogue or another person would get: {name: HTML}. Changes the database."""
    from django.contrib.auth.models import User
    from django.test import Client

    from platforms.models import Platform
    from stappenplan.models import Plan
    from tests.support.small_catalogue import leave_only

    def get(address, client=None, **sent):
        send = (client or Client()).post if sent else (client or Client()).get
        return send(address, **sent).content.decode()

    staff = Client()
    staff.force_login(User.objects.create(username="staff", is_staff=True))
    pages = {"forbidden": get("/beheer/platforms/platform/", staff)}

    plan, token = Plan.start(dict(PERSONAS["three_musts"]))
    fitting = [assessment.platform.slug for assessment in plan.advice().ranking.ranked]
    leave_only(*Platform.objects.exclude(slug__in=fitting).values_list("slug", flat=True))
    pages["advice-nothing-fits"] = get(f"/plan/{token}/advies/")
    pages["compare-nothing"] = get(f"/plan/{token}/vergelijk/")

    leave_only()
    pages["start-empty-catalogue"] = get("/")
    pages["platforms-empty-catalogue"] = get("/platforms/")
    pages["advice-empty-catalogue"] = get(f"/plan/{token}/advies/")
    pages["check-empty-catalogue"] = get("/snelle-check/", data={"need_source": "both"})
    return pages
