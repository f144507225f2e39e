"""Two roles for staff: an editor proposes, a publisher puts through. Running it again changes nothing by hand."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR = ("view_platform", "view_fact", "view_source", "view_proposal", "add_proposal", "view_linkcheck")
PUBLISHER = (
    *EDITOR,
    *("add_platform", "change_platform", "add_fact", "change_fact", "delete_fact"),
    *("add_source", "change_source", "delete_source", "change_proposal", "delete_proposal"),
)
ROLES = {"Redacteur": EDITOR, "Uitgever": PUBLISHER}


def make_roles(apps, schema_editor):
    # Django makes permissions after all migrations; these are needed now.
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
        ("platforms", "0003_proposals_and_upkeep"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
