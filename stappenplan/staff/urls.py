"""Addresses for the login of staff and their second factor; none to sign up, send mail or reset a password."""

from allauth.account import views
from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", views.login, name="account_login"),
    path("uit/", views.logout, name="account_logout"),
    path("opnieuw/", views.reauthenticate, name="account_reauthenticate"),
    path("gesloten/", views.account_inactive, name="account_inactive"),
    path("stap/", include("allauth.mfa.urls")),
]
if settings.OIDC_URL:
    from allauth.socialaccount import views as others

    urlpatterns += [
        path("elders/", include("allauth.socialaccount.providers.openid_connect.urls")),
        path("elders/fout/", others.login_error, name="socialaccount_login_error"),
        path("elders/gestopt/", others.login_cancelled, name="socialaccount_login_cancelled"),
        path("elders/onbekend/", others.signup, name="socialaccount_signup"),
    ]
