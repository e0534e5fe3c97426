"""What can be asked about money: the kernel values of its rows."""

from collections import defaultdict
from typing import Any

from ceiba.budgets.models import BudgetAmount, BudgetLine, BudgetShare, FundingSource, StatedTotal
from ceiba.documents.amounts import amount_names, known_money, money_of
from ceiba.exchange.stored import load_value
from ceiba.institutions.models import Institution
from ceiba.kernel import budget as kernel
from ceiba.kernel.budget import Nature, Stage
from ceiba.kernel.money import Money

_SPLIT = (*amount_names("amount"), *amount_names("investment"), *amount_names("operating"))


def funding(institution: Institution) -> tuple[kernel.FundingSource, ...]:
    """Return where the money comes from, in order."""
    names = ("key", "name", "stated_investment_percent", "stated_operating_percent", "rule", "period")
    rows = FundingSource.objects.of(institution).values_list(*names, *_SPLIT)
    return tuple(
        kernel.FundingSource(
            id=key,
            name=name,
            amount=known_money(*split[:3]),
            investment=money_of(*split[3:6]),
            operating=money_of(*split[6:]),
            stated_investment_percent=investment,
            stated_operating_percent=operating,
            key=rule,
            period=period,
        )
        for key, name, investment, operating, rule, period, *split in rows
    )


def totals(institution: Institution) -> tuple[kernel.StatedTotal, ...]:
    """Return the sums that documents print, in order."""
    names = ("key", "label", "addends", "all_addends", "column")
    rows = StatedTotal.objects.of(institution).values_list(*names, *amount_names("stated"))
    return tuple(
        kernel.StatedTotal(key, label, known_money(*stated), _moneys(addends), _moneys(everything), column)
        for key, label, addends, everything, column, *stated in rows
    )


def _moneys(stored: Any) -> tuple[Money, ...]:
    moneys: tuple[Money, ...] = load_value(tuple[Money, ...], stored)
    return moneys


def budget_lines(institution: Institution) -> tuple[kernel.BudgetLine, ...]:
    """Return where the money goes, in order."""
    amounts: dict[int, list[tuple[Stage, Money]]] = defaultdict(list)
    shares: dict[int, list[kernel.Share]] = defaultdict(list)
    kept = BudgetAmount.objects.filter(line__institution=institution)
    for line, stage, *amount in kept.values_list("line_id", "stage", *amount_names("amount")):
        amounts[line].append((Stage(stage), known_money(*amount)))
    served = BudgetShare.objects.filter(line__institution=institution)
    for line, subject, share in served.values_list("line_id", "subject", "share"):
        shares[line].append(kernel.Share(subject, share))
    names = ("pk", "key", "classifier", "name", "source__key", "nature", "period")
    return tuple(
        kernel.BudgetLine(
            id=key,
            classifier=classifier,
            name=name,
            source=source,
            nature=None if nature is None else Nature(nature),
            amounts=tuple(amounts.get(pk, ())),
            serves=tuple(shares.get(pk, ())),
            period=period,
        )
        for pk, key, classifier, name, source, nature, period in BudgetLine.objects.of(institution).values_list(*names)
    )
