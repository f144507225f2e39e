"""Days of sources that no calendar has, and those still to come, are refused; no column changes."""

import platforms.models.source
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('platforms', '0014_source_of_the_release'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicalsource',
            name='date',
            field=models.CharField(blank=True, max_length=10, validators=[platforms.models.source.check_day], verbose_name='datum'),
        ),
        migrations.AlterField(
            model_name='historicalsource',
            name='read',
            field=models.CharField(blank=True, db_default='', help_text='De dag waarop iemand de bron voor het laatst las, zoals 2026-11-24.', max_length=10, validators=[platforms.models.source.check_whole_day], verbose_name='gelezen op'),
        ),
        migrations.AlterField(
            model_name='source',
            name='date',
            field=models.CharField(blank=True, max_length=10, validators=[platforms.models.source.check_day], verbose_name='datum'),
        ),
        migrations.AlterField(
            model_name='source',
            name='read',
            field=models.CharField(blank=True, db_default='', help_text='De dag waarop iemand de bron voor het laatst las, zoals 2026-11-24.', max_length=10, validators=[platforms.models.source.check_whole_day], verbose_name='gelezen op'),
        ),
    ]
