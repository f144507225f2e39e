#!/usr/bin/env bash
# csvkit 2.2.0 (agate 1.14.2): a table with distances, opening hours, group sizes and points, sorted by csvsort.
# Guess: sorting moves rows and leaves what is in the cells alone, as the types are only needed to compare.
# Seen: each cell is written back as what its column was taken for. "5 m" (metre) becomes five minutes, 0:05:00, opening
# time 10:30 becomes ten minutes and a half, a group of 3-5 people becomes a day in March 2001, the codes 1 and 0 of a
# column become True and False, and the score 7,4 becomes 74. csvjson and csvsql do the same; nothing warns. With
# --no-inference all is kept, but numbers are sorted as text; --locale nl_NL mends the score only.
# Touches anyone who tidies an open data file on the command line before passing it on.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet csvkit==2.2.0 agate==1.14.2
cat >places.csv <<'CSV'
place,distance,opens,group,indoors,score
square,5 m,10:30,3-5,0,"7,4"
hall,120 m,9:15,10-12,1,"8,1"
CSV
expect() {
  printf '%s:\n%s\n' "$1" "$3"
  [ "$2" = "$3" ] || { echo "Changed: it was $2"; exit 1; }
}
header="place,distance,opens,group,indoors,score"
expect "sorted" "$header
hall,2:00:00,0:09:15,2001-10-12,True,81
square,0:05:00,0:10:30,2001-03-05,False,74" "$(venv/bin/csvsort -c place places.csv)"
expect "sorted, --locale nl_NL" "$header
hall,2:00:00,0:09:15,2001-10-12,True,8.1
square,0:05:00,0:10:30,2001-03-05,False,7.4" "$(venv/bin/csvsort -c place --locale nl_NL places.csv)"
expect "sorted, --no-inference" "$header
hall,120 m,9:15,10-12,1,\"8,1\"
square,5 m,10:30,3-5,0,\"7,4\"" "$(venv/bin/csvsort -c place --no-inference places.csv)"
first='{"place": "square", "distance": "0:05:00", "opens": "0:10:30", "group": "2001-03-05", "indoors": false'
expect "as JSON" "$first, \"score\": 74.0}" "$(venv/bin/csvjson --stream places.csv | sed -n 1p)"
