"""Names of modules in help texts: the tables stay as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stappenplan", "0009_drafts_of_answers"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="plan",
                    name="seen",
                    field=models.JSONField(default=dict, help_text="what the advice last showed: see whats_new.py"),
                ),
                migrations.AlterField(
                    model_name="report",
                    name="key",
                    field=models.CharField(help_text="see document.key_of", max_length=64),
                ),
            ]
        ),
    ]
