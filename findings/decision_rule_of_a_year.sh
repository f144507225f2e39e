#!/usr/bin/env bash
# feelin 8.2.0 and js-feel 1.4.7: the same rules in FEEL, the expression language of decision tables (DMN).
# Guess: two engines of one standard give one answer. DMN 1.5 says how: years and months duration() leaves out the days
# (its example: from 22 December 2011 to 24 August 2013 is P1Y8M), decimal(2.5, 0) is 2, and numbers are decimals.
# Seen: in js-feel somebody born eighteen years ago today is 17 years and 11 months, for the days are divided by the
# mean length of a year, and most single years are P11M; a date minus a month works, a date plus a month raises an
# error. In feelin the days stay in (P1Y8M2D): a period equals P1Y and is more than P1Y as well; and 0.1 + 0.2 is not
# 0.3, while 2.5 is rounded as the standard says and js-feel gives 3.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund feelin@8.2.0 js-feel@1.4.7
cat >rules.mjs <<'JAVASCRIPT'
import assert from "node:assert/strict"
import { evaluate } from "feelin"
import jsFeel from "js-feel"

const period = (from, to) => `years and months duration(date("${from}"), date("${to}"))`
const adult = `if ${period("2008-11-30", "2026-11-30")} >= duration("P18Y") then "mag stemmen" else "te jong"`
const byOneDay = period("2026-06-15", "2027-06-16")

const ERROR = "an error"
async function answer(rule) {
  const feelin = evaluate(rule, {}).value
  let other
  try {
    other = await jsFeel().feel.parse(rule).build({})
  } catch {
    other = ERROR
  }
  return JSON.parse(JSON.stringify([feelin, other])).map((value) => value?.replace?.(/T.*/, "") ?? value)
}

const expected = {
  [adult]: ["mag stemmen", "te jong"],
  [period("2025-11-30", "2026-11-30")]: ["P1Y", "P11M"],
  [period("2011-12-22", "2013-08-24")]: ["P1Y8M2D", "P1Y8M"],
  [`${byOneDay} = duration("P1Y")`]: [true, true],
  [`${byOneDay} <= duration("P1Y")`]: [false, true],
  'date("2027-02-15") - duration("P1M")': ["2027-01-15", "2027-01-15"],
  'date("2027-01-15") + duration("P1M")': ["2027-02-15", ERROR],
  "decimal(2.5, 0)": [2, "3"],
  "0.1 + 0.2 = 0.3": [false, true],
}
const seen = {}
for (const rule of Object.keys(expected)) {
  seen[rule] = await answer(rule)
  console.log(rule, "- feelin:", seen[rule][0], "- js-feel:", seen[rule][1])
}
assert.deepEqual(seen, expected)
JAVASCRIPT
node rules.mjs
