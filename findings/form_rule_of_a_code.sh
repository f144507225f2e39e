#!/usr/bin/env bash
# survey-core 3.1.1 (SurveyJS) and @formio/core 2.8.3: show a question when another has this answer, a text.
# Guess: both form engines compare texts as texts, and one engine answers one question in one way.
# Seen: SurveyJS takes two texts that look like numbers for numbers: the answer 363 meets the rule = '0363', 1.1 meets
# '1.10', 1000 meets '1e3' and 16 meets '0x10'. Its own anyof, with one text in the list, tells them apart; Form.io does
# in all four. Its days surprise as well: dateAdd makes one month after 31 January the third of March, and by dateDiff
# no month passes between 31 January and 28 February.
# Touches forms that branch on a code of a municipality, a version or the number of a flat.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export TZ=UTC
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund survey-core@3.1.1 @formio/core@2.8.3
cat >rules.mjs <<'JAVASCRIPT'
import assert from "node:assert/strict"
import { isSimpleConditionallyHidden } from "@formio/core"
import { ExpressionRunner } from "survey-core"

const surveyJs = (rule, answer) => new ExpressionRunner(rule).runValues({ answer })

function formIo(text, answer) {
  const conditions = [{ component: "answer", operator: "isEqual", value: text }]
  const conditional = { show: true, conjunction: "all", conditions }
  const component = { key: "next", type: "textfield", input: true, conditional }
  const form = { components: [{ key: "answer", type: "textfield", input: true }, component] }
  return !isSimpleConditionallyHidden({ form, component, path: "next", data: { answer }, row: { answer }, scope: {} })
}
const pairs = [["0363", "0363"], ["0363", "363"], ["1.10", "1.1"], ["1e3", "1000"], ["0x10", "16"]]
const shown = pairs.map(([text, answer]) => ({
  rule: text,
  answer,
  surveyJs: surveyJs(`{answer} = '${text}'`, answer),
  surveyJsAnyOf: surveyJs(`{answer} anyof ['${text}']`, [answer]),
  formIo: formIo(text, answer),
}))
console.table(shown)
const [same, ...others] = shown.map(({ surveyJs, surveyJsAnyOf, formIo }) => [surveyJs, surveyJsAnyOf, formIo])
assert.deepEqual(same, [true, true, true])
assert.deepEqual(others, Array(4).fill([true, false, false]))

const months = [
  new Date(surveyJs("dateAdd('2027-01-31', 1, 'months')")).toISOString().slice(0, 10),
  surveyJs("dateDiff('2027-01-31', '2027-02-28', 'months')"),
]
console.log("one month after 31 January, and months until 28 February:", months)
assert.deepEqual(months, ["2027-03-03", 0])
JAVASCRIPT
node rules.mjs
