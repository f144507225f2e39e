"""The planning as calendar events (iCalendar, RFC 5545): 30 days, 100 days, a year and a review date.

Whole days: they have no time and so no time zone, and no alarm either, since a calendar has its owner's own for such a
day. Nothing in the file tells whose plan it is: no link, no place, no sentence that somebody typed. For an owner who
left word of what was decided it adds the days on which we ask again, with the link for that, which opens nothing else.
"""

from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from icalendar import Calendar, Event

from stappenplan.follow_up.links import ask_about
from stappenplan.method.declarations import OFFICIAL
from stappenplan.method.text import _
from stappenplan.report.sections.elements import chooses_platform
from stappenplan.report.sections.planning import AGREED_LOOK_BACK, list_phases
from stappenplan.text import say

# The editions of an event are numbered by the seconds since this day, so that no later file has a lower number.
EDITIONS_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
MONTH, HUNDRED = timedelta(days=30), timedelta(days=100)
# What the chapters and pages belong to that the lines name.
OF_MEMO = _("Dit hoort bij de nota over een online buurtplatform, uit het Stappenplan buurtplatform.")
OF_PAGES = _("Dit hoort bij onze bladen over een online buurtplatform, uit het Stappenplan buurtplatform.")
IS_IT_DONE = _("Is dit gedaan?")
LOOK_BACK = _("Kijk terug: ga door, verander iets, of stop.")
# Their sheet 2 has room for it once a platform is chosen.
ON_THE_SHEET = _("Schrijf deze dag ook op bladzijde 2 van onze bladen.")


def calendar_file(plan, advice, start, review=None, asked_again=()) -> bytes:
    """The dates of a plan, counted from `start`; `review` is the day to look back, where one was chosen.

    `asked_again`: the events of `build_moments`.

    The same plan gives the same events (UID), under every link it ever had, and a later file is a newer edition of
    them (SEQUENCE): so a calendar moves them when another day is chosen.
    """
    (_title, month), (_title, hundred), (_title, year) = list_phases(advice)
    # The day that was chosen has an event of its own.
    year = [task for task in year if not (review and task.key == AGREED_LOOK_BACK)]
    official = advice.profile.says("audience", OFFICIAL)
    belongs = OF_MEMO if official else OF_PAGES
    look_back = [say(LOOK_BACK)] if official or not chooses_platform(advice) else [say(LOOK_BACK), say(ON_THE_SHEET)]
    events = list(asked_again)
    for key, day, summary, lines in (
        ("month", start + MONTH, _("Buurtplatform: 30 dagen na het begin"), ask_if_done(month)),
        ("hundred", start + HUNDRED, _("Buurtplatform: 100 dagen na het begin"), ask_if_done(hundred)),
        ("year", a_year_after(start), _("Buurtplatform: een jaar na het begin"), ask_if_done(year)),
        *([("review", review, _("Buurtplatform: terugkijken"), look_back)] if review else []),
    ):
        description = "\n".join([*lines, "", say(belongs)])
        events.append(build_event(derive_uid(plan, key), day, say(summary), description))
    return write_calendar(events)


def ask_if_done(tasks) -> list[str]:
    """These tasks as lines below the question whether they were done."""
    return [say(IS_IT_DONE), *(f"- {say(task.text)}" for task in tasks)]


def follow_up_file(follow_up, link) -> bytes:
    """The days on which its holder is asked again, without a plan."""
    return write_calendar(build_moments(follow_up, link))


def write_calendar(events) -> bytes:
    """A file with these events."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Stappenplan buurtplatform//NL")
    # The default, but a program that rewrites the file may misname what is not said.
    calendar.add("calscale", "GREGORIAN")
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def build_moments(follow_up, link) -> list[Event]:
    """An event for each moment on which we ask again; `link`: the full address of the form."""
    question = ask_about(follow_up)
    lines = (gettext("Antwoord in twee minuten:"), link, "", gettext("Geen vragen meer? Stop ze op dezelfde pagina."))
    events = []
    for months, day in follow_up.days.items():
        uid = str(uuid5(NAMESPACE_URL, f"{follow_up.key_hash}/{months}"))
        event = build_event(uid, day, gettext("Buurtplatform: %(vraag)s") % {"vraag": question}, "\n".join(lines))
        event.add("url", link)
        events.append(event)
    return events


def build_event(uid, day, summary, description) -> Event:
    """One event that takes no time from the day; each later edition of it has a higher number."""
    now = timezone.now()
    event = Event()
    event.add("uid", uid)
    event.add("sequence", int((now - EDITIONS_SINCE).total_seconds()))
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary)
    event.add("description", description)
    return event


def derive_uid(plan, key) -> str:
    """The name of an event that stays for as long as the plan does; nobody can tell the plan from it."""
    mine = salted_hmac("stappenplan.calendar", f"{plan.pk}/{plan.created.isoformat()}", algorithm="sha256").hexdigest()
    return str(uuid5(NAMESPACE_URL, f"{mine}/{key}"))


def a_year_after(day):
    """The same day next year; the 28th after a 29th of February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
