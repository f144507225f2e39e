"""Two models have other names; their tables keep theirs."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("platforms", "0006_two_kinds_of_free")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Asked", "MissingFactCount"),
                migrations.AlterModelTable("MissingFactCount", "platforms_asked"),
                migrations.RenameModel("Occasion", "CountedAdvice"),
                migrations.AlterModelTable("CountedAdvice", "platforms_occasion"),
            ]
        )
    ]
