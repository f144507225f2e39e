"""A log line for each login and logout of staff."""

import logging

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from stappenplan.operations.client_network import network_of

log = logging.getLogger(__name__)


@receiver([user_logged_in, user_logged_out])
def log_login(sender, request, user, signal, **more):
    """Log each login and logout, with the account number and not its name. django-axes records the failures."""
    if user:
        ways = [record.get("type", record["method"]) for record in get_authentication_records(request, user)]
        about = {"user": user.pk, "network": network_of(request), "by": "+".join(ways)}
        log.info("in" if signal is user_logged_in else "out", extra=about)
