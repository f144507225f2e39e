"""The checksum and the address of a release that came from elsewhere."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("platforms", "0013_municipalities_shown")]

    operations = [
        migrations.AddField(
            "catalogue", "followed_sha256", models.CharField(blank=True, db_default="", default="", max_length=64)
        ),
        migrations.AddField("catalogue", "followed_from", models.TextField(blank=True, db_default="", default="")),
    ]
