"""Hypothesis strategies for whole snapshots: every field of every kernel value, absent figures and awkward texts."""

from datetime import UTC
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from ceiba.kernel.budget import (
    BudgetLine,
    Cutoff,
    FundingSource,
    IncomeCutoff,
    IncomeLine,
    IncomeStage,
    Modification,
    Nature,
    Share,
    Stage,
    StatedTotal,
)
from ceiba.kernel.check import RuleSetting
from ceiba.kernel.demand import Demand
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import (
    Accumulation,
    Baseline,
    ChangeKind,
    Direction,
    Indicator,
    Measurement,
    Milestone,
    StatedChange,
    Target,
)
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Alignment, Citation, Element, Link, LinkKind, Plan, Stakeholder, Statement, StatementKind
from ceiba.kernel.population import Population
from ceiba.kernel.procurement import ProcurementKind, ProcurementLine
from ceiba.kernel.project import (
    Contract,
    ContractKind,
    Disbursement,
    DisbursementStep,
    Photo,
    Progress,
    Project,
    ProjectStage,
    ProjectStatus,
    YearAmount,
)
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.register import MeasureBinding, RegisterMeasure
from ceiba.kernel.reporting import Evidence, Narrative, Report, ReportingCycle, ReportState, Restatement
from ceiba.kernel.risk import Grade, ProjectRisk, Risk, RiskState
from ceiba.kernel.sheet import Cut, Disaggregation, IndicatorDimension, IndicatorScope, Variable, VariableInput
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, Source
from ceiba.kernel.states import Absent, State, Value
from ceiba.kernel.unit import Institution, Unit

AWKWARD = (
    "010",
    "1.10",
    "null",
    "~",
    "yes",
    "",
    " ",
    " a",
    "a ",
    "a: b",
    "# a",
    "- a",
    "«ñandú» 5 %",
    "a\nb",
    "a\n\n b\n",
    "|",
    "2024-01-01",
    "1_000",
    "0x1F",
    "{a}",
    "[a, b]",
    "a\tb",
    "\u2028",
    "\x00",
    "*a",
    "&a",
    "!a",
    "%",
    "@",
    "'",
    '"',
    "😀",
    "una palabra tras otra " * 9,
    ("una palabra tras otra " * 9).strip(),
    "x" * 300,
    "\ufeff",
    "\x85",
    "a\r\nb",
)
texts = st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe = st.none()
decimals = st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
) | st.sampled_from([Decimal(0), Decimal("0.66"), Decimal("1E+3"), Decimal(28235390), Decimal("-0.50")])
periods = st.builds(Period, st.integers(1990 * 12, 2060 * 12), st.sampled_from([1, 2, 3, 4, 5, 6, 9, 12, 18, 24, 60]))
shares = st.decimals(0, 1, places=3)
absences = st.sampled_from([Absent(state) for state in State if state is not State.VALUE])
figures = decimals.map(Value) | absences
units_of_measure = st.just(PERCENT) | st.builds(MeasureUnit, texts, st.sampled_from(UnitKind), maybe | decimals)
years = st.integers(1950, 2090)


def moneys(methodology: Methodology) -> st.SearchStrategy[Money]:
    """Return money in the currency of the methodology, in another, and in none."""
    return st.builds(Money, decimals, st.sampled_from([methodology.currency, "USD", ""]))


def several(strategy: st.SearchStrategy, most: int = 3) -> st.SearchStrategy[tuple]:
    """Return tuples of few values."""
    return st.lists(strategy, max_size=most).map(tuple)


def names(prefix: str, most: int = 4) -> st.SearchStrategy[list[str]]:
    """Return distinct identifiers, those that the format would give among them."""
    return st.lists(st.sampled_from([f"{prefix}{n}" for n in range(1, 5)]) | texts, unique=True, max_size=most)


def indicators(name: str, elements: list[str], units: list[str]) -> st.SearchStrategy[Indicator]:
    """Return an indicator of an identifier, of some element or of none."""
    changes = st.builds(
        StatedChange,
        st.sampled_from(ChangeKind),
        decimals,
        texts,
        st.booleans(),
        st.booleans(),
        st.booleans(),
        maybe | units_of_measure,
    )
    return st.builds(
        Indicator,
        id=st.just(name),
        element=st.sampled_from([None, *elements]),
        text=texts,
        measure_unit=maybe | units_of_measure,
        direction=st.sampled_from(Direction),
        accumulation=st.sampled_from(Accumulation),
        baseline=maybe | st.builds(Baseline, figures, maybe | years, maybe | texts),
        targets=several(st.builds(Target, figures, maybe | periods)),
        target_text=maybe | texts,
        stated_changes=several(changes, 2),
        denominator=maybe | texts,
        formula=maybe | texts,
        variables=several(st.builds(Variable, texts, maybe | texts, maybe | texts, maybe | texts)),
        definition=maybe | texts,
        method=maybe | texts,
        frequency=maybe | st.integers(1, 60),
        scope=maybe | st.sampled_from(IndicatorScope),
        dimension=maybe | st.sampled_from(IndicatorDimension),
        disaggregations=several(st.builds(Disaggregation, texts, several(texts))),
        baseline_reason=maybe | texts,
        assumptions=maybe | texts,
        cuts=several(st.builds(Cut, texts, maybe | decimals)),
        verification=maybe | texts,
        unit=st.sampled_from([None, *units]),
        weight=maybe | decimals,
        band=maybe | st.tuples(decimals, decimals),
        milestones=several(st.builds(Milestone, texts, decimals)),
    )


@st.composite
def plans(draw: st.DrawFn, methodology: Methodology, units: list[str]) -> tuple[Plan, ...]:
    """Return plans whose identifiers are unique and whose parents exist, without rings."""
    identifiers = draw(names("p", 3))
    elements = draw(names("e", 8))
    measures = draw(names("i", 5))
    codes = draw(
        st.lists(
            st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,2})?|[A-Z]{1,2}", fullmatch=True), unique=True, min_size=8, max_size=8
        )
    )
    levels = [level.key for level in methodology.levels]
    made = []
    for number, identifier in enumerate(identifiers):
        mine = elements[number :: len(identifiers)]
        made.append(
            Plan(
                id=identifier,
                kind=draw(st.sampled_from([kind.key for kind in methodology.plan_kinds])),
                title=draw(texts),
                period=draw(maybe | periods),
                parent=draw(st.sampled_from([None, *identifiers[:number]])),
                version=draw(texts),
                elements=tuple(
                    Element(
                        id=name,
                        level=draw(st.sampled_from(levels)),
                        text=draw(texts),
                        code=draw(st.sampled_from([None, codes[elements.index(name)]])),
                        parent=draw(st.sampled_from([None, *mine[:place]])),
                        unit=draw(st.sampled_from([None, *units])),
                        period=draw(maybe | periods),
                        weight=draw(maybe | decimals),
                        alignments=draw(several(st.builds(Alignment, texts, several(texts), maybe | shares), 2)),
                        withdrawn=draw(st.booleans()),
                    )
                    for place, name in enumerate(mine)
                ),
                indicators=tuple(draw(indicators(name, mine, units)) for name in measures[number :: len(identifiers)]),
                statements=draw(_named(Statement, f"s{number}", st.sampled_from(StatementKind), texts)),
                stakeholders=draw(
                    _named(Stakeholder, f"k{number}", texts, maybe | texts, maybe | texts, maybe | texts)
                ),
                citations=draw(_named(Citation, f"c{number}", texts, texts, texts)),
            )
        )
    return tuple(made)


@st.composite
def _named(draw: st.DrawFn, make: type, prefix: str, *fields: st.SearchStrategy) -> tuple:
    """Return values whose identifiers are those that the format gives, or others."""
    identifiers = draw(st.lists(st.sampled_from([f"{prefix}{n}" for n in range(4)]), unique=True, max_size=2))
    return tuple(make(name, *(draw(strategy) for strategy in fields)) for name in identifiers)


@st.composite
def snapshots(draw: st.DrawFn, methodology: Methodology) -> Snapshot:
    """Return a snapshot with something of everything."""
    unit_names = draw(names("u", 3))
    drawn = draw(plans(methodology, unit_names))
    measured = [indicator.id for plan in drawn for indicator in plan.indicators]
    money = moneys(methodology)
    funding_keys = st.sampled_from([None, *(rule.key for rule in methodology.funding_rules)])
    sources = draw(names("f", 3))
    addresses = st.sampled_from(
        [
            "institution/name",
            *(f"element/{e.id}" for plan in drawn for e in plan.elements),
            *(f"unit/{u}" for u in unit_names),
        ]
    )
    return Snapshot(
        methodology=methodology,
        institution=draw(st.builds(Institution, maybe | texts, maybe | texts, maybe | texts, st.booleans())),
        plans=drawn,
        links=draw(several(st.builds(Link, st.sampled_from(LinkKind), addresses, addresses, maybe | shares), 2)),
        units=tuple(
            Unit(
                name,
                draw(texts),
                draw(maybe | texts),
                draw(st.sampled_from([None, *unit_names[:place]])),
                draw(maybe | texts),
            )
            for place, name in enumerate(unit_names)
        ),
        funding=tuple(
            FundingSource(
                name,
                draw(texts),
                draw(money),
                draw(maybe | money),
                draw(maybe | money),
                draw(maybe | decimals),
                draw(maybe | decimals),
                draw(funding_keys),
                draw(maybe | periods),
                draw(st.booleans()),
                draw(texts),
            )
            for name in sources
        ),
        totals=draw(_named(StatedTotal, "t", texts, money, several(money), several(money), texts)),
        **_budget(draw, methodology, sources, addresses),
        projects=(built := draw(_projects(methodology, addresses, unit_names))),
        photos=_photos(draw, built, unit_names),
        measurements=draw(several(_measurements(measured))) if measured else (),
        **_reporting(draw, measured),
        register_measures=draw(
            several(st.builds(RegisterMeasure, texts, texts, *OBSERVED, st.sampled_from([None, *measured])), 2)
        ),
        bindings=_bindings(draw, measured),
        demands=draw(_named(Demand, "d", texts, texts, st.booleans(), several(addresses), maybe | texts)),
        risks=_risks(draw, drawn, unit_names),
        populations=_populations(draw, drawn),
        rule_settings=draw(_rule_settings()),
        sources=draw(several(_sources(addresses))),
    )


@st.composite
def _rule_settings(draw: st.DrawFn) -> tuple[RuleSetting, ...]:
    """Draw decisions that the rules of the catalogue can follow: anything else is a mistake of the text."""
    said = texts.map(lambda text: f"Porque así se acordó {text}".rstrip())
    grades, days = maybe | st.sampled_from(Severity), maybe | st.dates()
    times = st.integers(2, 1000).map(lambda most: (("times", str(most)),))
    words = texts.map(lambda text: (("verbs", f"comprar {text}"),))
    made = {
        "E003": st.builds(RuleSetting, st.just("E003"), maybe | st.booleans(), grades, times, said, said, days),
        "L006": st.builds(RuleSetting, st.just("L006"), maybe | st.booleans(), grades, words, said, said, days),
        "C001": st.builds(RuleSetting, st.just("C001"), st.booleans(), grades, st.just(()), said, said, days),
    }
    return tuple(draw(made[code]) for code in draw(st.lists(st.sampled_from(sorted(made)), unique=True)))


def _bindings(draw: st.DrawFn, measured: list[str]) -> tuple[MeasureBinding, ...]:
    """Draw which registers measure indicators: one each, so that none has two on a day."""
    fields = (texts, texts, st.dates(), st.none() | st.dates(), several(st.tuples(texts, texts), 2), texts)
    return tuple(MeasureBinding(one, *draw(st.tuples(*fields))) for one in measured if draw(st.booleans()))


def _populations(draw: st.DrawFn, drawn: tuple[Plan, ...]) -> tuple[Population, ...]:
    """Draw populations of the elements that were drawn."""
    elements = [element.id for plan in drawn for element in plan.elements]
    people = maybe | st.integers(0, 10**9)
    fields = (st.sampled_from(elements or [""]), st.integers(1990, 2050), texts, *[people] * 4, maybe | texts)
    return draw(_named(Population, "g", *fields)) if elements else ()


def _risks(draw: st.DrawFn, drawn: tuple[Plan, ...], unit_names: list[str]) -> tuple[Risk, ...]:
    """Draw risks of the elements that were drawn."""
    elements = [element.id for plan in drawn for element in plan.elements]
    grades, units = st.sampled_from(Grade), st.sampled_from([None, *unit_names])
    answers, states = maybe | texts, st.sampled_from(RiskState)
    fields = (st.sampled_from(elements), texts, grades, grades, answers, answers, units, states)
    return draw(_named(Risk, "r", *fields)) if elements else ()


def _budget(
    draw: st.DrawFn, methodology: Methodology, sources: list[str], addresses: st.SearchStrategy[str]
) -> dict[str, Any]:
    """Draw where money goes and what became of it; a cut-off is in whole hundredths of one currency."""
    money, source = moneys(methodology), st.sampled_from([None, *sources])
    lines = draw(
        _named(
            BudgetLine,
            "b",
            texts,
            texts,
            source,
            maybe | st.sampled_from(Nature),
            several(st.tuples(st.sampled_from(Stage), money)),
            several(st.builds(Share, addresses, shares)),
            maybe | periods,
            _cutoffs(Cutoff, Stage, methodology),
        )
    )
    changed = st.sampled_from([line.id for line in lines]) if lines else st.nothing()
    changes = _named(Modification, "m", changed, money, texts, maybe | st.dates(), texts)
    came = _cutoffs(IncomeCutoff, IncomeStage, methodology)
    return {
        "budget_lines": lines,
        "modifications": draw(changes) if lines else (),
        "procurement": draw(
            _named(
                ProcurementLine,
                "q",
                texts,
                money,
                texts,
                texts,
                maybe | st.sampled_from(ProcurementKind),
                texts,
                maybe | decimals,
                texts,
                maybe | money,
                maybe | st.sampled_from(Nature),
                maybe | periods,
                several(periods),
                st.sampled_from([None, *(line.id for line in lines)]),
            )
        ),
        "income": draw(_named(IncomeLine, "n", texts, texts, source, maybe | money, maybe | periods, came)),
    }


def _cutoffs(make: type, stages: Any, methodology: Methodology) -> st.SearchStrategy[tuple]:
    """Return the cut-offs of a line: each month once, in order, each stage once and in its order."""
    hundredths = st.integers(-(10**12), 10**12)
    month = st.builds(
        lambda until, amounts: make(
            Period(until, 1),
            tuple((at, Money.from_hundredths(amounts[at], methodology.currency)) for at in stages if at in amounts),
        ),
        st.integers(2024 * 12, 2024 * 12 + 11),
        st.dictionaries(st.sampled_from(stages), hundredths, min_size=1),
    )
    one_a_month = st.lists(month, unique_by=lambda cutoff: cutoff.until, max_size=2)
    return one_a_month.map(lambda cutoffs: tuple(sorted(cutoffs, key=lambda cutoff: cutoff.until)))


def _projects(
    methodology: Methodology, addresses: st.SearchStrategy[str], units: list[str]
) -> st.SearchStrategy[tuple]:
    """Return projects with everything that hangs from them."""
    money, days, counts = moneys(methodology), maybe | st.dates(), maybe | st.integers(0, 10**6)
    grades = st.sampled_from(Grade)
    degrees = maybe | st.decimals(-90, 90, places=5)
    contracts = st.builds(Contract, st.sampled_from(ContractKind), texts, days, maybe | money, days, texts)
    return _named(
        Project,
        "p",
        texts,
        maybe | texts,
        maybe | money,
        maybe | st.sampled_from(ProjectStatus),
        maybe | periods,
        maybe | texts,
        maybe | texts,
        several(st.builds(YearAmount, years, money)),
        several(st.builds(Progress, periods, *[maybe | decimals] * 4), 2),
        several(addresses),
        st.sampled_from([None, *units]),
        maybe | money,
        counts,
        counts,
        degrees,
        degrees,
        texts,
        texts,
        several(st.builds(ProjectStage, texts, days, days, days, days, texts), 2),
        several(contracts, 2),
        several(st.builds(Disbursement, st.sampled_from(DisbursementStep), money, days, texts), 2),
        maybe | money,
        several(st.decimals(0, 1, places=3), 2),
        several(texts, 2),
        several(st.builds(ProjectRisk, texts, grades, grades, texts, texts, st.sampled_from(RiskState)), 2),
    )


def _photos(draw: st.DrawFn, built: tuple[Project, ...], units: list[str]) -> tuple[Photo, ...]:
    """Draw pictures of the projects that were drawn."""
    degrees, where = maybe | st.decimals(-90, 90, places=5), st.sampled_from([project.id for project in built] or [""])
    unit, days = st.sampled_from([None, *units]), maybe | st.dates()
    fields = (where, texts, texts, days, degrees, degrees, unit, st.booleans())
    return draw(_named(Photo, "f", *fields)) if built else ()


OBSERVED = (periods, figures, maybe | decimals, maybe | decimals)


def _measurements(measured: list[str]) -> st.SearchStrategy[Measurement]:
    inputs = several(st.builds(VariableInput, texts, decimals))
    return st.builds(Measurement, st.sampled_from(measured), *OBSERVED, texts, maybe | texts, maybe | texts, inputs)


def _reporting(draw: st.DrawFn, measured: list[str]) -> dict[str, Any]:
    """Draw the trail of reporting; only a snapshot with indicators has one."""
    days, instants = st.dates(), st.datetimes(timezones=st.just(UTC))
    cycles = draw(_named(ReportingCycle, "c", texts, periods, days, days, st.booleans()))
    if not cycles or not measured:
        return {"cycles": cycles}
    states, some, when = st.sampled_from(ReportState), st.sampled_from(measured), (maybe | instants, maybe | texts)
    of = st.sampled_from([cycle.id for cycle in cycles])
    pairs = maybe | st.tuples(decimals, decimals)
    corrected = (figures, figures, texts, instants, maybe | texts, texts, maybe | texts, pairs, pairs)
    return {
        "cycles": cycles,
        "reports": draw(several(st.builds(Report, of, maybe, states, days, *when, *when, texts)), 2),
        "narratives": draw(several(st.builds(Narrative, some, periods, texts, texts, texts)), 2),
        "evidence": draw(several(st.builds(Evidence, some, periods, texts, texts, texts, texts)), 2),
        "restatements": draw(several(st.builds(Restatement, some, periods, *corrected)), 2),
    }


def _sources(addresses: st.SearchStrategy[str]) -> st.SearchStrategy[Source]:
    lines = maybe | st.integers(1, 10**6)
    places = st.builds(Place, lines, lines, lines, maybe | texts)
    degrees = st.floats(0, 1, allow_subnormal=True)
    return st.builds(Source, addresses, texts, places, texts, degrees, texts, maybe | texts)
