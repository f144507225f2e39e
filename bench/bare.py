"""The smallest Django site, to hold ours against in the same minute on the same machine: one word at `/`, and at a
number a page of so many bytes.

`BARE=full` gives it the middleware that a Django project starts with; without it there is none at all.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

FULL = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=FULL if os.environ.get("BARE") == "full" else [],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.messages"],
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
)
urlpatterns = [
    path("", lambda request: HttpResponse("hello")),
    path("<int:size>/", lambda request, size: HttpResponse(b"a" * size)),
]
application = get_wsgi_application()
