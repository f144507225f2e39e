"""Asking again: the owner of a plan leaves word of what was decided, and answers a short form months later.

The link is derived from that of the plan, and lives on when the plan is gone. What becomes of the answers is in
platforms/user_round.
"""
