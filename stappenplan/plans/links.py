"""The addresses of one plan: all of them for its owner, some for readers."""

from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext


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
    keep: str | None = None
    edit_url: str | None = None
    view_url: str | None = None
    token: str | None = None
    take: str | None = None
    together: str | None = None
    decision: str | None = None

    @classmethod
    def for_owner(cls, request, token):
        def at(name, **kwargs):
            return reverse(name, kwargs={"token": token, **kwargs})

        reader = request.plan.reader_token(token)
        view = reverse("view_advice", kwargs={"token": reader}) if reader else None
        return cls(
            advice=at("advice"),
            compare=at("compare"),
            report=at("report"),
            pdf=at("report_pdf"),
            json=at("export", form="json"),
            csv=at("export", form="csv"),
            overview=at("step", step="overzicht"),
            keep=at("keep"),
            edit_url=request.build_absolute_uri(at("plan")),
            view_url=view and request.build_absolute_uri(view),
            token=token,
            take=at("take"),
            together=at("together"),
            decision=at("decision"),
        )

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
            take=reverse("view_take", kwargs={"token": token}),
        )
