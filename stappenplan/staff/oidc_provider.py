"""A person's identity at another organisation: their number there, and the issuer that gave it.

Apart from the adapter, because the library's provider has tables that are there only with OIDC_URL.
"""

import hashlib

from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider


class IssuedProvider(OpenIDConnectProvider):
    """Another server may give the same number to somebody else: a person is known by number and issuer together."""

    def extract_uid(self, data):
        """64 hexadecimal digits. Errors: OAuth2Error when no signed statement says who this is, or two differ."""
        issuer, number = identity_of(data)
        return hashlib.sha256(f"{issuer}\n{number}".encode()).hexdigest()

    def sociallogin_from_response(self, request, response):
        rebind_account(self.sub_id, self.extract_uid(response), *identity_of(response))
        return super().sociallogin_from_response(request, response)


def identity_of(data) -> tuple[str, str]:
    """(issuer, number) from the signed statement of the server; the user information must have the same number."""
    stated = data.get("id_token") or {}
    issuer, number = stated.get("iss"), stated.get("sub")
    told = (data.get("userinfo") or {}).get("sub", number)
    if not (issuer and number) or told != number:
        raise OAuth2Error("The server did not say in one voice who this is.")
    return issuer, number


def rebind_account(provider, uid, issuer, number):
    """Give a login of before, known by its number alone, its new identity, if this issuer gave that number."""
    before = SocialAccount.objects.filter(provider=provider, uid=number)
    if not SocialAccount.objects.filter(provider=provider, uid=uid).exists():
        before.filter(extra_data__id_token__iss=issuer).update(uid=uid)
