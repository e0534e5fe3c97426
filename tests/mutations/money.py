"""Sound money: sources within the law, totals of every row, lines that serve outputs, acts that explain each change."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from ceiba.kernel.budget import (
    BudgetLine,
    Cutoff,
    FundingSource,
    Modification,
    Nature,
    Share,
    Stage,
    StatedTotal,
)
from ceiba.kernel.classifier import Classifier, ClassifierUse
from ceiba.kernel.methodology import FundingRule, Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element
from ceiba.kernel.project import (
    Contract,
    ContractKind,
    Disbursement,
    DisbursementStep,
    Progress,
    Project,
    ProjectStage,
    ProjectStatus,
    YearAmount,
)
from ceiba.kernel.source import address
from ceiba.kernel.text import fold
from tests.mutations.banks import Subject, words

_CENT = Decimal("0.01")
_CURRENCY = "HNL"  # where the methodology of no country names none
_SPENT = {Stage.COMMITTED: 94, Stage.ACCRUED: 90, Stage.PAID: 86}  # percent of what is current, at the end of a year


@dataclass(frozen=True)
class Books:
    """The money of one year."""

    funding: tuple[FundingSource, ...]
    totals: tuple[StatedTotal, ...]
    lines: tuple[BudgetLine, ...]
    modifications: tuple[Modification, ...]
    projects: tuple[Project, ...]


def books(
    methodology: Methodology, year: Period, outputs: Sequence[tuple[Element, Subject]], rng: random.Random
) -> Books:
    """Return the books of a year whose lines serve these outputs, and projects for some of them."""
    funding = tuple(_sources(methodology, year, rng))
    projects = tuple(_projects(methodology, year, outputs, rng))
    lines = tuple(_lines(methodology, year, funding, outputs, projects, rng))
    lines, modifications = _changed(lines, year, rng)
    return Books(funding, tuple(_totals(funding, projects)), lines, modifications, projects)


def currency(methodology: Methodology) -> str:
    """Return the currency in which plans of a methodology count."""
    return methodology.currency or _CURRENCY


def _sources(methodology: Methodology, year: Period, rng: random.Random) -> list[FundingSource]:
    rules = rng.sample(methodology.funding_rules, min(4, len(methodology.funding_rules)))
    named: list[tuple[str, FundingRule | None]] = [(rule.label, rule) for rule in rules]
    named = named or [(name, None) for name in rng.sample(words("sources"), 3)]
    found = [_source(f"f{n}", name, rule, currency(methodology), year, rng) for n, (name, rule) in enumerate(named, 1)]
    if rng.random() < 0.4:
        left = Money(Decimal(rng.randint(200, 900)) * 1000, currency(methodology))
        found.append(FundingSource("f0", "Saldo de caja de años anteriores", left, period=year, carried_over=True))
    return found


def _source(
    identifier: str, name: str, rule: FundingRule | None, unit: str, year: Period, rng: random.Random
) -> FundingSource:
    amount = Money(Decimal(rng.randint(4_000, 90_000)) * 1000, unit)
    least = rule.minimum_investment if rule else None
    low = Decimal(20) if least is None else least
    percent = (low + (100 - low) * rng.choice((0, 1, 2, 4)) / 8).quantize(_CENT)
    investment = Money((amount.amount * percent / 100).quantize(_CENT), unit)
    stated = rng.random() < 0.6
    # A source that prints no investment is held to the most that it may spend on operation.
    alone = rule is not None and rule.maximum_operating is not None and rng.random() < 0.25
    return FundingSource(
        identifier,
        name,
        amount,
        None if alone else investment,
        amount - investment,
        stated_investment_percent=percent if stated and not alone else None,
        stated_operating_percent=100 - percent if stated else None,
        key=rule.key if rule else None,
        period=year,
    )


def _totals(funding: Sequence[FundingSource], projects: Sequence[Project]) -> list[StatedTotal]:
    columns = [
        ("Total disponible", "Disponible", [source.amount for source in funding]),
        ("Total de inversión", "Inversión", [s.investment for s in funding if s.investment is not None]),
        ("Total de proyectos", "Monto del año", [p.amount for p in projects if p.amount is not None]),
    ]
    return [
        StatedTotal(f"t{n}", label, Money.total(rows), tuple(rows), tuple(rows), column)
        for n, (label, column, rows) in enumerate(columns, 1)
        if len(rows) > 1
    ]


def _projects(
    methodology: Methodology, year: Period, outputs: Sequence[tuple[Element, Subject]], rng: random.Random
) -> list[Project]:
    first = rng.randint(200_000, 800_000)
    found = []
    places = rng.sample(words("places"), min(len(outputs), 6))
    for number, ((element, subject), place) in enumerate(zip(outputs, places, strict=False)):
        several = rng.random() < 0.4
        amount = Money(Decimal(rng.randint(200, 4000)) * 1000, currency(methodology))
        found.append(
            Project(
                f"p{number + 1}",
                f"{subject.project} en la aldea {place}",
                str(first + 17 * number),
                amount,
                ProjectStatus.MULTI_YEAR if several else ProjectStatus.NEW,
                Period.of_years(year.start_year, year.start_year + several),
                place=f"Aldea {place}",
                amounts=_by_year(amount, year.start_year) if several else (),
                progress=tuple(_progress(year, rng)),
                serves=(address("element", element.id),),
                women=rng.randint(200, 900),
                men=rng.randint(200, 900),
                contribution=_part(amount, 40),
                stages=tuple(_stages(methodology, year)),
                contracts=tuple(_contracts(amount, year, number)),
                disbursements=tuple(_disbursements(amount, year)),
            )
        )
    return found


def _part(money: Money, percent: int) -> Money:
    return Money((money.amount * percent / 100).quantize(_CENT), money.currency)


def _stages(methodology: Methodology, year: Period) -> Iterator[ProjectStage]:
    """Yield the steps of a file up to the beginning of the work, one after the other in the year before."""
    known = [step for step in methodology.project_steps if step.key not in ("estimaciones", "recepcion", "cierre")]
    day = date(year.start_year - 1, 1, 10)
    for step in known:
        last = day + timedelta(days=20)
        yield ProjectStage(step.key, day, last, day, last, f"{step.label} {day.month}-{day.year}")
        day = last + timedelta(days=5)


def _contracts(amount: Money, year: Period, number: int) -> Iterator[Contract]:
    """Yield the agreement on what another body gives, the contract, and an addendum: less than the project has."""
    start, number = year.start_year, number + 11
    ends = date(start, 11, 30)
    yield Contract(ContractKind.AGREEMENT, f"8-{number}-{start}", date(start, 1, 12), _part(amount, 40), ends)
    yield Contract(ContractKind.CONTRACT, f"{number}-{start}", date(start, 1, 20), _part(amount, 90), ends)
    yield Contract(ContractKind.ADDENDUM, f"{number}-{start}-A", date(start, 6, 3), _part(amount, 4), ends)


def _disbursements(amount: Money, year: Period) -> Iterator[Disbursement]:
    """Yield what moved: never more than came in, and never more paid than was contracted."""
    start = year.start_year
    yield Disbursement(DisbursementStep.RECEIVED, _part(amount, 38), date(start, 2, 5))
    yield Disbursement(DisbursementStep.DELIVERED, _part(amount, 30), date(start, 3, 9))
    yield Disbursement(DisbursementStep.PAID, _part(amount, 45), date(start, 7, 18), "Estimaciones")


def _by_year(amount: Money, year: int) -> tuple[YearAmount, ...]:
    return YearAmount(year, amount), YearAmount(year + 1, Money(amount.amount / 2, amount.currency))


def _progress(year: Period, rng: random.Random) -> list[Progress]:
    """Return the progress at the end of each four months: the work a little before the money, as planned."""
    found = []
    for number, part in enumerate(year.divide(4), 1):
        physical = Decimal(20 * number + rng.randint(0, 6))
        financial = physical - rng.randint(0, 4)
        found.append(Progress(part, physical, financial, physical, financial))
    return found


def _lines(
    methodology: Methodology,
    year: Period,
    funding: Sequence[FundingSource],
    outputs: Sequence[tuple[Element, Subject]],
    projects: Sequence[Project],
    rng: random.Random,
) -> list[BudgetLine]:
    """Return one line for each output, for its project too where it has one; no source gives more than it has."""
    classifier = methodology.classifier(ClassifierUse.EXPENDITURE)
    investing = [source for source in funding if source.investment is not None and source.investment.amount > 0]
    shared = {source.id: Decimal(0) for source in funding}
    found = []
    for number, (element, subject) in enumerate(outputs, 1):
        source = rng.choice(investing or list(funding))
        has = (source.investment or source.amount).amount
        money = Money(
            (has * rng.randint(2, 6) / 100 / max(1, len(outputs) // 6)).quantize(Decimal(10)), source.amount.currency
        )
        shared[source.id] += money.amount
        own = next((p for p in projects if address("element", element.id) in p.serves), None)
        parts = rng.choice((Decimal("0.5"), Decimal("0.6"), Decimal("0.75")))
        serves: tuple[Share, ...] = (Share(address("element", element.id), Decimal(1)),)
        if own is not None:
            serves = (
                Share(address("element", element.id), parts),
                Share(address("project", own.id), 1 - parts),
            )
        found.append(
            BudgetLine(
                f"b{number}",
                _key(classifier, number, rng),
                subject.line,
                source.id,
                Nature.INVESTMENT,
                ((Stage.INITIAL, money), (Stage.CURRENT, money)),
                serves,
                year,
                tuple(_cutoffs(money, year, rng)),
            )
        )
    return found


def _cutoffs(money: Money, year: Period, rng: random.Random) -> list[Cutoff]:
    """Return what the finance system tells at the end of each quarter, added up since the year began."""
    found = []
    for number, part in enumerate(year.divide(3), 1):
        done = [(stage, money.amount * percent * number // 400) for stage, percent in _SPENT.items()]
        told = [(Stage.CURRENT, money), *((stage, Money(amount, money.currency)) for stage, amount in done)]
        found.append(Cutoff(Period(part.last_month, 1), tuple(told)))
    return found


def _key(classifier: Classifier | None, number: int, rng: random.Random) -> str:
    """Return a key of the classifier's shape, with a code that is known where some are, and no money left over."""
    if classifier is None:
        return f"{rng.randint(10, 40)}-{number:03}"
    parts = []
    for place, segment in enumerate(classifier.segments):
        known = [code.code for code in segment.codes if not code.carried_over and not _other(code.label)]
        head = rng.choice(known) if known else ""
        body = str(number) if place == 1 else str(rng.randint(1, 8))
        parts.append(
            (head + "1" * (segment.digits - len(head))) if head else body.zfill(segment.digits)[: segment.digits]
        )
    return classifier.write(tuple(parts))


def _other(label: str) -> bool:
    """Tell whether a code pays something else than what a plan promises: debt, financial assets, staff."""
    return any(
        word in fold(label) for word in ("deuda", "pasivo", "financier", "obligacion", "personal", "otros gastos")
    )


def _changed(
    lines: Sequence[BudgetLine], year: Period, rng: random.Random
) -> tuple[tuple[BudgetLine, ...], tuple[Modification, ...]]:
    """Return the lines after some transfers between lines of one source, and the acts of those transfers."""
    changed, acts = list(lines), list[Modification]()
    for at in range(0, len(changed) - 1, 3):
        one, other = changed[at], changed[at + 1]
        if one.source != other.source or rng.random() < 0.3:
            continue
        money = one.amount(Stage.INITIAL)
        assert money is not None
        moved = Money((money.amount / 10).quantize(Decimal(1)), money.currency)
        act, day = f"Acta {at + 3}-{year.start_year}", date(year.start_year, 1, 20)
        for line, amount in ((one, -moved), (other, moved)):
            acts.append(Modification(f"m{len(acts) + 1}", line.id, amount, act, day))
        changed[at], changed[at + 1] = _moved(one, -moved, year, rng), _moved(other, moved, year, rng)
    return tuple(changed), tuple(acts)


def _moved(line: BudgetLine, amount: Money, year: Period, rng: random.Random) -> BudgetLine:
    initial = line.amount(Stage.INITIAL)
    assert initial is not None
    current = initial + amount
    amounts = ((Stage.INITIAL, initial), (Stage.CURRENT, current))
    return replace(line, amounts=amounts, cutoffs=tuple(_cutoffs(current, year, rng)))
