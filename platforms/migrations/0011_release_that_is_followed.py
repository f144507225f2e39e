"""The number of a release that came from elsewhere."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("platforms", "0010_providers_round")]

    operations = [
        migrations.AddField("catalogue", "followed", models.PositiveIntegerField(default=0, db_default=0)),
    ]
