"""What can be asked about money: the kernel values of its rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

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
from ceiba.documents.amounts import amount_names, known_money, money_of
from ceiba.exchange.stored import load_value
from ceiba.institutions.models import Institution
from ceiba.kernel import budget as kernel
from ceiba.kernel.budget import IncomeStage, Nature, Stage
from ceiba.kernel.money import Money

_SPLIT = (*amount_names("amount"), *amount_names("investment"), *amount_names("operating"))


def funding(institution: Institution) -> tuple[kernel.FundingSource, ...]:
    """Return where the money comes from, in order."""
    names = ("key", "name", "stated_investment_percent", "stated_operating_percent", "rule", "period")
    kept = ("carried_over", "earmark")
    rows = FundingSource.objects.of(institution).values_list(*names, *kept, *_SPLIT)
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
            carried_over=carried_over,
            earmark=earmark,
        )
        for key, name, investment, operating, rule, period, carried_over, earmark, *split in rows
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


def budget_lines(institution: Institution, keys: Iterable[str] | None = None) -> tuple[kernel.BudgetLine, ...]:
    """Return where the money goes, in order; only the lines of some keys where they are given."""
    lines = BudgetLine.objects.of(institution)
    owned: dict[str, object] = {"line__institution": institution}
    if keys is not None:
        wanted = list(keys)
        lines, owned = lines.filter(key__in=wanted), owned | {"line__key__in": wanted}
    amounts: dict[int, list[tuple[Stage, Money]]] = defaultdict(list)
    shares: dict[int, list[kernel.Share]] = defaultdict(list)
    kept = BudgetAmount.objects.filter(**owned)
    for line, stage, *amount in kept.values_list("line_id", "stage", *amount_names("amount")):
        amounts[line].append((Stage(stage), known_money(*amount)))
    served = BudgetShare.objects.filter(**owned)
    for line, subject, share in served.values_list("line_id", "subject", "share"):
        shares[line].append(kernel.Share(subject, share))
    cutoffs = _cutoffs(BudgetCutoff.objects.filter(**owned), Stage, kernel.Cutoff)
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
            cutoffs=tuple(cutoffs.get(pk, ())),
        )
        for pk, key, classifier, name, source, nature, period in lines.values_list(*names)
    )


def _cutoffs(rows: QuerySet[Any], stages: type[StrEnum], make: Callable[..., Any]) -> dict[int, list[Any]]:
    """Return the cut-offs of each line by its primary key, in order of time; a stage has a column of its name."""
    found: dict[int, list[Any]] = defaultdict(list)
    known = list(stages)
    for line, until, currency, *hundredths in rows.values_list("line_id", "until", "currency", *known):
        pairs = zip(known, hundredths, strict=True)
        amounts = tuple((stage, Money.from_hundredths(n, currency)) for stage, n in pairs if n is not None)
        found[line].append(make(until, amounts))
    for told in found.values():
        if len(told) > 1:
            told.sort(key=_month)
    return found


def _month(cutoff: kernel.Cutoff | kernel.IncomeCutoff) -> int:
    return cutoff.until.last_month


def modifications(institution: Institution) -> tuple[kernel.Modification, ...]:
    """Return the changes of what lines may spend, in order."""
    rows = Modification.objects.of(institution).values_list(
        "key", "line__key", "act", "day", "note", *amount_names("amount")
    )
    return tuple(
        kernel.Modification(key, line, known_money(*amount), act, day, note)
        for key, line, act, day, note, *amount in rows
    )


def income(institution: Institution) -> tuple[kernel.IncomeLine, ...]:
    """Return the lines of income with what came in, in order."""
    kept = IncomeCutoff.objects.filter(line__institution=institution)
    cutoffs = _cutoffs(kept, IncomeStage, kernel.IncomeCutoff)
    names = ("pk", "key", "classifier", "name", "source__key", "period", *amount_names("estimated"))
    return tuple(
        kernel.IncomeLine(key, classifier, name, source, money_of(*estimated), period, tuple(cutoffs.get(pk, ())))
        for pk, key, classifier, name, source, period, *estimated in IncomeLine.objects.of(institution).values_list(
            *names
        )
    )
