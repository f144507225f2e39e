"""Names of files that a visitor takes along."""

import pytest

from stappenplan.plans.filenames import file_name

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize(
    ("place", "name"), [("'s-Gravenhage", "-den-haag"), (None, ""), ("../\r\nSet-Cookie: x", None)]
)
def test_a_file_name_is_safe_whatever_the_place(place, name):
    made = file_name("advies", {"place": place}, "docx")
    assert made == f"advies-buurtplatform{name}.docx" if name is not None else made.replace("-", "").isascii()
    assert not set(made) & set('/\\\r\n"; ')
