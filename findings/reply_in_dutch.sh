#!/usr/bin/env bash
# mail-parser-reply 1.36 with languages=["nl"]: what somebody answered, without the message that they answered to.
# Guess: the message below "Op 30 november 2026 om 20:00 schreef Buurthuis:" is left out, as it is in English below "On
# ... wrote:". The documentation lists Dutch, without the "untested" that four other languages have.
# Seen: it stays, whatever the date looks like: the library waits for a line that ends with "schreef:", and in Dutch the
# name comes last. The other way round, two lines of somebody's own that begin with Datum, Aan or Onderwerp are taken
# for the head of such a message, and with them goes all that follows, here the costs. One such line is kept.
# Touches residents who answer by mail: old texts are read as theirs, and an invitation of their own is cut off. Keep
# the whole message beside what was taken out of it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mail-parser-reply==1.36
"$folder/venv/bin/python" - <<'PYTHON'
from mailparser_reply import EmailReplyParser

DUTCH = (
    "Op 30 november 2026 om 20:00 schreef Buurthuis:",
    "Op ma 30 nov 2026 om 20:00 schreef Buurthuis <info@buurt.example>:",
    "Op 30-11-2026 om 20:00 schreef Buurthuis:",
)
ENGLISH = "On Mon, 30 Nov 2026 at 20:00, Buurthuis <info@buurt.example> wrote:"
ANSWER, OWN = "Ja, akkoord.", ("Datum: 1 december", "Onderwerp: buurtfeest")

def read_answer(text):
    return EmailReplyParser(languages=["nl"]).parse_reply(text)

def quote_below(line):
    return read_answer(f"{ANSWER}\n\n{line}\n\n> Komt u?\n")

def invite(*lines):
    return read_answer("\n".join(("Hallo,", "", *lines, "Kosten: 5 euro", "")))

quoted = {line: quote_below(line) for line in (*DUTCH, ENGLISH)}
for line, answer in quoted.items():
    print(f"{line} -> {answer!r}")
two, one = invite(*OWN), [invite(line) for line in OWN]
print(f"two lines: {two!r}, one line: {one}")
assert quoted == {line: f"{ANSWER}\n\n{line}\n\n> Komt u?" for line in DUTCH} | {ENGLISH: ANSWER}, quoted
assert quote_below("Op 30 november 2026 schreef:") == ANSWER
assert two == "Hallo,", two
assert one == [f"Hallo,\n\n{line}\nKosten: 5 euro" for line in OWN], one
PYTHON
