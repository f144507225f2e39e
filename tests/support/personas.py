"""The cast: whole sets of answers, named by situation, used by every test that needs somebody.

Each starts from a plan in which everything is arranged, and differs where its name says so. `None`: skipped. They hold
answers to questions that are not put to these people too, as a plan of an earlier version does.
"""

from stappenplan.method.profile import is_asked, visible_answers
from stappenplan.method.steps import QUESTIONS

OFFICIAL_READY = {
    "audience": "official",
    "place": "Zoetermeer",
    "area_name": "De Akkers",
    "goal_main": "meet",
    "goal_extra": ["inform"],
    "need_source": "both",
    "bottleneck": "cannot_find",
    "result_sharp": "number_and_date",
    "goal_sentence": "Op 1 juni kennen 100 mensen in de wijk minstens één nieuwe buur.",
    "measure": "will_measure",
    "area_size": "medium",
    "existing": ["facebook"],
    "existing_works": "no",
    "groups": ["everyone"],
    "core_team": "three_five",
    "lead": "shared",
    "rung": "facilitate",
    "municipality_part": ["participant", "account", "client"],
    "reply": "named_person",
    "start_way": "set_up_with_provider",
    "start_small": "one_area_first",
    "budget": "from_5000_to_25000",
    "years_secured": "two_three",
    "legal_ready": ["procurement", "privacy", "accessibility"],
    "review_date": "date_and_stop_rule",
    "channels": ["web", "app"],
    "entry": "simple_account",
    "visibility": "mixed",
    "w_free": "important",
    "w_accessible": "must",
    "w_resident_control": "important",
    "w_data_local": "nice",
    "w_no_commercial": "important",
    "w_eu_hosting": "important",
    "w_export": "important",
    "w_money_local": "nice",
    "w_open_source": "nice",
    "exit_agreement": "agreed",
    "connectors": "team_ready",
    "hours": "from_8_to_15",
    "offline_ways": ["meeting_place", "events"],
    "offline_help": "important",
    "moderation": "residents_with_backup",
}

RESIDENT_READY = {
    "audience": "resident",
    "place": "Aalten",
    "area_name": "Het Oude Dorp",
    "goal_main": "inform",
    "goal_extra": ["meet"],
    "need_source": "residents_asked",
    "bottleneck": "info_scattered",
    "result_sharp": "number_and_date",
    "goal_sentence": "Op 1 september leest de helft van het dorp elke maand de dorpsagenda.",
    "area_size": "small",
    "existing": ["paper_or_place"],
    "existing_works": "no",
    "groups": ["older"],
    "core_team": "six_plus",
    "lead": "residents",
    "municipality_part": ["participant"],
    "group_form": "legal_entity",
    "start_way": "start_yourself",
    "start_small": "one_area_first",
    "budget": "under_5000",
    "years_secured": "four_plus",
    "review_date": "date_and_stop_rule",
    "channels": ["web", "email"],
    "entry": "open_to_all",
    "visibility": "public",
    "w_free": "important",
    "w_accessible": "nice",
    "w_resident_control": "must",
    "w_data_local": "important",
    "w_no_commercial": "important",
    "w_eu_hosting": "nice",
    "w_export": "important",
    "w_money_local": "nice",
    "w_open_source": "nice",
    "exit_agreement": "agreed",
    "connectors": "team_ready",
    "hours": "from_8_to_15",
    "offline_ways": ["paper", "events", "meeting_place"],
    "offline_help": "nice",
    "moderation": "residents",
}

PERSONAS = {
    # A village association with people, time and money: news and calendar of the village.
    "village_with_volunteers": RESIDENT_READY,
    # A small municipality where a platform of the municipality already exists.
    "resident_meet_village": RESIDENT_READY
    | {
        "place": "Montferland",
        "goal_sentence": "Op 1 september komen er elke week 30 mensen naar de koffie in Zeddam.",
        "area_name": "Zeddam",
        "goal_main": "meet",
        "goal_extra": ["inform", "help"],
        "bottleneck": "no_contact",
        "existing": ["group_chat", "local_site"],
        "existing_works": "partly",
        "core_team": "three_five",
        "lead": "shared",
        "group_form": "informal_group",
        "start_way": "join_existing",
        "budget": "nothing",
        "years_secured": "one",
        "w_resident_control": "important",
    },
    # Neighbours in one street after a few burglaries; a chat group is there and people are afraid.
    "resident_safety_street": RESIDENT_READY
    | {
        "place": "Almere",
        "goal_sentence": "Op 1 september kennen alle buren in de straat elkaars naam.",
        "goal_main": "safety",
        "goal_extra": ["meet"],
        "bottleneck": "conflict",
        "area_size": "street",
        "existing": ["group_chat"],
        "existing_works": "partly",
        "groups": ["everyone"],
        "core_team": "three_five",
        "group_form": "informal_group",
        "start_way": "start_yourself",
        "budget": "nothing",
        "years_secured": "none",
        "channels": ["app"],
        "entry": "verified_neighbours",
        "visibility": "members_only",
        "w_resident_control": "important",
        "hours": "under_2",
        "moderation": "not_arranged",
        "review_date": "none",
    },
    # No money at all, and willing to start alone with lending and giving.
    "resident_shares_without_money": RESIDENT_READY
    | {
        "place": "Groningen",
        "goal_sentence": "Op 1 september hebben buren 50 spullen weggegeven of uitgeleend.",
        "goal_main": "share",
        "goal_extra": None,
        "bottleneck": "cannot_find",
        "existing": ["none"],
        "existing_works": None,
        "core_team": "one_two",
        "group_form": "on_my_own",
        "start_way": "no_preference",
        "budget": "nothing",
        "channels": ["app", "web"],
        "entry": "simple_account",
        "w_free": "must",
        "w_resident_control": "nice",
        "connectors": "some_people",
        "hours": "under_2",
        "exit_agreement": "not_thought",
    },
    # Residents with a plan of their own: they look for people and money.
    "residents_with_a_plan": RESIDENT_READY
    | {
        "place": "Zutphen",
        "goal_sentence": "Op 1 september is er geld en een groep voor de buurttuin.",
        "goal_main": "initiate",
        "goal_extra": ["environment"],
        "bottleneck": "cannot_find",
        "existing": ["facebook"],
        "channels": ["web"],
        "entry": "real_names",
        "budget": "nothing",
        "w_resident_control": "important",
        "w_money_local": "important",
    },
    # A green neighbourhood, together; a digital group of young families.
    "green_neighbourhood": RESIDENT_READY
    | {
        "place": "Ede",
        "goal_sentence": "Op 1 september zijn er 20 geveltuinen in de buurt.",
        "goal_main": "environment",
        "goal_extra": ["meet"],
        "bottleneck": "cannot_find",
        "existing": ["unknown"],
        "existing_works": None,
        "groups": ["youth"],
        "channels": ["web", "app"],
        "entry": "simple_account",
        "visibility": "no_preference",
        "w_resident_control": "important",
    },
    # A volunteer who wants a platform because it seems nice; nobody else does yet.
    "resident_alone": RESIDENT_READY
    | {
        "place": "Eindhoven",
        "goal_main": "meet",
        "goal_extra": None,
        "need_source": "not_checked",
        "bottleneck": "nobody_organises",
        "result_sharp": "not_yet",
        "goal_sentence": None,
        "core_team": "one_two",
        "group_form": "on_my_own",
        "connectors": "nobody",
        "offline_ways": ["none"],
        "hours": "unknown",
        "moderation": "not_arranged",
    },
    # What is there works: the village site everybody reads.
    "village_site_works": RESIDENT_READY | {"existing": ["local_site"], "existing_works": "works_well"},
    # Everything arranged.
    "official_ready": OFFICIAL_READY,
    # A city that hands out a platform: nobody to connect people, nothing in the street.
    "city_without_connectors": OFFICIAL_READY
    | {
        "place": "Rotterdam",
        "area_name": None,
        "goal_sentence": "Op 1 juni kennen 1.000 Rotterdammers minstens één nieuwe buur.",
        "area_size": "municipality",
        "start_small": "all_at_once",
        "need_source": "organisation_idea",
        "bottleneck": "no_contact",
        "core_team": "none",
        "connectors": "nobody",
        "offline_ways": ["none"],
        "hours": "under_2",
        "measure": "activity_only",
        "years_secured": "one",
        "budget": "over_25000",
    },
    # Neighbours who help each other, in a city that already has something for it.
    "official_help_haarlem": OFFICIAL_READY
    | {
        "place": "Haarlem",
        "goal_sentence": "Op 1 juni zijn 50 mensen door een buur geholpen.",
        "goal_main": "help",
        "goal_extra": ["meet"],
        "existing": ["help_platform"],
        "existing_works": "not_checked",
        "groups": ["older", "low_digital"],
        "channels": ["web", "phone"],
        "entry": "real_names",
        "visibility": "members_only",
        "connectors": "only_professional",
        "offline_ways": ["phone_help", "meeting_place"],
        "w_accessible": "important",
    },
    # Having a say: the municipality pays, and forgot the law and the answers.
    "official_participation": OFFICIAL_READY
    | {
        "place": "Amersfoort",
        "area_name": None,
        "goal_sentence": "Op 1 juni praatten 500 inwoners mee over het groenplan.",
        "goal_main": "participate",
        "goal_extra": ["inform"],
        "area_size": "municipality",
        "lead": "municipality",
        "rung": "direct",
        "municipality_part": ["client", "account", "moderator"],
        "reply": "nobody_yet",
        "legal_ready": ["procurement"],
        "budget": "over_25000",
        "entry": "open_to_all",
        "visibility": "public",
        "w_resident_control": "not_important",
        "moderation": "municipality",
    },
    # Own software, owned by the municipality, in the name of giving room.
    "official_builds_itself": OFFICIAL_READY
    | {
        "place": "Tilburg",
        "goal_sentence": "Op 1 juni leest een derde van de wijk elke maand het wijknieuws.",
        "goal_main": "inform",
        "goal_extra": ["participate", "initiate"],
        "lead": "municipality",
        "rung": "let_go",
        "municipality_part": ["owner", "account"],
        "start_way": "build_yourself",
        "budget": "nothing",
        "measure": "no_plan",
        "legal_ready": ["none"],
        "exit_agreement": "not_thought",
        "w_open_source": "must",
    },
    # A good plan, but what must be different is not clear.
    "official_vague_goal": OFFICIAL_READY
    | {"place": "Breda", "result_sharp": "not_yet", "goal_sentence": None, "need_source": "not_checked"},
    # A facility is missing: a platform cannot be that.
    "community_centre_closed": OFFICIAL_READY | {"place": "Heerlen", "bottleneck": "service_missing"},
    # Older people and people who read with difficulty, reached by an app alone.
    "app_for_everyone": OFFICIAL_READY
    | {
        "place": "Apeldoorn",
        "goal_sentence": "Op 1 juni zijn 50 mensen door een buur geholpen.",
        "goal_main": "help",
        "groups": ["older", "low_literacy", "other_language"],
        "channels": ["app"],
        "offline_ways": ["events", "house_visits"],
        "hours": "from_2_to_7",
    },
    # Three hard demands at once on something that hardly anybody offers.
    "three_musts": RESIDENT_READY
    | {
        "place": "Almere",
        "goal_sentence": "Op 1 september heeft elke straat twee buren om te bellen.",
        "goal_main": "safety",
        "goal_extra": None,
        "w_resident_control": "important",
        "w_data_local": "must",
        "w_eu_hosting": "must",
        "w_money_local": "must",
        "offline_help": "must",
        "budget": "nothing",
    },
    # Only the goal and two answers more.
    "skipped_nearly_everything": {
        "audience": "resident",
        "goal_main": "help",
        "area_size": "medium",
        "core_team": "three_five",
    },
    # The quick check: eight questions and no more.
    "quick_check": {
        key: RESIDENT_READY[key]
        for key in (
            "need_source",
            "result_sharp",
            "bottleneck",
            "core_team",
            "existing",
            "existing_works",
            "connectors",
            "offline_ways",
        )
    },
}

# A few of the cast with both audiences, each verdict and each shelf in front: tests/advice/test_cases.py sees to that.
FEW = (
    *("official_ready", "official_builds_itself", "official_vague_goal", "village_site_works", "resident_alone"),
    *("skipped_nearly_everything", "resident_shares_without_money"),
)

# More situations, which only the cases of the advice need.
SITUATIONS = PERSONAS | {
    # A municipality as client, with money, that wants a platform for neighbours who help each other.
    "official_help_with_money": OFFICIAL_READY
    | {
        "place": "Deventer",
        "goal_sentence": "Op 1 juni zijn 50 mensen door een buur geholpen.",
        "goal_main": "help",
        "goal_extra": ["meet"],
        "w_accessible": "important",
    },
    # A city that wants residents to take part in decisions, and has all arranged.
    "city_participation": OFFICIAL_READY
    | {
        "place": "Eindhoven",
        "area_name": None,
        "goal_sentence": "Op 1 juni stemden 2.000 inwoners over plannen voor hun wijk.",
        "goal_main": "participate",
        "goal_extra": ["initiate"],
        "area_size": "municipality",
        "budget": "over_25000",
        "municipality_part": ["client", "account", "dashboard"],
        "w_accessible": "important",
    },
    # A resident with a few neighbours who looks for a place to meet, in a village where nothing is known to be.
    "resident_meet_own_village": RESIDENT_READY
    | {
        "place": "Aalten",
        "goal_main": "meet",
        "goal_extra": ["inform"],
        "goal_sentence": "Op 1 september kennen 60 mensen in het dorp minstens één nieuwe buur.",
        "w_resident_control": "important",
    },
}


def only_asked(answers):
    """The answers without those to questions that are not put to these people."""
    shown = visible_answers(answers)
    return {key: value for key, value in shown.items() if is_asked(QUESTIONS[key], shown)}
