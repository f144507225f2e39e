"""Link checker: whether an address still works, asked politely and never inside our own network.

Standard library only: a name is looked up once for each request, every address it has must be a public one, and the
connection goes to exactly the address that was checked; each redirect is checked again.
"""

import html
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import unicodedata
from collections.abc import Callable
from contextlib import contextmanager, suppress
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "StappenplanBuurtplatform-linkcheck"
# Seconds for one read, and for a whole request: a server may send a byte at a time, for ever.
TIMEOUT, WHOLE_TIMEOUT = 10, 30
PAUSE, REDIRECTS = 1.0, 5
ROBOTS_AT_MOST, PAGE_AT_MOST, TITLE_AT_MOST = 200_000, 100_000, 200
PORTS = {"http": 80, "https": 443}
MOVED = (301, 302, 303, 307, 308)
GONE_STATUSES = (404, 410)
# Not of the open internet, whatever the `ipaddress` of this Python thinks: its lists differ between releases. Assigned
# to protocols, translated or tunnelled, only within a site, for examples, for tests.
NEVER = "192.0.0.0/24 192.88.99.0/24 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001:db8::/32 "
NEVER = [ipaddress.ip_network(one) for one in f"{NEVER} 2002::/16 3fff::/20 5f00::/16 fec0::/10".split()]

WORKS, IS_GONE, UNSURE, REFUSED = "works", "gone", "unsure", "refused"


class CheckedLink(NamedTuple):
    """What became of one address: an outcome of LinkCheck, and in a few words why; `reached`: a server answered."""

    outcome: str
    detail: str
    reached: bool = True


class NotAllowed(Exception):
    """An address that we never connect to."""


class NoName(Exception):
    """A name that no machine has."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not of this machine, this network, or a disguise of those."""
    found = ipaddress.ip_address(address.partition("%")[0])
    disguised = found.version == 6 and found.ipv4_mapped
    if disguised or any(found in network for network in NEVER):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


class LinkChecker:
    """Checks addresses of one host after another; keeps what robots.txt says and when a host was last asked.

    `allowed` and `ports` decide where a connection may go; tests put a server of their own there.
    """

    def __init__(self, allowed: Callable[[str], bool] = is_public, ports=(80, 443), pause=PAUSE, whole=WHOLE_TIMEOUT):
        self.allowed, self.ports, self.pause, self.whole = allowed, ports, pause, whole
        self.robots: dict[str, RobotFileParser | None] = {}
        self.asked: dict[str, float] = {}
        self.tls = ssl.create_default_context()

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
        """(status, where it sends us, at most `read` bytes) of one request to a checked address."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
            raise NotAllowed("geen gewoon webadres")
        port = parts.port or PORTS[parts.scheme]
        if port not in self.ports:
            raise NotAllowed(f"poort {port}")
        host = parts.hostname.encode("idna").decode()
        address = self._look_up(host, port)
        self._wait_for_host(host)
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
        connection.sock = socket.create_connection((address, port), timeout=TIMEOUT)
        with ends_in_time(connection, self.whole):
            if parts.scheme == "https":
                connection.sock = self.tls.wrap_socket(connection.sock, server_hostname=host)
            path = _quote_path(parts.path or "/") + (f"?{_quote_path(parts.query)}" if parts.query else "")
            headers = {"Host": parts.netloc.encode("idna").decode(), "User-Agent": AGENT, "Accept": "*/*"}
            connection.request(method, path, headers=headers | {"Connection": "close"})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location"), answer.read(read) if read else b""

    def _look_up(self, host, port):
        """The first address of a host, when all that it has are allowed: a name may point anywhere."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
                raise NoName from error
            raise
        addresses = [place[4][0] for place in found]
        if not all(map(self.allowed, addresses)):
            raise NotAllowed("geen openbaar adres")
        return addresses[0]

    def _wait_for_host(self, host):
        rest = self.asked.get(host, 0) + self.pause - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        self.asked[host] = time.monotonic()


@contextmanager
def ends_in_time(connection, seconds):
    """Close a connection at the end, or cut it off after so many seconds. Errors: TimeoutError when it was cut off."""
    line, cut = connection.sock.dup(), threading.Event()

    def cut_off():
        cut.set()
        with suppress(OSError):  # the other side may have closed it already
            line.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(seconds, cut_off)
    clock.start()
    try:
        yield
    except (OSError, http.client.HTTPException, ValueError):
        if not cut.is_set():
            raise
    finally:
        clock.cancel()
        clock.join()
        line.close()
        connection.close()
    if cut.is_set():
        raise TimeoutError


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


def _quote_path(text: str) -> str:
    """Path or query as it may stand in a request line: no spaces, no line ends, nothing outside ASCII."""
    return quote(text, safe="/%:=&?~#+!$,;'@()*[]|")
