"""What templates ask of explain.py, with the plan's own answers from the page."""

from django import template

from stappenplan import explain
from stappenplan.forms import page_of
from stappenplan.method.scoring import Shortlist

register = template.Library()

register.filter("explain", explain.explain)
register.filter("answers_behind", lambda keys, profile: explain.answers_behind(profile, keys))
register.filter("own_answer", lambda key, profile: explain.own_answer(profile, key))
register.filter("where", explain.where)
register.filter("what", explain.what)
register.filter("first_sentence", explain.first_sentence)
register.filter("softer", explain.softer)
register.filter("differing", explain.differing)
register.filter("only_by", Shortlist.only_by)
register.filter("at", lambda advice, level: advice.at(level))
register.filter("page_of", page_of)
