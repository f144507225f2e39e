"""`free` as what a municipality pays becomes two values: it has no part in it, or it takes part and pays nothing.

Which of the two follows from what the platform says a municipality can do there: nothing but "not needed" is no part.
Where that is not known it becomes `no_charge`, as "nothing" was read as a price. Versions in the history, what the files
said last and what waits in the queue follow the same rule, so that none of them seems to be a change by somebody.
"""

from uuid import uuid4

from django.db import migrations, models

KEY = "cost_municipality"


def split(apps, _schema_editor):
    """Give every `free` of each platform its new value."""
    model = {name: apps.get_model("platforms", name) for name in ("Platform", "Fact", "HistoricalFact", "Proposal")}
    roles = dict(model["Fact"].objects.filter(key="municipality_role").values_list("platform_id", "value"))

    def now(platform_id):
        return "no_part" if roles.get(platform_id) == ["not_needed"] else "no_charge"

    changed = 0
    for name in ("Fact", "HistoricalFact"):
        free = model[name].objects.filter(key=KEY, value="free")
        for platform_id in set(free.values_list("platform_id", flat=True)):
            changed += free.filter(platform_id=platform_id).update(value=now(platform_id))
    for proposal in model["Proposal"].objects.filter(key=KEY).iterator():
        if proposal.proposed.get("value") == "free":
            proposal.proposed["value"] = now(proposal.platform_id)
            proposal.save(update_fields=["proposed"])
    for platform in list(model["Platform"].objects.exclude(imported={})):
        fact = platform.imported.get("facts", {}).get(KEY, {})
        if fact.get("value") == "free":
            fact["value"] = now(platform.pk)
            model["Platform"].objects.filter(pk=platform.pk).update(imported=platform.imported)
    if changed:
        apps.get_model("platforms", "Catalogue").objects.update(stamp=uuid4())


def date_what_works(apps, _schema_editor):
    """What worked when it was last looked at answered then."""
    apps.get_model("platforms", "LinkCheck").objects.filter(outcome="works").update(answered=models.F("checked"))


class Migration(migrations.Migration):
    dependencies = [("platforms", "0005_runs_on_and_days")]

    operations = [
        migrations.RunPython(split, migrations.RunPython.noop),
        migrations.RunPython(date_what_works, migrations.RunPython.noop),
    ]
