"""Changing a row and telling the history of it in one step: only what is different is written and told."""

from collections.abc import Mapping

from django.db.models import Model

from ceiba.institutions.verbs import changed

LONGEST = 500


def change(row: Model, subject: str, fields: Mapping[str, object], context: Mapping[str, object] | None = None) -> bool:
    """Give a row new values for some of its columns and save them; tell the history what was different.

    Return whether anything was. Call it inside a verb. A link to another row is told by that row's ``key``.
    ``context`` is what stayed, told on both sides, where the address alone does not say what the thing is.
    """
    before = {name: getattr(row, name) for name in fields}
    different = [name for name, value in fields.items() if before[name] != value]
    if not different:
        return False
    for name in different:
        setattr(row, name, fields[name])
    row.save(update_fields=different)
    stayed = dict(context or {})
    changed(subject, *(stayed | {name: told(side[name]) for name in different} for side in (before, fields)))
    return True


def told(value: object) -> object:
    """Return a value as history keeps it: a row by its key, a long text by its beginning."""
    if isinstance(value, Model):
        return getattr(value, "key", value.pk)
    if isinstance(value, str) and len(value) > LONGEST and value.startswith("data:"):
        return value[:40] + "…"
    return value
