"""The counts of rate limits, until now a model of platforms; the table stays as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("platforms", "0008_rate_limits_move"), ("stappenplan", "0006_personal_links_in_groups")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="RateLimitCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                        ),
                        ("day", models.DateField()),
                        ("digest", models.CharField(max_length=64)),
                        ("count", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "db_table": "platforms_sender",
                        "constraints": [
                            models.UniqueConstraint(fields=("day", "digest"), name="sender_once_a_day"),
                        ],
                    },
                )
            ]
        )
    ]
