"""Invented test providers: Ons Plein with a copy or two."""

from copy import deepcopy
from datetime import timedelta

import pytest


@pytest.fixture
def provider_round(platform, record):
    """A round over two invented platforms that ends in a month."""
    from django.utils import timezone

    from platforms.models import Catalogue, Platform, ProviderRound

    other = deepcopy(record) | {"slug": "ander-plein", "name": "Ander Plein"}
    Platform(imported=other).apply_record(other)
    one = ProviderRound.objects.create(name="2027", ends=timezone.localdate() + timedelta(days=30))
    one.invite(Catalogue.current().platforms)
    return one


@pytest.fixture
def invitation(provider_round):
    """The invitation of Ons Plein, whose letter went out today."""
    found = provider_round.invitations.get(platform__slug="ons-plein")
    found.mark("sent")
    return found
