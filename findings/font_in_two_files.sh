#!/usr/bin/env bash
# WeasyPrint 70.0 with @fontsource/ibm-plex-sans 5.3.0 and pypdfium2 5.15.2: a font family in two files, latin and
# latin-ext, each for its own characters (unicode-range), as Fontsource and Google Fonts give them to browsers.
# Guess: each character is drawn by the file that has it, as in a browser.
# Seen: in a text with characters of both, one file is embedded and the numbers of the other's glyphs point into it:
# "aş" is drawn as "a±". Copying and searching give the right word, so only somebody who looks sees it. One file for the
# whole family, or another family name for the second file, is drawn right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet weasyprint==70.0 pypdfium2==5.15.2 pillow==12.0.0
(cd "$folder" && npm pack --silent @fontsource/ibm-plex-sans@5.3.0 >/dev/null && tar xzf ./*.tgz)
FILES="$folder/package/files" "$folder/venv/bin/python" - <<'PYTHON'
import os
import pypdfium2
from weasyprint import HTML

RANGES = {"latin": "U+0000-00FF", "latin-ext": "U+0100-02BA"}

def draw(text, *parts, names=("Plex", "Plex")):
    """The page as a picture, and the words that are copied from it."""
    faces = "".join(
        f"@font-face {{ font-family: {name}; unicode-range: {RANGES[part]}; "
        f"src: url(file://{os.environ['FILES']}/ibm-plex-sans-{part}-400-normal.woff2) }}"
        for part, name in zip(parts, names)
    )
    style = f"{faces} @page {{ size: 60mm 30mm }} p {{ font: 24pt {', '.join(dict.fromkeys(names))} }}"
    page = pypdfium2.PdfDocument(HTML(string=f"<style>{style}</style><p>{text}").write_pdf())[0]
    return page.render(scale=2).to_pil().tobytes(), page.get_textpage().get_text_range().strip()

both, copied = draw("aş", "latin", "latin-ext")
apart, _copied = draw("aş", "latin", "latin-ext", names=("Plex", "Other"))
other, _copied = draw("a±", "latin")
print("copied:", copied, "- drawn as a±:", both == other, "- with two names:", apart == other)
assert copied == "aş"
assert both == other
assert apart != other and apart != both
PYTHON
