"""The users' round: what people say about a platform months after they chose it.

Anyone can hold a link, so nobody can prove who answers: these answers never enter a score. They are counted together
(summary.py), or shown one by one with consent, after a member of staff read them (stories.py). The questions and the
links are in stappenplan/follow_up.
"""
