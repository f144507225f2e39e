"""The test of a module is found by its name: tests/ has the folders of the code; test_<module>.py tests <module>.py."""

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.any_database

MIRRORED = (
    *(
        "advice",
        "api",
        "embeds",
        "exports",
        "follow_up",
        "groups",
        "municipalities",
        "operations",
        "pages",
        "plans",
        "report",
        "staff",
        "theme",
    ),
    *("wizard", "platforms"),
)
# Modules and folders without a test file of their name, with the one that tests them: through a page, or together with
# another.
TESTED_IN = {
    "advice/access": "advice/test_empty_catalogue",
    "advice/explanation/figures": "advice/explanation/test_charts",
    "advice/explanation/placement": "advice/test_views",
    "advice/explanation/robustness": "advice/test_views",
    "advice/explanation/score_breakdown": "advice/explanation/test_reasons",
    "advice/explanation/shelf_rows": "advice/test_what_if",
    "advice/open_questions/missing_facts": "platforms/models/test_missing_facts",
    "advice/open_questions/provider_questions": "exports/test_provider_questions",
    "advice/open_questions/to_check": "report/test_one_story",
    "advice/round_effect": "platforms/provider_round/test_acceptance",
    "advice/serialization/comparison_data": "advice/serialization/test_advice_data",
    "api/conventions": "api/test_endpoints",
    "api/headers": "api/test_endpoints",
    "api/openapi": "api/test_endpoints",
    "api/problems": "api/test_endpoints",
    "api/schemas": "api/test_endpoints",
    "exports/forms": "exports/test_calendar",
    "exports/responses": "exports/test_views",
    "exports/word_columns": "exports/test_word",
    "exports/word_fields": "exports/test_word",
    "exports/word_numbering": "exports/test_word",
    "exports/word_pieces": "exports/test_word",
    "exports/word_styles": "exports/test_word",
    "follow_up/forms": "follow_up/test_views",
    "follow_up/links": "follow_up/test_views",
    "groups/forms": "groups/test_owner_views",
    "groups/invitations": "groups/test_disclosure",
    "groups/rendering": "groups/test_member_views",
    "groups/participation": "groups/test_disclosure",
    "municipalities/converters": "municipalities/test_views",
    "operations/cache_headers": "plans/test_access",
    "operations/configuration/checks": "operations/retention/test_nightly_round",
    "operations/configuration/contact": "pages/test_well_known",
    "operations/configuration/env": "quality/test_settings",
    "operations/configuration/operator": "operations/test_operator",
    "operations/configuration/site_name": "operations/test_site_name",
    "operations/embedding": "embeds/test_views",
    "operations/configuration/settings_table": "quality/test_settings",
    "operations/cookies": "plans/test_access",
    "operations/concurrent_forms": "site/test_faults",
    "operations/typed_texts": "platforms/admin/test_pages",
    "pages/about": "pages/test_views",
    "pages/errors": "pages/test_views",
    "pages/method_tables": "pages/test_method_page",
    "plans/views": "plans/test_access",
    "platforms/admin/evidence_lists": "platforms/admin/test_pages",
    "platforms/admin/fact_pages": "platforms/admin/test_pages",
    "platforms/admin/forms": "platforms/admin/test_pages",
    "platforms/admin/platforms": "platforms/admin/test_pages",
    "platforms/admin/proposals": "platforms/admin/test_pages",
    "platforms/admin/provider_rounds": "platforms/provider_round/test_acceptance",
    "platforms/admin/stories": "platforms/user_round/test_stories",
    "platforms/apps": "platforms/models/test_migrations",
    "platforms/form_fields": "platforms/admin/test_pages",
    "platforms/management/commands/check_links": "platforms/upkeep/test_link_checker",
    "platforms/management/commands/delete_expired_corrections": "platforms/pages/test_corrections",
    "platforms/management/commands/export_catalogue": "platforms/files/test_writer",
    "platforms/management/commands/forget_corrections": "platforms/pages/test_corrections",
    "platforms/management/commands/load_catalogue": "platforms/files/test_load_catalogue",
    "platforms/management/commands/release_catalogue": "platforms/releases/test_making",
    "platforms/management/commands/touch_catalogue": "platforms/files/test_load_catalogue",
    "platforms/models/catalogue": "platforms/models/test_models",
    "platforms/models/entry": "platforms/models/test_models",
    "platforms/models/fact": "platforms/models/test_models",
    "platforms/models/link_check": "platforms/upkeep/test_link_checker",
    "platforms/models/platform": "platforms/models/test_models",
    "platforms/models/lookups": "plans/test_links",
    "platforms/models/proposal": "platforms/pages/test_corrections",
    "platforms/models/provider_round": "platforms/provider_round/test_views",
    "platforms/models/source": "platforms/models/test_models",
    "platforms/models/user_round": "follow_up/test_views",
    "platforms/pages/changes_feed": "platforms/files/test_open_data",
    "platforms/pages/evidence_squares": "platforms/pages/test_views",
    "platforms/pages/schema_org": "platforms/pages/test_views",
    "platforms/pages/sitemaps": "pages/test_sitemaps",
    "platforms/pages/users_say": "platforms/user_round/test_summary",
    "platforms/retention": "operations/retention/test_processing_register",
    "platforms/provider_round/answers": "platforms/provider_round/test_views",
    "platforms/provider_round/forms": "platforms/provider_round/test_views",
    "platforms/provider_round/questions": "platforms/provider_round/test_views",
    "platforms/provider_round/results": "platforms/provider_round/test_views",
    "platforms/search/bitset": "platforms/search/test_engine",
    "platforms/search/facets": "platforms/search/test_engine",
    "platforms/search/places": "platforms/search/test_engine",
    "platforms/templatetags": "platforms/pages/test_views",
    "platforms/text": "platforms/models/test_models",
    "platforms/upkeep/contradictions": "platforms/admin/test_week",
    "platforms/upkeep/staleness": "platforms/admin/test_pages",
    "platforms/upkeep/public_web": "platforms/upkeep/test_link_checker",
    "platforms/urls": "platforms/pages/test_views",
    "platforms/vocabulary": "platforms/files/test_catalogue_files",
    "report/document": "report/test_sections",
    "report/pdf/extraction": "report/test_verification",
    "report/pdf/render_pool": "report/pdf/test_renderer",
    "report/record": "report/test_verification",
    "report/record_diff": "report/test_verification",
    "report/sections": "report/test_sections",
    "report/signatures": "report/test_verification",
    "report/views": "report/test_queue",
    "staff/adapters": "staff/test_login",
    "staff/lockout": "staff/test_login",
    "staff/login_log": "staff/test_login",
    "staff/middleware": "staff/test_login",
    "staff/oidc": "staff/test_login",
    "staff/oidc_provider": "staff/test_login",
    "staff/sessions": "staff/test_login",
    "staff/urls": "staff/test_login",
    "staff/views": "staff/test_login",
    "theme/checks": "theme/test_validation",
    "theme/context_processors": "theme/test_validation",
    "wizard/answers/storage": "wizard/test_views",
    "wizard/answers/summary": "wizard/test_views",
    "wizard/conflict": "wizard/test_views",
    "wizard/page_context": "wizard/test_views",
    "wizard/rail": "wizard/test_change",
}


def modules_without_test_file():
    for package in MIRRORED:
        folder = ROOT / package if package == "platforms" else ROOT / "stappenplan" / package
        for file in folder.rglob("*.py"):
            module = file.relative_to(folder.parent).with_suffix("")
            own_test = path_of_test(module.with_name(f"test_{module.name}"))
            if file.stem != "__init__" and "migrations" not in module.parts and not own_test.exists():
                yield module


def path_of_test(name):
    return ROOT / "tests" / f"{name}.py"


def entry_for(module):
    """The name in the list under which a module stands: its own, or that of a folder that it is in; else its own."""
    names = [folder.as_posix() for folder in (module, *module.parents)]
    return next((name for name in names if name in TESTED_IN), module.as_posix())


def test_each_module_has_a_test_file_of_its_name_or_stands_in_the_list():
    assert {entry_for(module) for module in modules_without_test_file()} == set(TESTED_IN)


@pytest.mark.parametrize("name", sorted(set(TESTED_IN.values())))
def test_the_test_files_in_the_list_exist(name):
    assert path_of_test(name).exists()
