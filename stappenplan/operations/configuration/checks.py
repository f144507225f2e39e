"""System checks for risky settings of a public site (`manage.py check --deploy`)."""

from django import db
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from .operator import read_operator


@register(Tags.security, deploy=True)
def warn_about_risky_settings(app_configs, **kwargs):
    """One sentence for each setting that is probably a mistake."""
    found = []
    if settings.HTTPS and not settings.PROXIES:
        text = "HTTPS=1 means that a proxy stands before the site. Set PROXIES, else all visitors share one limit."
        found.append(Warning(text, id="stappenplan.W001"))
    if not settings.STAFF_MFA:
        found.append(Warning("STAFF_MFA=0: staff log in with a password alone.", id="stappenplan.W002"))
    return found + warn_about_embed_origins(settings.EMBED_ORIGINS)


def warn_about_embed_origins(origins):
    """A warning for each site in EMBED_ORIGINS that others than its owner can change or be."""
    open_to_all = "EMBED_ORIGINS has {}: a page without https can be changed on its way. Use https://."
    many = "EMBED_ORIGINS has {}: every site under that name may frame pages. Name the sites."
    found = [open_to_all.format(origin) for origin in origins if origin.startswith("http://")]
    found += [many.format(origin) for origin in origins if "*" in origin]
    return [Warning(text, id="stappenplan.W005") for text in found]


@register(Tags.security, deploy=True)
def require_operator(app_configs, **kwargs):
    """An error for each setting without which visitors cannot know who runs the site. A running site is not stopped."""
    return [
        Error(f"{name} is not set: visitors cannot know who runs this site.", id="stappenplan.E002")
        for name in read_operator().missing
    ]


@register(Tags.security, deploy=True)
def warn_about_late_round(app_configs, **kwargs):
    """A warning when the nightly round is late; nothing while there is no database to read it from."""
    from stappenplan.operations.retention.nightly_round import is_late, last_round

    try:
        late, ended = is_late(), last_round()
    except db.Error:
        return []
    when = f"was on {ended:%Y-%m-%d}" if ended else "has not been yet"
    text = f"The last nightly round that succeeded {when}: old plans are not deleted. Look at what runs bin/nightly."
    return [Warning(text, id="stappenplan.W004")] if late else []
