"""Remember which municipalities were shown, as far as the answers tell: what counted, and what was on the site."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def note_what_was_shown(apps, schema_editor):
    """What staff decided on may have been on the site, also when its holder took it back since."""
    seen = apps.get_model("platforms", "Experience").objects.filter(
        models.Q(counted__isnull=False) | models.Q(decided__isnull=False)
    )
    days = {}
    for platform, municipality, given, counted in seen.values_list("platform", "municipality", "given", "counted"):
        key = platform, municipality
        days[key] = max(days.get(key, given), counted or given)
    shown = apps.get_model("platforms", "ShownMunicipality")
    shown.objects.bulk_create(
        shown(platform_id=platform, municipality=name, day=day) for (platform, name), day in days.items()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('platforms', '0012_users_round'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShownMunicipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('municipality', models.CharField(max_length=100)),
                ('day', models.DateField(default=django.utils.timezone.localdate)),
                ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='platforms.platform')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('platform', 'municipality'), name='shown_once_per_platform')],
            },
        ),
        migrations.RunPython(note_what_was_shown, migrations.RunPython.noop),
    ]
