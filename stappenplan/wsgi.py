"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from stappenplan.operations.frame_room import call_with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stappenplan.settings")

site = get_wsgi_application()


def application(environ, start_response):
    """Answer a request."""
    return call_with_room(site, environ, start_response)
