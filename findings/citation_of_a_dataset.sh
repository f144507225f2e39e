#!/usr/bin/env bash
# cffconvert 2.0.0: a CITATION.cff 1.2.0 of a dataset, made by an organisation, with two licences.
# Guess: each format gets its own word for a dataset, an organisation stays one, and both licences are named.
# Seen: the file is valid, but schema.org gets a SoftwareSourceCode made by a Person, and a licence address with a
# Python list in it, "https://spdx.org/licenses/['CC0-1.0', 'EUPL-1.2']"; BibTeX and RIS say that it is anything (misc,
# GEN) and leave out the version. Nothing warns.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet cffconvert==2.0.0
cd "$folder"
cat >CITATION.cff <<'CFF'
cff-version: 1.2.0
message: Noem deze catalogus zo.
type: dataset
title: Catalogus van buurtplatforms
version: "3"
date-released: 2026-11-30
license: [CC0-1.0, EUPL-1.2]
authors:
  - name: Stichting Voorbeeld
CFF
venv/bin/cffconvert --validate
for format in bibtex ris schema.org; do venv/bin/cffconvert -f "$format" >"$format"; done
cat bibtex ris schema.org
venv/bin/python - <<'PYTHON'
import json
from pathlib import Path

described = json.loads(Path("schema.org").read_text())
assert described["@type"] == "SoftwareSourceCode", described
assert described["author"] == [{"@type": "Person", "name": "Stichting Voorbeeld"}], described
assert described["license"] == "https://spdx.org/licenses/['CC0-1.0', 'EUPL-1.2']", described
bibtex, ris = Path("bibtex").read_text(), Path("ris").read_text()
assert bibtex.startswith("@misc{") and "version" not in bibtex, bibtex
assert ris.startswith("TY  - GEN") and "VL" not in ris and "ET" not in ris, ris
PYTHON
