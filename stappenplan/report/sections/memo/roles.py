"""When residents take over from the municipality, or begin to decide."""

from stappenplan.method.text import _

from ..elements import Line


def describe_handover(profile) -> Line:
    """When residents take over."""
    if profile.says("lead", "municipality") or profile.says("municipality_part", "owner"):
        return Line(_("De gemeente begint als eigenaar of met de leiding. Bewoners nemen het over op:"), True, ("OJ",))
    if profile.says("lead", "residents"):
        return Line(_("Over een jaar beslissen bewoners. Tot die tijd beslist:"), fill=True)
    return Line(_("Spreek af wanneer bewoners meer gaan beslissen:"), True, ("OJ",))
