"""Writing tens of thousands of rows at once: one prepared statement, so that a month is loaded in a second or two.

The mapper builds an object and an expression for each value of each row; a report of fifty thousand lines has half a
million of them, and most of the time of an import went there.
"""

from collections.abc import Iterable, Sequence

from django.db import connection, models


def write_many(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[object]], conflict: Sequence[str] = ()
) -> None:
    """Insert rows of the columns named; what is not named gets its default.

    Values are those that the database keeps (periods as text). Where ``conflict`` names a unique set of columns, a row
    that is there already takes the new values of the others.
    """
    quote = connection.ops.quote_name
    fields = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
    rest = {
        name: field.get_db_prep_save(field.get_default(), connection)
        for name, field in fields.items()
        if name not in names
    }
    columns = [quote(fields[name].column) for name in (*names, *rest)]
    table, places = quote(model._meta.db_table), ", ".join(["%s"] * len(columns))
    # Only names of our own tables and columns are put together here; every value is a parameter.
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
    if conflict:
        told = [fields[name].column for name in names if name not in conflict]
        unique = ", ".join(quote(fields[name].column) for name in conflict)
        again = ", ".join(f"{quote(column)} = EXCLUDED.{quote(column)}" for column in told)
        statement += f" ON CONFLICT ({unique}) DO UPDATE SET {again}"
    defaults = tuple(rest.values())
    with connection.cursor() as cursor:
        cursor.executemany(statement, ((*row, *defaults) for row in rows))
