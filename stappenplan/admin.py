"""The admin pages of libraries, limited to what staff need: nothing about visitors, no secrets of staff.

The modules that register it are loaded first, so that what they did can be taken back.
"""

from allauth.account import admin as _account  # noqa: F401
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _second_step  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django_tasks_db import admin as _queue  # noqa: F401
from django_tasks_db.models import DBTaskResult

admin.site.unregister([DBTaskResult, EmailAddress, Authenticator])


@admin.register(Authenticator)
class SecondStepAdmin(admin.ModelAdmin):
    """Removes the second factor of a colleague who lost it; they set up a new one at the next login.

    The secret is not shown. Deleting asks the second step of whoever does it again.
    """

    fields = list_display = ("user", "type", "created_at", "last_used_at")
    actions = None

    def delete_view(self, request, object_id, extra_context=None):
        raise_if_reauthentication_required(request, app="allauth.mfa")
        return super().delete_view(request, object_id, extra_context)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
