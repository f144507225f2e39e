"""Calls that go up and down over the edge of what Python takes from the system at once."""

import resource
from threading import Thread

import pytest

from stappenplan.operations.frame_room import call_with_room

pytestmark = pytest.mark.any_database

DEPTH, TIMES = 200, 50


def go_up_and_down(depth=DEPTH):
    """Call a function some times at each depth: at some depths it is the first in a piece."""
    if depth:
        for _time in range(TIMES):
            do_nothing()
        go_up_and_down(depth - 1)


def do_nothing():
    pass


def count_faults(function, *arguments):
    """How many pages of memory the system had to give for this call, in a thread with frames of its own."""
    found = []

    def run():
        before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
        function(*arguments)
        found.append(resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before)

    thread = Thread(target=run)
    thread.start()
    thread.join()
    return found[0]


def test_calls_with_room_take_no_memory_again_and_again():
    go_up_and_down()
    assert count_faults(call_with_room, go_up_and_down) * 2 < count_faults(go_up_and_down)


def test_a_call_with_room_gives_what_the_function_returns_and_raises():
    assert call_with_room(max, 1, 2) == 2
    with pytest.raises(ZeroDivisionError):
        call_with_room(divmod, 1, 0)
