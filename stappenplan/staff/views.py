"""The login page of the admin."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse


def login_page(request, extra_context=None):
    """Replaces the admin's own login page by ours. Errors: PermissionDenied for accounts that are not staff."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise PermissionDenied
    asked = request.GET.urlencode() or urlencode({"next": reverse("admin:index")})
    return redirect(f"{reverse('account_login')}?{asked}")
