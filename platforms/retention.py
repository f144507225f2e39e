"""Retention rules: what a table stores, about whom and for how long, declared on its model.

The privacy page and the processing register are generated from them. A model says `retention = RetentionRule(...)`; for
models of libraries, stappenplan/operations/retention/processing_register.py says it.
"""

from typing import NamedTuple

# Of whom a table can hold something; of nobody when it is about platforms or the program itself.
VISITOR, STAFF, NOBODY = "visitor", "staff", "nobody"


class RetentionRule(NamedTuple):
    """`subject`: VISITOR, STAFF or NOBODY. `data` and `period`: marked texts, whole sentences.

    In `period` the terms of stappenplan/operations/retention/processing_register.py: %(days)s.
    """

    subject: str
    data: str
    period: str
