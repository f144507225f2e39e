"""Questions that were asked once and are no more: key -> words, so that who answered them can be told which they were.

A question that is removed from a step moves its label to here, marked. A test asks for it. Nothing left so far.
"""

RETIRED: dict[str, str] = {}
