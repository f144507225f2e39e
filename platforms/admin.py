"""Where staff correct the catalogue of this installation. What they change survives every load."""

from django.contrib import admin, messages
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .forms import FactForm, FactFormSet, PlatformForm, SourceForm, SourceFormSet
from .models import Fact, Platform, Source
from .vocabulary import FACT_KEYS

admin.site.site_header = _("Beheer van Stappenplan buurtplatform")
admin.site.site_title = _("Beheer")
admin.site.index_title = _("Wat wilt u beheren?")


class ChangedByStaff(admin.SimpleListFilter):
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


class SourceInline(admin.StackedInline):
    model = Source
    form = SourceForm
    formset = SourceFormSet
    fields = ("key", "title", "url", ("type", "date"))
    readonly_fields = ("key",)
    classes = ("collapse",)
    extra = 0


class FactInline(admin.StackedInline):
    model = Fact
    form = FactForm
    formset = FactFormSet
    fields = ("value", "basis", "sources", ("figure_nl", "figure_en"), ("note_nl", "note_en"))
    extra = 0


@admin.register(Platform)
class PlatformAdmin(admin.ModelAdmin):
    form = PlatformForm
    list_display = ("name", "kind", "form", "status", "known_facts", "changed_by_staff")
    list_filter = (ChangedByStaff, "kind", "form", "usable_in_nl")
    search_fields = ("name", "slug", "provider", "summary_nl", "places")
    list_per_page = 50
    readonly_fields = ("edited",)
    actions = ("back_to_catalogue",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "url", "provider", ("summary_nl", "summary_en"), "edited")}),
        (
            _("Indeling door de redactie"),
            {"fields": (("kind", "form", "usable_in_nl"), ("launched", "ended"), ("places", "municipalities"))},
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
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("fact_rows", "source_rows")

    def get_inlines(self, request, obj):
        """A fact names sources, so a new platform starts with those."""
        return (SourceInline, FactInline) if obj else (SourceInline,)

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

    @admin.action(description=_("Terug naar de catalogus"), permissions=["change"])
    def back_to_catalogue(self, request, queryset):
        """Undo what staff changed, after asking once more: their version is kept nowhere."""
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
            return TemplateResponse(request, "platforms/admin_back_to_catalogue.html", context)
        with transaction.atomic():
            for platform in chosen:
                platform.apply(platform.imported)
                self.log_change(request, platform, gettext("Terug naar de catalogus"))
        text = ngettext("%d platform is terug.", "%d platforms zijn terug.", len(chosen)) % len(chosen)
        self.message_user(request, text, messages.SUCCESS)
        return None
