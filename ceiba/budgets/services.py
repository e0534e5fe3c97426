"""What can be done with money: take over the figures of a proposal."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from ceiba.budgets.models import (
    BudgetAmount,
    BudgetCutoff,
    BudgetLine,
    BudgetShare,
    FundingSource,
    IncomeCutoff,
    IncomeLine,
    Modification,
    StatedTotal,
)
from ceiba.documents.adoption import Lines, Shelf, adopt_rows
from ceiba.documents.amounts import amount_columns, amount_names
from ceiba.exchange.stored import dump_value
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, Refused, verb
from ceiba.kernel import budget as kernel
from ceiba.kernel.budget import IncomeStage, Stage
from ceiba.kernel.money import Money

AMOUNTS = Lines(BudgetAmount, "line", ("stage", *amount_names("amount")))
SHARES = Lines(BudgetShare, "line", ("subject", "share"))
CUTOFFS = Lines(BudgetCutoff, "line", ("until", "currency", *Stage))
INCOME_CUTOFFS = Lines(IncomeCutoff, "line", ("until", "currency", *IncomeStage))


@verb("budgets.adopt", needs="money.edit", touches=[Part.MONEY])
def adopt(
    actor: Actor,
    funding: Iterable[kernel.FundingSource] = (),
    totals: Iterable[kernel.StatedTotal] = (),
    lines: Iterable[kernel.BudgetLine] = (),
    modifications: Iterable[kernel.Modification] = (),
    income: Iterable[kernel.IncomeLine] = (),
) -> None:
    """Create or change funding sources, printed sums, budget lines with their changes, and lines of income."""
    here = actor.institution
    sources = adopt_rows(
        here, Shelf("funding", FundingSource), {source.id: source_columns(source) for source in funding}
    )
    adopt_rows(here, Shelf("total", StatedTotal), {total.id: _total(total) for total in totals})
    kept = {"amounts": AMOUNTS, "serves": SHARES, "cutoffs": CUTOFFS}
    shelf = Shelf("budget_line", BudgetLine, {"source": sources}, lines=kept)
    rows = adopt_rows(here, shelf, {line.id: _line(line) for line in lines})
    changes = {change.id: modification_columns(change) for change in modifications}
    adopt_rows(here, Shelf("modification", Modification, {"line": rows}), changes)
    shelf = Shelf("income", IncomeLine, {"source": sources}, lines={"cutoffs": INCOME_CUTOFFS})
    adopt_rows(here, shelf, {line.id: income_columns(line) for line in income})


def source_columns(source: kernel.FundingSource) -> Mapping[str, object]:
    """Return the columns of a funding source."""
    return {
        "name": source.name,
        **amount_columns("amount", source.amount),
        **amount_columns("investment", source.investment),
        **amount_columns("operating", source.operating),
        "stated_investment_percent": source.stated_investment_percent,
        "stated_operating_percent": source.stated_operating_percent,
        "rule": source.key,
        "period": source.period,
        "carried_over": source.carried_over,
        "earmark": source.earmark,
    }


def _total(total: kernel.StatedTotal) -> Mapping[str, object]:
    return {
        "label": total.label,
        **amount_columns("stated", total.stated),
        "addends": dump_value(tuple[Money, ...], total.addends),
        "all_addends": dump_value(tuple[Money, ...], total.all_addends),
        "column": total.column,
    }


def _line(line: kernel.BudgetLine) -> Mapping[str, object]:
    return {
        "classifier": line.classifier,
        "name": line.name,
        "source": line.source,
        "nature": line.nature.value if line.nature else None,
        "period": line.period,
        "amounts": [{"stage": stage.value, **amount_columns("amount", money)} for stage, money in line.amounts],
        "serves": [{"subject": share.subject, "share": share.share} for share in line.serves],
        "cutoffs": _cutoffs(line.cutoffs, Stage),
    }


def _cutoffs(cutoffs: Iterable[kernel.Cutoff | kernel.IncomeCutoff], stages: type[StrEnum]) -> list[dict[str, object]]:
    """Return the rows of cut-offs; ``Refused`` for parts of a hundredth and for two currencies in one."""
    rows = list[dict[str, object]]()
    for cutoff in cutoffs:
        told: dict[StrEnum, Money] = dict(cutoff.amounts)
        currencies = {money.currency for money in told.values()}
        if len(currencies) > 1:
            raise Refused(
                _("El corte %(until)s mezcla monedas: %(currencies)s. Impórtelas por separado; nada se cambió.")
                % {"until": cutoff.until.notation(), "currencies": ", ".join(sorted(currencies))}
            )
        columns = {str(stage): _hundredths(told[stage]) if stage in told else None for stage in stages}
        rows.append({"until": cutoff.until, "currency": "".join(currencies), **columns})
    return rows


def _hundredths(money: Money) -> int:
    if Money.from_hundredths(money.hundredths).amount != money.amount:
        raise Refused(
            _("El monto %(amount)s tiene partes de centavo, que ningún sistema financiero paga. Nada se cambió.")
            % {"amount": money.amount}
        )
    return money.hundredths


def modification_columns(change: kernel.Modification) -> Mapping[str, object]:
    """Return the columns of a modification."""
    return {
        "line": change.line,
        **amount_columns("amount", change.amount),
        "act": change.act,
        "day": change.day,
        "note": change.note,
    }


def income_columns(line: kernel.IncomeLine) -> Mapping[str, object]:
    """Return the columns of a line of income and the rows of its cut-offs."""
    return {
        "classifier": line.classifier,
        "name": line.name,
        "source": line.source,
        **amount_columns("estimated", line.estimated),
        "period": line.period,
        "cutoffs": _cutoffs(line.cutoffs, IncomeStage),
    }
