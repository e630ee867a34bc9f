from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROLES = ("Viewer", "Operator", "Admin")


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for role in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=role)
    apps.get_model("integrations", "Integration").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
