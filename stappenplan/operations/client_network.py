"""The client's network prefix (/24 or /48), from REMOTE_ADDR or X-Forwarded-For; never a full address."""

import ipaddress
import re

from django.conf import settings

# An address as proxies write it: with a port or not, IPv6 in brackets or not, with the zone of a link or not.
WRITTEN = re.compile(r'"?(?:\[([^\]%]+)(?:%[^\]]*)?\](?::\d+)?|([\d.]+):\d+|([^\]\[%"]+)(?:%[^"]*)?)"?')

# Wide enough that it is nobody's home address, small enough to slow one abuser down.
IPV4_BITS, IPV6_BITS = 24, 48


def network_of(request) -> str:
    """The client's network, such as "203.0.113.0/24"; "" when there is no address to read.

    Behind PROXIES proxies the address is the one that the outermost of them wrote in X-Forwarded-For; what a visitor
    puts in front of it is not believed.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        address = forwarded[-settings.PROXIES] if len(forwarded) >= settings.PROXIES else ""
    written = WRITTEN.fullmatch(address.strip())
    try:
        found = ipaddress.ip_address(next(filter(None, written.groups())) if written else "")
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    bits = IPV4_BITS if found.version == 4 else IPV6_BITS
    return str(ipaddress.ip_network((found, bits), strict=False))
