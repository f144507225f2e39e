"""The admin page of one fact, with its history and a preview, and the list of facts that advice needs most."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext

from platforms.models import Catalogue, MissingFactCount, Platform, Proposal, Source, Stale, changes_of
from platforms.models.history import MODELS_BY_KIND
from platforms.pages.views import render_platform
from platforms.vocabulary import EVIDENCE_KEYS, VOCABULARY

from .forms import FactForm

MISSED_SHOWN = 100


def may_publish(user):
    """Whether what this member of staff changes is on the site at once."""
    return user.has_perm("platforms.change_fact")


def may_propose(user):
    return user.has_perm("platforms.add_proposal")


def preview_platform(request, form):
    """The public page of the platform with what the form says in it; nothing is saved."""
    platform = form.platform.with_fact(form.key, form.content, form.new_source)
    return render_platform(request, platform, Catalogue.current(), preview=True)


class FactPages:
    """The pages of PlatformAdmin that are about facts."""

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("onbekend/", site(self.missed_view), name="platforms_missed"),
            path("<int:object_id>/feit/<str:key>/", site(self.fact_view), name="platforms_fact_edit"),
            path("<int:object_id>/terug/<str:kind>/<int:version>/", site(self.restore_view), name="platforms_restore"),
            *super().get_urls(),
        ]

    def page(self, request, template, title, **context):
        context = self.admin_site.each_context(request) | {"title": title, "opts": self.opts} | context
        return TemplateResponse(request, f"admin/platforms/{template}.html", context)

    # --- one fact ---------------------------------------------------------------------------------

    def fact_view(self, request, object_id, key):
        """See, change or confirm one fact; what an editor saves is a proposal. `voor`: as it was before a change."""
        platform = get_object_or_404(Platform, pk=object_id)
        if key not in EVIDENCE_KEYS:
            raise Http404(gettext("Dit feit kennen we niet."))
        if not may_propose(request.user):
            raise PermissionDenied
        steps = [change for change in changes_of(platform, ("fact",)) if change.key == key]
        form = FactForm(
            request.POST if request.method == "POST" else None,
            platform=platform,
            key=key,
            initial=self._read_earlier(platform, steps, request.GET.get("voor", "")),
        )
        if request.method == "POST" and form.is_valid():
            if "preview" in request.POST:
                return preview_platform(request, form)
            answer, form = self._save_fact(request, form)
            if answer:
                return answer
        return self.page(
            request,
            "fact",
            f"{platform}: {gettext(VOCABULARY[key].label)}",
            platform=platform,
            form=form,
            fact=platform.facts.get(key),
            words=VOCABULARY[key],
            steps=steps,
            proposals=platform.proposals.filter(key=key, state=Proposal.State.WAITING),
            publishes=may_publish(request.user),
        )

    def _read_earlier(self, platform, steps, number):
        """The fields as they were before one change; a source that is gone since is filled in as a new one."""
        asked = [change for change in steps if str(change.version.pk) == number]
        if not asked:
            return {}
        before = asked[0].before
        form = FactForm(platform=platform, key=asked[0].key)
        fields = form.as_fields(before.record() if before else None)
        fields["reason"] = gettext("Terug naar hoe het was.")
        held = {source.key for source in platform.sources}
        for key in fields.get("sources", []):
            gone = None if key in held else Source.history.filter(platform_id=platform.pk, key=key).first()
            if gone:
                fields |= {f"new_{name}": getattr(gone, name) for name in Source.COLUMNS}
        return fields

    def _save_fact(self, request, form):
        """(where to go now, None) when it was saved or proposed, else (None, the form to show again)."""
        if form.changes_nothing and "checked" not in request.POST:
            text = gettext("U veranderde niets. Keek u het na? Kies dan “Nagekeken: het klopt nog”.")
            form.add_error(None, text)
            return None, form
        if not may_publish(request.user):
            form.propose(request.user)
            text = gettext("Dank u. Uw voorstel staat in de wachtrij; een uitgever beslist.")
        else:
            try:
                form.save(request.user)
            except Stale:
                return None, form.look_again()
            except ValidationError as error:
                form.add_error(None, error.messages)
                return None, form
            text = gettext("Bewaard: %(feit)s staat zo op de site.") % {"feit": gettext(form.words.label)}
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:platforms_platform_change", form.platform.pk), form

    # --- history ----------------------------------------------------------------------------------

    def history_view(self, request, object_id, extra_context=None):
        """Every change of a platform, its facts and its sources: what differs, when, by whom and why."""
        platform = self.get_object(request, object_id)
        if platform is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, platform):
            raise PermissionDenied
        return self.page(
            request,
            "history",
            gettext("Geschiedenis van %(naam)s") % {"naam": platform},
            platform=platform,
            steps=changes_of(platform, MODELS_BY_KIND),
            publishes=may_publish(request.user),
        )

    def restore_view(self, request, object_id, kind, version):
        """Put a source or the platform's own columns back as they were before one change, after asking once."""
        platform = get_object_or_404(Platform, pk=object_id)
        steps = [one for one in changes_of(platform, MODELS_BY_KIND) if one.kind == kind and one.version.pk == version]
        if not steps or kind == "fact" or steps[0].before is None:
            raise Http404(gettext("Deze wijziging is er niet."))
        if not may_publish(request.user):
            raise PermissionDenied
        if request.method == "POST":
            self._restore_change(platform, steps[0], request.user)
            self.message_user(request, gettext("Het is weer zoals het was."), messages.SUCCESS)
            return redirect("admin:platforms_platform_history", object_id)
        return self.page(request, "restore", gettext("Terugzetten"), platform=platform, change=steps[0])

    def _restore_change(self, platform, change, by):
        """Only what this change changed goes back: later changes of other columns stay."""
        reason = gettext("Terug naar hoe het was.")
        with transaction.atomic():
            Catalogue.lock()
            if change.kind == "source":
                row = platform.source_rows.filter(key=change.key).first() or Source(platform=platform, key=change.key)
                columns = Source.COLUMNS
            else:
                row = Platform.objects.get(pk=platform.pk)
                columns = change.before.list_columns()
            for name in columns:
                if change.after is None or getattr(change.before, name) != getattr(change.after, name):
                    setattr(row, name, getattr(change.before, name))
            row.save(by=by, reason=reason)

    # --- what misses ------------------------------------------------------------------------------

    def missed_view(self, request):
        """The unknown facts that most advices missed: the ones to find out first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.page(
            request,
            "missed",
            gettext("Onbekende feiten die het meest gemist worden"),
            missed=list_missed_facts(MISSED_SHOWN),
        )


def list_missed_facts(number):
    """The unknown facts that most advices missed: dictionaries with `platform`, `words`, `key` and `times`."""
    rows = list(MissingFactCount.most_missed(number))
    platforms = Platform.objects.in_bulk({row["platform_id"] for row in rows})
    return [row | {"platform": platforms[row["platform_id"]], "words": VOCABULARY[row["key"]]} for row in rows]
