"""The counts of rate limits are a model of stappenplan from here on (its RateLimitCount); the table stays as it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("platforms", "0007_names_of_counts")]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Sender")])]
