"""The day of the release, from which ages count: until now that of the last change, also one by staff."""

import django.utils.timezone
from django.db import migrations, models


def copy_changed(apps, _schema_editor):
    """Start from the day that ages counted from until now; loading the catalogue sets the day of its release."""
    apps.get_model("platforms", "Catalogue").objects.update(released=models.F("changed"))


class Migration(migrations.Migration):
    dependencies = [("platforms", "0008_rate_limits_move")]

    operations = [
        migrations.AddField(
            "catalogue",
            "released",
            models.DateField(
                default=django.utils.timezone.localdate,
                db_default=models.Func(template="CURRENT_DATE", output_field=models.DateField()),
            ),
        ),
        migrations.RunPython(copy_changed, migrations.RunPython.noop),
    ]
