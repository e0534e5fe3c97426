"""Every figure of the page «Cómo se calcula» is computed again, in both languages."""

import ast
import operator
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from ceiba.kernel.accumulation import accumulate
from ceiba.kernel.achievement import achieve
from ceiba.kernel.indicator import Accumulation, Baseline, Direction, Indicator, Measurement, Target
from ceiba.kernel.methodology import AchievementPolicy
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT
from ceiba.kernel.rollup import Part, combine
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, NOT_PROGRAMMED, Completeness, Datum, Value
from ceiba.ui import manual

YEAR = Period.of_year(2024)
POLICY = AchievementPolicy()
BASELINE = Baseline(Value(Decimal(30)), 2022)
LAST_YEAR = Measurement("i1", YEAR.shift(-12), Value(Decimal(28)))
KINDS = {
    "suma sum": Accumulation.SUM,
    "último last": Accumulation.LAST,
    "mayor highest": Accumulation.MAX,
    "promedio mean": Accumulation.MEAN,
    "proporción ratio": Accumulation.RATIO,
    "reducción reduction": Accumulation.REDUCTION,
    "reducción anual|yearly reduction": Accumulation.REDUCTION_ANNUAL,
    "mantener maintain": Accumulation.MAINTAIN,
    "hito milestone": Accumulation.MILESTONE,
    "se cumple o no|done or not": Accumulation.BINARY,
    "variación variation": Accumulation.VARIATION,
}
DIRECTIONS = {
    "más es mejor|more is better": Direction.UP,
    "menos es mejor|less is better": Direction.DOWN,
    "debe mantenerse|to be maintained": Direction.CONSTANT,
    "dentro de una banda|within a band": Direction.RANGE,
}
STATES = {
    "sin dato|no data": NO_DATA,
    "aún no vence|not yet due": NOT_DUE,
    "no programado|not programmed": NOT_PROGRAMMED,
    "no aplica|not applicable": NOT_APPLICABLE,
}
OPERATORS: dict[type, Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
language = pytest.mark.parametrize("language", ["es", "en"])


def named(table: dict[str, object], word: str) -> object:
    """Return what a word of either language stands for."""
    for names, meant in table.items():
        if word in (names.split("|") if "|" in names else names.split(" ")):
            return meant
    raise KeyError(word)


def tables(language: str) -> list[list[list[str]]]:
    """Return the rows of the tables of the page, without their heads."""
    text = manual.page("como-se-calcula", language).text
    blocks = re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE)
    return [[[c.strip() for c in row.strip("|").split("|")] for row in block.splitlines()[2:]] for block in blocks]


def figure(text: str) -> Datum:
    """Return a figure, or the state of what is none."""
    plain = text.removesuffix(" %").replace("−", "-")
    return Value(Decimal(plain)) if plain.lstrip("-").isdigit() else named(STATES, text)


def computed(text: str) -> Decimal:
    """Return what an expression of the page comes to."""
    return _value(ast.parse(text.replace("×", "*").replace("−", "-").strip(), mode="eval").body)


def _value(node: ast.expr) -> Decimal:
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand)
    assert isinstance(node, ast.Constant)
    return Decimal(node.value)


def check_sum(text: str, result: Datum) -> None:
    """Check that a printed sum is right and ends in the printed result, or in how far it fell."""
    if "=" not in text:
        return
    left, right = text.split("=")
    expression = re.search(r"[0-9(][0-9+×/()−\s]*$", left)
    if expression and re.search(r"[+×/−]", expression[0]):
        assert computed(expression[0]) == computed(right)
    if "28" not in text and "30 − 22" not in text:
        assert result == Value(computed(right))


@language
def test_the_year_of_every_kind(language: str) -> None:
    rows = tables(language)[0]
    assert {named(KINDS, row[0]) for row in rows} == set(Accumulation)
    for word, *quarters, year, many, said in rows:
        kind = named(KINDS, word)
        what = Indicator("i1", "e1", "Indicador", PERCENT, Direction.UP, kind, BASELINE)
        if kind is Accumulation.MAINTAIN:
            what = replace(what, targets=(Target(Value(Decimal(88)), YEAR),))
        told = [measured(at, text) for at, text in zip(YEAR.divide(3), quarters, strict=True)]
        found = accumulate(what, [LAST_YEAR, *told], YEAR, every=3)
        assert found.value == figure(year), word
        known, expected = map(int, re.findall("[0-9]+", many))
        assert (found.completeness.known, found.completeness.expected) == (known, expected)
        check_sum(said, found.value)
        if found.reference is not None and kind is not Accumulation.MAINTAIN:
            assert found.reduced == computed(said.split("=")[1])


def measured(at: Period, text: str) -> Measurement:
    """Return what the page says of a quarter: a figure, a state, or a pair."""
    pair = re.fullmatch("([0-9]+) (?:de|of) ([0-9]+)", text)
    if pair:
        return Measurement("i1", at, NO_DATA, Decimal(pair[1]), Decimal(pair[2]))
    return Measurement("i1", at, figure(text))


@language
def test_the_achievement_of_every_corner(language: str) -> None:
    for word, baseline, target, value, percent, said in tables(language)[1]:
        band = re.fullmatch("([0-9]+) (?:a|to) ([0-9]+)", target)
        what = Indicator("i1", "e1", "Indicador", direction=named(DIRECTIONS, word))
        if band:
            what = replace(what, band=(Decimal(band[1]), Decimal(band[2])))
        start = Decimal(baseline) if baseline.isdigit() else None
        found = achieve(what, figure(value), NO_DATA if band else figure(target), start, POLICY)
        assert found.percent == figure(percent), said
        check_sum(said, found.percent)


@language
def test_the_whole_of_its_parts(language: str) -> None:
    for percents, weights, whole, many, said in tables(language)[2]:
        given = weights.split(", ") if weights[0].isdigit() else []
        parts = [
            Part(figure(percent), Decimal(given[number]) if given else None)
            for number, percent in enumerate(percents.split(", "))
        ]
        found = combine(parts, POLICY)
        assert found.percent == figure(whole)
        known, expected = map(int, re.findall("[0-9]+", many))
        assert replace(found.completeness, not_due=0) == Completeness(known, expected)
        check_sum(said, found.percent)
