"""Charts of the observatory: what is drawn is what the table says, gaps stay gaps, and what is hidden stays hidden."""

from decimal import Decimal
from xml.etree import ElementTree as ET

from hypothesis import given as over
from hypothesis import strategies as st

from ceiba.charts.chart import Chart
from ceiba.charts.density import CoarsePlace, DensityWords, ShadedArea, density, steps
from ceiba.charts.hours import HourWords, hours, shade
from ceiba.charts.months import MOST_MONTHS, MonthPoint, MonthWords, months
from ceiba.charts.ranges import MOST_ROWS, RangeLook, RangeRow, RangeWords, ranges

DAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
MONTHS = MonthWords("Hechos <por mes>", ("Mes", "Hechos", "Doce meses"), "Por mes", "Doce meses")
HOURS = HourWords("Cuándo", "Por hora", DAYS, "Día", "Total", "oculto")
RANGES = RangeWords("Comparación", "Por tasa", ("Lugar", "Hechos", "Tasa"), "todos")
MAP = DensityWords("Mapa", "Dónde", ("Lugar", "Hechos"))
SQUARE = ((-90.7, 14.5), (-90.6, 14.5), (-90.6, 14.6), (-90.7, 14.6), (-90.7, 14.5))
counts = st.integers(0, 500)


def styled(chart: Chart | None, css: str) -> list[ET.Element]:
    """Return the parts of a drawing that have a style, which is also a proof that it is well formed."""
    assert chart is not None
    return [one for one in ET.fromstring(chart.svg).iter() if css in (one.get("class") or "").split()]


def point(n: int, count: int | None, rolling: int | None = None, *, marked: bool = False) -> MonthPoint:
    amounts = [None if one is None else Decimal(one) for one in (count, rolling)]
    words = ["sin dato" if one is None else str(one) for one in (count, rolling)]
    return MonthPoint(f"mes {n}", amounts[0], words[0], amounts[1], words[1], str(n) if n % 12 == 0 else "", marked)


@over(st.lists(st.one_of(st.none(), counts), max_size=40))
def test_each_known_month_has_a_column_as_high_as_its_count(given: list[int | None]) -> None:
    chart = months("m", [point(n, count) for n, count in enumerate(given)], MONTHS)
    drawn, known = styled(chart, "column"), [count for count in given if count is not None]
    assert len(drawn) == len(known)
    largest = max(known, default=0)
    for one, count in zip(drawn, known, strict=True):
        assert abs(float(one.get("height", "")) - (104 * count / largest if largest else 0)) < 0.2 or not largest
    assert [row[1] for row in chart.table.rows] == ["sin dato" if n is None else str(n) for n in given]


def test_a_gap_breaks_the_line_and_a_marked_month_is_told_apart() -> None:
    sums = (None, 10, 12, None, 9, 8)
    chart = months("m", [point(n, 1, total, marked=n == 2) for n, total in enumerate(sums)], MONTHS)
    assert len(styled(chart, "observed")) == 2
    assert len(styled(chart, "marked")) == 1
    assert "Hechos &lt;por mes&gt;" in chart.svg


def test_more_months_than_a_drawing_holds_stand_in_the_table() -> None:
    chart = months("m", [point(n, n) for n in range(MOST_MONTHS + 5)], MONTHS)
    assert (len(styled(chart, "column")), len(chart.table.rows)) == (MOST_MONTHS, MOST_MONTHS + 5)
    assert styled(months("m", [], MONTHS), "column") == []


@over(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 23)), st.one_of(st.none(), counts), max_size=60))
def test_a_week_has_its_squares_and_a_hidden_one_gives_no_sum(given: dict[tuple[int, int], int | None]) -> None:
    chart = hours("h", given, HOURS)
    hidden = sum(count is None for count in given.values())
    assert len(styled(chart, "hidden-cell")) == hidden
    assert sum(len(styled(chart, f"shade-{level}")) for level in range(5)) == 168 - hidden
    for day, row in enumerate(chart.table.rows):
        cells = [given.get((day, hour), 0) for hour in range(24)]
        total = "oculto" if None in cells else str(sum(n for n in cells if n is not None))
        assert (len(row), row[-1]) == (26, total)


@over(st.integers(1, 10_000), st.integers(0, 10_000))
def test_a_shade_is_a_quarter_of_the_largest(largest: int, count: int) -> None:
    level = shade(count, max(largest, count))
    assert (level == 0) == (count == 0)
    assert level <= 4
    if count:
        assert (level - 1) * max(largest, count) < count * 4 <= level * max(largest, count)


def test_steps_of_the_key_are_the_shades_of_the_map() -> None:
    assert steps(Decimal(0)) == []
    for level, above, until in steps(Decimal(100)):
        assert {shade(above + 1, 100), shade(until, 100)} == {level}


def row(name: str, low: int | None, high: int | None, at: int | None, look: RangeLook) -> RangeRow:
    amounts = [None if one is None else Decimal(one) for one in (low, high, at)]
    return RangeRow(name, amounts[0], amounts[1], amounts[2], look, str(at), (str(at), "x"), faint=at == 3)


def test_places_stand_on_one_scale_each_with_its_shape() -> None:
    rows = [
        row("Zona 1", 2, 10, 12, RangeLook.ABOVE),
        row("Zona <2>", 0, 8, 3, RangeLook.WITHIN),
        row("Zona 3", 5, 9, 1, RangeLook.BELOW),
        row("Zona 4", None, None, None, RangeLook.UNKNOWN),
        row("Zona 5", None, None, 4, RangeLook.UNKNOWN),
    ]
    chart = ranges("r", rows, RANGES, Decimal(6))
    assert [len(styled(chart, css)) for css in ("above", "below", "within", "unknown", "bounds", "faint")] == [
        1, 1, 1, 1, 3, 2,
    ]  # fmt: skip
    assert chart.table.rows[3] == ("Zona 4", "None", "x")
    assert len(styled(chart, "whole")) == 1
    many = ranges("r", [row(str(n), 0, 1, 1, RangeLook.WITHIN) for n in range(MOST_ROWS + 3)], RANGES)
    assert (len(styled(many, "within")), len(many.table.rows)) == (MOST_ROWS, MOST_ROWS + 3)


def test_the_map_shades_what_is_known_and_leaves_out_what_lies_outside() -> None:
    areas = [
        ShadedArea("Zona 1", (SQUARE,), Decimal(8), "8"),
        ShadedArea("Zona 2", (SQUARE,), Decimal(0), "0"),
        ShadedArea("Zona 3", (SQUARE,), None, "menos de 5"),
    ]
    places = [CoarsePlace((-90.65, 14.55), 9, "aquí", "9"), CoarsePlace((-78.5, -0.2), 1, "lejos", "1")]
    chart = density("d", (SQUARE,), areas, places, MAP)
    assert chart is not None
    assert [len(styled(chart, css)) for css in ("shade-4", "shade-0", "shade-unknown", "coarse")] == [1, 1, 1, 1]
    assert [name for name, _words in chart.table.rows] == ["Zona 1", "Zona 2", "Zona 3", "aquí", "lejos"]
    assert density("d", (), [], [], MAP) is None
    assert len(styled(density("d", (), [], places[:1], MAP), "coarse")) == 1
