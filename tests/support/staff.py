"""Members of staff who are logged in."""

import pytest


@pytest.fixture
def publisher(db):
    """A browser of a member of staff who may put changes through."""
    from django.contrib.auth.models import Group, User
    from django.test import Client

    user = User.objects.create_user("uitgever", is_staff=True)
    user.groups.add(Group.objects.get(name="Uitgever"))
    client = Client()
    client.force_login(user)
    return client
