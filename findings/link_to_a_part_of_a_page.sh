#!/usr/bin/env bash
# exceljs 4.4.0, with XlsxWriter 3.2.9 and openpyxl 3.1.5: a cell with a link to a part of a page (…/kosten#per-jaar).
# Guess: what is read and written again keeps the whole link. In a workbook the part behind the # has a place of its
# own, the attribute "location" of the link (ECMA-376 part 1, 18.3.1.47), and XlsxWriter puts it there.
# Seen: exceljs reads the address without it, and the file that it writes has lost it: the link opens the top of the
# page. openpyxl reads both parts and keeps them. Nothing warns.
# Touches tables in which each row points to its own place on one long page, passed on by a web application.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet XlsxWriter==3.2.9 openpyxl==3.1.5
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0
venv/bin/python - <<'PYTHON'
import openpyxl
import xlsxwriter

workbook = xlsxwriter.Workbook("written.xlsx")
workbook.add_worksheet().write_url(0, 0, "https://buurt.example/kosten#per-jaar", string="Kosten")
workbook.close()
openpyxl.load_workbook("written.xlsx").save("by openpyxl.xlsx")
PYTHON
cat >rewrite.mjs <<'JAVASCRIPT'
import assert from "node:assert/strict"
import ExcelJS from "exceljs"

const workbook = new ExcelJS.Workbook()
await workbook.xlsx.readFile("written.xlsx")
const { value } = workbook.worksheets[0].getCell("A1")
console.log("exceljs reads", value)
assert.deepEqual(value, { text: "Kosten", hyperlink: "https://buurt.example/kosten" })
await workbook.xlsx.writeFile("by exceljs.xlsx")
JAVASCRIPT
node rewrite.mjs
venv/bin/python - <<'PYTHON'
import openpyxl

def read_link(name):
    link = openpyxl.load_workbook(f"{name}.xlsx").active["A1"].hyperlink
    return link.target, link.location

seen = {name: read_link(name) for name in ("written", "by openpyxl", "by exceljs")}
print("address and place in each file:", seen)
whole = ("https://buurt.example/kosten", "per-jaar")
assert seen == {"written": whole, "by openpyxl": whole, "by exceljs": (whole[0], None)}, seen
PYTHON
