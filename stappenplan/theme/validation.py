"""Validation of a municipality's theme: what its folder may hold, and whether its colours have enough contrast.

A theme is a folder with `theme.css` (custom properties in `:root`, nothing else) and optionally `logo.svg`. It gives
tokens of static/theme.css another value: see docs/operate/theming.md. `manage.py check_theme` checks it, and so does
every start of a site that uses one (apps.py).
"""

import re
from pathlib import Path
from xml.parsers import expat

import tinycss2
from django.conf import settings

from .contrast import colour_faults

OWN = settings.BASE_DIR / "static" / "theme.css"
FILES = {"theme.css", "logo.svg"}
# A token, and one that another reads.
TOKEN, READ = re.compile(r"--[\w-]+"), re.compile(r"var\(\s*(--[\w-]+)")
# What can make a browser fetch something.
FETCHING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "element"}
# What can make a picture do something.
ACTIVE = {"script", "handler", "foreignobject", "iframe", "animate", "set"}


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
        elif fetches_file(part.value):
            faults.append(f"{line} {part.name} names another file; url() and the like may not be in a theme.")
        else:
            tokens[part.name] = part.value
    return tokens, faults


def fetches_file(parts) -> bool:
    """Whether something in this value, however deep, could make a browser fetch a file, or is broken CSS."""
    return any(
        part.type in ("url", "error")
        or (part.type == "function" and (part.lower_name in FETCHING or fetches_file(part.arguments)))
        or (part.type.endswith("block") and fetches_file(part.content))
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


def unread_tokens(tokens, css) -> list[str]:
    """A sentence for each token that nothing reads: no stylesheet of ours, and no other token of the theme."""
    ours = "".join(path.read_text(encoding="utf-8") for path in OWN.parent.glob("*.css"))
    known = set(TOKEN.findall(ours)) | set(READ.findall(css))
    return [f"theme.css: there is no token {name}." for name in tokens if name not in known]


def find_theme_faults(folder) -> list[str]:
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
    return faults + wrong + unread_tokens(tokens, css) + colour_faults(own | tokens)
