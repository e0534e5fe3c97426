"""What can be done with the yearly plan of what will be bought: take it from a document, or load the plan of a year."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from ceiba.budgets.models import BudgetLine, ProcurementLine
from ceiba.budgets.procurement_queries import procurement
from ceiba.documents.adoption import Shelf, adopt_rows
from ceiba.documents.amounts import amount_columns
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel import procurement as kernel
from ceiba.kernel.period import Period


@verb("procurement.adopt", needs="money.edit", touches=[Part.MONEY])
def adopt(actor: Actor, lines: Iterable[kernel.ProcurementLine] = ()) -> None:
    """Create or change lines of the plan."""
    _keep(actor.institution, lines)


@verb("procurement.load", needs="money.edit", touches=[Part.MONEY])
def load_year(actor: Actor, year: Period, lines: Iterable[kernel.ProcurementLine]) -> tuple[int, int]:
    """Make the plan of a year these lines, whole or not at all; return how many there are and how many went.

    Lines are told apart by their ``id``; the same plan again changes nothing. Other years stay as they are.
    ``Refused`` where a line is of another year.
    """
    wanted = tuple(lines)
    if any(line.period != year for line in wanted):
        raise Refused(_("El plan trae líneas de otro año. Nada se cargó."))
    here = actor.institution
    Institution.objects.select_for_update().get(pk=here.pk)
    kept = {line.id for line in wanted}
    gone = [line for line in procurement(here) if line.period == year and line.id not in kept]
    for line in gone:
        changed(f"procurement/{line.id}", {"object": line.object, "amount": str(line.amount.amount)}, {})
    ProcurementLine.objects.of(here).filter(key__in=[line.id for line in gone]).delete()
    _keep(here, wanted)
    return len(wanted), len(gone)


def _keep(here: Institution, lines: Iterable[kernel.ProcurementLine]) -> None:
    rows = {row.key: row for row in BudgetLine.objects.of(here)}
    adopt_rows(here, Shelf("procurement", ProcurementLine, {"line": rows}), {one.id: _columns(one) for one in lines})


def _columns(line: kernel.ProcurementLine) -> Mapping[str, object]:
    return {
        "object": line.object,
        **amount_columns("amount", line.amount),
        "classifier": line.classifier,
        "code": line.code,
        "kind": line.kind.value if line.kind else None,
        "method": line.method,
        "quantity": line.quantity,
        "measure_unit": line.measure_unit,
        **amount_columns("unit_cost", line.unit_cost),
        "nature": line.nature.value if line.nature else None,
        "period": line.period,
        "periods": [part.notation() for part in line.periods],
        "line": line.line,
    }
