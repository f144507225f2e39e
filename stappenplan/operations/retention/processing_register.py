"""What is kept of whom, and how long: read from the models, for the privacy page and
docs/accountability/register.md.

A model without a declaration is a fault: tests/operations/retention/test_processing_register.py looks for it.
"""

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from platforms.models import CountedAdvice
from platforms.models.proposal import DECLINED_DAYS, EMAIL_DAYS
from platforms.models.provider_round import ANSWER_DAYS
from platforms.models.user_round import DECLINED_STORY_DAYS, LINK_MONTHS
from platforms.retention import NOBODY, STAFF, VISITOR, RetentionRule
from stappenplan.staff.lockout import DEVICE_DAYS

WHOSE = {VISITOR: _("bezoekers"), STAFF: _("medewerkers"), NOBODY: _("niemand")}
STAYS = _("Blijft staan. Over bezoekers staat er niets in.")
WITH_ACCOUNT = _("Zo lang als het account van de medewerker.")
PROVES = _("Blijft staan, want zo is na te gaan waarom iets in de catalogus staat.")
NOT_USED = _("Staat uit en blijft leeg.")
ROLES = RetentionRule(NOBODY, _("Welke rollen er zijn en wat die mogen."), STAYS)
VERSIONS = RetentionRule(STAFF, _("Elke versie van de catalogus, met wie het veranderde en waarom."), PROVES)
LOGIN_ATTEMPTS = RetentionRule(
    STAFF,
    _("Mislukte pogingen om in te loggen: de naam, het netwerk en het soort browser."),
    _("Een mislukte poging telt één uur mee. Na %(attempt_days)s dag wissen we de gegevens."),
)

# Models of others, by their label.
OTHERS = {
    **dict.fromkeys(
        ("platforms.HistoricalPlatform", "platforms.HistoricalSource", "platforms.HistoricalFact"), VERSIONS
    ),
    "django_tasks_database.DBTaskResult": RetentionRule(
        VISITOR,
        _("De wachtrij van rapporten: een nummer. Maakt de beheerder er veel tegelijk, dan ook de antwoorden."),
        _("De antwoorden tot het rapport er is. Het nummer %(report_days)s dagen."),
    ),
    "auth.User": RetentionRule(
        STAFF,
        _("Accounts van medewerkers: naam, e-mailadres en een controlegetal van het wachtwoord."),
        _("Tot de beheerder het account wist."),
    ),
    "auth.User_groups": RetentionRule(STAFF, _("Welke rol een medewerker heeft."), WITH_ACCOUNT),
    "auth.User_user_permissions": RetentionRule(STAFF, _("Wat een medewerker nog meer mag."), WITH_ACCOUNT),
    **dict.fromkeys(("auth.Group", "auth.Permission", "auth.Group_permissions", "contenttypes.ContentType"), ROLES),
    "account.EmailAddress": RetentionRule(STAFF, _("E-mailadressen van medewerkers, als die er zijn."), WITH_ACCOUNT),
    "account.EmailConfirmation": RetentionRule(STAFF, _("Bevestigingen van e-mailadressen."), NOT_USED),
    "mfa.Authenticator": RetentionRule(
        STAFF, _("De tweede stap van medewerkers: app, sleutels en noodcodes."), WITH_ACCOUNT
    ),
    "socialaccount.SocialAccount": RetentionRule(
        STAFF, _("Welk account bij hun eigen organisatie van een medewerker is."), WITH_ACCOUNT
    ),
    **dict.fromkeys(
        ("socialaccount.SocialApp", "socialaccount.SocialToken"),
        RetentionRule(STAFF, _("Sleutels van het inloggen bij een andere organisatie."), NOT_USED),
    ),
    "sessions.Session": RetentionRule(
        STAFF, _("Dat een medewerker is ingelogd."), _("Twee uur na de laatste klik. Bezoekers hebben geen sessie.")
    ),
    "admin.LogEntry": RetentionRule(STAFF, _("Wat een medewerker in het beheer deed, en wanneer."), PROVES),
    "axes.AccessAttempt": LOGIN_ATTEMPTS,
    "axes.AccessAttemptExpiration": LOGIN_ATTEMPTS,
    **dict.fromkeys(
        ("axes.AccessLog", "axes.AccessFailureLog"),
        RetentionRule(STAFF, _("Een lijst van wie wanneer inlogde."), NOT_USED),
    ),
}

# What is not in the database.
ELSEWHERE = (
    (_("Logregels"), RetentionRule(
        VISITOR,
        _("Fouten, en als de beheerder dat aanzet een regel per verzoek: soort pagina, tijd en netwerk."),
        _("Zo lang als de beheerder instelt; wij raden 30 dagen aan. Er staat geen link, antwoord of heel adres in."),
    )),
    (_("Tellingen"), RetentionRule(
        NOBODY, _("Hoeveel verzoeken er zijn en hoe lang die duren."), _("Tot de site opnieuw start.")
    )),
    (_("Cookies"), RetentionRule(
        VISITOR,
        _("De link van het plan, en een getal dat formulieren beschermt. In een groep: dat iemand antwoordde."),
        _("Hooguit %(days_long)s dagen, in de browser van de bezoeker zelf."),
    )),
    (_("Cookies van medewerkers"), RetentionRule(
        STAFF,
        _("Dat een medewerker is ingelogd. En een getal dat laat zien dat iemand op dit apparaat eerder inlogde."),
        _("Tot de browser sluit. Het getal %(device_days)s dagen."),
    )),
    (_("Reservekopieën"), RetentionRule(
        VISITOR, _("Een kopie van alle tabellen."), _("Zo lang als de beheerder instelt; wij raden 30 dagen aan.")
    )),
)  # fmt: skip


def retention_days():
    """The figures in the sentences, as this installation is set."""
    return {
        "days": settings.PLAN_DAYS,
        "days_long": settings.PLAN_DAYS_LONG,
        "report_days": REPORT_DAYS,
        "attempt_days": ATTEMPT_DAYS,
        "email_days": EMAIL_DAYS,
        "declined_days": DECLINED_DAYS,
        "answer_days": ANSWER_DAYS,
        "link_months": LINK_MONTHS,
        "declined_story_days": DECLINED_STORY_DAYS,
        "occasion_days": CountedAdvice.DAYS,
        "device_days": DEVICE_DAYS,
    }


def rule_of(model):
    """The declaration of a model; None when there is none."""
    return OTHERS.get(model._meta.label) or getattr(model, "retention", None)


def rule_in_words(rule):
    """The same declaration in the active language, with its figures."""
    return RetentionRule(gettext(WHOSE[rule.subject]), gettext(rule.data), gettext(rule.period) % retention_days())


def list_visitor_data():
    """What is kept of visitors in our own tables, for the privacy page: [RetentionRule] in words."""
    found = (getattr(model, "retention", None) for model in apps.get_models())
    return [rule_in_words(rule) for rule in found if rule and rule.subject == VISITOR]


def register_markdown() -> str:
    """docs/accountability/register.md: every table, and what is not in a table."""
    with override("nl"):
        tables = {}
        for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.db_table):
            if rule := rule_of(model):
                tables.setdefault(rule, []).append(model._meta.db_table)
        order = sorted(tables, key=lambda rule: list(WHOSE).index(rule.subject))
        rows = [(", ".join(f"`{name}`" for name in tables[rule]), *rule_in_words(rule)) for rule in order]
        rows += [(gettext(where), *rule_in_words(rule)) for where, rule in ELSEWHERE]
        lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        return f"{HEAD}| waar | van wie | wat | hoe lang |\n|---|---|---|---|\n{lines}\n"


HEAD = """# Wat de site bewaart, waar en hoe lang

Gemaakt uit de modellen met `manage.py write_processing_register`; een test kijkt of dit klopt. De termijnen
gelden bij de standaardinstellingen (`PLAN_DAYS`, `PLAN_DAYS_LONG`). Een organisatie die de site aanbiedt, kan deze
tabel opnemen in haar register van verwerkingen. De site vraagt geen naam, adres of telefoonnummer. Alles gaat weg met
`manage.py delete_expired`, dat elke dag moet draaien, of eerder als de bezoeker het zelf wist.

"""
# A report is made again when asked: after this many days it only takes room.
REPORT_DAYS = 7
# Failed logins of staff lock for an hour; after this many days they serve nothing.
ATTEMPT_DAYS = 1
