"""The S-curve and the stages of a work, drawn and as tables."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

from ceiba.charts.curve import CurvePoint, CurveWords, curve
from ceiba.charts.gantt import GanttRow, GanttWords, gantt

LINES = CurveWords("Obra <1>", "Hasta", ("programado", "real", "dinero programado", "dinero real"))
STAGES = GanttWords("Obra", ("Etapa", "Programado", "Real", "Diferencia"), "hoy")
TODAY = date(2026, 1, 1)


def at(month: int, built: int | None, planned: int | None) -> CurvePoint:
    percents = (planned, built, None, None)
    known = [None if percent is None else Decimal(percent) for percent in percents]
    words = [str(percent) for percent in percents]
    return CurvePoint(
        month, f"mes {month}", (known[0], known[1], known[2], known[3]), (words[0], words[1], words[2], words[3])
    )


def styles(svg: str, tag: str) -> list[str]:
    return [found.get("class", "") for found in ET.fromstring(svg).iter(tag)]


def test_months_stand_as_far_apart_as_they_are_and_every_figure_is_in_the_table() -> None:
    drawn = curve("g", [at(6, 30, 40), at(0, 0, 0), at(1, 5, None)], LINES)
    spots = [float(c.get("cx", "")) for c in ET.fromstring(drawn.svg).iter("circle") if c.get("class") == "measurement"]
    assert spots == sorted(spots)
    assert spots[2] - spots[1] > 4 * (spots[1] - spots[0])
    assert [row[0] for row in drawn.table.rows] == ["mes 0", "mes 1", "mes 6"]
    assert drawn.table.rows[1] == ("mes 1", "None", "5", "None", "None")
    assert "promise money" not in styles(drawn.svg, "path")


def test_money_is_square_where_works_are_round() -> None:
    moment = CurvePoint(0, "mes 0", (Decimal(1), Decimal(2), Decimal(3), Decimal(4)), ("1", "2", "3", "4"))
    drawn = curve("g", [moment], LINES)
    assert styles(drawn.svg, "circle") == ["target", "measurement"]
    assert styles(drawn.svg, "rect") == ["target money", "measurement money"]


def test_one_report_alone_is_a_point() -> None:
    drawn = curve("g", [at(3, 50, None)], LINES)
    assert styles(drawn.svg, "circle") == ["measurement"]
    assert "observed" not in styles(drawn.svg, "path")


def row(planned: tuple[date | None, date | None], current: tuple[date | None, date | None]) -> GanttRow:
    return GanttRow("Estudios", planned, current, ("a", "b", "c"))


def test_a_stage_that_ended_late_is_drawn_so_and_one_that_goes_on_reaches_today() -> None:
    late = row((date(2025, 1, 1), date(2025, 2, 1)), (date(2025, 1, 1), date(2025, 3, 1)))
    still = row((None, None), (date(2025, 6, 1), None))
    drawn = gantt("g", [late, still], STAGES, TODAY)
    assert drawn is not None
    assert styles(drawn.svg, "rect") == ["bar-planned", "bar-real late", "bar-real still"]
    assert "today" in styles(drawn.svg, "path")


def test_a_single_day_is_seen_and_no_day_draws_nothing() -> None:
    drawn = gantt("g", [row((None, None), (None, date(2025, 6, 1)))], STAGES, TODAY)
    assert drawn is not None
    (bar,) = ET.fromstring(drawn.svg).iter("rect")
    assert float(bar.get("width", "")) > 0
    assert gantt("g", [row((None, None), (None, None))], STAGES, TODAY) is None
