"""The test of a module is found by its name: tests/ has the folders of the code; test_<module>.py tests <module>.py."""

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.any_database

MIRRORED = ("exports", "groups", "municipalities", "operations", "pages", "plans", "staff", "theme", "wizard")
# Modules without a test file of their name, with the one that tests them: through a page, or together with another.
TESTED_IN = {
    "exports/forms": "exports/test_calendar",
    "exports/responses": "exports/test_views",
    "exports/word_columns": "exports/test_word",
    "exports/word_fields": "exports/test_word",
    "exports/word_numbering": "exports/test_word",
    "exports/word_styles": "exports/test_word",
    "groups/forms": "groups/test_owner_views",
    "groups/invitations": "groups/test_disclosure",
    "groups/pages": "groups/test_member_views",
    "groups/participation": "groups/test_disclosure",
    "municipalities/converters": "municipalities/test_views",
    "operations/caching": "plans/test_access",
    "operations/configuration/checks": "operations/retention/test_nightly_round",
    "operations/configuration/contact": "pages/test_well_known",
    "operations/configuration/env": "quality/test_settings",
    "operations/configuration/operator": "operations/test_operator",
    "operations/configuration/settings_table": "quality/test_settings",
    "operations/cookies": "plans/test_access",
    "operations/form_turns": "site/test_faults",
    "operations/typed_texts": "platforms/admin/test_pages",
    "pages/about": "pages/test_views",
    "pages/errors": "pages/test_views",
    "pages/method_tables": "pages/test_method_page",
    "plans/views": "plans/test_access",
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
    "wizard/conflict": "wizard/test_views",
    "wizard/page_context": "wizard/test_views",
    "wizard/rail": "wizard/test_change",
    "wizard/answers/saving": "wizard/answers/test_drafts",
    "wizard/answers/storage": "wizard/test_views",
    "wizard/answers/summary": "wizard/test_views",
}


def modules_without_test_file():
    for package in MIRRORED:
        for file in (ROOT / "stappenplan" / package).rglob("*.py"):
            module = file.relative_to(ROOT / "stappenplan").with_suffix("")
            if file.stem != "__init__" and not path_of_test(module.with_name(f"test_{module.name}")).exists():
                yield module.as_posix()


def path_of_test(name):
    return ROOT / "tests" / f"{name}.py"


def test_each_module_has_a_test_file_of_its_name_or_stands_in_the_list():
    assert sorted(modules_without_test_file()) == sorted(TESTED_IN)


@pytest.mark.parametrize("name", sorted(set(TESTED_IN.values())))
def test_the_test_files_in_the_list_exist(name):
    assert path_of_test(name).exists()
