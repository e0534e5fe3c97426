"""What can be asked about the yearly plan of what will be bought: the kernel values of its rows."""

from ceiba.budgets.models import ProcurementLine
from ceiba.documents.amounts import amount_names, known_money, money_of
from ceiba.institutions.models import Institution
from ceiba.kernel import procurement as kernel
from ceiba.kernel.budget import Nature
from ceiba.kernel.period import Period
from ceiba.kernel.procurement import ProcurementKind

_NAMES = ("key", "object", "classifier", "code", "kind", "method", "quantity", "measure_unit", "nature")


def procurement(institution: Institution) -> tuple[kernel.ProcurementLine, ...]:
    """Return the lines of the plan, in order."""
    amounts = (*amount_names("amount"), *amount_names("unit_cost"))
    rows = ProcurementLine.objects.of(institution).values_list(*_NAMES, "period", "periods", "line__key", *amounts)
    return tuple(
        kernel.ProcurementLine(
            id=key,
            object=what,
            amount=known_money(*money[:3]),
            classifier=classifier,
            code=code,
            kind=ProcurementKind(kind) if kind else None,
            method=method,
            quantity=quantity,
            measure_unit=unit,
            unit_cost=money_of(*money[3:]),
            nature=Nature(nature) if nature else None,
            period=period,
            periods=tuple(map(Period.parse, periods)),
            line=line,
        )
        for key, what, classifier, code, kind, method, quantity, unit, nature, period, periods, line, *money in rows
    )
