"""Rounds of questions to providers, with invitations and what a proposal says of them; roles may see and keep them."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

VIEW = ("view_providerround",)
ROLES = {"Redacteur": VIEW, "Uitgever": (*VIEW, "add_providerround", "change_providerround")}


def extend_roles(apps, schema_editor):
    """Editors see rounds, publishers keep them. Django makes permissions after all migrations; these are needed now."""
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
        ('platforms', '0009_day_of_release'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProviderRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Een jaar, of een jaar met een letter: 2027 of 2027-b.', max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^[0-9]{4}(-[a-z])?$', 'Schrijf een jaar, zoals 2027, of 2027-b.')], verbose_name='naam')),
                ('ends', models.DateField(help_text='De laatste dag waarop aanbieders kunnen antwoorden.', verbose_name='tot en met')),
                ('created', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begonnen')),
            ],
            options={
                'verbose_name': 'ronde langs aanbieders',
                'verbose_name_plural': 'rondes langs aanbieders',
                'ordering': ('-created',),
            },
        ),
        migrations.AddField(
            model_name='proposal',
            name='answer',
            field=models.CharField(blank=True, choices=[('confirmed', 'klopt nog'), ('other', 'anders'), ('wont_say', 'zegt de aanbieder niet')], db_default='', default='', max_length=10, verbose_name='antwoord'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='replaced',
            field=models.JSONField(help_text='a record, or None', null=True),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_hash', models.CharField(max_length=64, null=True, unique=True)),
                ('salt', models.CharField(max_length=64)),
                ('sent', models.DateField(null=True)),
                ('reminded', models.DateField(null=True)),
                ('answers', models.JSONField(default=dict)),
                ('answered', models.DateTimeField(null=True)),
                ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='platforms.platform')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='platforms.providerround')),
            ],
            options={
                'verbose_name': 'uitnodiging',
                'verbose_name_plural': 'uitnodigingen',
                'ordering': ('platform__name',),
            },
        ),
        migrations.AddField(
            model_name='proposal',
            name='invitation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='platforms.invitation', verbose_name='ronde'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(fields=('round', 'platform'), name='one_invitation_per_round'),
        ),
        migrations.RunPython(extend_roles, migrations.RunPython.noop),
    ]
