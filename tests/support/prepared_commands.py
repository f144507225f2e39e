"""Commands of `manage.py`, each in a fork of one process that has loaded Django: to load it costs more than most do.

`python -m tests.support.prepared_commands NUMBER` is that process, in the environment of a site; it reads commands from
the socket of that number, and ends when that is closed.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 100_000


class PreparedCommands:
    """Runs commands in one environment; its process starts with the first. Several may run at the same time."""

    def __init__(self, environment):
        self.environment, self.socket, self.process = environment, None, None

    def run(self, *arguments):
        """Run `manage.py` with these arguments; gives its exit status, what it wrote, and what it wrote of errors."""
        if not self.process:
            self._start()
        ended, status = os.pipe()
        with open(ended) as told, tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
            message = json.dumps(arguments).encode()
            assert len(message) < LONGEST
            socket.send_fds(self.socket, [message], [output.fileno(), errors.fileno(), status])
            os.close(status)
            code = told.read()
            output.seek(0)
            errors.seek(0)
            return int(code or 1), output.read(), errors.read()

    def _start(self):
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()

    def close(self):
        """End the process."""
        if self.process:
            self.socket.close()
            self.process.wait(30)


def serve(commands):
    """Run each command that comes from this socket in a fork, until the socket is closed."""
    import django

    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # forks that ended need no waiting for
    while True:
        message, files, *_ = socket.recv_fds(commands, LONGEST, 3)
        if not message:
            return
        if os.fork() == 0:
            commands.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            run_here(json.loads(message), *files)
        for file in files:
            os.close(file)


def run_here(arguments, output, errors, status):
    """Run a command in this process and end it; its exit status is written to the last of these files."""
    from django.core.management import execute_from_command_line

    os.dup2(output, 1)
    os.dup2(errors, 2)
    code = 1
    try:
        sys.argv = ["manage.py", *arguments]
        execute_from_command_line(sys.argv)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os.write(status, str(code).encode())
        os._exit(code)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stappenplan.settings")
    with socket.socket(fileno=int(sys.argv[1])) as commands:
        serve(commands)
