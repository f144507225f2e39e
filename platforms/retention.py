"""Retention rules: what a table stores, about whom and for how long, declared on its model.

The privacy page and the processing register are generated from them. A model says `kept = Kept(...)`; for models of
libraries, stappenplan/operations/processing_register.py says it.
"""

from typing import NamedTuple

# Of whom a table can hold something; of nobody when it is about platforms or the program itself.
VISITOR, STAFF, NOBODY = "visitor", "staff", "nobody"


class Kept(NamedTuple):
    """`what` and `until`: marked texts, whole sentences.

    In `until` the terms of stappenplan/operations/processing_register.py: %(days)s.
    """

    of: str
    what: str
    until: str
