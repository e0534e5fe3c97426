"""Known findings: the same finding keeps its fingerprint wherever it stands, another thing or figure has another."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.writers import baseline
from ceiba.exchange.writers.subjects import Subjects
from ceiba.kernel.finding import Finding
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.engine import audit
from tests import cast

PLAN = """
    plans:
    - kind: pdmot
      title: Plan de prueba
      elements:
      - {id: e1, level: objetivo, text: Proteger el bosque comunal}
      - {id: e2, level: resultado, parent: e1, text: El bosque comunal ha crecido para el 2032}
"""


def marks(snapshot: Snapshot) -> list[str]:
    subjects = Subjects(snapshot)
    return [baseline.fingerprint(finding, subjects) for finding in audit(snapshot).findings]


def test_identifiers_accents_and_blanks_do_not_count() -> None:
    one = cast.snapshot(PLAN)
    other = cast.snapshot(
        PLAN.replace("e1", "x7").replace("e2", "x9").replace("bosque comunal ha", "bosque  comunal ha")
    )
    assert marks(one)
    assert marks(one) == marks(other)


def test_other_words_are_another_finding() -> None:
    one, other = cast.snapshot(PLAN), cast.snapshot(PLAN.replace("ha crecido", "ha menguado"))
    assert marks(one) != marks(other)


def test_other_figures_are_another_finding_and_how_they_are_written_does_not_count() -> None:
    snapshot = cast.valle_alto()
    total = next(finding for finding in audit(snapshot).findings if finding.rule == "F001")
    subjects = Subjects(snapshot)

    def mark(**facts: Decimal) -> str:
        return baseline.fingerprint(replace(total, facts={**total.facts, **facts}), subjects)

    assert mark(stated=Decimal("9851050.00")) == mark(stated=Decimal(9851050))
    assert mark(stated=Decimal("9851050.01")) != mark(stated=Decimal(9851050))


def test_each_known_finding_answers_for_one() -> None:
    snapshot = cast.valle_alto()
    found = audit(snapshot).findings
    twice: tuple[Finding, ...] = (found[0], found[0], *found[1:])
    subjects = Subjects(snapshot)
    known = Counter(baseline.fingerprint(finding, subjects) for finding in found)
    new, old = baseline.parted(twice, subjects, known)
    assert new == (found[0],)
    assert old == found


def test_what_is_written_is_read_again_whatever_the_order() -> None:
    rows = [baseline.KnownFinding(f"{n}" * 4, "L001", f"plan-{3 - n % 2}.txt", "Dice «así».") for n in range(4)]
    text = baseline.write(rows)
    assert text == baseline.write(rows[::-1])
    assert baseline.read("x.json", text.encode()) == Counter(row.fingerprint for row in rows)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"ceiba_baseline": "2", "findings": []}', b"\xff", b'"a"'])
def test_another_file_is_refused_with_the_way_to_make_one(content: bytes) -> None:
    with pytest.raises(UnusableDocument, match=r"--write-baseline x\.json"):
        baseline.read("x.json", content)
