"""What can be done with money: take over the figures of a proposal."""

from collections.abc import Iterable, Mapping

from ceiba.budgets.models import BudgetAmount, BudgetLine, BudgetShare, FundingSource, StatedTotal
from ceiba.documents.adoption import Lines, Shelf, adopt_rows
from ceiba.documents.amounts import amount_columns, amount_names
from ceiba.exchange.stored import dump_value
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, verb
from ceiba.kernel import budget as kernel
from ceiba.kernel.money import Money

AMOUNTS = Lines(BudgetAmount, "line", ("stage", *amount_names("amount")))
SHARES = Lines(BudgetShare, "line", ("subject", "share"))


@verb("budgets.adopt", needs="money.edit", touches=[Part.MONEY])
def adopt(
    actor: Actor,
    funding: Iterable[kernel.FundingSource] = (),
    totals: Iterable[kernel.StatedTotal] = (),
    lines: Iterable[kernel.BudgetLine] = (),
) -> None:
    """Create or change funding sources, printed sums and budget lines."""
    here = actor.institution
    sources = adopt_rows(here, Shelf("funding", FundingSource), {source.id: _source(source) for source in funding})
    adopt_rows(here, Shelf("total", StatedTotal), {total.id: _total(total) for total in totals})
    kept = {"amounts": AMOUNTS, "serves": SHARES}
    shelf = Shelf("budget_line", BudgetLine, {"source": sources}, lines=kept)
    adopt_rows(here, shelf, {line.id: _line(line) for line in lines})


def _source(source: kernel.FundingSource) -> Mapping[str, object]:
    return {
        "name": source.name,
        **amount_columns("amount", source.amount),
        **amount_columns("investment", source.investment),
        **amount_columns("operating", source.operating),
        "stated_investment_percent": source.stated_investment_percent,
        "stated_operating_percent": source.stated_operating_percent,
        "rule": source.key,
        "period": source.period,
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
    }
