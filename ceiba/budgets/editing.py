"""The verbs of whoever keeps the money of a plan: funding sources and income lines, by hand.

Values travel whole: ``seen`` is what the form was made from, ``wanted`` what it says now. Only the fields in which the
two differ are changed, and never over what somebody else wrote meanwhile.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.budgets import queries
from ceiba.budgets.models import FundingSource, IncomeLine
from ceiba.budgets.services import INCOME_CUTOFFS, income_columns, source_columns
from ceiba.documents.adoption import Shelf, adopt_rows
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, Refused, verb
from ceiba.kernel import budget as kernel
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.plans.editing import new_key
from ceiba.plans.revising import author, shown
from ceiba.ui import formats

_Thing = TypeVar("_Thing", kernel.FundingSource, kernel.IncomeLine)
LABELS = {
    "name": gettext_lazy("Nombre"),
    "amount": gettext_lazy("Monto"),
    "investment": gettext_lazy("Inversión"),
    "operating": gettext_lazy("Funcionamiento"),
    "key": gettext_lazy("Regla de la ley"),
    "period": gettext_lazy("Año"),
    "carried_over": gettext_lazy("Saldo de años anteriores"),
    "earmark": gettext_lazy("Destino obligado"),
    "classifier": gettext_lazy("Código"),
    "source": gettext_lazy("Fuente que llena"),
    "estimated": gettext_lazy("Estimado para el año"),
    "cutoffs": gettext_lazy("Recaudado por mes"),
}
# The column in which the history keeps a field, where it is called otherwise.
COLUMNS = {"key": "rule"}


class Clash(Refused):
    """Somebody changed the same field meanwhile; ``now`` is the thing as it stands."""

    def __init__(self, message: str, now: kernel.FundingSource | kernel.IncomeLine) -> None:
        super().__init__(message)
        self.now = now


@verb("funding.edit", needs="money.edit", touches=[Part.MONEY])
def edit_funding(
    actor: Actor, row: FundingSource, *, wanted: kernel.FundingSource, seen: kernel.FundingSource
) -> kernel.FundingSource:
    """Change a funding source as its editor wants it; ``Clash`` where somebody else changed the same meanwhile."""
    FundingSource.objects.select_for_update().get(pk=row.pk)
    now = next(source for source in queries.funding(actor.institution) if source.id == row.key)
    final = _merged(actor, f"funding/{row.key}", now, wanted, seen)
    _keep_funding(actor, final)
    return final


@verb("funding.add", needs="money.edit", touches=[Part.MONEY])
def add_funding(actor: Actor, *, wanted: kernel.FundingSource) -> kernel.FundingSource:
    """Add a funding source after those that are there; its ``id`` is given here."""
    made = replace(wanted, id=new_key(FundingSource, "f"))
    _keep_funding(actor, made)
    return made


@verb("income.edit", needs="money.edit", touches=[Part.MONEY])
def edit_income(
    actor: Actor, row: IncomeLine, *, wanted: kernel.IncomeLine, seen: kernel.IncomeLine
) -> kernel.IncomeLine:
    """Change a line of income, and what came in by month; ``Clash`` as above."""
    IncomeLine.objects.select_for_update().get(pk=row.pk)
    now = next(line for line in queries.income(actor.institution) if line.id == row.key)
    final = _merged(actor, f"income/{row.key}", now, wanted, seen)
    _keep_income(actor, final)
    return final


@verb("income.add", needs="money.edit", touches=[Part.MONEY])
def add_income(actor: Actor, *, wanted: kernel.IncomeLine) -> kernel.IncomeLine:
    """Add a line of income after those that are there; its ``id`` is given here."""
    made = replace(wanted, id=new_key(IncomeLine, "n"))
    _keep_income(actor, made)
    return made


def _keep_funding(actor: Actor, source: kernel.FundingSource) -> None:
    if not source.name.strip():
        raise Refused(_("Escriba cómo se llama la fuente."))
    adopt_rows(actor.institution, Shelf("funding", FundingSource), {source.id: source_columns(source)})


def _keep_income(actor: Actor, line: kernel.IncomeLine) -> None:
    here = actor.institution
    sources = {row.key: row for row in FundingSource.objects.of(here)}
    shelf = Shelf("income", IncomeLine, {"source": sources}, lines={"cutoffs": INCOME_CUTOFFS})
    adopt_rows(here, shelf, {line.id: income_columns(line)})


def _merged(actor: Actor, subject: str, now: _Thing, wanted: _Thing, seen: _Thing) -> _Thing:
    names = [field.name for field in fields(now) if field.name != "id"]
    mine: Mapping[str, Any] = {
        name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(seen, name)
    }
    clashes = [name for name in mine if getattr(now, name) not in (getattr(seen, name), mine[name])]
    if clashes:
        raise Clash(_told(actor, subject, clashes, now, mine), now)
    return replace(now, **mine)


def _told(actor: Actor, subject: str, names: list[str], now: object, mine: Mapping[str, Any]) -> str:
    said = [
        _("«%(field)s»: ahora dice «%(now)s» (%(author)s) y usted escribió «%(mine)s».")
        % {
            "field": LABELS.get(name, name),
            "now": _words(getattr(now, name)),
            "author": author(actor.institution, subject, COLUMNS.get(name, name)),
            "mine": _words(mine[name]),
        }
        for name in names
    ]
    opening = _("Otra persona cambió lo mismo mientras usted editaba. Lo suyo no se ha guardado y sigue aquí.")
    return " ".join([opening, *said, _("Si guarda otra vez, quedará lo suyo.")])


def _words(value: object) -> str:
    if isinstance(value, Money):
        return formats.money(value)
    if isinstance(value, Period):
        return formats.period(value)
    if isinstance(value, tuple):
        return "; ".join(_words(money) for cutoff in value for _stage, money in cutoff.amounts)
    return shown(value)
