"""The pages of staff about rounds: whom to ask, the letter to each provider, and what came in."""

from smtplib import SMTPException

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from platforms.form_fields import ReasonField
from platforms.models import AlreadyDecided, Catalogue, Invitation, MissingFactCount, Proposal, ProviderRound, Stale
from platforms.pages.knowledge import can_be_chosen
from platforms.provider_round.acceptance import accept_answer
from platforms.provider_round.answers import count_answered
from platforms.provider_round.letters import build_letter, can_send, mail_link, send_letter
from platforms.provider_round.questions import DECIDING, MUNICIPALITIES
from platforms.provider_round.results import count_round
from platforms.provider_round.views import rounds_page

from .fact_pages import may_publish

CHOSEN_AT_FIRST = 30


def platforms_to_ask():
    """The platforms that can be chosen, those that advices miss most first; then those with most unknown."""
    missed = MissingFactCount.count_by_platform()
    chosen = [one for one in Catalogue.current().platforms if can_be_chosen(one)]
    return sorted(chosen, key=lambda one: (-missed.get(one.pk, 0), -unknown_deciding(one), one.name))


def unknown_deciding(platform):
    """How many of the deciding facts nobody knows."""
    return sum(key not in platform.facts for key in DECIDING if key != MUNICIPALITIES)


class RoundForm(forms.ModelForm):
    """A new round: its name, its last day, and the platforms whose providers are asked."""

    platforms = forms.MultipleChoiceField(
        label=_("Platforms"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bovenaan staat wat adviezen het meest missen. De eerste dertig staan aan."),
        error_messages={"required": _("Kies minstens één platform.")},
    )

    class Meta:
        model = ProviderRound
        fields = ("name", "ends")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = {str(one.pk): one for one in platforms_to_ask()}
        text = gettext("%(platform)s (%(aantal)s van de 8 vragen onbekend)")
        self.fields["platforms"].choices = [
            (pk, text % {"platform": one, "aantal": unknown_deciding(one)}) for pk, one in self.offered.items()
        ]
        self.initial.setdefault("platforms", list(self.offered)[:CHOSEN_AT_FIRST])
        self.fields["ends"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean_ends(self):
        if self.cleaned_data["ends"] <= timezone.localdate():
            raise ValidationError(gettext("Kies een dag na vandaag."))
        return self.cleaned_data["ends"]


class LetterForm(forms.Form):
    """The address that a letter goes to; it is kept nowhere."""

    to = forms.EmailField(
        label=_("E-mailadres van de aanbieder"),
        error_messages={"invalid": _("Dit is geen e-mailadres."), "required": _("Vul een e-mailadres in.")},
    )


class DeclineAnswerForm(forms.Form):
    declined = ReasonField(required=False)


class ProviderRoundAdmin(admin.ModelAdmin):
    form = RoundForm
    list_display = ("name", "ends", "asked", "answered", "waiting")
    fields = ("name", "ends", "platforms")

    def get_queryset(self, request):
        sent = Count("invitations", filter=Q(invitations__sent__isnull=False), distinct=True)
        done = Count("invitations", filter=Q(invitations__answered__isnull=False), distinct=True)
        return super().get_queryset(request).annotate(sent_count=sent, answered_count=done)

    def has_delete_permission(self, request, obj=None):
        """What was asked and answered stays to be counted."""
        return False

    @admin.display(description=_("gevraagd"))
    def asked(self, one):
        return one.sent_count

    @admin.display(description=_("antwoordde"))
    def answered(self, one):
        return one.answered_count

    @admin.display(description=_("wacht op besluit"))
    def waiting(self, one):
        return count_round(one).waiting

    def get_urls(self):
        view = self.admin_site.admin_view(self.invitation_view)
        return [path("uitnodiging/<int:pk>/", view, name="platforms_invitation"), *super().get_urls()]

    def save_model(self, request, obj, form, change):
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            obj.invite([form.offered[pk] for pk in form.cleaned_data["platforms"]])

    def response_add(self, request, obj, post_url_continue=None):
        return redirect("admin:platforms_providerround_change", obj.pk)

    # --- one round --------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The round in one table: who answered, what waits, which reminders are due."""
        provider_round = self.get_object(request, object_id)
        if provider_round is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, provider_round):
            raise PermissionDenied
        if request.method == "POST":
            return self._accept_round(request, provider_round)
        waiting = Count("proposals", filter=Q(proposals__state=Proposal.State.WAITING))
        invitations = provider_round.invitations.select_related("platform", "round").annotate(waits=waiting)
        context = {
            "round": provider_round,
            "result": count_round(provider_round),
            "rows": [(one, count_answered(one, DECIDING)) for one in invitations],
            "changed": self._list_changed(provider_round),
            "publishes": may_publish(request.user),
        }
        title = gettext("Ronde %(naam)s") % {"naam": provider_round}
        return self._render(request, "provider_round", title, **context)

    def _list_changed(self, provider_round):
        """What accepted answers made different: the proposals in order."""
        done = Proposal.objects.filter(
            invitation__round=provider_round, state=Proposal.State.ACCEPTED, answer=Proposal.Answer.OTHER
        )
        return done.select_related("platform").order_by("platform__name", "pk")

    def _accept_round(self, request, provider_round):
        """Accept everything that waits in this round."""
        waiting = Proposal.objects.filter(invitation__round=provider_round, state=Proposal.State.WAITING)
        self._accept(request, waiting)
        return redirect("admin:platforms_providerround_change", provider_round.pk)

    # --- one provider -----------------------------------------------------------------------------

    def invitation_view(self, request, pk):
        """The letter to one provider, what was done with it, and each answer to decide on."""
        invitation = get_object_or_404(Invitation.objects.select_related("round", "platform"), pk=pk)
        if not self.has_view_permission(request):
            raise PermissionDenied
        letter_form, decline_form = LetterForm(), DeclineAnswerForm()
        if request.method == "POST":
            if not may_publish(request.user):
                raise PermissionDenied
            if "mail" in request.POST:
                letter_form = LetterForm(request.POST)
                done = letter_form.is_valid() and self._send(request, invitation, letter_form)
            elif "decline" in request.POST:
                decline_form = DeclineAnswerForm(request.POST)
                done = self._decline(request, invitation, decline_form)
            else:
                done = self._act(request, invitation)
            if done:
                return redirect("admin:platforms_invitation", pk)
        subject, body = self._letter(request, invitation)
        context = {
            "invitation": invitation,
            "platform": invitation.platform,
            "link": self._link(request, invitation),
            "subject": subject,
            "body": body,
            "mail": mail_link(subject, body),
            "can_send": can_send(),
            "letter_form": letter_form,
            "decline_form": decline_form,
            "answers": invitation.proposals.select_related("platform").order_by("pk"),
            "publishes": may_publish(request.user),
        }
        return self._render(request, "invitation", str(invitation), **context)

    def _link(self, request, invitation):
        token = invitation.token
        return request.build_absolute_uri(reverse("round", args=[token])) if token else ""

    def _letter(self, request, invitation):
        reminds = bool(invitation.sent)
        return build_letter(
            invitation, self._link(request, invitation), rounds_page(request, invitation.round), reminds
        )

    def _send(self, request, invitation, form):
        """Send the letter by SMTP and note that it went out; a mail server that refuses is told on the form."""
        if invitation.answered:
            text = gettext("Deze aanbieder antwoordde al. Er is niets verstuurd.")
            self.message_user(request, text, messages.WARNING)
            return True
        if not can_send() or not invitation.token:
            form.add_error(None, gettext("Er is geen mailserver ingesteld, of de link is ingetrokken."))
            return False
        try:
            send_letter(form.cleaned_data["to"], *self._letter(request, invitation))
        except (OSError, SMTPException):
            text = gettext("De mailserver nam de brief niet aan. Er is niets verstuurd. Probeer het later nog eens.")
            form.add_error(None, text)
            return False
        invitation.mark("reminded" if invitation.sent else "sent")
        self.message_user(request, gettext("Verstuurd. Het adres is niet bewaard."), messages.SUCCESS)
        return True

    def _act(self, request, invitation):
        """One of the buttons of the page; each says what it did."""
        if "sent" in request.POST or "reminded" in request.POST:
            invitation.mark("sent" if "sent" in request.POST else "reminded")
            text = gettext("Genoteerd.")
        elif "renew" in request.POST:
            invitation.renew()
            invitation.save(update_fields=["salt", "key_hash"])
            text = gettext("Er is een nieuwe link. De oude werkt niet meer.")
        elif "revoke" in request.POST:
            invitation.key_hash = None
            invitation.save(update_fields=["key_hash"])
            text = gettext("De link is ingetrokken.")
        else:
            waiting = invitation.proposals.filter(state=Proposal.State.WAITING)
            chosen = request.POST.getlist("answer")
            self._accept(request, waiting if "accept_all" in request.POST else waiting.filter(pk__in=numbers(chosen)))
            return True
        self.message_user(request, text, messages.SUCCESS)
        return True

    def _accept(self, request, waiting):
        """Accept these answers one by one; what changed in the meantime is left to look at."""
        if not may_publish(request.user):
            raise PermissionDenied
        accepted, left = 0, []
        for proposal in waiting.select_related("platform", "invitation__round"):
            try:
                accept_answer(proposal, request.user)
                accepted += 1
            except AlreadyDecided:
                continue
            except (Stale, ValidationError):
                left.append(str(proposal))
        text = ngettext("%d antwoord overgenomen.", "%d antwoorden overgenomen.", accepted) % accepted
        self.message_user(request, text, messages.SUCCESS if accepted else messages.WARNING)
        if left:
            text = gettext("Dit veranderde intussen. Bekijk het apart: %(feiten)s.") % {"feiten": "; ".join(left)}
            self.message_user(request, text, messages.WARNING)

    def _decline(self, request, invitation, form):
        """Decline the ticked answers with a reason that everyone can read."""
        chosen = invitation.proposals.filter(
            state=Proposal.State.WAITING, pk__in=numbers(request.POST.getlist("answer"))
        )
        if not form.is_valid():
            return False
        if not chosen or not form.cleaned_data["declined"]:
            form.add_error("declined", gettext("Kruis de antwoorden aan die u niet overneemt, en zeg waarom."))
            return False
        for proposal in chosen:
            try:
                proposal.decide(Proposal.State.DECLINED, request.user, form.cleaned_data["declined"])
            except AlreadyDecided:
                continue
        self.message_user(request, gettext("Niet overgenomen."), messages.SUCCESS)
        return True

    def _render(self, request, template, title, **context):
        context = self.admin_site.each_context(request) | {"title": title, "opts": self.opts} | context
        return TemplateResponse(request, f"admin/platforms/{template}.html", context)


def numbers(texts):
    """The whole numbers among these texts."""
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 16]
