"""A good theme of a municipality, and the folder of one."""

GOOD = """:root {
  --basis-color-accent-1-color-default: #00457c;
  --basis-color-accent-1-color-hover: hsl(207 100% 17%);
  --nl-button-primary-background-color: var(--basis-color-accent-1-color-hover);
}"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><path fill="#00457c" d="M0 0h8v4H0z"/></svg>'


def write_theme(parent, css=GOOD, logo=None):
    """The new folder of a theme in `parent`, with this stylesheet and logo."""
    place = parent / "theme"
    place.mkdir()
    (place / "theme.css").write_text(css, encoding="utf-8")
    if logo:
        (place / "logo.svg").write_text(logo, encoding="utf-8")
    return place
