"""What the page of a platform says about its users: figures over many municipalities, and stories one by one."""

from django.utils.translation import gettext_lazy as _

from platforms.models import UserSummary
from platforms.user_round.stories import list_stories
from platforms.user_round.summary import MUNICIPALITIES_AT_LEAST, UNKNOWN_AT_LEAST

# Question -> (its words, {answer: its words}), in the order of the page.
QUESTIONS = {
    "runs": (_("Draait het nog?"), {"yes": _("ja"), "no": _("nee"), "unknown": _("weet niet")}),
    "again": (_("Weer kiezen?"), {"yes": _("ja"), "no": _("nee"), "unknown": _("weet niet")}),
    "members": (
        _("Hoeveel mensen doen mee?"),
        {
            "tiny": _("minder dan 50"),
            "small": _("50 tot 250"),
            "medium": _("250 tot 1.000"),
            "large": _("1.000 of meer"),
            "unknown": _("niet gezegd"),
        },
    ),
    "sentences": (
        _("Binding met de buurt, sinds het begin"),
        {"up": _("meer"), "same": _("evenveel"), "down": _("minder"), "unmeasured": _("niet gemeten")},
    ),
}


def what_users_say(platform):
    """The figures and stories of a platform: {summary, rows, stories}, and the limits; None when there is neither.

    `rows`: (question, [(answer, number of municipalities)]), without answers that nobody gave.
    """
    summary = UserSummary.objects.filter(platform_id=platform.pk).first()
    stories = list_stories(platform)
    if not summary and not stories:
        return None
    figures = summary.figures if summary else {}
    rows = [
        (words, [(text, figures[key][answer]) for answer, text in answers.items() if figures[key].get(answer)])
        for key, (words, answers) in QUESTIONS.items()
        if key in figures
    ]
    return {
        "summary": summary,
        "rows": rows,
        "stories": stories,
        "at_least": MUNICIPALITIES_AT_LEAST,
        "unseen_at_least": UNKNOWN_AT_LEAST,
    }
