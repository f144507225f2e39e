"""How the token of a link is hashed for the database."""

import hashlib


def hash_token(token: str) -> str:
    """What the database keeps of a link: its SHA-256, from which the link cannot be made again."""
    return hashlib.sha256(token.encode()).hexdigest()
