"""Figures, money, periods and days: the institution's separators, the reader's words; five states stay five."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT, MeasureUnit
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, NOT_PROGRAMMED, Value
from ceiba.kernel.text import _
from ceiba.ui import formats

THIN = "\u00a0"
STATES = {
    "value": Value(Decimal(0)),
    "no_data": NO_DATA,
    "not_programmed": NOT_PROGRAMMED,
    "not_due": NOT_DUE,
    "not_applicable": NOT_APPLICABLE,
}


@pytest.fixture(autouse=True)
def _guatemala() -> Iterator[None]:
    formats.activate("es_GT")
    with translation.override("es"):
        yield
    formats.activate(formats.DEFAULT_LOCALE)


def written(expression: str, **known: object) -> str:
    """Return what a template writes for an expression."""
    return Template(f"{{{{ {expression} }}}}").render(Context(known))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ["0", "sin dato", "no programado", "aún no vence", "no aplica"]),
        ("en", ["0", "no data", "not programmed", "not yet due", "not applicable"]),
    ],
)
def test_the_five_states_are_five_words(language: str, words: list[str]) -> None:
    with translation.override(language):
        assert [written("figure|datum", figure=figure) for figure in STATES.values()] == words
        assert len(set(words)) == len(STATES)


@pytest.mark.parametrize("given", ["nothing|number", "nothing|money", "nothing|percent", "nothing.value|datum"])
def test_what_a_template_cannot_find_is_missing_and_no_blank(given: str) -> None:
    assert written(given) == "sin dato"


def test_an_absence_in_a_cell_is_also_told_by_its_look() -> None:
    assert written("figure|figure", figure=NOT_DUE) == '<span class="absent">aún no vence</span>'
    assert written("figure|figure", figure=Value(Decimal(0))) == "0"
    assert written("figure|figure", figure=Decimal("0.0")) == "0.0"


@pytest.mark.parametrize(
    ("locale", "number", "money", "percent"),
    [
        ("es_GT", "28,235,390.5", "Q28,235,390.50", f"58.4{THIN}%"),
        ("es-GT", "28,235,390.5", "Q28,235,390.50", f"58.4{THIN}%"),
        ("es_EC", "28.235.390,5", f"GTQ{THIN}28.235.390,50", f"58,4{THIN}%"),
    ],
)
def test_the_institution_decides_the_separators(locale: str, number: str, money: str, percent: str) -> None:
    formats.activate(locale)
    big = Decimal("28235390.5")
    assert written("n|number", n=big) == number
    assert written("m|money", m=Money(big, "GTQ")) == money
    assert written("p|percent", p=Decimal("58.4")) == percent


def test_the_reader_s_language_does_not_move_the_separators() -> None:
    formats.activate("es_EC")
    with translation.override("en"):
        assert written("n|number", n=Decimal("1234.5")) == "1.234,5"
        assert written("m|money", m=Money(Decimal("1234.5"), "USD")) == "$1.234,50"


def test_an_unknown_locale_changes_nothing() -> None:
    formats.activate("xx_YY")
    assert formats.active() == "es_GT"


@pytest.mark.parametrize(
    ("expression", "known", "words"),
    [
        ("x|number:2", Decimal("1.005"), "1.01"),
        ("x|number", -3, "−3"),
        ("x|number", 0, "0"),
        ("x|money:0", Money(Decimal("17200000.50"), "GTQ"), "Q17,200,001"),
        ("x|money", Money(Decimal(-5), "GTQ"), "−Q5.00"),
        ("x|money", Money(Decimal("0.125")), "0.13"),
        ("x|percent", Decimal(100) / 3, f"33.33{THIN}%"),
        ("x|percent", Decimal(50) / Decimal("0.7"), f"71.43{THIN}%"),
        ("x|percent:1", Decimal("66.666"), f"66.7{THIN}%"),
        ("x|percent", Decimal(350), f"350{THIN}%"),
    ],
)
def test_roundings_are_asked_for_or_stated(expression: str, known: object, words: str) -> None:
    assert written(expression, x=known) == words


def test_a_figure_carries_its_unit() -> None:
    assert written("v|datum:u", v=Value(Decimal("1234.5")), u=MeasureUnit("m³")) == f"1,234.5{THIN}m³"
    assert written("v|datum:u", v=Value(Decimal(35)), u=PERCENT) == f"35{THIN}%"
    assert written("v|datum:u", v=Value(Decimal(35)), u=None) == "35"


@pytest.mark.parametrize(
    ("notation", "spanish"),
    [
        ("2024", "2024"),
        ("2024..2032", "2024–2032"),
        ("2024-M03", "marzo de 2024"),
        ("2024-B6", "bimestre 6 de 2024"),
        ("2024-Q1", "trimestre 1 de 2024"),
        ("2024-C2", "cuatrimestre 2 de 2024"),
        ("2024-S2", "semestre 2 de 2024"),
        ("2024-M03..2024-M07", "marzo de 2024 a julio de 2024"),
    ],
)
def test_periods_are_said(notation: str, spanish: str) -> None:
    assert written("p|period", p=Period.parse(notation)) == spanish


def test_a_quarter_that_starts_in_another_month_is_said_by_its_months() -> None:
    assert written("p|period", p=Period(2024 * 12 + 1, 3)) == "febrero de 2024 a abril de 2024"


def test_days_and_moments_are_of_the_institution_s_clock() -> None:
    assert written("d|day", d=date(2024, 8, 31)) == "31 de agosto de 2024"
    late = datetime(2024, 9, 1, 3, 5, tzinfo=UTC)
    with translation.override("es"):
        assert written("m|moment", m=late) == "31 ago 2024, 21:05"
        assert written("m|day", m=late) == "31 de agosto de 2024"
    with translation.override("en"):
        assert written("d|day", d=date(2024, 8, 31)) == "August 31, 2024"
    assert written("nothing|day") == "sin fecha"


def test_a_sentence_from_below_the_line_is_said_in_the_reader_s_language() -> None:
    sentence = _("%(file)s está vacío") % {"file": "plan.txt"}
    assert written("text|said", text=sentence) == "plan.txt está vacío"
    assert written("text|said", text="") == ""


@pytest.mark.parametrize(
    ("severity", "tone"), [("error", "bad"), ("warning", "warn"), ("notice", "none"), ("x", "none")]
)
def test_a_severity_has_its_tone(severity: str, tone: str) -> None:
    assert written("s|tone", s=severity) == tone
