#!/usr/bin/env bash
# holidays 0.109 and workalendar 17.0.0: the last day of a term that ends on 5 May. The Dutch Algemene termijnenwet
# moves a term that ends on a Saturday, a Sunday or a recognised holiday to the next day that is none, and counts the
# fifth of May among them every year (article 3).
# Guess: two libraries of public holidays of the Netherlands agree on each year.
# Seen: holidays has 5 May once in five years, workalendar each year. So a term of six weeks that began on 24 March
# 2027 ends on 5 May for the one and, as 6 May is Ascension Day, on 7 May for the other: an objection of 7 May is too
# late, or in time. 2025 and 2030 do not show it, and the other days agree. The days of the act are what holidays
# calls "public" and "optional" together.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet holidays==0.109 workalendar==17.0.0
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import date, timedelta

import holidays
from workalendar.europe import Netherlands

YEARS = range(2025, 2031)

def last_day(end, days_off):
    while end.weekday() >= 5 or end in days_off:
        end += timedelta(days=1)
    return end

first = set(holidays.country_holidays("NL", years=YEARS))
both_kinds = set(holidays.country_holidays("NL", years=YEARS, categories=("public", "optional")))
second = {day for year in YEARS for day, _name in Netherlands().holidays(year)}
ends = date(2027, 3, 24) + timedelta(weeks=6)
seen = last_day(ends, first), last_day(ends, second)
print("six weeks end on", ends, "- last day with holidays:", seen[0], "- with workalendar:", seen[1])
print("days that one of them lacks:", *sorted(first ^ second))
assert seen == (date(2027, 5, 5), date(2027, 5, 7)), seen
assert first < second and second - first == {date(year, 5, 5) for year in YEARS if year % 5}, first ^ second
assert both_kinds == second, both_kinds ^ second
PYTHON
