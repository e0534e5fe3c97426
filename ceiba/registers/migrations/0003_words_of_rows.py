"""Indexes that each database writes in its own way: of the words of rows, and of what a map and a series count.

PostgreSQL finds a word in the first; SQLite reads it instead of the rows, which are longer. The second holds all that
is counted by place, square, month or hour, so that a million rows are counted without reading them.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_COUNTED = "place, north, east, minute, state, unit_id, facet_1, facet_2, facet_3, facet_4, withdrawn"
_WORDS = {
    "postgresql": "USING gin (array_to_tsvector(string_to_array(search, ' ')))",
    "sqlite": "(register_id, withdrawn, search)",
}
_MAP = {
    "postgresql": f"(register_id, day) INCLUDE (id, {_COUNTED})",
    "sqlite": f"(register_id, day, {_COUNTED})",
}


def make(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the indexes."""
    vendor = schema_editor.connection.vendor
    for name, kinds in (("words", _WORDS), ("map", _MAP)):
        schema_editor.execute(f"CREATE INDEX registers_row_{name} ON registers_registerrow {kinds[vendor]}")


def drop(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the indexes."""
    for name in ("words", "map"):
        schema_editor.execute(f"DROP INDEX registers_row_{name}")


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_rows_and_tallies")]

    operations = [migrations.RunPython(make, drop)]
