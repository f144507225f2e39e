"""Requests to the open internet, and never into our own network.

Standard library only: a name is looked up once for each request, every address it has must be a public one, and the
connection goes to exactly the address that was checked. A redirect is an answer: to follow it is another request.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Collection
from contextlib import contextmanager, suppress
from typing import NamedTuple
from urllib.parse import quote, urlsplit

# Seconds for one read, and for a whole request: a server may send a byte at a time, for ever.
TIMEOUT, WHOLE_TIMEOUT = 10, 30
PORTS = {"http": 80, "https": 443}
MOVED = (301, 302, 303, 307, 308)
# Not of the open internet, whatever the `ipaddress` of this Python thinks: its lists differ between releases. Assigned
# to protocols, translated or tunnelled, only within a site, for examples, for tests.
NEVER = "192.0.0.0/24 192.88.99.0/24 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001:db8::/32 "
NEVER = [ipaddress.ip_network(one) for one in f"{NEVER} 2002::/16 3fff::/20 5f00::/16 fec0::/10".split()]


class NotAllowed(Exception):
    """An address that we never connect to."""


class NoName(Exception):
    """A name that no machine has."""


class Answer(NamedTuple):
    """An answer of a server: its status, where it sends us (or None), and the bytes of it that were read."""

    status: int
    target: str | None
    body: bytes


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not of this machine, this network, or a disguise of those."""
    found = ipaddress.ip_address(address.partition("%")[0])
    disguised = found.version == 6 and found.ipv4_mapped
    if disguised or any(found in network for network in NEVER):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


class PublicWeb:
    """The open internet, for a program called `agent`.

    `allowed` (of an IP address) and `ports` decide where a connection may go, and `tls` which certificates are right:
    tests put a server of their own there. `whole`: seconds for a whole request.
    """

    def __init__(
        self,
        agent: str,
        allowed: Callable[[str], bool] = is_public,
        ports: Collection[int] = (80, 443),
        whole: float = WHOLE_TIMEOUT,
        tls: ssl.SSLContext | None = None,
    ):
        self.agent, self.allowed, self.ports, self.whole = agent, allowed, ports, whole
        self.tls = tls or ssl.create_default_context()

    def send_request(self, method: str, url: str, read: int = 0) -> Answer:
        """The answer to one request, with at most `read` bytes of its body.

        Raises NotAllowed, NoName, and what a connection raises: OSError, HTTPException or ValueError.
        """
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
            raise NotAllowed("geen gewoon webadres")
        port = parts.port or PORTS[parts.scheme]
        if port not in self.ports:
            raise NotAllowed(f"poort {port}")
        host = parts.hostname.encode("idna").decode()
        address = self._look_up(host, port)
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
        connection.sock = socket.create_connection((address, port), timeout=TIMEOUT)
        with ends_in_time(connection, self.whole):
            if parts.scheme == "https":
                connection.sock = self.tls.wrap_socket(connection.sock, server_hostname=host)
            path = _quote_path(parts.path or "/") + (f"?{_quote_path(parts.query)}" if parts.query else "")
            headers = {"Host": parts.netloc.encode("idna").decode(), "User-Agent": self.agent, "Accept": "*/*"}
            connection.request(method, path, headers=headers | {"Connection": "close"})
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheader("Location"), answer.read(read) if read else b"")

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


def _quote_path(text: str) -> str:
    """Path or query as it may stand in a request line: no spaces, no line ends, nothing outside ASCII."""
    return quote(text, safe="/%:=&?~#+!$,;'@()*[]|")
