"""Undo: a row of history the other way round, as long as nobody built on it since.

Each noun says how its things go back (``reverses``); floors above add theirs, so that one verb undoes an act that
touched several nouns. An undo is itself a row of history, and can be undone.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ceiba.documents.adoption import BATCH
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry, Institution, Owned, Unit
from ceiba.institutions.verbs import NotAllowed, Part, Refused, changed, noted, verb
from ceiba.plans.editing import ELEMENTS, STATEMENTS
from ceiba.plans.models import Element
from ceiba.plans.revising import Trade, author, shown, values_of, write
from ceiba.plans.standing import refuse_fixed
from ceiba.plans.trees import nearest_unit, nearest_units, next_sibling, place

Change = dict[str, Any]
Reversal = Callable[[Actor, Sequence[Change]], list[str]]
Holder = Callable[[Institution, str], str | None]
REVERSALS: dict[str, Reversal] = {}
# Of which thing's page a thing without a page of its own is part: the address of an indicator gives its element's.
HOLDERS: dict[str, Holder] = {}
# An acceptance is not taken back whole: what was built on it since would go with it.
UNDOABLE = {"entry.undo"}


def reverses(noun: str, *verbs: str) -> Callable[[Reversal], Reversal]:
    """Name the function that takes back what these verbs did to things of a noun.

    The function returns what stands in the way, in words; nothing where it put everything back.
    """

    def keep(function: Reversal) -> Reversal:
        REVERSALS[noun] = function
        UNDOABLE.update(verbs)
        return function

    return keep


def noun_of(change: Change) -> str:
    """Return the noun of the address that a change speaks of."""
    return str(change["subject"]).partition("/")[0]


def key_of(change: Change) -> str:
    """Return the key of the thing that a change speaks of."""
    return str(change["subject"]).partition("/")[2]


def is_undoable(entry: Entry) -> bool:
    """Tell whether an act is one of those that can be taken back."""
    return entry.verb in UNDOABLE and bool(entry.changes) and all(noun_of(c) in REVERSALS for c in entry.changes)


def _unit_of(entry: Entry) -> Unit | None:
    first = next((change for change in entry.changes if noun_of(change) == "element"), None)
    if first is None:
        return None
    return nearest_unit(Element.objects.filter(institution=entry.institution_id, key=key_of(first)).first())


@verb("entry.undo", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of)
def undo(actor: Actor, entry: Entry) -> str:
    """Take an act back, and return the address of the first thing that it had changed.

    What it added is withdrawn, what it moved goes back, what it changed says again what it said. ``Refused``, naming
    what changed since, where anything is no longer as the act left it; then nothing is undone.
    """
    if entry.institution_id != actor.institution.pk:
        raise NotAllowed(_("Eso pertenece a otra institución."))
    if not is_undoable(entry):
        raise Refused(_("Esto no se deshace de una vez. Corrija lo que haga falta: nada se ha perdido."))
    obstacles: list[str] = []
    for noun in dict.fromkeys(noun_of(change) for change in entry.changes):
        obstacles += REVERSALS[noun](actor, [change for change in entry.changes if noun_of(change) == noun])
    if obstacles:
        raise Refused(" ".join([_("No se deshizo nada, porque algo cambió después."), *obstacles]))
    when = date_format(localtime(entry.at), "SHORT_DATETIME_FORMAT")
    noted(_("Deshace lo hecho el %(when)s.") % {"when": when})
    return str(entry.changes[0]["subject"])


def reverse_columns(trade: Trade, rows: dict[str, Any], changes: Sequence[Change]) -> list[str]:
    """Put columns of things back to what they were; what was added is withdrawn. Return what stands in the way."""
    obstacles: list[str] = []
    marked: list[Any] = []
    for change in changes:
        row = rows.get(key_of(change))
        if row is None:
            obstacles.append(_("«%(thing)s» ya no existe.") % {"thing": key_of(change)})
            continue
        after, before = _directions(change)
        now = values_of(trade, row, tuple(after))
        if clashes := [name for name in after if now[name] != after[name]]:
            obstacles += [_obstacle(trade, row, name, now[name]) for name in clashes]
            continue
        if set(before) == {"withdrawn"}:
            row.withdrawn = before["withdrawn"]
            marked.append(row)
        else:
            write(trade, row, before)
        changed(trade.address(row), after, before)
    if marked:
        trade.model.objects.bulk_update(marked, ["withdrawn"], batch_size=BATCH)
    return obstacles


def _directions(change: Change) -> tuple[Change, Change]:
    """Return what has to stand now, and what will stand again."""
    if change["before"] is None:
        return {"withdrawn": False}, {"withdrawn": True}
    return dict(change["after"]), dict(change["before"])


def _obstacle(trade: Trade, row: Owned, name: str, now: object) -> str:
    labels = {"withdrawn": _("Retirado"), "parent": _("Lugar en el plan"), **trade.labels}
    return _("«%(field)s» de «%(thing)s» ahora dice «%(now)s» (%(author)s).") % {
        "field": labels.get(name, name),
        "thing": str(row)[:60],
        "now": shown(now),
        "author": author(row.institution, trade.address(row), name),
    }


def rows_of(trade: Trade, actor: Actor, changes: Sequence[Change]) -> dict[str, Any]:
    """Return the things that changes speak of, by key, held until the verb ends.

    ``Fixed`` where the plan of one of them takes no changes.
    """
    keys = [key_of(change) for change in changes]
    found: dict[str, Any] = {}
    for start in range(0, len(keys), BATCH):
        rows = trade.model.objects.of(actor.institution).filter(key__in=keys[start : start + BATCH])
        found.update((row.key, row) for row in rows.select_for_update(of=("self",)))
    refuse_fixed(*{row.plan_id for row in found.values()})
    return found


@reverses("element", "element.edit", "element.add", "element.move", "element.withdraw", "element.restore")
def _reverse_elements(actor: Actor, changes: Sequence[Change]) -> list[str]:
    rows = rows_of(ELEMENTS, actor, changes)
    units = nearest_units(rows.values())
    if not all(actor.may("plan.edit", unit) for unit in set(units.values())):
        raise NotAllowed(_("Esto tocó unidades en las que usted no edita planes. Nada se deshizo."))
    moves = [change for change in changes if change["before"] is not None and "next" in change["after"]]
    plain = [change for change in changes if change not in moves]
    obstacles = reverse_columns(ELEMENTS, rows, plain)
    for change in moves:
        obstacles += _move_back(rows.get(key_of(change)), change)
    return obstacles + _left_hanging([rows[key] for key in map(key_of, [*moves, *_leaving(plain)]) if key in rows])


def _leaving(changes: Sequence[Change]) -> list[Change]:
    """Return the changes whose way back withdraws or restores something."""
    return [change for change in changes if "withdrawn" in _directions(change)[0]]


def _left_hanging(touched: Sequence[Element]) -> list[str]:
    """Return what would now count in the plan although it hangs from something withdrawn."""
    mine = [element.pk for element in touched]
    hanging = Element.objects.filter(Q(pk__in=mine) | Q(parent__in=mine), withdrawn=False, parent__withdrawn=True)
    return [
        _("«%(thing)s» quedaría colgado de «%(parent)s», que está retirado.")
        % {"thing": str(element)[:60], "parent": str(element.parent)[:60]}
        for element in hanging.select_related("parent")[:5]
    ]


def _move_back(element: Element | None, change: Change) -> list[str]:
    """Put a branch back where it was, before the sibling that followed it if that is still there."""
    if element is None:
        return [_("«%(thing)s» ya no existe.") % {"thing": key_of(change)}]
    now = element.parent.key if element.parent else None
    if now != change["after"]["parent"]:
        return [_obstacle(ELEMENTS, element, "parent", now)]
    others = Element.objects.of(element.institution)
    parent = others.filter(key=change["before"]["parent"]).first()
    before = others.filter(key=change["before"]["next"], parent=parent, plan=element.plan_id).first()
    old = {"parent": now, "next": next_sibling(element)}
    place(element, parent, before)
    changed(ELEMENTS.address(element), old, {"parent": change["before"]["parent"], "next": next_sibling(element)})
    return []


@reverses("statement", "statement.edit")
def _reverse_statements(actor: Actor, changes: Sequence[Change]) -> list[str]:
    if not actor.may("plan.edit"):
        raise NotAllowed(_("Usted no tiene permiso para hacer esto, o ya no lo tiene. Nada se cambió."))
    return reverse_columns(STATEMENTS, rows_of(STATEMENTS, actor, changes), changes)
