"""The rules on evidence at their edges: what may rightly be so is left alone."""

import pytest

from ceiba.kernel.finding import Severity
from ceiba.rules.catalogue import rule_of
from ceiba.rules.engine import Asked, Audit, audit
from ceiba.rules.examples import indicator
from tests.cast import snapshot

INDICATOR = indicator("id: i1\nmeasure_unit: personas\naccumulation: {0}\ntargets: {{2032: 9000}}\nverification: {1}")
BYTES = {letter: letter * 64 for letter in "abc"}


def run(rule: str, more: str = "", *, accumulation: str = "sum", verification: str = "bitácora") -> Audit:
    return audit(snapshot(INDICATOR.format(accumulation, verification) + more), (rule_of(rule),))


def measured(*values: object, validated: bool = False) -> str:
    by = ", validated_by: Ana" if validated else ""
    rows = (f"- {{indicator: i1, period: 2026-C{n}, value: {v}{by}}}\n" for n, v in enumerate(values, 1))
    return "measurements:\n" + "".join(rows)


def proved(period: str, letter: str = "a", name: str = "lista.pdf", note: str = "") -> str:
    return f"- {{indicator: i1, period: {period}, document: {BYTES[letter]}, name: {name}, note: '{note}'}}\n"


@pytest.mark.parametrize(
    ("values", "accumulation", "found"),
    [
        ((1234, 1234, 1234), "sum", True),
        ((1234, 1234, 1234), "last", False),  # a stock may stand still
        ((1200, 1200, 1200), "sum", False),  # a round figure may come back
        ((0, 0, 0), "sum", False),
        ((1234, 1234, 1235), "sum", False),
        ((97.3, 97.3, 97.3), "mean", True),
        ((1234, "no_data", 1234), "sum", False),  # two figures are too few
    ],
)
def test_a_figure_that_comes_back(values: tuple[object, ...], accumulation: str, found: bool) -> None:
    assert bool(run("E011", measured(*values), accumulation=accumulation).findings) is found


@pytest.mark.parametrize(
    ("written", "asked", "reason"),
    [
        ("acta de entrega", 0, None),
        ("www.vallealto.example", 1, None),
        ("(https://vallealto.example/a?b=1).", 1, None),
        ("https://vallealto", 1, "malformed"),
        ("http//vallealto.example", 1, "malformed"),
        ("htp://vallealto.example/x", 1, "malformed"),
        ("http://192.168.1.7/informe", 1, "local"),
        ("file:///datos/x.pdf", 1, "local"),
        ("carpeta de la C: y estante", 0, None),
    ],
)
def test_addresses(written: str, asked: int, reason: str | None) -> None:
    result = run("E006", verification=f'"{written}"')
    assert result.asked["E006"].asked == asked
    assert [finding.facts["reason"] for finding in result.findings] == ([reason] if reason else [])


def test_one_file_may_prove_two_periods_where_a_note_says_why() -> None:
    both = "evidence:\n" + proved("2026-C1") + proved("2026-C2", note="listado de los dos cuatrimestres")
    assert run("E008", both).asked["E008"] == Asked(1, 1)


def test_a_file_of_the_year_proves_what_was_validated_inside_it() -> None:
    assert not run("E005", measured(1, 2, validated=True) + "evidence:\n" + proved("2026")).findings
    assert run("E005", measured(1, 2)).asked["E005"].asked == 0


def test_a_file_without_a_year_is_not_asked_for_its_year() -> None:
    assert run("E007", "evidence:\n" + proved("2026-C1", name="lista 20261.pdf")).asked["E007"].asked == 0


@pytest.mark.parametrize(
    ("built", "paid", "severity"),
    [(50, 60, None), (49, 60, Severity.WARNING), (0, 100, Severity.ERROR), (80, 20, None)],
)
def test_payment_may_run_ahead_of_the_works_by_the_tolerance(built: int, paid: int, severity: Severity | None) -> None:
    project = f"projects:\n- {{name: Pozo, progress: [{{period: 2026-M06, physical: {built}, financial: {paid}}}]}}\n"
    assert [finding.severity for finding in run("E010", project).findings] == ([severity] if severity else [])


def test_a_series_that_a_register_feeds_needs_no_source() -> None:
    fed = "register_measures:\n- {register: pozos, measure: atendidas, period: 2026, value: 5, indicator: i1}\n"
    assert run("E012", measured(5)).findings
    assert run("E012", measured(5) + fed).asked["E012"].asked == 0


def test_what_many_lack_is_told_once() -> None:
    """Three indicators without source are told one by one, four as one, with how many there are."""
    for count, told in ((3, 3), (4, 1)):
        rows = "".join(f"    - {{text: Cosa {n}, measure_unit: cosas, targets: {{2032: 5}}}}\n" for n in range(count))
        head = "plans:\n- kind: pdmot\n  title: P\n  elements:\n"
        text = f"{head}  - level: resultado\n    id: r1\n    text: R\n    indicators:\n{rows}"
        result = audit(snapshot(text), (rule_of("E004"),))
        assert len(result.findings) == told
        assert result.asked["E004"] == Asked(told, 0)
