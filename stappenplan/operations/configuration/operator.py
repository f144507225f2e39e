"""The operator of this site, as the settings say: for the foot of every page, its own page, reports and the API."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.formats import date_format


@dataclass(frozen=True)
class Operator:
    """The organisation or person that runs this site. A text that was not set is empty, and shown as missing."""

    name: str
    contact: str
    address: str
    register: str
    makers: str
    editors: str
    funding: str
    since: str

    @property
    def since_in_words(self) -> str:
        """The year, or the date in the language of the reader: 1 maart 2026."""
        day = parse_date(self.since)
        return date_format(day, "j F Y") if day else self.since

    @property
    def missing(self) -> tuple[str, ...]:
        """The required settings that are not set: without them nobody can know whom to turn to."""
        required = {"OPERATOR_NAME": self.name, "CONTACT": self.contact}
        return tuple(name for name, value in required.items() if not value)


def read_operator() -> Operator:
    """The operator of this installation."""
    return Operator(
        settings.OPERATOR_NAME,
        settings.CONTACT,
        settings.OPERATOR_ADDRESS,
        settings.OPERATOR_REGISTER,
        settings.MAKERS,
        settings.EDITORS,
        settings.FUNDING,
        settings.SINCE,
    )


def site_operator(request) -> dict:
    """Context of every page: the operator."""
    return {"site_operator": read_operator()}
