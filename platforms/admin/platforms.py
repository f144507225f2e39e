"""The lists of the admin. A single fact is in fact_pages.py, many at once in bulk_edit.py.

The queue is in proposals.py. An editor proposes, a publisher puts through; what either changes survives every load.
"""

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from platforms.files import writer
from platforms.models import Catalogue, Experience, Platform, Proposal, ProviderRound, Source
from platforms.upkeep.staleness import stale_facts_of
from platforms.vocabulary import EVIDENCE_KEYS, FACT_KEYS, VOCABULARY

from .bulk_edit import TablePages
from .fact_pages import FactPages, may_propose, may_publish
from .forms import PlatformForm, SourceForm, SourceFormSet
from .proposals import ProposalAdmin
from .provider_rounds import ProviderRoundAdmin
from .stories import ExperienceAdmin
from .week import WeekPages

admin.site.site_header = _("Beheer van Stappenplan buurtplatform")
admin.site.site_title = _("Beheer")
admin.site.index_title = _("Beheer")
admin.site.index_template = "admin/what_waits.html"
admin.site.enable_nav_sidebar = False  # five lists: the first page has them, and tables get the room
admin.site.register(Proposal, ProposalAdmin)
admin.site.register(ProviderRound, ProviderRoundAdmin)
admin.site.register(Experience, ExperienceAdmin)


class ChangedByStaffFilter(admin.SimpleListFilter):
    title = _("wie het laatst iets wijzigde")
    parameter_name = "redactie"

    def lookups(self, request, model_admin):
        return [("gewijzigd", _("gewijzigd door redactie")), ("toegevoegd", _("toegevoegd door redactie"))]

    def queryset(self, request, queryset):
        if self.value() == "toegevoegd":
            return queryset.filter(imported={})
        if self.value() == "gewijzigd":
            return queryset.filter(pk__in=[platform.pk for platform in queryset if platform.edits])
        return queryset


class RunsOnFilter(admin.SimpleListFilter):
    title = _("draait op een ander platform")
    parameter_name = "basis"

    def lookups(self, request, model_admin):
        return [("ja", _("ja")), ("kapot", _("dat er niet is, of in een kring"))]

    def queryset(self, request, queryset):
        if self.value() == "kapot":
            broken = [one.slug for one in Catalogue.current().platforms if one.base_problem]
            return queryset.filter(slug__in=broken)
        return queryset.exclude(runs_on={}) if self.value() else queryset


class SourceInline(admin.StackedInline):
    model = Source
    form = SourceForm
    formset = SourceFormSet
    fields = ("key", "title", "url", ("type", "date", "read"))
    readonly_fields = ("key",)
    classes = ("collapse",)
    extra = 0


@admin.register(Platform)
class PlatformAdmin(WeekPages, TablePages, FactPages, admin.ModelAdmin):
    form = PlatformForm
    list_display = ("name", "kind", "form", "status", "known_facts", "changed_by_staff")
    list_filter = (ChangedByStaffFilter, RunsOnFilter, "kind", "form", "usable_in_nl")
    search_fields = ("name", "slug", "provider", "summary_nl", "places")
    list_per_page = 50
    readonly_fields = ("facts_table", "edited")
    inlines = (SourceInline,)
    actions = ("back_to_catalogue", "as_yaml")
    fieldsets = (
        (_("Feiten"), {"fields": ("facts_table",)}),
        (
            _("Gegevens"),
            {"fields": ("name", "slug", "url", "provider", ("summary_nl", "summary_en"), "edited")},
        ),
        (
            _("Indeling door de redactie"),
            {"fields": (("kind", "form", "usable_in_nl"), ("launched", "ended"), ("places", "municipalities"))},
        ),
        (
            _("Draait op de software van een ander platform"),
            {
                "classes": ("collapse",),
                "fields": ("base", ("base_basis", "base_source")),
                "description": _("Een site neemt feiten over van wat er onder draait. Eigen feiten gaan voor."),
            },
        ),
        (_("Les"), {"classes": ("collapse",), "fields": (("lesson_nl", "lesson_en"), "lesson_source")}),
        (
            _("Gebruikscijfers"),
            {
                "classes": ("collapse",),
                "fields": ("adoption",),
                "description": _("Een lijst in JSON. Elk cijfer heeft figure_nl, figure_en, date en source."),
            },
        ),
        (_("Waarom verandert u de gegevens?"), {"fields": ("reason", "seen")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("fact_rows", "source_rows")

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.fieldsets[1:-1]

    def get_object(self, request, object_id, from_field=None):
        """Within the transaction of a change, what is read now is what will be there when it is saved."""
        if request.method == "POST":
            Catalogue.lock()
        return super().get_object(request, object_id, from_field)

    def has_change_permission(self, request, obj=None):
        """An editor opens the same page; what is saved there becomes a proposal."""
        return super().has_change_permission(request, obj) or may_propose(request.user)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.save(by=request.user, reason=gettext("Toegevoegd door de redactie."))
        elif form.columns_changed and may_publish(request.user):
            obj.save(by=request.user, reason=form.cleaned_data["reason"])
        elif form.columns_changed:
            form.propose(request.user)

    def save_formset(self, request, form, formset, change):
        for instance in formset.save(commit=False):
            instance.save(by=request.user, reason=form.cleaned_data.get("reason") or None)
        for instance in formset.deleted_objects:
            instance.delete(by=request.user)

    def log_change(self, request, obj, message):
        return super().log_change(request, obj, message) if may_publish(request.user) else None

    def response_change(self, request, obj):
        if may_publish(request.user):
            return super().response_change(request, obj)
        text = gettext("Dank u. Uw voorstel staat in de wachtrij; een uitgever beslist.")
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:platforms_platform_changelist")

    @admin.display(description=_("feiten"))
    def facts_table(self, platform):
        waiting = set(platform.proposals.filter(state=Proposal.State.WAITING).values_list("key", flat=True))
        platform.take_over(Catalogue.current().by_slug.get(platform.slug))
        rows = [(VOCABULARY[key], platform.own_facts.get(key), platform.inherited.get(key)) for key in EVIDENCE_KEYS]
        context = {"platform": platform, "rows": rows, "waiting": waiting, "ages": stale_facts_of(platform)}
        return render_to_string("admin/platforms/_facts.html", context)

    @admin.display(description=_("status"))
    def status(self, platform):
        return platform.facts["status"].words if "status" in platform.facts else "-"

    @admin.display(description=_("feiten bekend"))
    def known_facts(self, platform):
        return f"{platform.known} / {len(FACT_KEYS)}"

    @admin.display(description=_("gewijzigd door redactie"))
    def changed_by_staff(self, platform):
        if not platform.imported:
            return gettext("toegevoegd")
        return ", ".join(platform.edits) or "-"

    @admin.display(description=_("gewijzigd door redactie"))
    def edited(self, platform):
        return self.changed_by_staff(platform) if platform.pk else "-"

    def get_actions(self, request):
        """Undoing what staff changed is publishing too."""
        actions = super().get_actions(request)
        if not may_publish(request.user):
            actions.pop("back_to_catalogue", None)
        return actions

    @admin.action(description=_("Terug naar de catalogus"), permissions=["change"])
    def back_to_catalogue(self, request, queryset):
        """Undo what staff changed, after asking once more: their version stays in the history only."""
        chosen = [platform for platform in queryset if platform.edits]
        if not chosen:
            self.message_user(request, gettext("Hier heeft de redactie niets gewijzigd."), messages.WARNING)
            return None
        if request.POST.get("zeker") != "ja":
            context = self.admin_site.each_context(request) | {
                "title": gettext("Terug naar de catalogus"),
                "platforms": chosen,
                "opts": self.model._meta,
            }
            return TemplateResponse(request, "admin/platforms/back_to_catalogue.html", context)
        with transaction.atomic():
            Catalogue.lock()
            for platform in chosen:
                platform.apply_record(platform.imported, by=request.user, reason=gettext("Terug naar de catalogus."))
                self.log_change(request, platform, gettext("Terug naar de catalogus"))
        text = ngettext("%d platform is terug.", "%d platforms zijn terug.", len(chosen)) % len(chosen)
        self.message_user(request, text, messages.SUCCESS)
        return None

    @admin.action(description=_("Opslaan als YAML, voor de catalogus van iedereen"), permissions=["view"])
    def as_yaml(self, request, queryset):
        """The chosen platforms as files for `platforms/catalogue`: one file as it is, more in a zip."""
        platforms = list(queryset)
        if len(platforms) == 1:
            name, kind, content = f"{platforms[0].slug}.yaml", "application/yaml", writer.dump_platform(platforms[0])
        else:
            name, kind, content = "catalogus.zip", "application/zip", writer.zip_platforms(platforms)
        response = HttpResponse(content, content_type=kind)
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response
