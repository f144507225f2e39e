"""A provider in a round, as a browser: opens the page behind a link, fills in and sends."""

import re


def address(invitation, part=""):
    return f"/ronde/{invitation.token}/{part}"


def seen_in(response):
    """The hidden fingerprints of a page, as a browser sends them back."""
    return dict(re.findall(r'name="([\w.]+-seen)" value="(\w+)"', response.content.decode()))


def send(client, invitation, part="", button="send", page=None, **filled):
    """Open the page (or take one that was opened before), fill in `status__choice` and so on, and press a button."""
    page = page or client.get(address(invitation, part))
    fields = {name.replace("__", "-"): value for name, value in filled.items()}
    return client.post(address(invitation, part), seen_in(page) | fields | {button: ""})


def page_of(invitation):
    """The address where staff decide on the answers of one provider."""
    return f"/beheer/platforms/providerround/uitnodiging/{invitation.pk}/"
