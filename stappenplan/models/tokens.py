"""Secrets of links: how a token is derived and encrypted."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet


def derive_token(root: str, purpose: str) -> str:
    """Another token of 256 bits, which only a holder of the root can derive."""
    digest = hmac.new(root.encode(), purpose.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def derive_group_token(root: str, salt: str) -> str:
    """The token of a link of a group: of all of it, or of one person."""
    return derive_token(root, "group" + salt)


def cipher_for(root: str, purpose: str) -> Fernet:
    """A cipher for texts that only a holder of the root can read."""
    return Fernet(derive_token(root, purpose) + "=")
