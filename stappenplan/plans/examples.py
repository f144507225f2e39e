"""Two example plans: invented answers, real platforms and figures. Anybody can open them; neither is saved."""

from datetime import datetime, time

from django.utils import timezone

from stappenplan.models import Plan

# A district in Zeist where neighbours want to get to know each other; the municipality asks.
OFFICIAL_EXAMPLE = {
    "audience": "official",
    "place": "Zeist",
    "area_name": "Kerckebosch",
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

# A neighbourhood in Deventer where neighbours want to help each other; a resident asks.
RESIDENT_EXAMPLE = {
    "audience": "resident",
    "place": "Deventer",
    "area_name": "De Hoven",
    "goal_main": "help",
    "goal_extra": ["meet"],
    "need_source": "residents_asked",
    "bottleneck": "cannot_find",
    "result_sharp": "number_and_date",
    "area_size": "small",
    "existing": ["group_chat", "paper_or_place"],
    "existing_works": "partly",
    "groups": ["older"],
    "core_team": "three_five",
    "lead": "residents",
    "municipality_part": ["participant"],
    "group_form": "informal_group",
    "start_way": "start_yourself",
    "start_small": "one_area_first",
    "budget": "under_5000",
    "years_secured": "one",
    "review_date": "date_and_stop_rule",
    "channels": ["web", "email"],
    "entry": "open_to_all",
    "visibility": "public",
    "w_free": "important",
    "w_accessible": "nice",
    "w_resident_control": "important",
    "w_data_local": "important",
    "w_no_commercial": "important",
    "w_eu_hosting": "nice",
    "w_export": "important",
    "w_money_local": "nice",
    "w_open_source": "nice",
    "exit_agreement": "will_arrange",
    "connectors": "team_ready",
    "hours": "from_8_to_15",
    "offline_ways": ["meeting_place", "events", "paper"],
    "offline_help": "nice",
    "moderation": "not_arranged",
}

# By the word in the address.
EXAMPLES = {"gemeente": OFFICIAL_EXAMPLE, "bewoners": RESIDENT_EXAMPLE}


def example_plan(name, catalogue) -> Plan:
    """The unsaved plan of one example, dated as the catalogue: the same catalogue gives the same papers."""
    changed = timezone.make_aware(datetime.combine(catalogue.changed, time(12)))
    plan = Plan(answers=EXAMPLES[name], created=changed, changed=changed, visited=changed)
    plan.is_example = True
    return plan
