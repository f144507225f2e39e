"""The name under which visitors reach this site, as it is written on paper."""

from ipaddress import ip_address

from django.conf import settings


def read_site_name() -> str:
    """The first public host name in ALLOWED_HOSTS, such as "stappenplan.example.nl"; "" when there is none."""
    return next((host for host in settings.ALLOWED_HOSTS if is_public_name(host)), "")


def is_public_name(host: str) -> bool:
    """Whether a host is one full name on the internet: no pattern, no number and no name of this machine."""
    if host.startswith((".", "*", "[")) or "." not in host or host.endswith((".localhost", ".local", ".internal")):
        return False
    try:
        ip_address(host)
    except ValueError:
        return True
    return False
