"""Measures Dutch as people read it: the sentences of a page, how long they are, and words that nobody says.

A sentence is counted in words; what only names something (a heading, label, button, option, a line without a full
stop) counts for the longest, not for the mean: short labels would hide long sentences.
"""

import re
from dataclasses import dataclass
from functools import cache
from statistics import fmean

from lxml import html

MEAN, LONGEST = 12, 25

INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time", "u"}
NAMES = {
    "button",
    "caption",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "label",
    "legend",
    "option",
    "summary",
    "th",
    "title",
}
UNSEEN = {"script", "style", "datalist", "template", "svg", "code"}
SPOKEN = ("aria-label", "alt", "data-done", "placeholder")

# Lists of sources: titles and addresses as their makers wrote them.
REFERENCES = {"bronnen", "bronlijst"}

# Spans that the style sheets put on a line of their own, or between two sentences.
APART = {"bron", "eigen", "nr", "toelichting"}

# A sentence ends at a full stop, question or exclamation mark, when a capital, figure or quote follows.
END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)[”’)]*\s+(?=[“‘(]?[A-Z0-9ÉÈ])")
WORD = re.compile(r"https?://\S+|[^\W_][\w.,'’/@%&:€-]*")

# Officialese: what nobody says aloud, and what people say instead.
OFFICIALESE = {
    "aangaande": "over",
    "aanwenden": "gebruiken",
    "abusievelijk": "per ongeluk",
    "additioneel|additionele": "extra",
    "alsmede": "en",
    "alsnog": "toch nog",
    "alvorens": "voordat",
    "behoudens": "behalve",
    "beleidsmatig": "volgens het beleid",
    "beogen|beoogt|beoogd|beoogde": "willen, bedoeld",
    "betreffende|betreft": "over, gaat over",
    "bewerkstelligen": "zorgen voor",
    "borgen|borging|geborgd": "zorgen dat het blijft",
    "conform": "volgens",
    "c\\.q\\.": "of",
    "daar waar": "als, waar",
    "derhalve": "daarom",
    "desalniettemin|desondanks": "toch",
    "desgewenst": "als u dat wilt",
    "dienaangaande": "daarover",
    "diene[nt]? te|dient te": "moeten",
    "doch": "maar",
    "doelgroep(en)?": "noem de mensen",
    "doeltreffend|doelmatig": "werkt goed, kost niet te veel",
    "draagvlak": "mensen die het willen",
    "echter": "maar",
    "evenals": "en ook",
    "faciliteren|faciliteert|gefaciliteerd": "helpen, mogelijk maken",
    "geschieden|geschiedt": "gebeuren",
    "gaarne": "graag",
    "hetgeen": "wat",
    "hieromtrent|daaromtrent": "hierover, daarover",
    "hierbij doe ik u": "hierbij krijgt u",
    "i\\.v\\.m\\.|in verband met": "door, omdat",
    "implementeren|implementatie|geïmplementeerd": "invoeren",
    "in casu": "hier",
    "indien": "als",
    "ingeval": "als",
    "initiëren|initieert": "beginnen",
    "inwinnen": "vragen",
    "inzage": "zien",
    "inzake": "over",
    "jegens": "tegen",
    "jongstleden": "afgelopen",
    "kader(s)?": "regels, grenzen",
    "kenbaar maken": "laten weten",
    "krachtens": "volgens",
    "louter": "alleen",
    "m\\.b\\.t\\.|met betrekking tot": "over",
    "mede": "ook",
    "mits": "als",
    "middels|door middel van": "met, door",
    "mogelijkerwijs": "misschien",
    "monitoren|gemonitord": "volgen, meten",
    "namens deze": "laat het weg",
    "nader(e)?": "meer, later",
    "niettegenstaande": "ook al",
    "nochtans": "toch",
    "omtrent": "over",
    "omwille van": "voor",
    "onderhavige?": "deze",
    "onverwijld": "meteen",
    "optimaliseren|optimaal|optimale": "verbeteren, best",
    "participeren|participeert|participant(en)?": "meedoen, wie meedoet",
    "prioriteren|prioriteit(en)?": "wat eerst moet",
    "realiseren|gerealiseerd|realisatie": "maken, doen",
    "ressorteren": "vallen onder",
    "reeds": "al",
    "separaat|separate": "apart",
    "significant(e)?": "groot, duidelijk",
    "t\\.a\\.v\\.|ten aanzien van": "over",
    "t\\.b\\.v\\.|ten behoeve van": "voor",
    "te allen tijde": "altijd",
    "ten einde|teneinde": "om te",
    "ten gevolge van": "door",
    "tenzij": "behalve als",
    "ter zake|terzake": "daarover",
    "terstond": "meteen",
    "tevens": "ook",
    "thans": "nu",
    "trachten|tracht": "proberen",
    "uitgangspunt(en)?": "waar we van uitgaan",
    "uiterlijk": "niet later dan",
    "uwerzijds|onzerzijds": "van u, van ons",
    "vergen|vergt": "vragen, kosten",
    "verstrekken|verstrekt": "geven",
    "vigerend(e)?": "die nu geldt",
    "voornemens": "van plan",
    "voornoemd(e)?|voorgenoemde?|bovengenoemde?": "die, deze",
    "voorts": "ook",
    "vooralsnog": "nu nog",
    "wederom": "weer",
    "welke mate": "hoe sterk",
    "woonachtig": "wonen in",
    "zodoende": "zo",
    "zorg dragen|zorgdragen": "zorgen",
    "zulks": "dat",
}

# English where Dutch has a word of its own. App, e-mail, link, online, platform, privacy and software are Dutch too.
ENGLISH = {
    "approach": "aanpak",
    "best practices?": "goede voorbeelden",
    "challenges?": "uitdaging, opgave",
    "checklists?": "lijstje",
    "commitment": "inzet",
    "community|communities": "buurt, groep",
    "content": "berichten, teksten",
    "dashboards?": "pagina met cijfers",
    "deadlines?": "datum",
    "default": "gewoon",
    "disclaimer": "let op",
    "download(en|t)?": "ophalen, opslaan",
    "email": "e-mail",
    "empowerment": "eigen kracht",
    "events?": "activiteiten",
    "features?": "wat het kan",
    "feedback": "reactie",
    "followers?": "volgers",
    "fundraising": "geld ophalen",
    "governance": "wie de baas is",
    "in the lead": "de baas",
    "invite": "uitnodiging",
    "issues?": "punt, probleem",
    "kick-?off": "start",
    "learnings?": "lessen",
    "members?": "leden",
    "mindset": "houding",
    "monitoring": "meten",
    "must-?haves?|nice-?to-?haves?": "eis, wens",
    "neighbou?rs?": "buren",
    "news": "nieuws",
    "offline-?first": "eerst offline",
    "outreach": "naar mensen toe gaan",
    "overall": "in het geheel",
    "pilots?": "proef",
    "pitch": "kort verhaal",
    "posts": "berichten",
    "profiling": "een beeld maken",
    "quick ?scan": "snelle check",
    "ranking": "volgorde",
    "roadmap": "planning",
    "score(s)?": "cijfer",
    "settings?": "instellingen",
    "share|sharing": "delen",
    "skills?": "wat iemand kan",
    "stakeholders?": "wie ermee te maken heeft",
    "support": "hulp",
    "target": "doel",
    "teamlead": "trekker",
    "toolkit|tools?|tooling": "middel, hulpmiddel",
    "trade-?offs?": "afweging",
    "updates?|updaten|up-to-date": "nieuws, bijwerken",
    "users?": "gebruikers",
    "usability": "gemak",
    "weblinks?": "links",
    "workshops?": "bijeenkomst",
}

# Ways to address a reader that are not "u".
FAMILIAR = ("je", "jij", "jou", "jouw", "jullie", "jezelf")

BANNED = [
    (re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), plain)
    for words, plain in (OFFICIALESE | ENGLISH).items()
]


@dataclass(frozen=True)
class Sentence:
    """One sentence on a page. `full`: it is a sentence, not a name, label or loose line."""

    text: str
    full: bool

    @property
    def length(self):
        return len(words_of(self.text))


@cache
def words_of(text) -> list[str]:
    """The words of a text; a figure or an address is one word, a mark alone is none."""
    return WORD.findall(text)


def sentences_in(text, named=False) -> list[Sentence]:
    """The sentences of a running text; `named`: it is a heading or label."""
    parts = [part.strip() for line in re.split(r"[\n·]|\s–\s(?=Stappenplan)", text) for part in END.split(line)]
    return [
        Sentence(" ".join(part.split()), not named and part.rstrip("”’)").endswith((".", "!", "?")))
        for part in parts
        if words_of(part)
    ]


def sentences_on(page: str) -> list[Sentence]:
    """Every Dutch sentence of a page that somebody sees or hears, in order; the same words are counted once."""
    found, piece = [], []

    def end(named):
        found.extend(sentences_in("".join(piece), named))
        piece.clear()

    def read(element, named):
        if not isinstance(element.tag, str):
            return
        classes = set(element.get("class", "").split())
        if element.get("lang") == "en" or REFERENCES & classes:
            return
        named = named or element.tag in NAMES
        for attribute in SPOKEN:
            found.extend(sentences_in(element.get(attribute, ""), named=True))
        if element.tag in UNSEEN:
            return
        block = element.tag not in INLINE or APART & classes
        if block:
            end(named_above(element))
        # Lines end a sentence where they are kept (a mail to copy); elsewhere they are spaces.
        keep = (lambda text: text) if element.tag == "textarea" else (lambda text: " ".join(re.split(r"\s+", text)))
        piece.append(keep(element.text or ""))
        for child in element:
            read(child, named)
            piece.append(keep(child.tail or ""))
        if block:
            end(named)

    def named_above(element):
        return any(parent.tag in NAMES for parent in element.iterancestors())

    read(html.fromstring(page), False)
    return list(dict.fromkeys(found))


def mean(sentences) -> float:
    """The mean length of the full sentences; 0 without any."""
    lengths = [sentence.length for sentence in sentences if sentence.full]
    return fmean(lengths) if lengths else 0.0


@cache
def words_to_avoid(text: str) -> list[str]:
    """What a text says that people do not say, each with what they say instead: "middels: met, door"."""
    return [f"{found[0]}: {plain}" for words, plain in BANNED if (found := words.search(text))]


def familiar(text: str) -> list[str]:
    """Words in a text that address the reader with "je"."""
    return [word for word in words_of(text) if word.strip(".,'’:").casefold() in FAMILIAR]
