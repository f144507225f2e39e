"""Pages of a round: what a provider fills in behind a link, and the public page about all rounds.

Whoever includes these addresses hands each view `count_wrong`, which is called with a request for a link that does not
exist.
"""

from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from platforms.models import Catalogue, Invitation, ProviderRound

from .answers import build_forms, count_answered, save_answers, send_answers, summarize_answers
from .letters import mail_link
from .questions import DECIDING, OTHERS
from .results import count_round

PARTS = {"": DECIDING, "meer": OTHERS}


def open_invitation(request, token, count_wrong):
    """The invitation behind a link with the platform as the catalogue knows it; None for a link that opens nothing."""
    invitation = Invitation.find(token)
    known = Catalogue.current().by_slug
    if invitation is None or invitation.platform.slug not in known:
        count_wrong(request)
        return None
    invitation.platform = known[invitation.platform.slug]
    return invitation


def keep_secret(response):
    """No cache keeps a page behind a link, no search engine lists it, and no other site learns its address."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def show_dead_link(request):
    return keep_secret(render(request, "platforms/provider_round/dead_link.html", {"section": "platforms"}, status=404))


@require_http_methods(["GET", "HEAD", "POST"])
def answer_round(request, token, count_wrong, part=""):
    """The questions of one part, as they were saved; a POST saves, and sends all to the editors when asked to."""
    invitation = open_invitation(request, token, count_wrong)
    if invitation is None:
        return show_dead_link(request)
    keys = PARTS[part]
    if request.method == "POST":
        return save_page(request, invitation, token, part)
    return show_questions(request, invitation, token, part, build_forms(invitation, keys))


def save_page(request, invitation, token, part):
    """Save what was sent; a page with an error comes back with all that was typed."""
    keys, fault = PARTS[part], ""
    if not invitation.round.is_open:
        fault = gettext("Deze ronde is voorbij. Wat u nu invulde, is niet bewaard. Meld het bij het feit zelf.")
        forms = build_forms(invitation, keys, request.POST)
    else:
        forms = save_answers(invitation, keys, request.POST)
        if request.FILES:
            fault = gettext("Een bestand nemen we niet aan. Zet het op uw site en geef het adres. De rest is bewaard.")
    if fault or any(form.errors for form in forms):
        return show_questions(request, invitation, token, part, forms, fault)
    if "send" not in request.POST:
        return redirect(f"{request.path}?bewaard=ja")
    if not any(answer.get("choice") for answer in invitation.answers.values()):
        fault = gettext("U beantwoordde nog niets. Kies bij minstens één vraag wat klopt.")
        return show_questions(request, invitation, token, part, build_forms(invitation, keys), fault)
    send_answers(invitation, rounds_page(request, invitation.round))
    return redirect("round_thanks", token)


def rounds_page(request, provider_round):
    """The full address of what anyone can read about this round."""
    return request.build_absolute_uri(f"{reverse('provider_rounds')}#ronde-{provider_round.name}")


def show_questions(request, invitation, token, part, forms, fault=""):
    bound = [form for form in forms if form.is_bound]
    faults = [(form, text) for form in bound for texts in form.errors.values() for text in texts]
    link = request.build_absolute_uri(reverse("round", args=[token]))
    subject = gettext("Feiten over %(platform)s") % {"platform": invitation.platform.name}
    context = {
        "section": "platforms",
        "invitation": invitation,
        "round": invitation.round,
        "platform": invitation.platform,
        "token": token,
        "part": part,
        "forms": forms,
        "fault": fault,
        "faults": faults,
        "saved": "bewaard" in request.GET and request.method != "POST",
        "answered": count_answered(invitation, PARTS[part]),
        "number": len(PARTS[part]),
        "others": len(OTHERS),
        "pass_on": mail_link(subject, link),
    }
    response = render(request, "platforms/provider_round/answer.html", context, status=400 if fault or faults else 200)
    return keep_secret(response)


@require_safe
def thanks(request, token, count_wrong):
    """What was sent to the editors, and that it can still be changed."""
    invitation = open_invitation(request, token, count_wrong)
    if invitation is None:
        return show_dead_link(request)
    context = {
        "section": "platforms",
        "invitation": invitation,
        "round": invitation.round,
        "platform": invitation.platform,
        "token": token,
        "answers": summarize_answers(invitation),
    }
    return keep_secret(render(request, "platforms/provider_round/thanks.html", context))


@require_safe
def rounds(request, **_more):
    """How a round works, and what came of each."""
    results = [count_round(one) for one in ProviderRound.objects.all()]
    context = {"section": "platforms", "results": [one for one in results if one.asked]}
    return render(request, "platforms/provider_round/rounds.html", context)


urlpatterns = [
    path("rondes/", rounds, name="provider_rounds"),
    path("ronde/<str:token>/", answer_round, name="round"),
    path("ronde/<str:token>/meer/", answer_round, {"part": "meer"}, name="round_more"),
    path("ronde/<str:token>/bedankt/", thanks, name="round_thanks"),
]
