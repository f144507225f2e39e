"""Keep what groups with personal links showed: a batch that leaves too few people now waits for them."""

from django.db import migrations, models

from stappenplan.method.groups.disclosure_control import Arrival, BatchSizes, release_batches


def keep_what_was_shown(apps, schema_editor):
    groups = apps.get_model("stappenplan", "Group").objects.using(schema_editor.connection.alias)
    for group in groups.filter(way="personal"):
        arrivals = [Arrival(answer.known, answer.stack) for answer in group.answers.order_by("pk")]
        # Without a number of people that are expected: as batches were made before.
        group.shown = release_batches(arrivals, BatchSizes(group.first_batch, group.later_batch)).batches
        group.save(update_fields=["shown"])


class Migration(migrations.Migration):
    dependencies = [("stappenplan", "0007_rate_limits")]

    operations = [
        migrations.AddField(
            model_name="group", name="shown", field=models.JSONField(db_default=[], default=list)
        ),
        migrations.RunPython(keep_what_was_shown, migrations.RunPython.noop),
    ]
