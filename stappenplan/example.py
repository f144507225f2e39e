"""The advice that the start page shows: invented answers, real platforms and figures."""

from .models import Plan

# Invented answers, real platforms and figures: a district in Zeist where neighbours want to get to know each other.
EXAMPLE_ANSWERS = {
    "audience": "official",
    "place": "Zeist",
    "goal_main": "meet",
    "goal_extra": ["inform"],
    "need_source": "both",
    "bottleneck": "cannot_find",
    "result_sharp": "number_and_date",
    "measure": "will_measure",
    "area_size": "medium",
    "existing": ["group_chat", "paper_or_place"],
    "existing_works": "partly",
    "groups": ["older", "low_digital"],
    "core_team": "three_five",
    "lead": "residents",
    "rung": "facilitate",
    "municipality_part": ["participant", "account"],
    "reply": "nobody_yet",
    "start_way": "no_preference",
    "start_small": "one_area_first",
    "budget": "under_5000",
    "years_secured": "two_three",
    "legal_ready": ["privacy"],
    "review_date": "date",
    "channels": ["web", "email", "paper"],
    "entry": "simple_account",
    "visibility": "mixed",
    "w_free": "must",
    "w_accessible": "important",
    "w_resident_control": "important",
    "w_data_local": "must",
    "w_no_commercial": "important",
    "w_eu_hosting": "important",
    "w_export": "important",
    "w_money_local": "nice",
    "w_open_source": "nice",
    "exit_agreement": "will_arrange",
    "connectors": "some_people",
    "hours": "from_8_to_15",
    "offline_ways": ["meeting_place", "paper"],
    "offline_help": "important",
    "moderation": "not_arranged",
}


def example_advice(catalogue):
    """The advice shown on the start page: fixed answers over the real catalogue, computed once per version."""
    if getattr(catalogue, "example", None) is None:
        catalogue.example = Plan(answers=EXAMPLE_ANSWERS).advice(catalogue) if catalogue.platforms else None
    return catalogue.example
