"""The contrast of the colours that meet on a page, by WCAG 2.2."""

from dataclasses import dataclass

from tinycss2.color4 import Color, parse_color

# WCAG 2.2: text (1.4.3), and what shows where a control or the focus is (1.4.11).
TEXT, SHAPE = 4.5, 3.0
PAGE, SHEET = "--basis-color-default-bg-document", "--basis-color-default-bg-sheet"
PANEL = "--basis-color-accent-1-bg-subtle"
EVERYWHERE = (
    ("text", "--basis-color-default-color-document", TEXT),
    ("subtle text", "--basis-color-default-color-subtle", TEXT),
    ("accent", "--basis-color-accent-1-color-default", TEXT),
    ("link", "--nl-link-color", TEXT),
    ("link under the mouse", "--nl-link-hover-color", TEXT),
    ("error", "--basis-color-negative-color-default", TEXT),
    ("warning", "--basis-color-warning-color-default", TEXT),
    ("positive", "--basis-color-positive-color-default", TEXT),
    ("label", "--utrecht-form-label-color", TEXT),
    ("label of a choice", "--utrecht-form-label-checkbox-color", TEXT),
    ("paragraph", "--nl-paragraph-color", TEXT),
    *((f"heading {level}", f"--nl-heading-level-{level}-color", TEXT) for level in (1, 2, 3, 4)),
    ("error at a field", "--utrecht-form-field-error-message-color", TEXT),
    ("text of a second button", "--nl-button-secondary-color", TEXT),
    ("text of a button that deletes", "--nl-button-secondary-negative-color", TEXT),
    ("border", "--basis-color-default-border-default", SHAPE),
    ("border of a field", "--utrecht-form-control-border-color", SHAPE),
    ("focus", "--basis-focus-outline-color", SHAPE),
    ("filled part of a picture", "--stappenplan-bereik-zeker-color", SHAPE),
    ("open part of a picture", "--stappenplan-bereik-onbekend-color", SHAPE),
)


@dataclass(frozen=True)
class Pair:
    """Two tokens whose colours meet on the screen, and the least contrast between them."""

    name: str
    front: str
    back: str
    least: float


PAIRS = (
    *(Pair(f"{name} on the page", token, PAGE, least) for name, token, least in EVERYWHERE),
    *(Pair(f"{name} on a sheet", token, SHEET, least) for name, token, least in EVERYWHERE),
    Pair("text on the accent's background", "--basis-color-default-color-document", PANEL, TEXT),
    Pair(
        "accent inverse on accent",
        "--basis-color-accent-1-inverse-color-default",
        "--basis-color-accent-1-color-default",
        TEXT,
    ),
    Pair("focus on its halo", "--basis-focus-outline-color", "--basis-focus-halo-color", SHAPE),
    *(
        Pair(f"text of a {name} button{state}", f"{token}{part}-color", f"{token}{part}-background-color", TEXT)
        for name, token in (
            ("first", "--nl-button-primary"),
            ("second", "--nl-button-secondary"),
            ("deleting", "--nl-button-secondary-negative"),
        )
        for state, part in (("", ""), (" under the mouse", "-hover"), (" that is pressed", "-active"))
    ),
    Pair("text in a field", "--utrecht-form-control-color", "--utrecht-form-control-background-color", TEXT),
    Pair("skip link", "--nl-skip-link-color", "--nl-skip-link-background-color", TEXT),
    Pair("text of a note", "--utrecht-alert-info-color", "--utrecht-alert-info-background-color", TEXT),
    Pair("text of a list of errors", "--utrecht-alert-error-color", "--utrecht-alert-error-background-color", TEXT),
)


def colour_faults(tokens) -> list[str]:
    """A sentence for each pair of colours with too little contrast, and for each colour that cannot be read."""
    faults = []
    for pair in PAIRS:
        if pair.front not in tokens:
            continue  # set by no theme: this text has the colour of the text around it
        try:
            page = lay_over(resolve_colour(PAGE, tokens), (1, 1, 1))
            back = lay_over(resolve_colour(pair.back, tokens), page)
            found = contrast_ratio(lay_over(resolve_colour(pair.front, tokens), back), back)
        except ValueError as error:
            faults.append(str(error))
            continue
        if found < pair.least:
            figure = int(found * 100) / 100  # never rounded up to what it must be
            faults.append(
                f"Too little contrast, {pair.name}: {pair.front} on {pair.back} is {figure:.2f}, "
                f"and must be {pair.least} or more."
            )
    return list(dict.fromkeys(faults))


def resolve_colour(name, tokens, seen=()) -> Color:
    """The colour that a token stands for, also through other tokens; ValueError when it stands for none."""
    value = [part for part in tokens.get(name, ()) if part.type not in ("whitespace", "comment")]
    if len(value) == 1 and value[0].type == "function" and value[0].lower_name == "var" and name not in seen:
        other = next((part.value for part in value[0].arguments if part.type == "ident"), "")
        return resolve_colour(other, tokens, (*seen, name))
    found = parse_color(value[0]) if len(value) == 1 else None
    if not isinstance(found, Color) or found.space not in ("srgb", "hsl", "hwb"):
        raise ValueError(f"{name} is no colour that can be checked: write it as #rrggbb, or as var() of another token.")
    return found.to("srgb")


def lay_over(front, back) -> tuple:
    """What is seen of a colour, perhaps see-through, on another: red, green and blue from 0 to 1."""
    return tuple(
        front.alpha * own + (1 - front.alpha) * behind for own, behind in zip(front.coordinates, back, strict=True)
    )


def contrast_ratio(one, other) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def relative_luminance(rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
