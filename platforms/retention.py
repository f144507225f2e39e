"""What a table keeps, of whom and how long: said once, at its model. The privacy page and the register are made of it.

A model says `kept = Kept(...)`. Of models that are not ours, stappenplan/operations/processing_register.py says it.
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
