"""An index of the words of rows, on PostgreSQL: SQLite reads them one by one, which is quick for as many as it keeps."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_INDEX = "registers_row_words"
_MAKE = f"CREATE INDEX {_INDEX} ON registers_registerrow USING gin (array_to_tsvector(string_to_array(search, ' ')))"


def make(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_MAKE)


def drop(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the index."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {_INDEX}")


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_rows_and_tallies")]

    operations = [migrations.RunPython(make, drop)]
