"""The database itself refuses to change or delete a row of history."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from ceiba.institutions import history_lock


def put_on(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the lock on."""
    history_lock.lock(schema_editor.connection)


def take_off(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the lock off."""
    history_lock.unlock(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("institutions", "0001_initial")]

    operations = [migrations.RunPython(put_on, take_off)]
