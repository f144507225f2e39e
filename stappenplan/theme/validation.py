"""Validation of a municipality's theme: what its folder may hold, and whether its colours have enough contrast.

A theme is a folder with `theme.css` (custom properties in `:root`, nothing else) and optionally `logo.svg`. It gives
tokens of static/theme.css another value: see docs/operate/theming.md. `manage.py check_theme` checks it, and so does
every start of a site that uses one (apps.py).
"""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

import tinycss2
from django.conf import settings
from django.core.checks import Error, register
from tinycss2.color4 import Color, parse_color

OWN = settings.BASE_DIR / "static" / "theme.css"
FILES = {"theme.css", "logo.svg"}
# A token, and one that another reads.
TOKEN, READ = re.compile(r"--[\w-]+"), re.compile(r"var\(\s*(--[\w-]+)")
# What can make a browser fetch something.
FETCHING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "element"}
# What can make a picture do something.
ACTIVE = {"script", "handler", "foreignobject", "iframe", "animate", "set"}

# --- which colours meet --------------------------------------------------------------------------------------------

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
            page = over(colour(PAGE, tokens), (1, 1, 1))
            back = over(colour(pair.back, tokens), page)
            found = contrast(over(colour(pair.front, tokens), back), back)
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


def colour(name, tokens, seen=()) -> Color:
    """The colour that a token stands for, also through other tokens; ValueError when it stands for none."""
    value = [part for part in tokens.get(name, ()) if part.type not in ("whitespace", "comment")]
    if len(value) == 1 and value[0].type == "function" and value[0].lower_name == "var" and name not in seen:
        other = next((part.value for part in value[0].arguments if part.type == "ident"), "")
        return colour(other, tokens, (*seen, name))
    found = parse_color(value[0]) if len(value) == 1 else None
    if not isinstance(found, Color) or found.space not in ("srgb", "hsl", "hwb"):
        raise ValueError(f"{name} is no colour that can be checked: write it as #rrggbb, or as var() of another token.")
    return found.to("srgb")


def over(front, back) -> tuple:
    """What is seen of a colour, perhaps see-through, on another: red, green and blue from 0 to 1."""
    return tuple(
        front.alpha * own + (1 - front.alpha) * behind for own, behind in zip(front.coordinates, back, strict=True)
    )


def contrast(one, other) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- what a theme may hold -----------------------------------------------------------------------------------------


def read_tokens(css) -> tuple[dict, list[str]]:
    """The custom properties in `:root`, each as its CSS parts; and a sentence for whatever else is in there."""
    tokens, faults = {}, []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        line = f"theme.css, line {rule.source_line}:"
        if rule.type == "at-rule":
            faults.append(f"{line} @{rule.at_keyword} may not be in a theme.")
        elif rule.type != "qualified-rule":
            faults.append(f"{line} this is no CSS ({rule.message}).")
        elif (selector := tinycss2.serialize(rule.prelude).strip()) != ":root":
            faults.append(f"{line} a theme sets tokens in :root and nowhere else, not in “{selector}”.")
        else:
            found, wrong = read_declarations(rule.content)
            tokens |= found
            faults += wrong
    return tokens, faults


def read_declarations(content) -> tuple[dict, list[str]]:
    tokens, faults = {}, []
    for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        line = f"theme.css, line {part.source_line}:"
        if part.type != "declaration":
            faults.append(f"{line} only tokens, such as --basis-color-accent-1-color-default: #0f5c55, may stand here.")
        elif not part.name.startswith("--"):
            faults.append(f"{line} “{part.name}” is no token: its name must start with --.")
        elif fetches(part.value):
            faults.append(f"{line} {part.name} names another file; url() and the like may not be in a theme.")
        else:
            tokens[part.name] = part.value
    return tokens, faults


def fetches(parts) -> bool:
    """Whether something in this value, however deep, could make a browser fetch a file, or is broken CSS."""
    return any(
        part.type in ("url", "error")
        or (part.type == "function" and (part.lower_name in FETCHING or fetches(part.arguments)))
        or (part.type.endswith("block") and fetches(part.content))
        for part in parts
    )


def logo_faults(path) -> list[str]:
    """A sentence for each thing in a logo that could run a script or fetch something; and when it is no SVG."""
    names, found = [], []

    def start(name, attributes):
        names.append(name.lower().rpartition(":")[2])
        if names[-1] in ACTIVE:
            found.append(f"<{names[-1]}>")
        for key, value in attributes.items():
            elsewhere = key.lower().endswith("href") and not value.startswith(("#", "data:image/"))
            if elsewhere or key.lower().startswith("on"):
                found.append(f"{key}=“{value[:40]}”")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(path.read_bytes(), True)
    except (OSError, expat.ExpatError) as error:
        return [f"logo.svg cannot be read: {error}."]
    if names[0] != "svg":
        return ["logo.svg is no SVG picture."]
    return [f"logo.svg must be a plain drawing, without {one}." for one in dict.fromkeys(found)]


def unread(tokens, css) -> list[str]:
    """A sentence for each token that nothing reads: no stylesheet of ours, and no other token of the theme."""
    ours = "".join(path.read_text(encoding="utf-8") for path in OWN.parent.glob("*.css"))
    known = set(TOKEN.findall(ours)) | set(READ.findall(css))
    return [f"theme.css: there is no token {name}." for name in tokens if name not in known]


def faults_of(folder) -> list[str]:
    """All that is wrong with a theme, a sentence each; none means that the site can use it."""
    folder = Path(folder)
    try:
        names = {path.name for path in folder.iterdir()}
        css = (folder / "theme.css").read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        return [f"The theme in {folder} cannot be read: {error}."]
    faults = [f"{name} may not be in the folder of a theme: visitors can get at it." for name in sorted(names - FILES)]
    if "logo.svg" in names:
        faults += logo_faults(folder / "logo.svg")
    tokens, wrong = read_tokens(css)
    own, _ = read_tokens(OWN.read_text(encoding="utf-8"))
    return faults + wrong + unread(tokens, css) + colour_faults(own | tokens)


@register
def check_theme(app_configs, **kwargs):
    """The site does not start with a theme that has a fault."""
    if not settings.THEME_DIR:
        return []
    faults = faults_of(settings.THEME_DIR)
    if settings.THEME_LOGO and not settings.THEME_NAME:
        faults.append("logo.svg needs THEME_NAME: the name of the municipality, for who does not see the picture.")
    return [Error(fault, id="stappenplan.E001") for fault in faults]
