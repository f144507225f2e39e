#!/usr/bin/env bash
# polib 1.2.0, Babel 2.19.0, translate-toolkit 3.20.4, gettext-parser 10.0.0 and GNU msgfmt 0.21: one .po file,
# compiled by each, with a plural of which only the singular is translated, and a translation that is marked fuzzy.
# Guess: a plural form without a translation falls back to the original, as any text does, and fuzzy ones are left out.
# Seen: three outcomes for "2 neighbours". msgfmt, translate-toolkit and gettext-parser write an empty translation: the
# text vanishes from the page, without a warning (also with msgfmt --check). Babel falls back for this form, polib for
# both forms, the translated one too. gettext-parser also compiles fuzzy translations.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
command -v msgfmt >/dev/null || apt-get install --yes --quiet gettext >/dev/null
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet polib==1.2.0 babel==2.19.0 translate-toolkit==3.20.4
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund gettext-parser@10.0.0
cat >messages.po <<'PO'
msgid ""
msgstr ""
"Language: nl\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "one neighbour"
msgid_plural "neighbours"
msgstr[0] "een buur"
msgstr[1] ""

#, fuzzy
msgid "Close"
msgstr "Vlakbij"
PO
mkdir polib babel translate-toolkit gettext-parser msgfmt
venv/bin/python -c 'import polib; polib.pofile("messages.po").save_as_mofile("polib/messages.mo")'
venv/bin/pybabel --quiet compile --locale nl --input-file messages.po --output-file babel/messages.mo
venv/bin/pocompile --progress=none messages.po translate-toolkit/messages.mo
msgfmt --check messages.po --output-file msgfmt/messages.mo
cat >compile.mjs <<'JAVASCRIPT'
import { readFileSync, writeFileSync } from "node:fs"
import { mo, po } from "gettext-parser"
writeFileSync("gettext-parser/messages.mo", mo.compile(po.parse(readFileSync("messages.po"))))
JAVASCRIPT
node compile.mjs
venv/bin/python - <<'PYTHON'
import gettext
from pathlib import Path

seen = {}
for file in sorted(Path().glob("*/messages.mo")):
    with file.open("rb") as content:
        translations = gettext.GNUTranslations(content)
    number = [translations.ngettext("one neighbour", "neighbours", count) for count in (1, 2)]
    seen[file.parent.name] = [*number, translations.gettext("Close")]
    print(file.parent.name, seen[file.parent.name])
assert seen == {
    "babel": ["een buur", "neighbours", "Close"],
    "gettext-parser": ["een buur", "", "Vlakbij"],
    "msgfmt": ["een buur", "", "Close"],
    "polib": ["one neighbour", "neighbours", "Close"],
    "translate-toolkit": ["een buur", "", "Close"],
}, seen
PYTHON
