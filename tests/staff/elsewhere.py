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
from allauth.socialaccount.models import SocialAccount  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

KEY = "a key of 32 bytes or more, no less"
OTHER = "https://other.example.nl"
ACCOUNTS = {
    "collega": "collega@example.nl",
    "hoofdletters": "HoofdLetters@example.nl",
    "dubbel": "dubbel@example.nl",
    "ook dubbel": "Dubbel@Example.nl",
    "eerder": "eerder@example.nl",
    "elders": "elders@example.nl",
    "ooit": "ooit@example.nl",
}


class Provider(requests.adapters.BaseAdapter):
    """Answers what a server of OpenID Connect answers, for the person that is set."""

    person: "dict[str, object]" = {}  # noqa: RUF012 (one at a time)
    issuer = PROVIDER

    def send(self, request, **options):
        path = urlsplit(request.url).path
        claims = {"iss": self.issuer, "aud": "us", "exp": time.time() + 60} | self.person
        content = {
            "/.well-known/openid-configuration": {
                "issuer": self.issuer,
                "jwks_uri": f"{PROVIDER}/keys",
                **{name: f"{PROVIDER}/{name}" for name in ("authorization_endpoint", "token_endpoint")},
                "userinfo_endpoint": f"{PROVIDER}/who",
            },
            "/token_endpoint": {
                "access_token": "x",
                "id_token": jwt.encode(claims | {"sub": claims.pop("signed", claims["sub"])}, KEY),
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


def visit(issuer=PROVIDER, **person):
    """Log in as this person; gives what the browser saw, and as whom it came in."""
    Provider.person, Provider.issuer = person, issuer
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
        "refused": "Inloggen is niet gelukt" in back.content.decode(),
        "admin": client.get("/beheer/").status_code,
        "as": get_user(client).get_username(),
    }


def main():
    DefaultSocialAccountAdapter.get_requests_session = session
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
    call_command("migrate", verbosity=0)
    for name, address in ACCOUNTS.items():
        User.objects.create_user(name, email=address, is_staff=True)
    person = {"sub": "17", "email": "collega@example.nl", "email_verified": True}
    found = {
        "known": visit(**person),
        "known again, another address": visit(**person | {"email": "getrouwd@example.nl"}),
        "unverified": visit(sub="18", email="collega@example.nl", email_verified=False),
        "unknown": visit(sub="19", email="vreemd@example.nl", email_verified=True),
        "capitals": visit(sub="20", email="hoofdletters@example.NL", email_verified=True),
        "a letter that looks alike": visit(sub="21", email="hoofdletter\u017f@example.nl", email_verified=True),
        "two accounts": visit(sub="22", email="dubbel@example.nl", email_verified=True),
        "the same number from another issuer": visit(OTHER, **person | {"email": "getrouwd@example.nl"}),
        "two numbers": visit(**person | {"signed": "18"}),
        "bound before": visit(**bound_before("eerder", "23", PROVIDER)),
        "bound before by another issuer": visit(**bound_before("elders", "24", OTHER)),
        "bound before by nobody knows whom": visit(**bound_before("ooit", "25", None)),
    }
    print(json.dumps(found | {"accounts": User.objects.count()}))


def bound_before(name, number, issuer):
    """A login of this account as it was kept when the number alone counted; gives the person, with a newer address."""
    signed = {"id_token": {"iss": issuer, "sub": number}} if issuer else {}
    account = User.objects.get(username=name)
    SocialAccount.objects.create(user=account, provider="oidc", uid=number, extra_data=signed)
    return {"sub": number, "email": f"{name}@nieuw.example.nl", "email_verified": True}


if __name__ == "__main__":
    main()
