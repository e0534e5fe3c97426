"""Measures of registers: each formula against plain fractions over random rows, and the states of their figures."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.rates import Inhabitants, PopulationSeries, YearRule
from ceiba.kernel.register_deadline import reckon_deadline
from ceiba.kernel.register_figure import MeasureQuestion, RegisterFigure, figure, people
from ceiba.kernel.register_measure import DERIVED, Measure, MeasureKind, PeopleBy
from ceiba.kernel.register_record import Counts, Record
from ceiba.kernel.register_table import MeasureTable, contributions, tabulate
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, Completeness, Value
from tests.kernel.register_samples import FIVE, MEASURES, QUEJAS, opened, row, rows

YEAR, FEBRUARY = Period.parse("2026"), Period.parse("2026-M02")
DAY = date(2026, 12, 31)
MANY = st.lists(rows(), max_size=12)
NEAR = Fraction(1, 10**20)


def asked(
    name: str, given_rows: Sequence[Record], period: Period = YEAR, as_of: date = DAY, **where: str
) -> RegisterFigure:
    measure = MEASURES[name]
    tables = {measure.key: tabulate(given_rows, measure, QUEJAS)}
    return figure(measure, tables, MeasureQuestion(period, as_of, where=where))


def told(name: str, given_rows: Sequence[Record], period: Period = YEAR) -> Fraction | None:
    value = asked(name, given_rows, period).value
    return Fraction(value.amount) if isinstance(value, Value) else None


def within(period: Period, moment: date) -> bool:
    return period.first_month <= moment.year * 12 + moment.month - 1 <= period.last_month


def dated(given_rows: Sequence[Record], period: Period) -> list[Record]:
    return [each for each in given_rows if isinstance(at := each.values["fecha"], date) and within(period, at)]


def metres(given_rows: Sequence[Record], period: Period) -> list[Fraction]:
    values = [each.values.get("metros") for each in dated(given_rows, period)]
    return [Fraction(value) for value in values if isinstance(value, Decimal)]


PERIODS = st.sampled_from([YEAR, FEBRUARY, Period.parse("2026-Q1"), Period.parse("2026-S2")])


@pytest.mark.slow
@given(MANY, PERIODS)
def test_rows_and_different_values_are_counted(given_rows: list[Record], period: Period) -> None:
    here = dated(given_rows, period)
    assert told("count", given_rows, period) == len(here)
    assert told("water", given_rows, period) == sum(e.values.get("clase") in ("agua", "fuga", "corte") for e in here)
    assert told("closed", given_rows, period) == sum(each.state == "cerrada" for each in here)
    units = {each.values["unidad"] for each in here if "unidad" in each.values}
    assert told("distinct", given_rows, period) == (len(units) if units or not here else None)


@pytest.mark.slow
@given(MANY, PERIODS)
def test_sums_and_averages_are_those_of_fractions(given_rows: list[Record], period: Period) -> None:
    costs = [each.values.get("costo") for each in dated(given_rows, period)]
    known = [Fraction(cost.amount) for cost in costs if isinstance(cost, Money)]
    assert told("sum", given_rows, period) == (sum(known) if known or not costs else None)
    amounts = metres(given_rows, period)
    mean = told("average", given_rows, period)
    assert (mean is None) == (not amounts)
    assert mean is None or abs(mean - sum(amounts) / len(amounts)) < NEAR


@pytest.mark.slow
@given(MANY, PERIODS)
def test_least_greatest_and_latest_are_those_of_the_rows(given_rows: list[Record], period: Period) -> None:
    amounts = metres(given_rows, period)
    assert told("minimum", given_rows, period) == (min(amounts) if amounts else None)
    assert told("maximum", given_rows, period) == (max(amounts) if amounts else None)
    latest = [(e.values["fecha"], e.key, e.values["metros"]) for e in dated(given_rows, period) if "metros" in e.values]
    assert told("last", given_rows, period) == (max(latest)[2] if latest else None)  # type: ignore[type-var]


@pytest.mark.slow
@given(MANY, PERIODS)
def test_durations_are_ranked_by_hand(given_rows: list[Record], period: Period) -> None:
    closed = [e for e in given_rows if e.state == "cerrada" and within(period, e.history[-1].at)]
    spans = sorted(Fraction(int((e.history[1].at - e.history[0].at).total_seconds()), 86_400) for e in closed)
    median, p90 = told("median", given_rows, period), told("p90", given_rows, period)
    if not spans:
        assert (median, p90) == (None, None)
        return
    half = len(spans) // 2
    middle = spans[half] if len(spans) % 2 else (spans[half - 1] + spans[half]) / 2
    ninety = next(span for span in spans if 10 * sum(other <= span for other in spans) >= 9 * len(spans))
    assert median is not None
    assert p90 is not None
    assert abs(median - middle) < NEAR
    assert abs(p90 - ninety) < NEAR


@pytest.mark.slow
@given(MANY, st.dates(date(2026, 1, 1), date(2026, 6, 30)))
def test_the_share_in_time_counts_what_is_decided(given_rows: list[Record], as_of: date) -> None:
    found = asked("in_time", given_rows, YEAR, as_of)
    reckoned = [reckon_deadline(each, FIVE, WorkCalendar()) for each in given_rows]
    begun = [r for r in reckoned if r and r.due and (r.due.year, r.due.month) <= (as_of.year, as_of.month)]
    kept = sum(bool(r.kept) for r in begun)
    decided = sum(r.ended is not None or (r.due is not None and r.due < as_of) for r in begun)
    assert found.undecided == len(begun) - decided
    if decided:
        assert isinstance(found.value, Value)
        assert abs(Fraction(found.value.amount) - Fraction(100 * kept, decided)) < NEAR
    else:
        assert found.value == (NOT_DUE if begun else NOT_APPLICABLE)


@pytest.mark.slow
@given(MANY)
def test_counts_open_by_their_dimension_and_add_up(given_rows: list[Record]) -> None:
    parts = [asked("people", given_rows, **{"gente.sexo": sex}) for sex in ("mujeres", "hombres")]
    whole = told("people", given_rows)
    known = [Fraction(part.value.amount) for part in parts if isinstance(part.value, Value)]
    assert whole is None or sum(known) == whole


@pytest.mark.slow
@given(MANY, MANY, st.sampled_from(sorted(MEASURES)))
def test_tables_of_parts_are_the_table_of_the_whole(ours: list[Record], theirs: list[Record], name: str) -> None:
    measure = MEASURES[name]
    one, other = tabulate(ours, measure, QUEJAS), tabulate(theirs, measure, QUEJAS)
    assert one + other == other + one == tabulate([*ours, *theirs], measure, QUEJAS)


@pytest.mark.slow
@given(st.lists(rows(), min_size=1, max_size=12), rows(), st.sampled_from(sorted(MEASURES)))
def test_a_changed_row_changes_the_table_as_if_all_were_counted_again(
    given_rows: list[Record], new: Record, name: str
) -> None:
    measure = MEASURES[name]
    table = tabulate(given_rows, measure, QUEJAS)
    gone, come = contributions(given_rows[0], measure, QUEJAS), contributions(new, measure, QUEJAS)
    assert table.changed(gone, come) == tabulate([*given_rows[1:], new], measure, QUEJAS)


def test_what_is_known_on_a_day_decides_the_state() -> None:
    here = [row("1", fecha=date(2026, 2, 3))]
    tables = {"count": tabulate(here, MEASURES["count"], QUEJAS)}

    def state(period: str, as_of: date, since: date | None = None) -> tuple[object, Completeness]:
        found = figure(MEASURES["count"], tables, MeasureQuestion(Period.parse(period), as_of, since))
        return found.value, found.months

    march = date(2026, 3, 15)
    assert state("2026-M02", march) == (Value(Decimal(1)), Completeness(1, 1))
    assert state("2026-M01", march) == (Value(Decimal(0)), Completeness(1, 1))
    assert state("2026-M04", march) == (NOT_DUE, Completeness(0, 0, 1))
    assert state("2026-M01", march, date(2026, 2, 1)) == (NO_DATA, Completeness(0, 1))
    assert state("2026-Q1", march, date(2026, 2, 1)) == (Value(Decimal(1)), Completeness(2, 3))
    assert state("2026", march) == (Value(Decimal(1)), Completeness(3, 3, 9))
    assert state("2026", date(2025, 3, 1)) == (NOT_DUE, Completeness(0, 0, 12))
    assert state("2026-M01..2026-M12", march, date(2026, 6, 1))[0] == NO_DATA


def test_nothing_recorded_is_zero_and_nothing_known_is_no_data() -> None:
    blank = [row("1", fecha=date(2026, 2, 3))]
    assert asked("sum", []).value == Value(Decimal(0))
    assert asked("sum", blank).value == NO_DATA
    assert asked("sum", blank).blank == 1
    assert asked("average", []).value == NOT_APPLICABLE
    assert asked("average", blank).value == NO_DATA
    assert asked("minimum", []).value == NOT_APPLICABLE
    assert asked("median", []).value == NOT_APPLICABLE


RATIO = Measure("share", "", MeasureKind.RATIO, numerator="women", denominator="people", factor=Decimal(100))
RATE = Measure("rate", "", MeasureKind.RATE, numerator="count", population="inec", factor=Decimal(100_000))


def tables_of(given_rows: Sequence[Record]) -> dict[str, MeasureTable]:
    return {name: tabulate(given_rows, measure, QUEJAS) for name, measure in MEASURES.items()}


@pytest.mark.slow
@given(MANY)
def test_a_ratio_divides_sums_and_never_averages(given_rows: list[Record]) -> None:
    found = figure(RATIO, tables_of(given_rows), MeasureQuestion(YEAR, DAY))
    over, under = told("women", given_rows), told("people", given_rows)
    if over is None or not under:
        assert not isinstance(found.value, Value)
    else:
        assert isinstance(found.value, Value)
        assert abs(Fraction(found.value.amount) - 100 * over / under) < NEAR
        assert found.numerator is not None
        assert Fraction(found.numerator) == over


def test_counts_that_nobody_filled_are_no_zero_women() -> None:
    assert asked("women", [row(fecha=date(2026, 2, 3))]).value == NO_DATA
    assert asked("women", [row(fecha=date(2026, 2, 3), gente=Counts(((("hombres",), 2),)))]).value == Value(Decimal(0))


def test_a_ratio_of_nothing_is_not_applicable() -> None:
    assert figure(RATIO, tables_of([]), MeasureQuestion(YEAR, DAY)).value == NOT_APPLICABLE


def test_a_rate_names_its_population() -> None:
    here = [row(str(number), fecha=date(2026, 2, 3), clase="luz") for number in range(3)]
    people = (Inhabitants("", 2026, 40_000), Inhabitants("", 2026, 10_000, "luz"))
    series = PopulationSeries("inec", "Gente", "inventada", people)
    nobody = PopulationSeries("inec", "", "", (Inhabitants("", 2026, 0),))
    by_sex = replace(RATE, people={"clase": PeopleBy.SEX})

    def rate(period: str, populations: tuple[PopulationSeries, ...], measure: Measure = RATE, **where: str) -> object:
        question = MeasureQuestion(Period.parse(period), DAY, where=where, year_rule=YearRule.EXACT)
        return figure(measure, tables_of(here), question, populations).value

    assert rate("2026", (series,)) == Value(Decimal("7.5"))
    assert rate("2026", (series,), by_sex, clase="luz") == Value(Decimal(30))
    assert rate("2026", (series,), by_sex, clase="corte") == NO_DATA
    assert rate("2026", (series,), by_sex, clase="") == NO_DATA
    assert rate("2026", (series,), clase="corte") == Value(Decimal(0))  # kinds of events, of all the people
    assert rate("2025", (series,)) == NO_DATA
    assert rate("2026", ()) == NO_DATA
    assert rate("2026", (nobody,)) == NOT_APPLICABLE


def test_a_rate_of_a_place_has_that_places_people_and_says_which_year_they_are_of() -> None:
    by_place = replace(RATE, people={"lugar": PeopleBy.PLACE})
    series = PopulationSeries(
        "inec", "Gente", "inventada", (Inhabitants("0101", 2024, 40_000), Inhabitants("z1", 2024, 9_000)), "0101"
    )
    question = MeasureQuestion(YEAR, DAY)
    whole = people(by_place, series, question)
    zone = people(by_place, series, replace(question, where={"lugar": "z1", "clase": "luz"}))
    assert whole is not None
    assert zone is not None
    assert (whole.people, whole.rule, whole.years) == (40_000, YearRule.EARLIER, (2024,))
    assert zone.people == 9_000
    assert people(by_place, series, replace(question, where={"gente.sexo": "mujeres"})) is None
    assert people(by_place, series, replace(question, where={"clase.1": "agua"})) == whole
    found = figure(by_place, tables_of([row(fecha=date(2026, 2, 3))]), question, (series,))
    assert (found.value, found.base) == (Value(Decimal("2.5")), whole)


def test_an_open_row_becomes_late_without_being_counted_again() -> None:
    table = {"in_time": tabulate([opened(("abierta", "2026-03-02 08:00"))], MEASURES["in_time"], QUEJAS)}

    def share(day: int) -> RegisterFigure:
        return figure(MEASURES["in_time"], table, MeasureQuestion(YEAR, date(2026, 3, day)))

    assert share(9).value == NOT_DUE
    assert share(9).undecided == 1
    assert share(10).value == Value(Decimal(0))
    assert share(10).undecided == 0


def test_rows_without_moment_and_cells_without_part_are_kept_apart() -> None:
    assert contributions(row(), MEASURES["count"], QUEJAS) == ()
    table = tabulate([row(fecha=date(2026, 2, 3))], MEASURES["count"], QUEJAS)
    assert table.parts("clase") == ("",)
    assert table.tally(YEAR, {"clase": ""}).rows == 1
    with pytest.raises(KeyError):
        table.parts("unidad")


def test_a_measure_made_of_others_takes_no_rows() -> None:
    assert RATIO.kind in DERIVED
    with pytest.raises(ValueError, match="made of other measures"):
        contributions(row(), RATIO, QUEJAS)


def test_a_moment_of_day_and_hour_counts_in_its_month() -> None:
    by_hour = Measure("x", "", MeasureKind.COUNT, moment="hora")
    late = row(hora=datetime.fromisoformat("2026-02-28 23:59"))
    assert tabulate([late], by_hour, QUEJAS).tally(FEBRUARY).rows == 1
