"""Three questions to the catalogue of neighbourhood platforms.

Usage: python questions.py catalogus.csv (from /platforms/catalogus.csv of any site)
"""

import csv
import sys
from collections import Counter

with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    facts = [row for row in csv.DictReader(file) if not row["inherited_from"]]
value = {(row["platform"], row["key"]): row["value"] for row in facts}
platforms = {row["platform"] for row in facts}

# 1. Which platforms run and cost residents nothing?
free = sorted(
    p for p in platforms if value.get((p, "status")) == "active" and value.get((p, "free_for_residents")) == "yes"
)
print("Running and free for residents:", len(free))

# 2. Of how many platforms is it not known whether their data can be taken away?
print("Unknown whether data can be exported:", sum((p, "data_export") not in value for p in platforms))

# 3. Which goals do most platforms serve mainly?
goals = Counter(
    row["key"].removeprefix("goals.") for row in facts if row["key"].startswith("goals.") and row["value"] == "primary"
)
goal, times = min(goals.items(), key=lambda pair: (-pair[1], pair[0]))
print("Most frequent main goal:", goal, times)
