"""The users' round: links to ask again, answers, and what they say together; roles may read and publish stories."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

VIEW = ("view_experience",)
ROLES = {"Redacteur": VIEW, "Uitgever": (*VIEW, "change_experience")}


def extend_roles(apps, schema_editor):
    """Editors see stories, publishers decide. Django makes permissions after all migrations; these are needed now."""
    config = apps.get_app_config("platforms")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    for name, codenames in ROLES.items():
        group, _new = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        permissions = apps.get_model("auth", "Permission").objects
        group.permissions.add(*permissions.filter(content_type__app_label="platforms", codename__in=codenames))


class Migration(migrations.Migration):

    dependencies = [
        ('platforms', '0011_release_that_is_followed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('decision', models.CharField(choices=[('platform', 'We kozen een platform'), ('none', 'We kozen geen platform'), ('not_yet', 'Er is nog niets besloten')], max_length=8)),
                ('municipality', models.CharField(blank=True, max_length=100)),
                ('measured', models.BooleanField(default=False)),
                ('begun', models.DateField(default=django.utils.timezone.localdate)),
                ('stopped', models.BooleanField(default=False)),
                ('platform', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='platforms.platform')),
            ],
        ),
        migrations.CreateModel(
            name='UserSummary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted', models.DateField(default=django.utils.timezone.localdate)),
                ('figures', models.JSONField(default=dict)),
                ('platform', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='user_summary', to='platforms.platform')),
            ],
        ),
        migrations.CreateModel(
            name='Experience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('municipality', models.CharField(max_length=100, verbose_name='gemeente')),
                ('moment', models.PositiveSmallIntegerField(verbose_name='na maanden')),
                ('given', models.DateField(db_index=True, default=django.utils.timezone.localdate, verbose_name='gegeven op')),
                ('runs', models.CharField(choices=[('yes', 'ja'), ('no', 'nee'), ('unknown', 'weet ik niet')], max_length=8, verbose_name='draait het nog')),
                ('members', models.PositiveIntegerField(null=True, verbose_name='hoeveel mensen doen mee')),
                ('again', models.CharField(choices=[('yes', 'ja'), ('no', 'nee'), ('unknown', 'weet ik niet')], max_length=8, verbose_name='weer kiezen')),
                ('sentences', models.JSONField(default=dict)),
                ('story', models.TextField(blank=True, verbose_name='tegen de volgende')),
                ('language', models.CharField(default='nl', max_length=8)),
                ('may_call', models.BooleanField(default=False, verbose_name='bel eens met de gemeente')),
                ('state', models.CharField(choices=[('kept', 'telt alleen mee'), ('waiting', 'wacht'), ('published', 'op de site'), ('declined', 'niet op de site')], db_index=True, default='kept', max_length=10, verbose_name='stand')),
                ('decided', models.DateTimeField(null=True, verbose_name='afgehandeld')),
                ('counted', models.DateField(db_index=True, null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='afgehandeld door')),
                ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='experiences', to='platforms.platform', verbose_name='platform')),
                ('follow_up', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='experiences', to='platforms.followup')),
            ],
            options={
                'verbose_name': 'verhaal van een gebruiker',
                'verbose_name_plural': 'verhalen van gebruikers',
                'ordering': ('given', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('follow_up', 'moment'), name='one_experience_per_moment')],
            },
        ),
        migrations.RunPython(extend_roles, migrations.RunPython.noop),
    ]
