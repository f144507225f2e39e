"""The login of staff at their own organisation (OIDC): it opens accounts that are here, and makes none."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class ElsewhereAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False
