"""How the values of a proposal become rows: what is missing is created, what differs is changed, nothing is deleted.

Everything goes in sets: a noun costs a fixed number of queries (more only by batches of ``BATCH`` rows), whether it has
five things or five thousand. What changed is told to the history thing by thing, in the words of the columns.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django.db import models
from django.utils.translation import gettext as _

from ceiba.institutions.models import Institution, Owned
from ceiba.institutions.verbs import Refused, changed
from ceiba.kernel.period import Period
from ceiba.kernel.states import Absent, Value

BATCH = 500
_LARGEST = 2**63 - 1
Columns = Mapping[str, object]
Rows = Mapping[str, Any]


@dataclass(frozen=True)
class Lines:
    """Rows that belong to a thing and have no name of their own (targets, shares): kept as a list, replaced as one."""

    model: type[models.Model]
    owner: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Shelf:
    """Where the things of one noun stand.

    ``references`` gives, by column, the rows that a column names by their key; a column in ``own`` names another thing
    of this noun. ``lines`` are the columns kept as rows of their own. ``within`` is the column of the thing (a plan) in
    which the order is counted; without one it is counted in the institution. ``counted`` things are not told to the
    history one by one when they are new, only how many there were. ``guard`` is given the primary keys of what
    stands in ``within`` (without it, of the things themselves) that would not stay as it is, and may refuse.
    """

    noun: str
    model: type[Owned]
    references: Mapping[str, Rows] = field(default_factory=dict)
    own: str = ""
    lines: Mapping[str, Lines] = field(default_factory=dict)
    within: str = ""
    counted: bool = False
    guard: Callable[..., None] | None = None


def told(value: object) -> object:
    """Return a column's value as the history keeps it, to the printed digit; ``Refused`` for what no column holds."""
    if isinstance(value, str):
        if "\x00" in value:
            raise Refused(
                _("Un texto trae un carácter nulo, que ninguna base de datos guarda: «%(text)s». Quítelo y repita.")
                % {"text": value.replace("\x00", "␀")[:80]}
            )
        return str(value)
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise Refused(_("El número %(number)s no cabe: tiene demasiadas cifras.") % {"number": value})
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Value):
        return str(value.amount)
    if isinstance(value, Absent):
        return value.state.value
    if isinstance(value, Period):
        return value.notation()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [told(item) for item in value]
    if isinstance(value, Mapping):
        return {key: told(item) for key, item in value.items()}
    return value


def numbered(names: Iterable[Sequence[str]]) -> list[str]:
    """Return a key for each thing that has no identifier, made of what names it; the second of a name gets a number."""
    used: set[str] = set()
    last: dict[str, int] = defaultdict(int)
    keys = []
    for parts in names:
        name = key = " · ".join(parts)
        while key in used or not last[name]:
            last[name] += 1
            key = name if last[name] == 1 else f"{name} · {last[name]}"
        used.add(key)
        keys.append(key)
    return keys


def adopt_rows(institution: Institution, shelf: Shelf, wanted: Mapping[str, Columns]) -> dict[str, Any]:
    """Create or change the things of a noun so that each has the columns wanted of it; return all rows by key.

    ``wanted`` is in the order of the document, by key. ``Refused`` where a thing names one that nobody knows, or stands
    already in another plan.
    """
    return _Adoption(institution, shelf, wanted).run()


class _Adoption:
    """One noun on its way into the tables."""

    def __init__(self, institution: Institution, shelf: Shelf, wanted: Mapping[str, Columns]) -> None:
        self.institution, self.shelf, self.wanted = institution, shelf, wanted
        self.rows: dict[str, Any] = {row.key: row for row in shelf.model.objects.of(institution)}
        self.references = {**shelf.references, **({shelf.own: self.rows} if shelf.own else {})}
        self.keys_of = {column: {row.pk: key for key, row in rows.items()} for column, rows in self.references.items()}
        self.old_lines = {name: self._stored_lines(lines) for name, lines in shelf.lines.items()} if self.rows else {}
        self.touched: dict[str, Any] = {}  # rows to write again
        self.relined: dict[str, set[str]] = defaultdict(set)

    def run(self) -> dict[str, Any]:
        """Write everything."""
        if not self.wanted:
            return self.rows
        before = self._orders()
        for key in self.wanted:
            if key in self.rows:
                self._compare(key)
        new = [self._new(key) for key in self.wanted if key not in self.rows]
        self.rows.update((row.key, row) for row in new)
        self._arrange(before)
        self._ask(new)
        self.shelf.model.objects.bulk_create(new, batch_size=BATCH)
        self._hang(new)
        self._write_again()
        self._write_lines(new)
        self._tell_new(new)
        return self.rows

    def _ask(self, new: Sequence[Any]) -> None:
        """Let the guard refuse before anything is written."""
        if self.shelf.guard is None:
            return
        again = [*self.touched.values(), *(self.rows[key] for keys in self.relined.values() for key in keys)]
        groups = {self._group(row) if self.shelf.within else row.pk for row in (*again, *new)} - {None}
        self.shelf.guard(*groups)

    def _stored_lines(self, lines: Lines) -> Mapping[int, list[dict[str, object]]]:
        """Return the lines of every thing of the institution by its primary key: one query."""
        found: dict[int, list[dict[str, object]]] = defaultdict(list)
        stored = lines.model._default_manager.filter(**{f"{lines.owner}__institution": self.institution})
        for owner, *values in stored.values_list(f"{lines.owner}_id", *lines.columns):
            found[owner].append({name: told(value) for name, value in zip(lines.columns, values, strict=True)})
        return found

    def _new(self, key: str) -> Any:
        row = self.shelf.model(institution=self.institution, key=told(key))
        for name, value in self.wanted[key].items():
            if name != self.shelf.own and name not in self.shelf.lines:
                told(value)
                self._set(row, key, name, value)
        return row

    def _set(self, row: Any, key: str, name: str, value: object) -> None:
        if name not in self.references:
            setattr(row, name, value)
            return
        if value is not None and value not in self.references[name]:
            raise Refused(
                _("«%(thing)s» nombra a «%(missing)s», que no existe. Nada se cambió.")
                % {"thing": key, "missing": value}
            )
        setattr(row, f"{name}_id", None if value is None else self.references[name][str(value)].pk)

    def _current(self, row: Any, name: str) -> object:
        """Return what a row has in a column, as the history would tell it."""
        if name in self.references:
            return self.keys_of[name].get(getattr(row, f"{name}_id"))
        if name in self.shelf.lines:
            return self.old_lines[name].get(row.pk, [])
        return told(getattr(row, name))

    def _compare(self, key: str) -> None:
        row = self.rows[key]
        before: dict[str, object] = {}
        after: dict[str, object] = {}
        for name, value in self.wanted[key].items():
            old, new = self._current(row, name), told(value)
            if old == new:
                continue
            if name == self.shelf.within:
                raise Refused(
                    _("«%(thing)s» ya está en otro plan («%(plan)s»). Cámbiele el identificador; nada se cambió.")
                    % {"thing": key, "plan": old}
                )
            before[name], after[name] = old, new
            if name in self.shelf.lines:
                self.relined[name].add(key)
            else:
                self.touched[key] = row
                if name != self.shelf.own:
                    self._set(row, key, name, value)
        if after:
            changed(f"{self.shelf.noun}/{key}", before, after)

    def _hang(self, new: Sequence[Any]) -> None:
        """Hang things from others of their noun, now that all of them are there."""
        if not self.shelf.own:
            return
        for row in new:
            if self.wanted[row.key][self.shelf.own] is not None:
                self.touched[row.key] = row
        for key, row in self.touched.items():
            if key in self.wanted:
                self._set(row, key, self.shelf.own, self.wanted[key][self.shelf.own])

    def _group(self, row: Any) -> object:
        return getattr(row, f"{self.shelf.within}_id") if self.shelf.within else None

    def _orders(self) -> dict[object, list[str]]:
        """Return the keys of each group in their order before."""
        orders: dict[object, list[str]] = defaultdict(list)
        for key, row in self.rows.items():
            orders[self._group(row)].append(key)
        return orders

    def _arrange(self, before: Mapping[object, list[str]]) -> None:
        """Give the things the order of the document; one that the document lacks stays behind the one it followed."""
        groups: dict[object, list[str]] = defaultdict(list)
        for key in self.wanted:
            groups[self._group(self.rows[key])].append(key)
        for group, keys in groups.items():
            old = before.get(group, [])
            for position, key in enumerate(merged_order(old, keys)):
                row = self.rows[key]
                if row.position != position:
                    row.position = position
                    if row.pk is not None:
                        self.touched[key] = row
            self._tell_order(old, keys)

    def _tell_order(self, old: Sequence[str], new: Sequence[str]) -> None:
        known = set(old)
        after = [key for key in new if key in known]
        kept = set(after)
        before = [key for key in old if key in kept]
        if before == after:
            return
        within = self.keys_of[self.shelf.within][self._group(self.rows[after[0]])] if self.shelf.within else None
        container = f"{self.shelf.within}/{within}" if within else f"institution/{self.institution.slug}"
        changed(container, {f"{self.shelf.noun}_order": before}, {f"{self.shelf.noun}_order": after})

    def _write_again(self) -> None:
        """Write changed rows whole, by their key: one statement a batch, however many columns differ."""
        copies = []
        for row in self.touched.values():
            again = copy(row)
            again.pk = None
            copies.append(again)
        names = [name for name in next(iter(self.wanted.values())) if name not in self.shelf.lines]
        self.shelf.model.objects.bulk_create(
            copies,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["institution", "key"],
            update_fields=[*names, "position"],
        )

    def _write_lines(self, new: Sequence[Any]) -> None:
        for name, lines in self.shelf.lines.items():
            again = [self.rows[key].pk for key in self.relined[name]]
            for start in range(0, len(again), BATCH):
                lines.model._default_manager.filter(**{f"{lines.owner}__in": again[start : start + BATCH]}).delete()
            written = [
                lines.model(**{f"{lines.owner}_id": self.rows[key].pk, "position": position, **columns})
                for key in (*(row.key for row in new), *self.relined[name])
                for position, columns in enumerate(cast("list[dict[str, object]]", self.wanted[key][name]))
            ]
            lines.model._default_manager.bulk_create(written, batch_size=BATCH)

    def _tell_new(self, new: Sequence[Any]) -> None:
        noun = self.shelf.noun
        if self.shelf.counted and new:
            changed(f"institution/{self.institution.slug}", {}, {f"new_{noun}": len(new)})
            return
        for row in new:
            given = {name: told(value) for name, value in self.wanted[row.key].items() if not _empty(value)}
            changed(f"{noun}/{row.key}", None, given)


def _empty(value: object) -> bool:
    return value is None or value is False or value in ("", (), [])


def merged_order(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return the new order with what only the old one has, each behind the thing that it followed before."""
    wanted = set(new)
    followers: dict[str | None, list[str]] = defaultdict(list)
    anchor: str | None = None
    for key in old:
        if key in wanted:
            anchor = key
        else:
            followers[anchor].append(key)
    order = list(followers[None])
    for key in new:
        order += (key, *followers[key])
    return order
