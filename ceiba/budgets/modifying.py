"""Modifications of the budget by an act: more for some lines, less for others, and never less than nothing."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from ceiba.budgets import queries
from ceiba.budgets.models import BudgetAmount, BudgetLine, Modification
from ceiba.budgets.services import modification_columns
from ceiba.documents.adoption import Shelf, adopt_rows, told
from ceiba.documents.amounts import amount_columns
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, Refused, changed, noted, verb
from ceiba.kernel import budget as kernel
from ceiba.kernel.budget import Stage
from ceiba.kernel.budget_changes import explains, in_force
from ceiba.kernel.money import Money
from ceiba.ui import formats

Changes = Sequence[tuple[str, Money]]


@verb("budget.modify", needs="money.edit", touches=[Part.MONEY])
def modify(
    actor: Actor, changes: Changes, *, act: str, day: date, adds: Money | None = None, note: str = ""
) -> tuple[kernel.Modification, ...]:
    """Record what one act changes in several lines, each by its key; return the modifications.

    ``adds`` is what the act adds to the whole budget (negative: takes away); None for a transfer, which adds up to
    zero. ``Refused``, and nothing is changed, where the act has no number, where the lines add up to something else,
    where a line would become negative or is named twice, or where the act has already changed it.
    """
    here, act = actor.institution, " ".join(act.split())
    if not re.search(r"\d", act):
        raise Refused(_("Escriba el acto con su número, por ejemplo «Acta 12-2026, punto cuarto». Nada se cambió."))
    _refuse_doubled(changes)
    _refuse_sum(changes, adds)
    keys = [key for key, _amount in changes]
    rows = {row.key: row for row in BudgetLine.objects.of(here).select_for_update().filter(key__in=keys).order_by("pk")}
    lines = {line.id: line for line in queries.budget_lines(here, rows)}
    known = [change for change in queries.modifications(here) if change.line in rows]
    for key, amount in changes:
        _refuse_line(key, lines.get(key), amount, act, known)
    number = (Modification.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    made = tuple(
        kernel.Modification(f"m-{number + place}", key, amount, act, day, note.strip())
        for place, (key, amount) in enumerate(changes)
    )
    shelf = Shelf("modification", Modification, {"line": rows})
    adopt_rows(here, shelf, {one.id: modification_columns(one) for one in made})
    for one in made:
        if not explains(lines[one.line], known, one.amount):
            _restate(rows[one.line], lines[one.line], one.amount, known)
    noted(note.strip())
    return made


def _refuse_doubled(changes: Changes) -> None:
    if not changes:
        raise Refused(_("Escriba al menos un renglón con su monto. Nada se cambió."))
    for key, times in Counter(key for key, _amount in changes).items():
        if times > 1:
            raise Refused(
                _("El renglón «%(line)s» está %(times)s veces. Escríbalo una vez, con la suma. Nada se cambió.")
                % {"line": key, "times": times}
            )


def _refuse_sum(changes: Changes, adds: Money | None) -> None:
    """Refuse an act whose lines do not add up to what it says that it adds."""
    try:
        total = Money.total(amount for _key, amount in changes)
        apart = total - (adds or Money.zero())
    except ValueError:
        raise Refused(_("El acto mezcla dos monedas. Regístrelo en dos partes; nada se cambió.")) from None
    if apart.amount == 0:
        return
    if adds is None or adds.amount == 0:
        raise Refused(
            _(
                "Los renglones no suman cero: suman %(total)s. Si el acto agrega o quita dinero al presupuesto, diga "
                "cuánto; si es una transferencia, revise los montos. Nada se cambió."
            )
            % {"total": formats.money(total)}
        )
    raise Refused(
        _("Los renglones suman %(total)s y el acto dice %(adds)s: la diferencia es %(apart)s. Nada se cambió.")
        % {"total": formats.money(total), "adds": formats.money(adds), "apart": formats.money(apart)}
    )


def _refuse_line(
    key: str, line: kernel.BudgetLine | None, amount: Money, act: str, known: Sequence[kernel.Modification]
) -> None:
    if line is None:
        raise Refused(_("El renglón «%(line)s» no existe. Elija otro; nada se cambió.") % {"line": key})
    name = f"{line.classifier} {line.name}".strip()
    if amount.amount == 0 or Money.from_hundredths(amount.hundredths).amount != amount.amount:
        raise Refused(
            _("El monto de «%(line)s» es cero o tiene partes de centavo: eso no modifica nada. Nada se cambió.")
            % {"line": name}
        )
    if any(change.line == key and change.act == act for change in known):
        raise Refused(_("«%(act)s» ya modificó el renglón «%(line)s». Nada se cambió.") % {"act": act, "line": name})
    has = None if explains(line, known, amount) else in_force(line, known)
    if has is None and amount.amount < 0 and not explains(line, known, amount):
        raise Refused(
            _("No se sabe cuánto tiene «%(line)s»: no se le puede quitar. Traiga primero su presupuesto.")
            % {"line": name}
        )
    if has is not None:
        _refuse_negative(name, has, amount)


def _refuse_negative(name: str, has: Money, amount: Money) -> None:
    try:
        left = has + amount
    except ValueError:
        raise Refused(
            _("«%(line)s» está en %(has)s y el cambio en otra moneda. Nada se cambió.")
            % {"line": name, "has": has.currency}
        ) from None
    if left.amount < 0 and amount.amount < 0:
        raise Refused(
            _("«%(line)s» tiene %(has)s y se le quitan %(less)s: faltarían %(missing)s. Nada se cambió.")
            % {
                "line": name,
                "has": formats.money(has),
                "less": formats.money(-amount),
                "missing": formats.money(-left),
            }
        )


def _restate(row: BudgetLine, line: kernel.BudgetLine, amount: Money, known: Sequence[kernel.Modification]) -> None:
    """Let the current money of a line follow the act, where no finance system tells it.

    A line that prints its initial money alone has a current money from its first act on.
    """
    before = in_force(line, known)
    if before is None or any(Stage.CURRENT in dict(cutoff.amounts) for cutoff in line.cutoffs):
        return
    after = before + amount
    BudgetAmount.objects.update_or_create(
        line=row,
        stage=Stage.CURRENT,
        defaults=amount_columns("amount", after),
        create_defaults={**amount_columns("amount", after), "position": len(line.amounts)},
    )
    others = tuple((at, money) for at, money in line.amounts if at is not Stage.CURRENT)
    moved = replace(line, amounts=(*others, (Stage.CURRENT, after)))
    changed(f"budget_line/{row.key}", {"amounts": _told(line)}, {"amounts": _told(moved)})


def _told(line: kernel.BudgetLine) -> object:
    return told([{"stage": stage.value, **amount_columns("amount", money)} for stage, money in line.amounts])
