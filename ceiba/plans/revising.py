"""How one thing is changed by hand: only what its editor changed, and never over what somebody else did meanwhile.

Values travel as the history tells them (``documents.adoption.told``): a form keeps those that it was made from, the
history keeps those before and after, and an undo puts those before back. One road serves all three.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ceiba.documents.adoption import Lines, told
from ceiba.institutions.models import Entry, Institution, Owned
from ceiba.institutions.verbs import Refused, changed

Told = Mapping[str, object]
LOOKED_BACK = 200  # rows of history in which the author of a change is looked for


@dataclass(frozen=True)
class Trade:
    """What an editor may change in the things of one noun.

    ``references`` are columns that name another thing by its key, ``lines`` those kept as rows of their own, ``labels``
    the words for each column.
    """

    noun: str
    model: type[Owned]
    labels: Mapping[str, Any]
    references: Mapping[str, type[Owned]] = field(default_factory=dict)
    lines: Mapping[str, Lines] = field(default_factory=dict)

    def address(self, row: Any) -> str:
        """Return the address of a thing."""
        return f"{self.noun}/{row.key}"


class Conflict(Refused):
    """Somebody changed the same field meanwhile. ``now`` has what stands in those fields, as the history tells it."""

    def __init__(self, message: str, now: Told) -> None:
        super().__init__(message)
        self.now = now


def values_of(trade: Trade, row: Any, names: Sequence[str] = ()) -> dict[str, object]:
    """Return what columns of a thing hold now, as the history tells it; all editable ones unless named."""
    return {name: _value(trade, row, name) for name in names or trade.labels}


def _value(trade: Trade, row: Any, name: str) -> object:
    if name in trade.lines:
        lines = trade.lines[name]
        rows = lines.model._default_manager.filter(**{lines.owner: row}).values_list(*lines.columns)
        return [{column: told(value) for column, value in zip(lines.columns, values, strict=True)} for values in rows]
    value = getattr(row, name)
    return value.key if isinstance(value, Owned) else told(value)


def revise(trade: Trade, row: Any, wanted: Told, seen: Told | None = None) -> bool:
    """Change the columns of a thing that its editor changed; tell whether there were any.

    ``seen`` are the values that the editor started from; what equals them was not changed and is left as it stands,
    whoever changed it meanwhile. ``Conflict`` where both changed the same.
    """
    now = values_of(trade, row, tuple(wanted))
    asked = {name: told(value) for name, value in wanted.items()}
    before = {name: told((seen or {}).get(name, now[name])) for name in asked}
    mine = {name: value for name, value in asked.items() if value != before[name] and value != now[name]}
    if clashes := [name for name in mine if now[name] != before[name]]:
        raise Conflict(_clash(trade, row, clashes, now, mine), {name: now[name] for name in clashes})
    if not mine:
        return False
    write(trade, row, mine)
    changed(trade.address(row), {name: now[name] for name in mine}, mine)
    return True


def write(trade: Trade, row: Any, values: Told) -> None:
    """Put told values into the columns of a thing and save them; ``Refused`` for a reference that nobody knows."""
    plain = [name for name in values if name not in trade.lines]
    for name in plain:
        assign(trade, row, name, values[name])
    if plain:
        row.save(update_fields=plain)
    for name in values:
        if name in trade.lines:
            _write_lines(trade.lines[name], row, values[name])


def assign(trade: Trade, row: Any, name: str, value: object) -> None:
    """Put a told value into a column of a thing, without saving it."""
    if name not in trade.references:
        setattr(row, name, untold(trade.model, name, value))
        return
    found = None
    if value is not None:
        found = trade.references[name].objects.of(row.institution).filter(key=value).first()
        if found is None:
            raise Refused(_("«%(name)s» ya no existe. Elija otra opción.") % {"name": value})
    setattr(row, name, found)


def untold(model: type[models.Model], name: str, value: object) -> Any:
    """Return the value of a column from what the history tells."""
    return None if value is None else model._meta.get_field(name).to_python(value)


def _write_lines(lines: Lines, row: Any, values: Any) -> None:
    manager = lines.model._default_manager
    manager.filter(**{lines.owner: row}).delete()
    manager.bulk_create(
        lines.model(
            **{lines.owner: row, "position": position},
            **{name: untold(lines.model, name, value) for name, value in columns.items()},
        )
        for position, columns in enumerate(values)
    )


def _clash(trade: Trade, row: Any, names: Sequence[str], now: Told, mine: Told) -> str:
    told_clashes = [
        _("«%(field)s»: ahora dice «%(now)s» (%(author)s) y usted escribió «%(mine)s».")
        % {
            "field": trade.labels.get(name, name),
            "now": shown(now[name]),
            "author": author(row.institution, trade.address(row), name),
            "mine": shown(mine[name]),
        }
        for name in names
    ]
    opening = _("Otra persona cambió lo mismo mientras usted editaba. Lo suyo no se ha guardado y sigue aquí.")
    closing = _("Si guarda otra vez, quedará lo suyo.")
    return " ".join([opening, *told_clashes, closing])


def shown(value: object) -> str:
    """Return a told value for a sentence: a list by its parts, nothing as a dash."""
    if value in (None, "", []):
        return "—"
    if isinstance(value, Mapping):
        return " ".join(shown(part) for part in value.values() if part not in (None, "", []))
    if isinstance(value, list):
        return "; ".join(shown(part) for part in value)
    if isinstance(value, bool):
        return _("sí") if value else _("no")
    return str(value)


def author(institution: Institution, subject: str, name: str) -> str:
    """Return who changed a field of a thing last, and when, in words."""
    entries = Entry.objects.filter(institution=institution).select_related("person")
    near = entries.filter(subject=subject)[:LOOKED_BACK]
    found = next((entry for entry in (*near, *entries[:LOOKED_BACK]) if _speaks_of(entry, subject, name)), None)
    if found is None:
        return _("no se sabe quién")
    when = date_format(localtime(found.at), "SHORT_DATETIME_FORMAT")
    return _("%(person)s, %(when)s") % {"person": found.person or _("el sistema"), "when": when}


def _speaks_of(entry: Entry, subject: str, name: str) -> bool:
    return any(change["subject"] == subject and name in (change["after"] or {}) for change in entry.changes)
