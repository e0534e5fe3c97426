"""Formulas of indicators: exact, over the names that people give, with every mistake told at its letter."""

from decimal import Decimal

import pytest

from ceiba.kernel.formula import LONGEST, BadFormula, read_formula
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, Datum, Value

NAMES = ("Atendidas", "Población total", "Hogares (2020)")


def value(text: str, *amounts: str | Datum) -> Datum:
    given = {n: Value(Decimal(a)) if isinstance(a, str) else a for n, a in zip(NAMES, amounts, strict=False)}
    return read_formula(text, NAMES).value(given)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("(Atendidas ÷ Población total) × 100", "25"),
        ("= (atendidas / poblacion   total) x 100 %", "25"),
        ("[Atendidas − Población total] · 0.1", "-3"),
        ("suma(Atendidas, Población total, Hogares (2020))", "54"),
        ("promedio(Atendidas, Población total)", "25"),
        ("máximo(Atendidas, 12.5) + mínimo(1, 2)", "13.5"),
        ("Atendidas ^ 2 - -1", "101"),
        ("0.1 + 0.2", "0.3"),
    ],
)
def test_a_formula_is_computed_exactly(text: str, result: str) -> None:
    assert value(text, "10", "40", "4") == Value(Decimal(result))


def test_a_quotient_is_rounded_once() -> None:
    assert value("Atendidas / 3", "1") == Value(Decimal("0." + "3" * 28))


@pytest.mark.parametrize(
    ("amounts", "result"),
    [
        (("1", NOT_DUE), NOT_DUE),
        (("1",), NO_DATA),
        (("1", "0"), NOT_APPLICABLE),
    ],
)
def test_what_is_absent_stays_absent_and_zero_divides_nothing(amounts: tuple[str, ...], result: Datum) -> None:
    assert value("Atendidas / Población total", *amounts) == result


def test_only_the_variables_used_are_asked_for() -> None:
    formula = read_formula("Atendidas * 2", NAMES)
    assert formula.uses == ("Atendidas",)
    assert formula.value({"Atendidas": Value(Decimal(2))}) == Value(Decimal(4))


def test_a_figure_without_end_does_not_apply() -> None:
    assert value("9 ^ 9 ^ 9") == NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("Atendidas / Poblacion totl", 13, "¿quiso decir «Población total»?"),
        ("Atendidas / vecinos", 13, "«vecinos» no está entre las variables"),
        ("Atendidas * 0,5", 14, "punto"),
        ("Atendidas + * 2", 13, "no se entiende"),
        ("(Atendidas", 1, "no se entiende"),
        ("", 1, "no se entiende"),
        ("Atendidas > 2", 1, "no se entiende"),
        ("Atendidas.real", 11, "«real»"),
        ("__import__('os')", 1, "__import__"),
        ("suma()", 1, "no se entiende"),
        ("suma + 1", 1, "no se entiende"),
        ("'a' * 3", 2, "«a»"),
        ("Atendidas % 2", 1, "no se entiende"),
        ("-" * 200 + "1", 1, "demasiadas operaciones"),
        ("1 " * LONGEST, LONGEST, "demasiado larga"),
    ],
)
def test_a_mistake_is_told_at_its_letter(text: str, column: int, said: str) -> None:
    with pytest.raises(BadFormula) as caught:
        read_formula(text, NAMES)
    assert said in caught.value.message
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Atendidas / Población total * 100", ("3", "4")),
        ("100 × (Atendidas ÷ Población total)", ("3", "4")),
        ("(Atendidas + 1) / (Población total - 4)", ("4", "0")),
        ("Atendidas * Población total", None),
        ("Atendidas", None),
    ],
)
def test_a_quotient_shows_its_two_numbers(text: str, pair: tuple[str, str] | None) -> None:
    given = {"Atendidas": Value(Decimal(3)), "Población total": Value(Decimal(4))}
    found = read_formula(text, NAMES).quotient(given)
    assert found == (pair and tuple(map(Decimal, pair)))
