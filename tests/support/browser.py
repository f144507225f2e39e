"""Waiting in a browser for what a page will be."""

import time

SECONDS, PAUSE = 30, 50


def wait_until(page, script: str, argument=None) -> None:
    """Wait until the script of the page gives something true, asked from here every PAUSE milliseconds.

    A page's own policy may forbid that a text becomes a script, which Playwright's `wait_for_function` needs as soon as
    it has to ask twice. Fails after SECONDS.
    """
    ends = time.monotonic() + SECONDS
    while not page.evaluate(script, argument):
        assert time.monotonic() < ends, f"not within {SECONDS} seconds: {script}"
        page.wait_for_timeout(PAUSE)
