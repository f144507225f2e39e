"""The planning as calendar events (iCalendar, RFC 5545): 30 days, 100 days, a year and a review date.

Whole days: they have no time and so no time zone. Nothing in the file tells whose plan it is: no link, no place, no
sentence that somebody typed.
"""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from icalendar import Calendar, Event

from stappenplan.method.text import _
from stappenplan.report.sections.elements import Line
from stappenplan.report.sections.planning import LOOK_BACK, planning
from stappenplan.text import say

MONTH, HUNDRED = timedelta(days=30), timedelta(days=100)
TO_CHECK = _("Kijk of dit is gedaan:")


def calendar_file(plan, advice, start, review=None) -> bytes:
    """The dates of a plan, counted from `start`; `review` is the day to look back, where one was chosen.

    The same plan gives the same events (UID), so that a calendar moves them when another day is chosen.
    """
    (_title, month), (_title, hundred), (_title, year) = planning(advice)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Stappenplan buurtplatform//NL")
    for key, day, summary, lines in (
        ("month", start + MONTH, _("Buurtplatform: 30 dagen na het begin"), month),
        ("hundred", start + HUNDRED, _("Buurtplatform: 100 dagen na het begin"), hundred),
        ("year", a_year_after(start), _("Buurtplatform: een jaar na het begin"), year),
        *([("review", review, _("Buurtplatform: terugkijken"), (Line(LOOK_BACK),))] if review else []),
    ):
        calendar.add_component(whole_day(plan, key, day, summary, lines))
    return calendar.to_ical()


def whole_day(plan, key, day, summary, lines) -> Event:
    """One event that takes no time from the day."""
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"{plan.edit_hash}/{key}")))
    event.add("dtstamp", timezone.now())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", say(summary))
    event.add("description", "\n".join([say(TO_CHECK), *(f"- {say(line.text)}" for line in lines)]))
    return event


def a_year_after(day):
    """The same day next year; the 28th after a 29th of February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
