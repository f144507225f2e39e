"""The stories of users: staff read each, and publish it or not. Answers without consent are on no page here."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.models import Experience
from platforms.user_round.stories import decide_story

from .fact_pages import may_publish

DECISIONS = {"publish": Experience.State.PUBLISHED, "decline": Experience.State.DECLINED}


class StoryStateFilter(admin.SimpleListFilter):
    title = _("stand")
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [choice for choice in Experience.State.choices if choice[0] != Experience.State.KEPT]

    def choices(self, changelist):
        """What waits is shown unless another state is asked for."""
        for value, text in self.lookup_choices:
            chosen = (self.value() or Experience.State.WAITING) == value
            yield {"selected": chosen, "query_string": changelist.get_query_string({"stand": value}), "display": text}

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value() or Experience.State.WAITING)


class ExperienceAdmin(admin.ModelAdmin):
    list_display = ("platform", "municipality", "given", "runs", "again", "start")
    list_filter = (StoryStateFilter,)
    search_fields = ("platform__name", "municipality")
    list_select_related = ("platform",)
    actions = None

    def get_queryset(self, request):
        """What may be shown one by one; nobody of the staff reads the rest."""
        return super().get_queryset(request).exclude(state=Experience.State.KEPT)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """Its holder deletes it, or the nightly round."""
        return False

    @admin.display(description=_("begint met"))
    def start(self, one):
        return one.story[:60] or "-"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One story as the site would show it, with two buttons; it can be taken off the site again."""
        story = self.get_object(request, object_id)
        if story is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, story):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request, story)
        context = self.admin_site.each_context(request) | {
            "title": str(story),
            "opts": self.opts,
            "story": story,
            "platform": story.platform,
            "publishes": may_publish(request.user),
        }
        return TemplateResponse(request, "admin/platforms/story.html", context)

    def _decide(self, request, story):
        """Publish or decline what was on the page; a story that its holder took back or changed stays as it is."""
        if not may_publish(request.user):
            raise PermissionDenied
        state = next((state for name, state in DECISIONS.items() if name in request.POST), None)
        if state is None:
            return redirect("admin:platforms_experience_change", story.pk)
        if not decide_story(story.pk, state, request.user):
            self.message_user(
                request, gettext("Wie dit schreef, nam het terug. Er is niets veranderd."), messages.WARNING
            )
            return redirect("admin:platforms_experience_changelist")
        text = (
            gettext("Het verhaal staat op de site.") if state == "published" else gettext("Het komt niet op de site.")
        )
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:platforms_experience_changelist")
