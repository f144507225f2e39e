"""A login at another organisation, played from begin to end: the site as OIDC_URL makes it, and a provider that agrees.

A program of its own, because the settings decide which parts of the site there are. Prints what happened as JSON.
"""

import json
import os
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
PROVIDER = "https://login.example.nl"
os.environ |= {"OIDC_URL": PROVIDER, "OIDC_ID": "us", "OIDC_SECRET": "ours", "OIDC_NAME": "Gemeente Voorbeeld"}
os.environ |= {"STAFF_MFA": "1", "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "stappenplan.settings"}

import django  # noqa: E402 (the settings are read from what stands above)

django.setup()

import jwt  # noqa: E402
import requests  # noqa: E402
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

KEY = "a key of 32 bytes or more, no less"


class Provider(requests.adapters.BaseAdapter):
    """Answers what a server of OpenID Connect answers, for the person that is set."""

    person: "dict[str, object]" = {}  # noqa: RUF012 (one at a time)

    def send(self, request, **options):
        path = urlsplit(request.url).path
        claims = {"iss": PROVIDER, "aud": "us", "exp": time.time() + 60} | self.person
        content = {
            "/.well-known/openid-configuration": {
                "issuer": PROVIDER,
                "jwks_uri": f"{PROVIDER}/keys",
                **{name: f"{PROVIDER}/{name}" for name in ("authorization_endpoint", "token_endpoint")},
                "userinfo_endpoint": f"{PROVIDER}/who",
            },
            "/token_endpoint": {
                "access_token": "x",
                "id_token": jwt.encode(claims, "a key of 32 bytes or more, no less"),
            },
            "/who": self.person,
        }[path]
        response = requests.Response()
        response.status_code, response.url, response.request = 200, request.url, request
        response._content = json.dumps(content).encode()
        response.headers["Content-Type"] = "application/json"
        return response

    def close(self):
        pass


def session(adapter):
    found = requests.Session()
    found.mount(PROVIDER, Provider())
    return found


def visit(**person):
    """Log in as this person; gives what the browser saw."""
    Provider.person = person
    client = Client()
    page = client.get("/inloggen/").content.decode()
    begun = client.get("/inloggen/elders/oidc/login/")
    query = parse_qs(urlsplit(begun["Location"]).query)
    forged = Client().get("/inloggen/elders/oidc/login/callback/", {"code": "c", "state": query["state"][0]})
    back = client.get("/inloggen/elders/oidc/login/callback/", {"code": "c", "state": query["state"][0]}, follow=True)
    return {
        "offered": "Log in via Gemeente Voorbeeld" in page,
        "sent to": begun["Location"].partition("?")[0],
        "proof": query.get("code_challenge_method"),
        "forged": "Inloggen is niet gelukt" in forged.content.decode(),
        "told": "U heeft hier nog geen account" in back.content.decode(),
        "admin": client.get("/beheer/").status_code,
    }


def main():
    DefaultSocialAccountAdapter.get_requests_session = session
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
    call_command("migrate", verbosity=0)
    User.objects.create_user("collega", email="collega@example.nl", is_staff=True, is_superuser=True)
    person = {"sub": "17", "email": "collega@example.nl", "email_verified": True}
    found = {
        "known": visit(**person),
        "known again, another address": visit(**person | {"email": "getrouwd@example.nl"}),
        "unverified": visit(sub="18", email="collega@example.nl", email_verified=False),
        "unknown": visit(sub="19", email="vreemd@example.nl", email_verified=True),
    }
    print(json.dumps(found | {"accounts": User.objects.count()}))


if __name__ == "__main__":
    main()
