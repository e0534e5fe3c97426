"""Hypothesis strategies for the kernel's values: every test floor that needs a generated plan takes it from here."""

from decimal import Decimal

from hypothesis import strategies as st

from ceiba.kernel.budget import BudgetLine, FundingSource, Nature, Share, Stage
from ceiba.kernel.indicator import (
    Accumulation,
    Baseline,
    Direction,
    Indicator,
    Measurement,
    Milestone,
    Target,
)
from ceiba.kernel.methodology import (
    AchievementPolicy,
    KeptRule,
    Level,
    Methodology,
    MissingPolicy,
    PlanKind,
    Role,
    ZeroTarget,
)
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Link, LinkKind, Plan
from ceiba.kernel.project import Project, ProjectStatus
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, NOT_PROGRAMMED, Datum, Value
from ceiba.kernel.unit import Institution, Unit

ABSENCES = (NO_DATA, NOT_APPLICABLE, NOT_DUE, NOT_PROGRAMMED)
INVENTED = Methodology(
    "xx.inventada",
    "2024",
    "Método inventado",
    currency="GTQ",
    plan_kinds=(PlanKind("plan", "Plan", minimum_years=1, maximum_years=30),),
    levels=(
        Level("outcome", "Resultado", Role.OUTCOME, "result", ("plan",)),
        Level("output", "Producto", Role.OUTPUT, "output", ("plan",)),
        Level("activity", "Actividad", Role.ACTIVITY, "activity", ("plan",)),
    ),
)

words = st.sampled_from(
    ["agua", "salud", "camino", "bosque", "vecinos", "ñandú", "niñez", "3", "%", "«plan»", "Índice"]
)
texts = st.lists(words, min_size=1, max_size=5).map(" ".join)
fiscal_starts = st.integers(1, 12)


def decimals(low: int = -1000, high: int = 1_000_000, places: int = 2) -> st.SearchStrategy[Decimal]:
    """Exact decimals between two whole numbers with up to so many places."""
    scale = 10**places
    return st.integers(low * scale, high * scale).map(lambda n: Decimal(n).scaleb(-places))


def money(currency: str = "GTQ", low: int = 0, high: int = 10**12) -> st.SearchStrategy[Money]:
    """Money of one currency to the cent."""
    return decimals(low, high).map(lambda amount: Money(amount, currency))


def years(low: int = 1990, high: int = 2060) -> st.SearchStrategy[Period]:
    """Calendar years."""
    return st.integers(low, high).map(Period.of_year)


def periods() -> st.SearchStrategy[Period]:
    """Runs of any months, with the usual lengths more often than the odd ones."""
    lengths = st.one_of(st.sampled_from([1, 2, 3, 4, 6, 12, 24, 48, 108]), st.integers(1, 200))
    return st.builds(Period, st.integers(1900 * 12, 2100 * 12), lengths)


def data(amounts: st.SearchStrategy[Decimal] | None = None) -> st.SearchStrategy[Datum]:
    """Figures in all five states, values as often as the other four together."""
    values = (decimals() if amounts is None else amounts).map(Value)
    return st.one_of(values, st.sampled_from(ABSENCES))


measure_units = st.one_of(
    st.just(PERCENT),
    st.builds(MeasureUnit, texts, st.sampled_from([UnitKind.COUNT, UnitKind.MAGNITUDE, UnitKind.INDEX])),
    st.builds(MeasureUnit, texts, st.just(UnitKind.RATE), st.sampled_from([Decimal(1000), Decimal(100_000)])),
)

policies = st.builds(
    AchievementPolicy,
    zero_target=st.sampled_from(ZeroTarget),
    target_equals_baseline=st.sampled_from(ZeroTarget),
    floor=st.sampled_from([None, Decimal(0), Decimal(-100)]),
    rollup_cap=st.sampled_from([None, Decimal(100), Decimal(120)]),
    missing=st.sampled_from(MissingPolicy),
    zero_value=st.sampled_from(ZeroTarget),
    kept=st.sampled_from(KeptRule),
    tolerance=st.sampled_from([Decimal(0), Decimal(5)]),
    sums_from_baseline=st.booleans(),
)


@st.composite
def indicators(
    draw: st.DrawFn,
    *,
    identifier: str = "i1",
    element: str | None = None,
    accumulations: tuple[Accumulation, ...] = tuple(Accumulation),
    period: Period | None = None,
    milestones: bool = False,
) -> Indicator:
    """Indicators of every kind and direction, with baseline, band and yearly targets as chance has it."""
    whole = period or draw(years())
    spans = draw(st.lists(st.sampled_from([whole, *whole.divide(1)]), max_size=4, unique=True))
    year = st.one_of(st.none(), st.integers(whole.start_year - 3, whole.start_year))
    stages = st.lists(st.builds(Milestone, texts, decimals(0, 100)), max_size=4, unique_by=lambda stage: stage.name)
    return Indicator(
        identifier,
        element,
        draw(texts),
        measure_unit=draw(st.one_of(st.none(), measure_units)),
        direction=draw(st.sampled_from(Direction)),
        accumulation=draw(st.sampled_from(accumulations)),
        baseline=draw(st.one_of(st.none(), st.builds(Baseline, data(), year))),
        targets=tuple(Target(draw(data()), span) for span in spans),
        weight=draw(st.one_of(st.none(), decimals(0, 100))),
        band=draw(st.one_of(st.none(), st.tuples(decimals(-50, 0), decimals(0, 50)))),
        milestones=tuple(draw(stages)) if milestones else (),
    )


@st.composite
def measurements(draw: st.DrawFn, period: Period, *, indicator: str = "i1", every: int = 1) -> tuple[Measurement, ...]:
    """What was observed in some parts of a period, at most once in each, with or without its two numbers."""
    observed = []
    for part in period.divide(every):
        if draw(st.booleans()):
            pair = draw(st.one_of(st.just((None, None)), st.tuples(decimals(0, 1000), decimals(0, 1000))))
            observed.append(Measurement(indicator, part, draw(data()), *pair))
    return tuple(observed)


@st.composite
def element_trees(draw: st.DrawFn, maximum: int = 12, plan: str = "") -> tuple[Element, ...]:
    """Elements of a forest in document order, parents before children, some weighted and some withdrawn."""
    elements: list[Element] = []
    for number in range(draw(st.integers(0, maximum))):
        parent = draw(st.one_of(st.none(), st.sampled_from([e.id for e in elements]))) if elements else None
        level = draw(st.sampled_from([level.key for level in INVENTED.levels]))
        weight = draw(st.one_of(st.none(), decimals(0, 100)))
        withdrawn = draw(st.integers(0, 9)) == 0
        elements.append(
            Element(f"{plan}e{number}", level, draw(texts), parent=parent, weight=weight, withdrawn=withdrawn)
        )
    return tuple(elements)


@st.composite
def plans(draw: st.DrawFn, identifier: str = "plan", maximum: int = 8) -> Plan:
    """Plans of some years with elements, indicators on some of them, and a prefix that keeps identifiers apart."""
    start = draw(st.integers(2000, 2040))
    period = Period.of_years(start, start + draw(st.integers(0, 8)))
    elements = draw(element_trees(maximum, plan=f"{identifier}-"))
    owners = draw(st.lists(st.sampled_from([e.id for e in elements]), max_size=5)) if elements else []
    measured = tuple(
        draw(indicators(identifier=f"{identifier}-i{number}", element=owner, period=Period.of_year(start)))
        for number, owner in enumerate(owners)
    )
    return Plan(identifier, "plan", draw(texts), period, elements=elements, indicators=measured)


@st.composite
def budget_lines(draw: st.DrawFn, identifier: str, subjects: tuple[str, ...]) -> BudgetLine:
    """A budget line whose shares add up to one, over some of the subjects."""
    served = draw(st.lists(st.sampled_from(subjects), max_size=3, unique=True)) if subjects else []
    parts = Money(Decimal(1)).split([Decimal(draw(st.integers(1, 9))) for _ in served]) if served else ()
    shares = tuple(Share(subject, part.amount) for subject, part in zip(served, parts, strict=True))
    stages = draw(st.lists(st.sampled_from(Stage), max_size=3, unique=True))
    amounts = tuple((stage, draw(money())) for stage in stages)
    return BudgetLine(identifier, "01-00-000", nature=draw(st.sampled_from(Nature)), amounts=amounts, serves=shares)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Snapshots of an invented institution: up to two plans with links, money, projects and measurements."""
    made = tuple(draw(plans(f"plan-{number}")) for number in range(draw(st.integers(1, 2))))
    elements = [address("element", element.id) for plan in made for element in plan.elements]
    ends = st.sampled_from(elements or [address("plan", plan.id) for plan in made])
    lines = draw(st.integers(0, 3))
    return Snapshot(
        INVENTED,
        Institution("Municipalidad inventada", "GT", invented=True),
        made,
        links=tuple(draw(st.lists(st.builds(Link, st.sampled_from(LinkKind), ends, ends), max_size=3))),
        units=(Unit("u1", draw(texts)),),
        funding=tuple(FundingSource(f"f{n}", draw(texts), draw(money())) for n in range(lines)),
        budget_lines=tuple(draw(budget_lines(f"b{number}", tuple(elements))) for number in range(lines)),
        projects=(Project("p1", draw(texts), amount=draw(money()), status=draw(st.sampled_from(ProjectStatus))),),
        measurements=tuple(
            measurement
            for plan in made
            for indicator in plan.indicators
            if plan.period
            for measurement in draw(
                measurements(Period.of_year(plan.period.start_year), indicator=indicator.id, every=4)
            )
        ),
    )
