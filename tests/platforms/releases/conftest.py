"""A release of one platform, and a site with https that hands it out."""

import hashlib
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.management import CommandError, call_command

from platforms.releases.archive import build_archive
from platforms.upkeep.public_web import PublicWeb


@pytest.fixture
def pack(folder):
    """A function that makes the archive of a release of the files in `folder`, with other files beside or instead."""

    def pack(number=2, **more):
        files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        files |= {"LICENSE": b"CC0 1.0", "CITATION.cff": f'version: "{number}"'.encode()}
        return build_archive(files | {name.replace("__", "."): content for name, content in more.items()})

    return pack


@pytest.fixture
def follow(empty_catalogue, tmp_path_factory):
    """Load a release: an address, or bytes that are put in a file; gives what the command said.

    Without a checksum it is that of the bytes.
    """

    def follow(origin, sha256="", **options):
        said = StringIO()
        if isinstance(origin, bytes):
            sha256 = sha256 or hashlib.sha256(origin).hexdigest()
            path = tmp_path_factory.mktemp("release") / "release.zip"
            path.write_bytes(origin)
            origin = str(path)
        call_command("load_catalogue", origin=origin, sha256=sha256, stdout=said, stderr=said, **options)
        return said.getvalue()

    return follow


@pytest.fixture
def refused(follow):
    """What the command says of a release that it must refuse."""

    def refused(*arguments, **options):
        with pytest.raises(CommandError) as error:
            follow(*arguments, **options)
        return str(error.value)

    return refused


class Site(BaseHTTPRequestHandler):
    """Hands out `archive`, and misbehaves at the other addresses."""

    archive = b""
    asked: "list[str]" = []  # noqa: RUF012

    def do_GET(self):
        self.asked.append(self.path)
        port = self.server.server_address[1]
        target = {
            "/moved": "/release.zip",
            "/round": "/round",
            "/inside": f"https://127.0.0.2:{port}/release.zip",
            "/plain": f"http://127.0.0.1:{port}/release.zip",
            "/file": "file:///release.zip",
            "/port": "https://127.0.0.1:1/release.zip",
        }.get(self.path)
        self.send_response(302 if target else 404 if self.path == "/gone" else 200)
        if target:
            self.send_header("Location", target)
        body = b"" if target else self.archive
        if self.path == "/cut":
            body = body[: len(body) // 2]
        self.send_header("Content-Length", str(len(self.archive)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *args):
        pass


def make_certificate(folder):
    """The files of a key and a certificate for 127.0.0.1 that holds for an hour."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    return folder / "key.pem", folder / "certificate.pem"


@pytest.fixture(scope="session")
def secure_site(tmp_path_factory):
    """A site with https on this machine: its address, and the web of which it is the only part."""
    key, certificate = make_certificate(tmp_path_factory.mktemp("tls"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate, key)
    server.socket = own.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    trusted = ssl.create_default_context(cafile=certificate)
    web = PublicWeb("test", allowed=lambda address: address == "127.0.0.1", ports={port}, tls=trusted)
    yield f"https://127.0.0.1:{port}", web
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(secure_site):
    """The same, to be given an archive: site.hand_out(bytes)."""
    Site.archive, Site.asked = b"", []
    yield secure_site
    Site.archive = b""


@pytest.fixture
def hand_out(site):
    """Have the site hand out these bytes; gives their checksum."""

    def hand_out(content):
        Site.archive = content
        return hashlib.sha256(content).hexdigest()

    return hand_out


@pytest.fixture
def asked(site):
    """The paths that the site was asked for."""
    return Site.asked
