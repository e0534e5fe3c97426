"""Risks: the matrix, and which of them asks for somebody."""

import pytest

from ceiba.kernel.risk import Grade, Risk, RiskState, gravest_first

LOW, MEDIUM, HIGH = Grade.LOW, Grade.MEDIUM, Grade.HIGH


@pytest.mark.parametrize(
    ("probability", "impact", "grade"),
    [
        (LOW, LOW, LOW),
        (LOW, MEDIUM, LOW),
        (LOW, HIGH, MEDIUM),
        (MEDIUM, LOW, LOW),
        (MEDIUM, MEDIUM, MEDIUM),
        (MEDIUM, HIGH, HIGH),
        (HIGH, LOW, MEDIUM),
        (HIGH, MEDIUM, HIGH),
        (HIGH, HIGH, HIGH),
    ],
)
def test_the_matrix(probability: Grade, impact: Grade, grade: Grade) -> None:
    assert Risk("r", "e", "x", probability, impact).grade is grade


def test_only_what_is_high_not_over_and_unanswered_asks() -> None:
    assert Risk("r", "e", "x", HIGH, MEDIUM).asks
    assert Risk("r", "e", "x", HIGH, HIGH, response="  ").asks
    assert Risk("r", "e", "x", HIGH, HIGH, state=RiskState.HAPPENED).asks
    assert not Risk("r", "e", "x", HIGH, HIGH, response="Se contrata antes de mayo").asks
    assert not Risk("r", "e", "x", HIGH, HIGH, state=RiskState.CLOSED).asks
    assert not Risk("r", "e", "x", MEDIUM, MEDIUM).asks


def test_what_is_over_comes_last() -> None:
    over = Risk("a", "e", "x", HIGH, HIGH, state=RiskState.CLOSED)
    small, grave = Risk("b", "e", "x", LOW, LOW), Risk("c", "e", "x", HIGH, HIGH)
    assert gravest_first([over, small, grave]) == (grave, small, over)
