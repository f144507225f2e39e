"""Room for the frames of everything that a call leads to, taken at once.

Python takes the memory of frames from the system in pieces of 16 kB, and gives a piece back as soon as its first frame
ends. A page is made by calls that go up and down over the edge of a piece hundreds of times: that was seven to ten
percent of its processor time. A call that needs more than a piece by itself gets one large enough. What it calls finds
room in the rest.
"""

from collections.abc import Callable

# In words of 8 bytes: a little above half of a mebibyte, which Python rounds up to a whole one. What is left is enough
# for calls as deep as Python allows. Only what is used takes memory.
ROOM = 70_000


def call_with_room(function: Callable, *arguments):
    """Call the function with these arguments, and give what it returns; what it calls needs no memory for frames."""
    return function(*arguments)


call_with_room.__code__ = call_with_room.__code__.replace(co_stacksize=ROOM)
