#!/usr/bin/env bash
# polished 4.3.1, with culori 4.0.2 and chroma-js 3.2.0: contrast of text near the limit of WCAG level AA, 4.5 to 1.
# Guess: three libraries give one ratio, and what is under the limit does not pass: by Understanding WCAG 1.4.3 a ratio
# is not rounded to reach it, 4.499 is too little.
# Seen: polished rounds twice, luminance to three decimals and the ratio to two. Olive #878d47 on dark blue #012345 is
# 4.47, and polished calls it 4.5: it "meets" AA. #1d73e8 on white is 4.497 and becomes 4.51. The other way
# round, purple #b056ca on #111111 is 4.52 and is failed at 4.48. Dark backgrounds have the larger errors.
# Touches anyone who lets it decide whether the colours of a theme, such as those of a municipality, can be read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund polished@4.3.1 culori@4.0.2 chroma-js@3.2.0
cat >contrast.mjs <<'JAVASCRIPT'
import assert from "node:assert/strict"
import chroma from "chroma-js"
import { wcagContrast } from "culori"
import polished from "polished"

const seen = [["#012345", "#878d47"], ["#ffffff", "#1d73e8"], ["#111111", "#b056ca"]].map(([back, text]) => ({
  culori: wcagContrast(back, text).toFixed(3),
  chroma: chroma.contrast(back, text).toFixed(3),
  polished: polished.getContrast(back, text),
  passes: polished.meetsContrastGuidelines(back, text).AA,
}))
console.table(seen)
assert.deepEqual(seen, [
  { culori: "4.467", chroma: "4.467", polished: 4.5, passes: true },
  { culori: "4.497", chroma: "4.497", polished: 4.51, passes: true },
  { culori: "4.523", chroma: "4.523", polished: 4.48, passes: false },
])
JAVASCRIPT
node contrast.mjs
