"""The start of the site: prepares the database and the static files, then runs the web server and report workers.

Started by bin/run, with the Python of .venv. Ends with one sentence when a setting, the database or the port is wrong.
No child outlives it: all of them end when it is stopped, when its terminal closes and when it is killed.
"""

import ctypes
import fcntl
import hashlib
import http.client
import io
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent
# What may be written besides the database and the temporary folder; elsewhere where this folder is read-only.
CACHE = Path(os.environ.get("CACHE_DIR") or ROOT / ".cache")
CORES = len(os.sched_getaffinity(0))
# A busy machine may need minutes; a web server that cannot run ends, and is not waited for.
START_SECONDS = 300
STOP_SECONDS = 10
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def main():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    os.chdir(ROOT)
    CACHE.mkdir(parents=True, exist_ok=True)
    environ.Env.read_env(ROOT / ".env")
    host, port = address()
    report_workers()
    os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY") or kept_secret_key()
    apart(prepare)
    with tempfile.TemporaryDirectory(prefix="stappenplan-") as scratch:
        children = Children(host, port, Path(scratch))
        try:
            wait_for_answer(children.web, host, port)
            announce(host, port)
            children.watch()
        finally:
            children.stop()


def stop(sentence):
    print(sentence, file=sys.stderr, flush=True)
    sys.exit(1)


def address():
    """HOST and PORT as an address that is free to serve on; stops with a sentence when it is not."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        stop(f"PORT has a wrong value: give a number from 1 to 65535, not {port!r}.")
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
    except OSError:
        stop(f"HOST has a wrong value: {host!r} is no address of this machine.")
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
            probe.listen()
        except OSError as error:
            stop(
                f"Cannot serve on {host} port {port}: {os.strerror(error.errno).lower()}. Choose another HOST or PORT."
            )
    return place[0], int(port)


def report_workers():
    """How many processes make reports here: one per core unless REPORT_WORKERS says another number."""
    number = os.environ.get("REPORT_WORKERS") or str(CORES)
    if not (number.isascii() and number.isdigit() and int(number) <= 64):
        stop(f"REPORT_WORKERS has a wrong value: give a number from 0 to 64, not {number!r}.")
    return int(number)


def kept_secret_key():
    """The key in .cache/secret_key, made once and readable by this user only."""
    path = CACHE / "secret_key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text() or stop(f"{path} is empty: delete it, then a new key is made.")


def apart(work):
    """Run `work` in a process of its own, so that what it loads does not stay in memory."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            die_with_parent()
            work()
            status = 0
        except SystemExit:
            pass
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stdout.flush()
            os._exit(status)
    try:
        if os.waitpid(child, 0)[1]:
            sys.exit(1)
    except SystemExit:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGTERM)
        raise


def prepare():
    """Check the settings, then bring the database and the static files up to date."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stappenplan.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command
    from django.db import Error, connection

    try:
        django.setup()
        connection.settings_dict["OPTIONS"].pop("pool", None)  # one connection, and its error at once
        connection.ensure_connection()
        keep_to_this_user(connection.settings_dict)
        call_command("check", stdout=io.StringIO())  # a fault in the code shows once, here
        with (CACHE / "prepare.lock").open("w") as lock:  # two starts from one folder take turns
            fcntl.flock(lock, fcntl.LOCK_EX)
            call_command("migrate", interactive=False, verbosity=0)
            call_command("load_catalogue")
            collect_static_files()
        queue_example_reports()
    except ImproperlyConfigured as error:
        stop(f"Wrong setting. {error}")
    except CommandError as error:
        stop(error)
    except Error as error:
        stop(f"The database (DATABASE_URL) cannot be used: {' '.join(str(error).split())}")


def queue_example_reports():
    """Have the reports of the examples made by the workers, before a visitor asks for them."""
    from stappenplan.report.example_reports import queue_example_reports

    queue_example_reports()


def keep_to_this_user(database):
    """Nobody else on this machine reads the answers: SQLite makes what lies beside its file with the same rights."""
    if database["ENGINE"].endswith("sqlite3"):
        for path in map(Path, (database["NAME"], f"{database['NAME']}-wal", f"{database['NAME']}-shm")):
            with suppress(FileNotFoundError, PermissionError):
                path.chmod(0o600)


def collect_static_files():
    """Collect and compress the static files, only when one of them changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    if settings.DEBUG:
        return  # served from where they are
    if Path(settings.STATIC_ROOT).is_dir() and not os.access(settings.STATIC_ROOT, os.W_OK):
        return  # made earlier, at the installation or in the image
    found = [(name, os.stat(storage.path(name))) for finder in get_finders() for name, storage in finder.list([])]
    seen = [(name, state.st_size, int(state.st_mtime)) for name, state in found]
    state = hashlib.sha256(repr(seen).encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not stamp.exists() or stamp.read_text() != state:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(state)


class Children:
    """The web server and the report workers, each the head of its own process group."""

    def __init__(self, host, port, scratch):
        self.scratch = scratch
        counts = scratch / "counts"
        counts.mkdir()
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counts)
        self.web = start(
            [
                *("bin/lib/granian_forked.py", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"),
                *("--workers", str(CORES), "--blocking-threads", "4", "--respawn-failed-workers"),
                *("--workers-kill-timeout", str(STOP_SECONDS // 2), "--no-access-log", "--log-level", "warning"),
                "stappenplan.wsgi:application",
            ]
        )
        self.workers = {}
        for number in range(report_workers()):
            self.start_worker(number)
        self.metrics_port = os.environ.get("METRICS_PORT") or "0"
        if self.metrics_port != "0":
            self.start_metrics()

    def start_metrics(self):
        """The counts for Prometheus, in a process of their own, on this machine's own address only."""
        self.workers["metrics"] = (
            start(["-m", "stappenplan.operations.observability.metrics", self.metrics_port]),
            time.monotonic(),
        )

    def start_worker(self, number):
        folder = self.scratch / f"reports-{number}"
        shutil.rmtree(folder, ignore_errors=True)  # a killed worker leaves its fonts here
        folder.mkdir()
        command = ["manage.py", "db_worker", "--interval", "0.3", "--no-reload"]
        self.workers[number] = start(command, niceness=5, TMPDIR=str(folder)), time.monotonic()

    def watch(self):
        """Start what makes reports and counts again when it dies; return never, stop when the web server ends."""
        while self.web.poll() is None:
            time.sleep(0.5)
            for number, (worker, since) in self.workers.items():
                # One that was killed starts again at once; one that cannot live at all, every ten seconds.
                if worker.poll() is not None and (worker.returncode < 0 or time.monotonic() - since > STOP_SECONDS):
                    signal_group(worker, signal.SIGKILL)
                    self.start_metrics() if number == "metrics" else self.start_worker(number)
        stop("The web server ended.")

    def stop(self):
        """Ask all to stop, and end what is left after ten seconds."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        everyone = [self.web, *(worker for worker, _ in self.workers.values())]
        for child in everyone:
            signal_group(child, signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        for child in everyone:
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, until - time.monotonic()))
            signal_group(child, signal.SIGKILL)


def start(arguments, niceness=0, **variables):
    """Start Python with these arguments as the head of a new process group that dies with this process."""

    def in_child():
        die_with_parent()
        os.nice(niceness)

    return subprocess.Popen(
        [sys.executable, *arguments],
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=in_child,
    )


def die_with_parent():
    """Ask Linux for a SIGTERM when the parent dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def signal_group(child, number):
    with suppress(ProcessLookupError):
        os.killpg(child.pid, number)


def wait_for_answer(web, host, port):
    """Wait until the start page answers with 200; stops with a sentence when the server ends or stays silent."""
    names = os.environ.get("ALLOWED_HOSTS", "").split(",")
    name = names[0].strip().lstrip("*.") or "localhost"
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and web.poll() is None:
        connection = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=5)
        try:
            connection.request("GET", "/", headers={"Host": name, "X-Forwarded-Proto": "https"})
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    stop("The web server did not answer. The lines above say why.")


def announce(host, port):
    """Say where the site is, the only line of a good start on standard output."""
    shown = EVERYWHERE.get(host, host)
    print(f"Stappenplan buurtplatform: http://{f'[{shown}]' if ':' in shown else shown}:{port}/", flush=True)
    if host in EVERYWHERE and not os.environ.get("ALLOWED_HOSTS"):
        print(
            "It listens on every address but answers only to localhost and 127.0.0.1. "
            "For others, set ALLOWED_HOSTS to the names that they use.",
            file=sys.stderr,
            flush=True,
        )


if __name__ == "__main__":
    main()
