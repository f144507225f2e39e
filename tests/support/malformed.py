"""Requests that no browser sends, over every address of the site: by chance, the same ones for the same seed."""

import random
import re
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote, urlencode, urlsplit

from django.urls import URLResolver, get_resolver

METHODS = ("GET",) * 6 + ("POST",) * 8 + ("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")
WORDS = (
    "",
    "0",
    "-1",
    "1e999",
    "NaN",
    "null",
    "[]",
    "{}",
    "%00",
    "\x00",
    "%",
    "\r\nX: y",
    "é",
    "\ud800",
    "𝕏",
    "A" * 5000,
)
WORDS += (
    "' OR 1=1 --",
    "../../etc/passwd",
    "<script>",
    "{{ 7*7 }}",
    "2026-13-45",
    "9" * 40,
    "none",
    "must",
    "official",
)
NAMES = ("waar", "p", "alles", "zoek", "plaats", "pagina", "vanaf", "terugblik", "taal", "wizard_goto_step", "keep")
NAMES += ("plan_wizard-current_step", "csrfmiddlewaretoken", "audience", "place", "rest", "link", "answers", "next")
NAMES += ("weight-goal_fit", "wish-w_free", "limit", "offset", "erbij", "volgorde", "__proto__", "")
TYPES = ("application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x", "text/plain", "")
HEADERS = ("Accept", "Accept-Language", "Accept-Encoding", "Content-Encoding", "If-None-Match", "If-Modified-Since")
HEADERS += ("Range", "Host", "Origin", "Referer", "X-Forwarded-For", "X-Request-ID", "Authorization")

COOKIES = ("plan", "csrftoken", "sessionid", "messages", "django_language", "samen-1", "")
# As they stand in the header, whatever a browser, a proxy or a person by hand made of them. Inside quotes, \ooo is a
# character by its number: so control characters pass a server that refuses them as they are.
CORRUPT = ("", "x", "A" * 500, "'; DROP TABLE plan; --", "\x7f\xff", "\x01\x1f", "\ud800", "%00%0a", "{}", "=", '"')
CORRUPT += ("b64:////", "1.0:x:y:z", '"\\"', '"\\777\\400"', '"\\000\\001\\177\\012long enough to be a key"')


def all_cookies(value):
    """The header of a request in which every cookie of this site has this value."""
    return "; ".join(f"{name}={value}" for name in COOKIES).encode("utf-8", "surrogatepass").decode("latin-1")


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict = field(default_factory=dict)
    body: bytes = b""


def addresses():
    """Every route of the site as text, with what varies in it between < and > or in (?P<...>...)."""

    def walk(resolver, before):
        for one in resolver.url_patterns:
            route = before + str(one.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
            yield from walk(one, route) if isinstance(one, URLResolver) else [route]

    found = list(dict.fromkeys(walk(get_resolver(), "")))
    return [*found, *(f"en/{route}" for route in found if not route.startswith(("api", "beheer", "health")))]


def filled(route, chance, tokens):
    """The route with something in each place that varies: mostly what fits, sometimes anything."""

    def value(match):
        name, choices = match["name"] or match["converted"], match["choices"] or ""
        if chance.random() < 0.2:
            return quote(chance.choice(WORDS), safe="", errors="surrogatepass")
        if name == "token":
            return chance.choice(tokens)
        if re.fullmatch(r"[\w|-]+", choices):
            return chance.choice(choices.split("|"))
        return chance.choice(("start", "doel", "gebiedonline", "zeist", "1", "x"))

    place = r"\(\?P<(?P<name>\w+)>(?P<choices>(?:[^()]|\([^()]*\))*)\)|<(?:\w+:)?(?P<converted>\w+)>"
    text = re.sub(place, value, route)
    return "/" + re.sub(r"[\\^$?]|\([^()]*\)", "", text)


def pairs(chance):
    return [(chance.choice(NAMES), chance.choice(WORDS)) for _number in range(chance.choice((0, 1, 3, 8)))]


def encoded(some):
    return urlencode(some, errors="surrogatepass")


def body(chance, kind):
    """Something to send: a form, JSON, a file or noise."""
    way = chance.randrange(7)
    if way == 0:
        return encoded([("plan_wizard-current_step", "start"), ("audience", "official"), *pairs(chance)]).encode()
    if way == 1:
        return b'{"answers": ' + chance.choice((b"[" * 3000, b'{"audience": 3}}', b'"\\ud800"}', b"1e9999}", b"{}}"))
    if way == 2:
        head = b'--x\r\nContent-Disposition: form-data; name="bestand"; filename="a.pdf"\r\n\r\n'
        return head + chance.choice((b"%PDF-1.7\n", b"{", b"\x00" * 500)) + chance.choice((b"\r\n--x--\r\n", b""))
    if way == 3:
        return encoded([(f"f{number}", "1") for number in range(1200)]).encode()
    if way == 4:
        return chance.randbytes(chance.choice((1, 200, 20_000)))
    return encoded(pairs(chance)).encode()


def requests_over_every_address(number, seed, tokens):
    """So many requests; each address gets its turn. `tokens`: links of plans that exist, to fill in."""
    chance, routes = random.Random(seed), addresses()
    for count in range(number):
        path = filled(routes[count % len(routes)], chance, tokens)
        some = pairs(chance)
        path += f"?{encoded(some)}" if some and chance.random() < 0.5 else ""
        method, headers = chance.choice(METHODS), {}
        for _number in range(chance.choice((0, 0, 1, 3))):
            noise = chance.choice(WORDS).encode(errors="replace").decode("latin-1")
            headers[chance.choice(HEADERS)] = re.sub(r"[\r\n\x00]", "", noise)
        if chance.random() < 0.4:
            headers["Cookie"] = f"plan={chance.choice((*tokens, 'x', '%00', '='))}; csrftoken={'a' * 32}; sessionid=x"
        sent = b""
        if method not in ("GET", "HEAD", "TRACE"):
            headers["Content-Type"] = kind = chance.choice(TYPES)
            sent = body(chance, kind)
            if chance.random() < 0.5:  # past the guard against forged forms, to the view itself
                headers |= {"Cookie": f"csrftoken={'a' * 32}", "X-CSRFToken": "a" * 32}
        yield Request(method, path, headers, sent)


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict
    content: bytes


class Sender:
    """Sends such requests to a running site, over one connection as long as that lasts."""

    def __init__(self, url):
        self.place, self.connection = urlsplit(url).netloc, None

    def send(self, request) -> Answered | None:
        """What the site answers; None when it hangs up on what is no HTTP."""
        for fresh in (False, True):
            if self.connection is None or fresh:
                self.connection = HTTPConnection(self.place, timeout=60)
            try:
                self.connection.putrequest(
                    request.method, request.path, skip_host="Host" in request.headers, skip_accept_encoding=True
                )
                for name, value in request.headers.items():
                    self.connection.putheader(name, value.encode("latin-1", errors="replace"))
                if request.body:
                    self.connection.putheader("Content-Length", str(len(request.body)))
                self.connection.endheaders(request.body or None)
                answer = self.connection.getresponse()
                return Answered(answer.status, dict(answer.getheaders()), answer.read())
            except (OSError, HTTPException):
                self.connection.close()
                self.connection = None
        return None


def fault_in(request, answer, secrets) -> str:
    """What is wrong with this answer, in a few words; "" when it is as it should be. `secrets`: may never be told."""
    text = answer.content.decode(errors="replace")
    if answer.status >= 500 and not (answer.status == 503 and "Retry-After" in answer.headers and "<h1" in text):
        return f"{answer.status} for {request.method} {request.path[:120]} {request.headers} {request.body[:120]}"
    if "Traceback (most recent call last)" in text or any(secret in text for secret in secrets):
        return f"tells too much at {request.method} {request.path[:120]}"
    return ""
