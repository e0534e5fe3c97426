"""Sound plans are sound: the audit is quiet about them, a seed gives the same, and no two are alike."""

import pytest

from ceiba.kernel.finding import Finding, Severity
from ceiba.kernel.methodology import Methodology
from ceiba.methodologies.loader import available
from ceiba.rules.engine import audit, say
from tests.mutations.harness import quiet_cases
from tests.mutations.mended import valle_alto
from tests.mutations.sound import sound

SEEDS = range(6)

every_methodology = pytest.mark.parametrize("methodology", available(), ids=lambda m: m.reference)


def sentences(findings: tuple[Finding, ...], snapshot) -> list[str]:
    return [f"{f.rule} {f.subject}: {say(f, snapshot).message}" for f in findings]


@pytest.mark.slow
@every_methodology
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_said_of_a_generated_plan(methodology: Methodology, seed: int) -> None:
    snapshot = sound(methodology, seed)
    assert sentences(audit(snapshot).findings, snapshot) == []


def test_nothing_is_said_of_the_invented_municipality_put_right() -> None:
    snapshot = valle_alto()
    assert sentences(audit(snapshot).findings, snapshot) == []


@pytest.mark.parametrize(("name", "snapshot"), quiet_cases(), ids=[name for name, _case in quiet_cases()])
def test_of_quiet_worked_plans_only_notices_are_said(name: str, snapshot) -> None:
    assert [f for f in audit(snapshot).findings if f.severity is not Severity.NOTICE] == []


@every_methodology
def test_a_seed_gives_the_same_plan_and_no_two_seeds_do(methodology: Methodology) -> None:
    texts = [tuple(e.text for e in sound(methodology, seed).elements) for seed in SEEDS]
    assert sound(methodology, 3) == sound(methodology, 3)
    assert len(set(texts)) == len(texts)


@pytest.mark.slow
@every_methodology
def test_generated_plans_have_what_faults_need(methodology: Methodology) -> None:
    """Money, several plans, stated changes, reports: not in every plan, but in some of each methodology."""
    snapshots = [sound(methodology, seed) for seed in range(12)]
    for name in ("funding", "totals", "budget_lines", "modifications", "projects", "measurements", "evidence", "links"):
        assert any(getattr(snapshot, name) for snapshot in snapshots), name
    assert any(len(snapshot.plans) > 1 for snapshot in snapshots)
    kinds = {c.kind for s in snapshots for i in s.indicators for c in i.stated_changes}
    assert len(kinds) >= 5
