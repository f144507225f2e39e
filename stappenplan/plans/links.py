"""The addresses of one plan: all of them for its owner, some for readers."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, gettext


def write_mail(url) -> str:
    """The address that opens a message with the owner's link in the visitor's own mail program; we send nothing."""
    lines = (
        gettext("Met deze link gaat u verder met uw plan:"),
        url,
        "",
        gettext("Wie deze link heeft, kan uw antwoorden zien en veranderen. Stuur hem dus niet zomaar door."),
    )
    subject, body = quote(gettext("Uw plan voor een buurtplatform")), quote("\r\n".join(lines))
    return f"mailto:?subject={subject}&body={body}"


# Stands for the token in a path that is made before there is one; its letters are in no other part of a path.
STAND_IN = "TOKEN"


@cache
def owner_paths(language, prefix) -> dict[str, str]:
    """The owner's pages of a plan by their name in PlanLinks, and `plan` itself, with STAND_IN for the token.

    `language`, `prefix`: those of the request, which `reverse` reads.
    """

    def at(view, **kwargs):
        return reverse(view, kwargs={"token": STAND_IN, **kwargs})

    same = ("plan", "advice", "compare", "report", "save", "exports", "manage_group", "decision")
    files = {form: at("export", form=form) for form in ("json", "csv")}
    return {
        **{name: at(name) for name in same},
        **files,
        "pdf": at("report_pdf"),
        "overview": at("step", step="overzicht"),
    }


@dataclass(frozen=True)
class PlanLinks:
    """None where this reader has no such page. `edit_url` and `view_url` are absolute, to copy and print."""

    advice: str
    compare: str
    report: str
    pdf: str
    json: str | None = None
    csv: str | None = None
    overview: str | None = None
    save: str | None = None
    edit_url: str | None = None
    view_url: str | None = None
    token: str | None = None
    exports: str | None = None
    manage_group: str | None = None
    decision: str | None = None

    @classmethod
    def for_owner(cls, request, token):
        paths = owner_paths(get_language(), get_script_prefix())
        at = {name: path.replace(STAND_IN, token) for name, path in paths.items()}
        reader = request.plan.reader_token(token)
        view = reverse("view_advice", kwargs={"token": reader}) if reader else None
        plan = request.build_absolute_uri(at.pop("plan"))
        return cls(**at, edit_url=plan, view_url=view and request.build_absolute_uri(view), token=token)

    @classmethod
    def for_example(cls, name):
        return cls(
            *(reverse(f"example_{page}", kwargs={"name": name}) for page in ("advice", "compare", "report", "pdf"))
        )

    @classmethod
    def for_reader(cls, token):
        names = ("view_advice", "view_compare", "view_report", "view_report_pdf")
        return cls(
            *(reverse(name, kwargs={"token": token}) for name in names),
            exports=reverse("view_exports", kwargs={"token": token}),
        )
