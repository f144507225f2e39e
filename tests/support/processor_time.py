"""Tells what tests cost, in processor time: `bin/test tests/advice -p tests.support.processor_time`.

A busy machine changes that less than the clock. Fixtures count with the first test that asks them. The children of a
test count when they end: the running site and Chromium with the last test of all.
"""

import os
from collections import Counter

import pytest

SHOWN = 30
seconds = Counter()


def spent():
    """Of this process and of its children that ended, in seconds."""
    return sum(os.times()[:4])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    begun = spent()
    try:
        return (yield)
    finally:
        seconds[item.nodeid] += spent() - begun


def pytest_terminal_summary(terminalreporter):
    files = Counter()
    for name, cost in seconds.items():
        files[name.partition("::")[0]] += cost
    terminalreporter.section(f"processor time: {spent():.0f} seconds")
    for found in (files, seconds):
        for name, cost in found.most_common(SHOWN):
            terminalreporter.line(f"{cost:8.2f} {name}")
