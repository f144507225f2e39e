"""Corrections by visitors, without an account (“Klopt dit niet?”), and the public page of changes.

What is sent becomes a Proposal in a queue. Spam is kept out without anyone else's service: a field that people do not
see, a signed moment at which the page was made, a limit per network, and few links. Whoever includes these addresses
hands each view `may_send`: whether the network of a request did not send too many already; it counts this one.
"""

import re
import time

from django import forms
from django.core import signing
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from platforms.form_fields import WebAddressField
from platforms.models import UNKNOWN, Catalogue, Proposal, content_of, hash_content, public_changes
from platforms.models.history import load_changes
from platforms.vocabulary import EVIDENCE_KEYS, VOCABULARY, WHOLE_PLATFORM

WORDS_AT_MOST, LINKS_AT_MOST = 1000, 2
# Seconds between making the page and sending it: no person is faster, and an old page may show an old fact.
SOONEST, LATEST = 3, 24 * 60 * 60
CHANGES_PER_PAGE, DECLINED_SHOWN = 30, 20
ANY_LINK = re.compile(r"https?:|www\.", re.IGNORECASE)
CORRECTION_SALT = "platforms.corrections"


class CorrectionForm(forms.Form):
    """What is wrong, what it should be and where that can be read; everything but a value or words is optional."""

    words = forms.CharField(
        label=_("Wat klopt er niet?"),
        required=False,
        max_length=WORDS_AT_MOST,
        error_messages={"max_length": _("Deze tekst is te lang. Gebruik hooguit %(limit_value)d tekens.")},
    )
    source_url = WebAddressField(label=_("Waar kunnen we dat nalezen?"), required=False, max_length=500)
    from_provider = forms.BooleanField(label=_("Ik werk voor de aanbieder van dit platform"), required=False)
    email = forms.EmailField(
        label=_("Uw e-mailadres, als u antwoord wilt"),
        required=False,
        max_length=200,
        error_messages={"invalid": _("Dit is geen e-mailadres. Controleer het, of laat het leeg.")},
    )
    # People do not see it; programs that fill in everything do.
    website = forms.CharField(label=_("Laat dit leeg"), required=False)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, key, **kwargs):
        super().__init__(*args, auto_id="%s", **kwargs)
        self.key = key
        if key:
            words = VOCABULARY[key]
            kind = forms.MultipleChoiceField if words.many else forms.ChoiceField
            choices = [*((value, gettext(text)) for value, text in words.values.items()), (UNKNOWN, self.unknown_words)]
            wrong = {"invalid_choice": _("Deze keuze kennen we niet. Kies er een uit de lijst.")}
            self.fields["value"] = kind(label=_("Wat moet het zijn?"), choices=choices, required=False)
            self.fields["value"].error_messages |= wrong

    @property
    def unknown_words(self):
        return gettext("Dat is niet te weten")

    @property
    def chosen(self):
        """The values that are ticked, for the template."""
        value = self["value"].value() if self.key else None
        return value if isinstance(value, list) else [value]

    def clean_words(self):
        words = self.cleaned_data["words"]
        if len(ANY_LINK.findall(words)) > LINKS_AT_MOST:
            raise forms.ValidationError(gettext("Zet hooguit twee links in uw tekst."))
        return words

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("Laat het veld “Laat dit leeg” leeg en verstuur nog een keer."))
        return ""

    def clean_value(self):
        value = self.cleaned_data["value"]
        if isinstance(value, list) and UNKNOWN in value and len(value) > 1:
            raise forms.ValidationError(
                gettext("Kies waarden, of “%(onbekend)s”. Niet allebei.") % {"onbekend": self.unknown_words}
            )
        return value

    def clean(self):
        cleaned = super().clean()
        asked = ("words", "value") if self.key else ("words",)
        if not any(cleaned.get(name) for name in asked) and not any(name in self.errors for name in asked):
            self.add_error("words", gettext("Kies wat het moet zijn, of vertel in uw eigen woorden wat er niet klopt."))
        return cleaned

    def refuse(self, text):
        """Say why it cannot be sent now; what was filled in stays."""
        self.add_error(None, text)

    def timing_problem(self):
        """Why the page came too early or too late to be a person's, in a sentence; empty when it is fine."""
        age = stamp_age(self.data.get("stamp", ""))
        if age is None:
            return gettext("Deze pagina stond lang open. Kijk of alles nog klopt en verstuur nog een keer.")
        if age < SOONEST:
            return gettext("Dat ging wel erg snel. Kijk of alles klopt en verstuur nog een keer.")
        return ""


def stamp_age(stamp):
    """How many seconds ago this site signed the stamp; None when it never did, or too long ago."""
    try:
        age = time.time() - float(signing.loads(stamp, salt=CORRECTION_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return age if age < LATEST else None


def queue_proposal(form, platform):
    """The proposal in the queue; one that waits there already is not kept twice."""
    filled = form.cleaned_data
    value = filled.get("value")
    same = {
        "platform": platform,
        "key": form.key,
        "proposed": {"value": value} if value else {},
        "words": filled["words"],
        "source_url": filled["source_url"],
        "from_provider": filled["from_provider"],
        "email": filled["email"],
        "by": None,
        "state": Proposal.State.WAITING,
    }
    if not Proposal.objects.filter(**same).exists():
        Proposal.objects.create(**same, seen=hash_content(content_of(platform, form.key)))


def find_platform(slug, key=""):
    """The platform in the address; not found when there is none, or when it has no such fact."""
    platform = Catalogue.current().by_slug.get(slug)
    if platform is None:
        raise Http404(gettext("Dit platform kennen we niet."))
    if key and key not in EVIDENCE_KEYS:
        raise Http404(gettext("Dit feit kennen we niet."))
    return platform


@require_http_methods(["GET", "HEAD", "POST"])
def propose_correction(request, slug, key="", *, may_send):
    """Say that a fact, or something else about a platform, is not right."""
    platform = find_platform(slug, key)
    form = CorrectionForm(request.POST or None, key=key)
    if request.method == "POST" and form.is_valid():
        if said := form.timing_problem():
            form.refuse(said)
        elif not may_send(request):
            form.refuse(gettext("Er kwamen vandaag al veel meldingen van uw netwerk. Probeer het morgen nog een keer."))
        else:
            queue_proposal(form, platform)
            return redirect("correct_thanks", slug=slug)
    fact = platform.facts.get(key)
    # A page that comes back keeps its moment, so that sending it again is slow enough.
    stamp = form.data.get("stamp", "")
    context = {
        "section": "platforms",
        "platform": platform,
        "key": key,
        "label": gettext(VOCABULARY[key].label) if key else gettext(WHOLE_PLATFORM),
        "many": bool(key) and VOCABULARY[key].many,
        "fact": fact,
        "form": form,
        "stamp": stamp if stamp_age(stamp) is not None else signing.dumps(time.time(), salt=CORRECTION_SALT),
        "words_at_most": WORDS_AT_MOST,
    }
    response = render(request, "platforms/corrections/correct.html", context, status=400 if form.errors else 200)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def show_thanks(request, slug, **_more):
    platform = find_platform(slug)
    return render(request, "platforms/corrections/thanks.html", {"section": "platforms", "platform": platform})


@require_safe
def show_log(request, **_more):
    """What changed and why, newest first; and what was proposed and not taken over, with the reason."""
    pages = Paginator(public_changes(), CHANGES_PER_PAGE)
    try:
        page = pages.page(request.GET.get("pagina", 1))
    except InvalidPage as error:
        raise Http404(gettext("Deze bladzijde van de lijst bestaat niet.")) from error
    declined = Proposal.objects.filter(state=Proposal.State.DECLINED, by=None).select_related("platform")
    context = {
        "section": "platforms",
        "page": page,
        "changes": load_changes(page.object_list),
        "declined": declined.order_by("-decided")[:DECLINED_SHOWN] if page.number == 1 else [],
    }
    return render(request, "platforms/corrections/log.html", context)


urlpatterns = [
    path("wijzigingen/", show_log, name="changes"),
    path("<slug:slug>/klopt-niet/", propose_correction, name="correct"),
    path("<slug:slug>/klopt-niet/bedankt/", show_thanks, name="correct_thanks"),
    path("<slug:slug>/klopt-niet/<str:key>/", propose_correction, name="correct_fact"),
]
