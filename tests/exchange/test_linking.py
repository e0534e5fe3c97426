"""Suggestions of what a line may be for: with their reason, never a thing that it serves already, at linear cost."""

from decimal import Decimal

import pytest

from ceiba.exchange import linking
from ceiba.exchange.linking import COMPARED, LinkTarget, suggested, targets_of
from ceiba.kernel.budget import BudgetLine, Share
from tests.cast import valle_alto

WATER = LinkTarget("element/R1", "Más familias con agua potable en Las Pilas", "1.2")
ROADS = LinkTarget("element/R2", "Caminos rurales transitables todo el año", "1.3")
WELL = LinkTarget("project/900101", "CONSTRUCCION POZO MECANICO ALDEA EL ROBLE", "900101")
TARGETS = (WATER, ROADS, WELL)


def line(name: str, classifier: str = "77", *serves: str) -> BudgetLine:
    return BudgetLine("b", classifier, name, serves=tuple(Share(one, Decimal(1)) for one in serves))


def best(name: str, classifier: str = "77") -> tuple[str, str] | None:
    found = suggested([line(name, classifier)], TARGETS).get("b")
    return (found[0].subject, str(found[0].reason)) if found else None


def test_shared_words_are_named_as_they_are_written() -> None:
    found = best("Agua potable, aldea Las Pilas")
    assert found is not None
    assert found[0] == WATER.subject
    assert "«agua», «potable»" in found[1]
    assert "«pilas»" in found[1]


def test_a_code_in_the_key_or_in_the_name_is_a_reason() -> None:
    for key, name in (("12-01-900101-000", "Obra"), ("12", "Pozo SNIP 900101")):
        assert best(name, key) == (WELL.subject, "El código 900101 está en el renglón.")
    assert best("Obra", "01-02-000-001") == (WATER.subject, "El código 1.2 está en el renglón.")


def test_a_short_code_in_the_middle_is_an_accident() -> None:
    assert best("Obra", "15-01-02-001") is None


@pytest.mark.parametrize("name", ["", "   ", "Papel y útiles", "de la", "«»", "agua"])
def test_nothing_is_suggested_without_a_reason(name: str) -> None:
    found = best(name)
    assert found is None or found[0] == WATER.subject


def test_what_lines_of_the_same_name_serve_is_suggested() -> None:
    linked, other = line("Jornales", "77", "element/R2"), BudgetLine("c", "78", "JORNALES")
    found = suggested([linked, other], TARGETS)
    assert [(one.subject, one.reason) for one in found["c"]] == [
        ("element/R2", "Renglones con este nombre que ya le sirven: 1.")
    ]


def test_what_a_line_serves_already_is_not_suggested() -> None:
    assert "b" not in suggested([line("Pozo mecánico aldea El Roble", "77", WELL.subject)], (WELL,))


def test_the_invented_municipality_gets_sensible_suggestions() -> None:
    here = valle_alto()
    lines = [BudgetLine(one.id, one.classifier, one.name) for one in here.budget_lines]
    found = suggested(lines, targets_of(here))
    first = next(one for one in lines if one.name == "Sistema de agua de Las Pilas")
    assert found[first.id][0].subject == "project/990101"


@pytest.mark.slow
def test_thousands_meet_thousands_without_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(_one: str, _other: str) -> float:
        nonlocal compared
        compared += 1
        return 100.0

    monkeypatch.setattr(linking.fuzz, "token_set_ratio", counted)
    count = 5000
    targets = [LinkTarget(f"element/{n}", f"Mejoramiento de camino sector {n} aldea {n % 400}") for n in range(count)]
    lines = [BudgetLine(str(n), "1", f"Camino sector {n} aldea {n % 400}") for n in range(count)]
    found = suggested(lines, targets)
    assert 0 < compared <= count * COMPARED
    assert sum(found[str(n)][0].subject == f"element/{n}" for n in range(0, count, 97)) > 40
