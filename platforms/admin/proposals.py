"""The queue of proposals from readers, providers and editors, and the decisions of a publisher."""

from urllib.parse import quote, urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.addresses import host_of
from platforms.form_fields import ReasonField
from platforms.models import AlreadyDecided, Proposal, Stale
from platforms.vocabulary import EVIDENCE_KEYS

from .fact_pages import may_publish, preview_platform
from .forms import FactForm, PlatformForm

FROM = {
    "provider": _("Naar aanleiding van een melding van de aanbieder."),
    "reader": _("Naar aanleiding van een melding van een lezer."),
}


class DeclineForm(forms.Form):
    declined = ReasonField()


class StateFilter(admin.SimpleListFilter):
    title = _("stand")
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return Proposal.State.choices

    def choices(self, changelist):
        """What waits is shown unless another state is asked for."""
        for value, text in Proposal.State.choices:
            chosen = (self.value() or Proposal.State.WAITING) == value
            yield {"selected": chosen, "query_string": changelist.get_query_string({"stand": value}), "display": text}

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value() or Proposal.State.WAITING)


class SubmitterFilter(admin.SimpleListFilter):
    title = _("van wie")
    parameter_name = "van"

    def lookups(self, request, model_admin):
        return [("lezer", _("lezer")), ("aanbieder", _("aanbieder")), ("redacteur", _("redacteur"))]

    def queryset(self, request, queryset):
        chosen = {
            "lezer": {"by": None, "from_provider": False},
            "aanbieder": {"by": None, "from_provider": True},
            "redacteur": {"by__isnull": False},
        }
        return queryset.filter(**chosen[self.value()]) if self.value() in chosen else queryset


class ProposalAdmin(admin.ModelAdmin):
    list_display = ("platform", "label", "value_words", "source_host", "sender_words", "created", "stale")
    list_filter = (StateFilter, SubmitterFilter)
    search_fields = ("platform__name", "platform__slug", "words")
    list_select_related = ("platform", "by")
    list_per_page = 50

    def has_add_permission(self, request):
        """Made on the pages of the platforms, not here."""
        return False

    @admin.display(description=_("feit"))
    def label(self, proposal):
        return proposal.label

    @admin.display(description=_("voorstel"))
    def value_words(self, proposal):
        return proposal.value_words or proposal.words[:60] or "-"

    @admin.display(description=_("bron"))
    def source_host(self, proposal):
        return host_of(proposal.source_url) or "-"

    @admin.display(description=_("van"))
    def sender_words(self, proposal):
        return proposal.sender_words

    @admin.display(description=_("intussen veranderd"))
    def stale(self, proposal):
        return gettext("ja") if proposal.state == Proposal.State.WAITING and proposal.is_stale else ""

    # --- deciding ---------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One proposal beside what is there now, in the form of staff: accept as it is, change it first, or decline."""
        proposal = self.get_object(request, object_id)
        if proposal is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, proposal):
            raise PermissionDenied
        if proposal.invitation_id and not (proposal.key and proposal.answer == Proposal.Answer.OTHER):
            return redirect("admin:platforms_invitation", proposal.invitation_id)  # nothing to change in a form
        waiting = proposal.state == Proposal.State.WAITING
        data = request.POST if request.method == "POST" else None
        accepts = data is not None and "decline" not in data
        form, declining = self._build_form(proposal, data if accepts else None), DeclineForm(None if accepts else data)
        if data is not None:
            if not may_publish(request.user):
                raise PermissionDenied
            if accepts and form.is_valid():
                if "preview" in data and proposal.key:
                    return preview_platform(request, form)
                answer, form = self._accept_proposal(request, proposal, form)
                if answer:
                    return answer
            elif not accepts and declining.is_valid():
                state, reason = Proposal.State.DECLINED, declining.cleaned_data["declined"]
                return self._decide_proposal(request, proposal, state, reason)
        context = self.admin_site.each_context(request) | {
            "title": str(proposal),
            "opts": self.opts,
            "proposal": proposal,
            "platform": proposal.platform,
            "fact": proposal.platform.facts.get(proposal.key),
            "form": form,
            "declining": declining,
            "waiting": waiting,
            "publishes": may_publish(request.user),
            "stale": waiting and proposal.is_stale,
        }
        return TemplateResponse(request, "admin/platforms/proposal.html", context)

    def _build_form(self, proposal, data):
        """The form of the fact, or of the platform, filled in with what is there now and then with the proposal."""
        given, platform = dict(proposal.proposed), proposal.platform
        if proposal.key not in EVIDENCE_KEYS:
            return PlatformForm(data, instance=platform, initial=given)
        if proposal.by is None and proposal.source_url:
            same = [source.key for source in platform.sources if source.url == proposal.source_url]
            given |= {"sources": same} if same else {"new_url": proposal.source_url, **self._of_source(proposal)}
        return FactForm(data, platform=platform, key=proposal.key, initial=given)

    @staticmethod
    def _of_source(proposal):
        """The likely kind of a source that a reader gave: the provider's own when it is on the platform's site."""
        host = host_of(proposal.source_url)
        return {"new_type": "provider" if host and host == proposal.platform.host else "other"}

    def _accept_proposal(self, request, proposal, form):
        """(where to go now, form); (None, the form to show again) when the fact changed in the meantime."""
        sender = "" if proposal.by else gettext(str(FROM["provider" if proposal.from_provider else "reader"]))
        given = form.cleaned_data.get("reason", "")
        reason = " ".join(filter(None, (sender, given)))

        def change():
            if proposal.key:
                form.save(request.user, reason)
            else:
                form.save_changes(request.user, reason)

        try:
            return self._decide_proposal(request, proposal, Proposal.State.ACCEPTED, given, change), form
        except Stale:
            return None, form.look_again()
        except ValidationError as error:
            form.add_error(None, error.messages)
            return None, form

    def _decide_proposal(self, request, proposal, state, reason, change=lambda: None):
        try:
            email = proposal.decide(state, request.user, reason, change)
        except AlreadyDecided:
            now = Proposal.objects.filter(pk=proposal.pk).select_related("decided_by").first()
            text = gettext("Iemand anders handelde dit voorstel intussen af. Er is niets veranderd.")
            if now and now.decided_by:
                text += " " + gettext("Dat was %(wie)s.") % {"wie": now.decided_by}
            self.message_user(request, text, messages.WARNING)
            return redirect("admin:platforms_proposal_changelist")
        accepted = state == Proposal.State.ACCEPTED
        text = gettext("Overgenomen. Het staat nu op de site.") if accepted else gettext("Niet overgenomen.")
        self.message_user(request, text, messages.SUCCESS)
        if email:
            return self._show_answer(request, proposal, email, accepted, reason)
        return redirect("admin:platforms_proposal_changelist")

    def _show_answer(self, request, proposal, email, accepted, reason):
        """The only page that still knows the address: with a letter that the own mail program can send."""
        subject = gettext("Uw melding over %(platform)s") % {"platform": proposal.platform}
        done = gettext("We namen uw melding over.") if accepted else gettext("We namen uw melding niet over.")
        body = "\n\n".join([gettext("Dank u voor uw melding over “%(wat)s”.") % {"wat": proposal.label}, done, reason])
        letter = f"mailto:{quote(email)}?" + urlencode({"subject": subject, "body": body}, quote_via=quote)
        context = self.admin_site.each_context(request) | {
            "title": gettext("Beantwoord de melding"),
            "opts": self.opts,
            "email": email,
            "letter": letter,
            "body": body,
        }
        return TemplateResponse(request, "admin/platforms/answer.html", context)
