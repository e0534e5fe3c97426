"""The lock on the history: triggers by which the database itself refuses to change or delete what was written.

A row may be inserted, and may get its place in the chain once; nothing else. Who owns the database can take the lock
off, as anybody can who holds a database in their hands: then the chain still shows what was changed.

SQLite loses the triggers of a table that a later migration rebuilds: such a migration of ``Entry`` ends with ``lock``.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "institutions_entry"
_NEVER = "la historia no se cambia ni se borra"
_FACTS = ("id", "institution_id", "at", "person_id", "verb", "subject", "note", "changes")

# What an update may do: give a row without place its place and its hashes, and touch no fact of it.
_SAME = " AND ".join(f"NEW.{fact} IS NOT DISTINCT FROM OLD.{fact}" for fact in _FACTS)
_CHAINS = f"OLD.position IS NULL AND OLD.hash = '' AND NEW.position IS NOT NULL AND NEW.hash <> '' AND {_SAME}"

_POSTGRESQL_LOCK = (
    f"""CREATE OR REPLACE FUNCTION {TABLE}_never() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_NEVER}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"CREATE TRIGGER {TABLE}_delete BEFORE DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_never()",
    f"""CREATE TRIGGER {TABLE}_update BEFORE UPDATE ON {TABLE} FOR EACH ROW
    WHEN (NOT ({_CHAINS})) EXECUTE FUNCTION {TABLE}_never()""",
    f"CREATE TRIGGER {TABLE}_truncate BEFORE TRUNCATE ON {TABLE} EXECUTE FUNCTION {TABLE}_never()",
)
_POSTGRESQL_UNLOCK = tuple(
    f"DROP TRIGGER IF EXISTS {TABLE}_{what} ON {TABLE}" for what in ("delete", "update", "truncate")
)

# «INSERT OR REPLACE» would delete a row without waking the trigger of deletion, so it is looked for by itself.
_PLACE = "institution_id = NEW.institution_id AND position = NEW.position"
_TAKEN = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR ({_PLACE}))"  # noqa: S608  # all of it stands here
_PLACE_TAKEN = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id <> OLD.id AND {_PLACE})"  # noqa: S608
_RAISE = f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
_SQLITE_CHAINS = _CHAINS.replace("IS NOT DISTINCT FROM", "IS")
_SQLITE_LOCK = (
    f"CREATE TRIGGER {TABLE}_delete BEFORE DELETE ON {TABLE} {_RAISE}",
    f"""CREATE TRIGGER {TABLE}_update BEFORE UPDATE ON {TABLE}
    WHEN NOT ({_SQLITE_CHAINS}) OR {_PLACE_TAKEN} {_RAISE}""",
    f"CREATE TRIGGER {TABLE}_insert BEFORE INSERT ON {TABLE} WHEN {_TAKEN} {_RAISE}",
)
_SQLITE_UNLOCK = tuple(f"DROP TRIGGER IF EXISTS {TABLE}_{what}" for what in ("delete", "update", "insert"))


def lock(connection: BaseDatabaseWrapper) -> None:
    """Put the lock on, anew where it is on already."""
    unlock(connection)
    _run(connection, _SQLITE_LOCK if connection.vendor == "sqlite" else _POSTGRESQL_LOCK)


def unlock(connection: BaseDatabaseWrapper) -> None:
    """Take the lock off. Only for emptying a whole installation, and for migrations of the table."""
    _run(connection, _SQLITE_UNLOCK if connection.vendor == "sqlite" else _POSTGRESQL_UNLOCK)


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
