"""Link checker: whether an address still works, asked politely and never inside our own network."""

import html
import http.client
import ssl
import time
import unicodedata
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from .public_web import MOVED, WHOLE_TIMEOUT, NoName, NotAllowed, PublicWeb, is_public

AGENT = "StappenplanBuurtplatform-linkcheck"
PAUSE, REDIRECTS = 1.0, 5
ROBOTS_AT_MOST, PAGE_AT_MOST, TITLE_AT_MOST = 200_000, 100_000, 200
GONE_STATUSES = (404, 410)
WORKS, IS_GONE, UNSURE, REFUSED = "works", "gone", "unsure", "refused"


class CheckedLink(NamedTuple):
    """What became of one address: an outcome of LinkCheck, and in a few words why; `reached`: a server answered."""

    outcome: str
    detail: str
    reached: bool = True


class LinkChecker:
    """Checks addresses of one host after another; keeps what robots.txt says and when a host was last asked.

    `allowed` and `ports` decide where a connection may go; tests put a server of their own there.
    """

    def __init__(self, allowed: Callable[[str], bool] = is_public, ports=(80, 443), pause=PAUSE, whole=WHOLE_TIMEOUT):
        self.web, self.pause = PublicWeb(AGENT, allowed, ports, whole), pause
        self.robots: dict[str, RobotFileParser | None] = {}
        self.asked: dict[str, float] = {}

    def check_link(self, url: str) -> CheckedLink:
        """Where the address leads now. Raises nothing."""
        try:
            return self._check_link(url)
        except NotAllowed as error:
            return CheckedLink(REFUSED, str(error), False)
        except NoName:
            return CheckedLink(IS_GONE, "de naam van de site bestaat niet", False)
        except ssl.SSLError as error:
            return CheckedLink(UNSURE, f"beveiliging: {getattr(error, 'reason', '')}")
        except TimeoutError:
            return CheckedLink(UNSURE, "geen antwoord op tijd", False)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return CheckedLink(UNSURE, f"geen verbinding: {type(error).__name__}", False)

    def read_title(self, url: str) -> str:
        """What the page at an address calls itself, on one line; "" where it says nothing. Raises nothing."""
        try:
            for _step in range(REDIRECTS + 1):
                if not self._may_look(url):
                    return ""
                status, target, body = self._send_request("GET", url, PAGE_AT_MOST)
                if status not in MOVED or not target:
                    return title_in(body) if status < 400 else ""
                url = urljoin(url, target)
        except (NotAllowed, NoName, OSError, http.client.HTTPException, ValueError):
            pass
        return ""

    def _check_link(self, url):
        for _step in range(REDIRECTS + 1):
            if not self._may_look(url):
                return CheckedLink(REFUSED, "robots.txt vraagt om weg te blijven")
            status, target, _body = self._send_request("HEAD", url)
            if status >= 400:  # some servers refuse every HEAD, or say 404 to it
                status, target, _body = self._send_request("GET", url)
            if status in MOVED and target:
                url = urljoin(url, target)
                continue
            if status < 400:
                return CheckedLink(WORKS, str(status))
            return CheckedLink(IS_GONE if status in GONE_STATUSES else UNSURE, str(status))
        return CheckedLink(UNSURE, "te veel doorverwijzingen")

    def _may_look(self, url):
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self.robots:
            self.robots[site] = self._read_robots(site)
        rules = self.robots[site]
        return rules is None or rules.can_fetch(AGENT, url)

    def _read_robots(self, site):
        """The rules of a site; None where it has none, and where they cannot be read."""
        try:
            status, _target, body = self._send_request("GET", f"{site}/robots.txt", ROBOTS_AT_MOST)
        except (OSError, http.client.HTTPException, ValueError):
            return None
        if status != 200:
            return None
        rules = RobotFileParser()
        rules.parse(body.decode("utf-8", "replace").splitlines())
        return rules

    def _send_request(self, method, url, read=0):
        self._wait_for_host(urlsplit(url).hostname)
        return self.web.send_request(method, url, read)

    def _wait_for_host(self, host):
        rest = self.asked.get(host, 0) + self.pause - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        self.asked[host] = time.monotonic()


def title_in(page: bytes) -> str:
    """The words between the first `title` tags of a page, without what no text should hold; "" where there are none."""
    low = page.lower()
    start = low.find(b">", low.find(b"<title")) + 1 if b"<title" in low else 0
    end = low.find(b"</title", start)
    if not start or end < 0:
        return ""
    found = page[start:end]
    try:
        text = found.decode("utf-8")
    except UnicodeDecodeError:
        text = found.decode("cp1252", "replace")
    readable = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in html.unescape(text))
    return " ".join(readable.split())[:TITLE_AT_MOST]
