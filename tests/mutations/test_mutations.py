"""The harness on a small scale: every kind changes the plan and is answered, and without its rule it is not."""

import random
from functools import cache
from itertools import chain

import pytest

from ceiba.rules.catalogue import rules
from tests.mutations.fault import Fault, Injection
from tests.mutations.harness import Host, generated, host, injected
from tests.mutations.kinds import KINDS
from tests.mutations.mended import valle_alto

every_kind = pytest.mark.parametrize("fault", KINDS, ids=lambda fault: fault.key)


@cache
def hosts() -> tuple[Host, ...]:
    """Return enough sound plans for every kind to find a place."""
    return tuple(host(name, snapshot) for name, snapshot in chain(generated(range(4)), [("valle", valle_alto())]))


def first(fault: Fault) -> tuple[Host, Injection]:
    """Return the first injection that a kind finds a place for."""
    chance = random.Random(fault.key)
    for _round in range(4):
        for one in hosts():
            injection = fault.inject(one.snapshot, chance)
            if injection is not None:
                return one, injection
    raise AssertionError(f"no plan has a place for {fault.key}")


@pytest.mark.slow
@every_kind
def test_a_fault_changes_the_plan_and_names_its_place(fault: Fault) -> None:
    one, injection = first(fault)
    assert injection.snapshot != one.snapshot
    assert injection.places
    assert fault.says


@pytest.mark.slow
@every_kind
def test_a_fault_is_answered_by_the_intended_rule(fault: Fault) -> None:
    (tally,) = injected([fault], hosts(), 1)
    assert tally.injected == 1
    assert tally.by_intended == 1, (tally.outcomes[0].host, tally.rules)


@pytest.mark.slow
@every_kind
def test_without_its_rules_a_fault_is_not_answered_by_them(fault: Fault) -> None:
    """The harness can fail: with its rules switched off, a kind is by nobody's intention detected."""
    others = tuple(rule for rule in rules() if rule.code not in fault.rules)
    (tally,) = injected([fault], hosts(), 1, others)
    assert tally.injected == 1
    assert tally.by_intended == 0


@pytest.mark.slow
def test_with_every_rule_off_nothing_is_detected() -> None:
    assert not any(tally.detected for tally in injected(KINDS[:20], hosts(), 1, ()))


@pytest.mark.slow
def test_the_same_fault_is_drawn_again() -> None:
    fault = KINDS[0]
    assert [t.outcomes for t in injected([fault], hosts(), 3)] == [t.outcomes for t in injected([fault], hosts(), 3)]


def test_every_rule_has_a_fault_that_it_must_answer() -> None:
    """A new rule comes with a fault in ``tests/mutations/faults``: one that nothing provokes is not known to work."""
    assert {rule.code for rule in rules()} - {code for fault in KINDS for code in fault.rules} == set()


def test_faults_name_rules_that_exist_and_are_told_apart() -> None:
    assert {code for fault in KINDS for code in fault.rules} <= {rule.code for rule in rules()}
    assert len({fault.key for fault in KINDS}) == len(KINDS)
