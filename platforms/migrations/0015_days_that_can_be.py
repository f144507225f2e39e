"""Days of sources that no calendar has, and those still to come, are refused; no column changes."""

from django.db import migrations, models

from platforms.models.source import check_day, check_whole_day

DATE = models.CharField(blank=True, max_length=10, validators=[check_day], verbose_name="datum")
READ = models.CharField(
    blank=True,
    db_default="",
    help_text="De dag waarop iemand de bron voor het laatst las, zoals 2026-11-24.",
    max_length=10,
    validators=[check_whole_day],
    verbose_name="gelezen op",
)


class Migration(migrations.Migration):
    dependencies = [("platforms", "0014_source_of_the_release")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(model, name, field)
                for model in ("source", "historicalsource")
                for name, field in (("date", DATE), ("read", READ))
            ]
        )
    ]
