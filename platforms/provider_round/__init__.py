"""The providers' round: on a fixed rhythm each provider is asked whether the facts about their platform still hold.

What comes in is a Proposal in the queue, and is shown only after staff accepted it. The pages of staff are in
admin/provider_rounds.py; what a round did to the advices is in stappenplan/advice/round_effect.py.
"""
