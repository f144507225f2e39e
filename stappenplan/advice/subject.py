"""What an advice is about, as the title of a memo or a group."""

from stappenplan.method.assessment.ranking import fold_place
from stappenplan.method.text import Sentence, _
from stappenplan.municipalities.names import everyday_name, is_village

AREA = {
    "street": _("een straat of flat"),
    "small": _("een kleine buurt of dorp"),
    "medium": _("een wijk of dorp"),
    "large": _("meerdere wijken"),
}
# A title without and with the area: of a platform, of none yet, and of none beside what is there.
A_PLATFORM = (_("Een buurtplatform"), _("Een buurtplatform voor %(area)s"))
NO_PLATFORM_YET = (_("Nog geen buurtplatform"), _("Nog geen buurtplatform voor %(area)s"))
NO_NEW_PLATFORM = (_("Geen nieuw buurtplatform"), _("Geen nieuw buurtplatform voor %(area)s"))
# A district lies in its town; a village has a name of its own beside that of its municipality.
VILLAGE = _("%(area)s (gemeente %(place)s)")
# Room to write a name that was not given.
ROOM = "____"


def name_area(profile) -> str:
    """The name that the visitor gave the neighbourhood; "" without one, or when it is that of the municipality."""
    name, place = profile.answer("area_name") or "", profile.answer("place") or ""
    return "" if fold_place(name) in (fold_place(place), fold_place(everyday_name(place))) else name


def area_of(profile) -> str:
    """The neighbourhood by its name, else by its size in words; "" when neither is known."""
    return name_area(profile) or AREA.get(profile.answer("area_size"), "")


def describe_topic(profile, title=A_PLATFORM) -> "str | Sentence":
    """What it is about: the platform, the neighbourhood and the municipality, as far as answered.

    `title`: the words for it without and with the area.
    """
    bare, with_area = title
    area = place_area(profile, area_of(profile))
    return Sentence(with_area, {"area": area}) if area else bare


def name_in_brackets(place) -> str:
    """A municipality as it stands in brackets: its own brackets become a comma."""
    return everyday_name(place).replace(" (", ", ").removesuffix(")")


def area_words(profile) -> "str | Sentence":
    """The area inside a sentence of a decision, after "voor"; room to write its name where only its size is known."""
    return place_area(profile, area_of(profile) and (name_area(profile) or ROOM)) or ROOM


def place_area(profile, area: str) -> "str | Sentence":
    """An area with its municipality; the municipality itself without an area, "" without both."""
    place = profile.answer("place")
    if place is None:
        return area
    if not area:
        return Sentence(_("de gemeente %(place)s"), {"place": everyday_name(place)})
    if is_village(area, place):
        return Sentence(VILLAGE, {"area": area, "place": name_in_brackets(place)})
    return Sentence(_("%(area)s in %(place)s"), {"area": area, "place": everyday_name(place)})
