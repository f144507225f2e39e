"""Questions that are no longer asked: key -> words, to tell the people who answered them which they were.

A question that is removed from a step moves its label to here, marked. A test asks for it. Nothing left so far.
"""

RETIRED: dict[str, str] = {}
