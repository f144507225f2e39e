#!/usr/bin/env bash
# feedparser 6.0.14, atoma 0.0.17, rss-parser 3.13.0, feedsmith 3.0.1 and @extractus/feed-extractor 8.0.3: an Atom feed
# with a base address, a plain summary and text in XHTML.
# Guess: RFC 4287 settles this: relative links start at xml:base (2), a text construct of type "text" has no markup in
# it (3.1.1.1), and XHTML, which sits in the feed as elements, comes out as text with markup (3.1.1.3).
# Seen: feedparser gets all of it, and nobody else does. "een.html" stays "een.html" in atoma, rss-parser and feedsmith,
# and is an empty text in feed-extractor, which also takes "<10 euro>" out of the plain summary as if it were a tag.
# An XHTML title is nothing in atoma, an object in place of a text in rss-parser and empty in feed-extractor.
# Touches readers of a feed of news: links that go nowhere, and an amount that is gone without a trace.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet feedparser==6.0.14 atoma==0.0.17
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund rss-parser@3.13.0 feedsmith@3.0.1 @extractus/feed-extractor@8.0.3
cat >feed.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl" xml:base="https://buurt.example/nieuws/">
  <title>Nieuws</title>
  <id>https://buurt.example/nieuws/</id>
  <updated>2026-11-30T09:00:00Z</updated>
  <author><name>Redactie</name></author>
  <entry>
    <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Nieuw <em>platform</em></div></title>
    <id>https://buurt.example/nieuws/een.html</id>
    <updated>2026-11-30T09:00:00Z</updated>
    <link rel="alternate" href="een.html"/>
    <summary type="text">Budget: &lt;10 euro&gt; per bewoner</summary>
  </entry>
</feed>
XML
cat >read.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs"
import { extractFromXml } from "@extractus/feed-extractor"
import { parseAtomFeed } from "feedsmith"
import Parser from "rss-parser"

const text = readFileSync("feed.xml", "utf8")
const [first] = (await new Parser().parseString(text)).items
const [second] = parseAtomFeed(text).entries
const [third] = extractFromXml(text).entries
console.log(JSON.stringify({
  "rss-parser": [typeof first.title, first.link, first.summary],
  "feedsmith": [second.title.value, second.links[0].href, second.summary.value],
  "feed-extractor": [third.title, third.link, third.description],
}))
JAVASCRIPT
node read.mjs >seen.json
venv/bin/python -W ignore - <<'PYTHON'
import json
from pathlib import Path

import atoma
import feedparser

entry = feedparser.parse("feed.xml").entries[0]
other = atoma.parse_atom_file("feed.xml").entries[0]
seen = {
    "feedparser": [entry.title, entry.link, entry.summary],
    "atoma": [other.title and other.title.value, other.links[0].href, other.summary.value],
    **json.loads(Path("seen.json").read_text()),
}
for reader, (title, link, summary) in seen.items():
    print(f"{reader}: title {title!r}, link {link!r}, summary {summary!r}")
PLAIN = "Budget: <10 euro> per bewoner"
assert seen == {
    "feedparser": ["Nieuw <em>platform</em>", "https://buurt.example/nieuws/een.html", PLAIN],
    "atoma": [None, "een.html", PLAIN],
    "rss-parser": ["object", "een.html", PLAIN],
    "feedsmith": ["Nieuw <em>platform</em>", "een.html", PLAIN],
    "feed-extractor": ["", "", "Budget:  per bewoner"],
}, seen
PYTHON
