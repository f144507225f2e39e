"""Login of staff at their own organisation (OIDC): gives access to existing accounts, and creates none."""

import logging

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth import get_user_model

log = logging.getLogger(__name__)


class ElsewhereAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False

    def get_provider(self, request, provider, client_id=None):
        from .oidc_provider import IssuedProvider  # its tables are there only with OIDC_URL

        return IssuedProvider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def authenticate_by_email(self, sociallogin):
        """(account, address) for the one account with an address that the server has verified; None for two or none."""
        for address in [one.email for one in sociallogin.email_addresses if one.verified]:
            accounts = accounts_with(address)
            if len(accounts) == 1:
                return accounts[0], address
            if accounts:
                log.warning("A login elsewhere was refused: %s accounts have its address.", len(accounts))
        return None


def accounts_with(address) -> list:
    """All accounts with this address, without regard to capitals."""
    alike = get_user_model().objects.filter(email__iexact=address.strip())
    return [account for account in alike if fold_address(account.email) == fold_address(address)]


def fold_address(address) -> bytes:
    """An address without regard to capitals, of ASCII alone: other letters that look alike are other addresses."""
    return address.strip().encode().lower()
