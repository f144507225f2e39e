"""Seven small platforms, one of each sort that the method tells apart, and short ways to ask it something."""

from dataclasses import replace
from datetime import date

import pytest

from stappenplan.method.advice import advise
from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.profile import profile_from
from tests.support.catalogue_in_memory import Fact, Platform, Source

ON = date(2026, 1, 1)
# What every fact here rests on, unless a test says otherwise: somebody else, not long ago. So what is active runs.
SEEN = (Source("news", "2025-06-01"),)


def platform(slug="one", **known):
    """A platform with these facts; goals as `goals={"meet": "primary"}`, the other seven attributes by their name."""
    goals = {f"goals.{goal}": value for goal, value in known.pop("goals", {}).items()}
    own = {
        key: known.pop(key)
        for key in ("name", "kind", "form", "usable_in_nl", "municipalities", "launched", "places", "sites")
        if key in known
    }
    facts = {key: Fact(value, source_list=SEEN) for key, value in (goals | known).items()}
    return Platform(slug=slug, **({"name": slug} | own), facts=facts)


def learn(one, **known):
    """The same platform with more known; None makes a fact unknown again. Dots in keys are written `__`."""
    facts = dict(one.facts) | {
        key.replace("__", "."): value and Fact(value, source_list=SEEN) for key, value in known.items()
    }
    return replace(one, facts={key: fact for key, fact in facts.items() if fact is not None})


def rated(criterion, answers, one, on=ON):
    """The parts of one criterion for these answers and this platform."""
    return tuple(CRITERION[criterion].rate(profile_from(answers), one, on))


def advised(answers, platforms=(), on=ON):
    return advise(answers, platforms, on)


VILLAGE_SITE = platform(
    "village-site",
    name="Dorpsplein",
    kind="community_website",
    municipalities=("Montferland",),
    launched=2015,
    status="active",
    goals={"meet": "primary", "inform": "primary", "help": "secondary", "safety": "secondary"},
    scope="local",
    provider_type="association",
    channels=["web", "email", "paper", "in_person"],
    languages=["nl"],
    free_for_residents="yes",
    registration="account",
    visibility="public",
    accessibility_statement="no",
    resident_control="residents_run",
    data_owner="residents",
    commercial_data_use="no",
    advertising="no",
    open_source="yes",
    data_export="yes",
    hosting_region="nl",
    revenue_model=["volunteer_run", "subsidy"],
    money_stays_local="yes",
    cost_municipality="no_charge",
    municipality_role=["participant", "funder"],
    offline_support="built_in",
    start_effort="join_existing",
)
NEIGHBOUR_APP = platform(
    "neighbour-app",
    name="Buurapp",
    launched=2012,
    status="active",
    goals={"meet": "primary", "safety": "primary", "help": "secondary"},
    scope="international",
    provider_type="company",
    channels=["web", "app"],
    languages=["nl", "en", "de"],
    free_for_residents="yes",
    registration="address_verified",
    visibility="members_only",
    accessibility_statement="no",
    resident_control="provider_runs",
    data_owner="provider",
    commercial_data_use="yes",
    advertising="yes",
    open_source="no",
    data_export="no",
    hosting_region="non_eu",
    revenue_model=["advertising"],
    money_stays_local="no",
    cost_municipality="no_charge",
    municipality_role=["account"],
    offline_support="none",
    start_effort="join_existing",
)
HELP_PLATFORM = platform(
    "help-platform",
    name="Hulpplein",
    kind="mutual_help",
    launched=2023,
    status="active",
    goals={"help": "primary", "meet": "secondary"},
    scope="national",
    provider_type="social_enterprise",
    channels=["web", "phone"],
    free_for_residents="partly",
    registration="real_name",
    visibility="mixed",
    cost_municipality="high",
    municipality_role=["client", "account"],
    offline_support="optional",
    start_effort="set_up_with_provider",
)
SOFTWARE = platform(
    "software",
    name="Wijkbouwer",
    kind="community_software",
    form="software",
    launched=2019,
    status="active",
    goals={"inform": "primary", "participate": "primary", "initiate": "secondary", "environment": "secondary"},
    scope="national",
    provider_type="cooperative",
    channels=["web", "email"],
    languages=["nl", "en"],
    open_source="yes",
    data_export="yes",
    data_owner="local_organisation",
    resident_control="shared",
    cost_municipality="low",
    start_effort="set_up_with_provider",
)
CHAT_GROUP = platform(
    "chat-group",
    name="Appgroep",
    kind="group_messaging",
    launched=2009,
    status="active",
    goals={"safety": "primary", "inform": "primary", "meet": "secondary", "share": "secondary"},
    scope="international",
    provider_type="company",
    channels=["app"],
    languages=["nl", "en", "fr"],
    free_for_residents="yes",
    data_owner="provider",
    cost_municipality="no_charge",
    money_stays_local="no",
    offline_support="none",
    start_effort="start_yourself",
)
SILENT = platform(
    "silent", name="Stille site", kind="sharing", status="unknown", goals={"share": "primary", "meet": "primary"}
)
WALK_IN = platform(
    "walk-in",
    name="Inloop",
    form="offline_programme",
    municipalities=("Groningen",),
    status="active",
    goals={"meet": "primary", "help": "secondary"},
    scope="local",
)

SEVEN = (VILLAGE_SITE, NEIGHBOUR_APP, HELP_PLATFORM, SOFTWARE, CHAT_GROUP, SILENT, WALK_IN)


@pytest.fixture(scope="session")
def seven():
    return SEVEN
