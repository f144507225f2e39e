"""The lists of facts, sources and checked links in the admin."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.models import Fact, LinkCheck, Platform, Source
from platforms.upkeep.staleness import find_stale_facts
from platforms.vocabulary import EVIDENCE_KEYS, VOCABULARY

from .forms import SourceForm


class StaleFactFilter(admin.SimpleListFilter):
    title = _("hoe oud")
    parameter_name = "oud"

    def lookups(self, request, model_admin):
        return [("jaar", _("ouder dan twaalf maanden"))]

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=find_stale_facts()) if self.value() else queryset


class GoneSourceFilter(admin.SimpleListFilter):
    title = _("link")
    parameter_name = "bron"

    def lookups(self, request, model_admin):
        return [("weg", _("bestaat niet meer"))]

    def queryset(self, request, queryset):
        gone = LinkCheck.objects.filter(outcome=LinkCheck.Outcome.GONE, url=OuterRef("url"))
        return queryset.filter(Exists(gone)) if self.value() else queryset


class PlatformSiteFilter(admin.SimpleListFilter):
    title = _("site van een platform")
    parameter_name = "site"

    def lookups(self, request, model_admin):
        return [("stil", _("antwoordt niet meer")), ("eigen", _("alle sites van platforms"))]

    def queryset(self, request, queryset):
        if self.value() == "stil":
            return queryset.filter(pk__in=LinkCheck.silent_sites().values("pk"))
        own = Platform.objects.filter(url=OuterRef("url"))
        return queryset.filter(Exists(own)) if self.value() else queryset


class FactKeyFilter(admin.SimpleListFilter):
    title = _("feit")
    parameter_name = "key"

    def lookups(self, request, model_admin):
        return [(key, gettext(VOCABULARY[key].label)) for key in EVIDENCE_KEYS]

    def queryset(self, request, queryset):
        return queryset.filter(key=self.value()) if self.value() else queryset


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list to look at: rows are made and changed elsewhere."""

    list_display_links = None
    list_per_page = 25

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Fact)
class FactAdmin(ReadOnlyAdmin):
    list_display = ("platform_name", "label", "words_shown", "age")
    list_filter = (StaleFactFilter, FactKeyFilter, "basis")
    search_fields = ("platform__name", "platform__slug", "note_nl")
    ordering = ("platform__name", "pk")
    list_select_related = ("platform",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("platform__source_rows")

    @admin.display(description=_("platform"), ordering="platform__name")
    def platform_name(self, fact):
        return fact.platform.name

    @admin.display(description=_("feit"))
    def label(self, fact):
        address = reverse("admin:platforms_fact_edit", args=[fact.platform_id, fact.key])
        return format_html('<a href="{}">{}</a>', address, str(fact))

    @admin.display(description=_("waarde"))
    def words_shown(self, fact):
        return fact.words

    @admin.display(description=_("nieuwste bron"))
    def age(self, fact):
        return max((source.date for source in fact.source_list if source.date), default=gettext("zonder datum"))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one fact is that of the platform and the key, so that an unknown fact has one too."""
        fact = self.get_object(request, object_id)
        if fact is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return redirect("admin:platforms_fact_edit", fact.platform_id, fact.key)


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    form = SourceForm
    fields = ("platform_name", "key", "title", "url", "type", "date", "read")
    readonly_fields = ("platform_name", "key")
    list_display = ("title", "platform_name", "link_outcome", "date", "read", "type")
    list_filter = (GoneSourceFilter, "type")
    search_fields = ("title", "url", "platform__name")
    list_select_related = ("platform",)
    list_per_page = 50
    ordering = ("platform__name", "pk")

    def has_add_permission(self, request):
        """A source is added with the fact that it is for."""
        return False

    def has_delete_permission(self, request, obj=None):
        """A source that something rests on stays; from the list none is deleted, one by one they are looked at."""
        return super().has_delete_permission(request, obj) and obj is not None and not obj.is_cited()

    def get_queryset(self, request):
        seen = LinkCheck.objects.filter(url=OuterRef("url")).values("outcome")[:1]
        return super().get_queryset(request).annotate(outcome=seen)

    @admin.display(description=_("platform"), ordering="platform__name")
    def platform_name(self, source):
        address = reverse("admin:platforms_platform_change", args=[source.platform_id])
        return format_html('<a href="{}">{}</a>', address, source.platform.name)

    @admin.display(description=_("link"), ordering="outcome")
    def link_outcome(self, source):
        return LinkCheck.Outcome(source.outcome).label if source.outcome else "-"

    def save_model(self, request, obj, form, change):
        obj.save(by=request.user)

    def delete_model(self, request, obj):
        obj.delete(by=request.user)


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    list_display = ("address", "title", "outcome", "detail", "since", "checked", "answered", "used_by")
    list_filter = (PlatformSiteFilter, "outcome")
    search_fields = ("url", "title")

    @admin.display(description=_("adres"), ordering="url")
    def address(self, check):
        return format_html('<a href="{}" rel="nofollow noopener">{}</a>', check.url, check.url)

    @admin.display(description=_("gebruikt door"))
    def used_by(self, check):
        platforms = {source.platform for source in Source.objects.filter(url=check.url).select_related("platform")}
        platforms |= set(Platform.objects.filter(url=check.url))
        pages = [(reverse("admin:platforms_platform_change", args=[one.pk]), one.name) for one in platforms]
        return format_html_join(", ", '<a href="{}">{}</a>', pages) or "-"
