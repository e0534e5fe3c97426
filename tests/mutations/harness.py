"""The harness: injects each kind of fault into sound plans and asks the audit what it says that it did not say before.

A fault is *detected* where the audit of the mutated plan has a finding that the audit of the sound plan has not, and
the finding stands at the place that was touched (or at the whole that the rule speaks of: each fault names its
places). It is detected *by the intended rule* where one of those findings is of a rule that the fault names.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ceiba.exchange import cases
from ceiba.kernel.finding import Fact, Finding, Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.loader import available
from ceiba.rules.catalogue import rule_of
from ceiba.rules.engine import audit
from ceiba.rules.rule import Rule
from tests.mutations.fault import Fault
from tests.mutations.sound import sound

_TRIES = 40  # plans that are asked for a place, for each time that a kind is to be injected
Known = frozenset[tuple[str, str, tuple[tuple[str, Fact], ...]]]


@dataclass(frozen=True)
class Host:
    """A sound plan with what the audit says of it before anything is injected."""

    name: str
    snapshot: Snapshot
    findings: tuple[Finding, ...]

    @property
    def known(self) -> Known:
        """Return what was said of it, so that what is new can be told."""
        return frozenset(_said(finding) for finding in self.findings)

    @property
    def elements(self) -> int:
        """Return how many elements it has."""
        return sum(1 for _ in self.snapshot.elements)


@dataclass(frozen=True)
class Outcome:
    """What became of one injection: the rules of the new findings at its places, and whether the right one is there."""

    fault: Fault
    host: str
    answered: tuple[str, ...]

    @property
    def detected(self) -> bool:
        """Tell whether anything was said at the place that was touched."""
        return bool(self.answered)

    @property
    def by_intended(self) -> bool:
        """Tell whether the right rule said it."""
        return any(rule in self.fault.rules for rule in self.answered)


@dataclass(frozen=True)
class Tally:
    """The outcomes of one kind."""

    fault: Fault
    outcomes: tuple[Outcome, ...]

    @property
    def injected(self) -> int:
        """Return how often it was injected."""
        return len(self.outcomes)

    @property
    def detected(self) -> int:
        """Return how often anything answered."""
        return sum(one.detected for one in self.outcomes)

    @property
    def by_intended(self) -> int:
        """Return how often the right rule answered."""
        return sum(one.by_intended for one in self.outcomes)

    @property
    def rules(self) -> Mapping[str, int]:
        """Return the rules that answered, with how often, the most frequent first."""
        return dict(Counter(rule for one in self.outcomes for rule in one.answered).most_common())


def host(name: str, snapshot: Snapshot, catalogue: tuple[Rule, ...] | None = None) -> Host:
    """Return a plan with its audit."""
    return Host(name, snapshot, audit(snapshot, catalogue).findings)


@cache
def quiet_cases() -> tuple[tuple[str, Snapshot], ...]:
    """Return the worked plans of the methodologies in which their authors expect one notice at most."""
    read = ((path.stem, cases.read(path)) for path in cases.paths())
    return tuple(
        (name, case.proposal.snapshot)
        for name, case in read
        if len(case.expected) <= 1 and all(rule_of(one.rule).severity is Severity.NOTICE for one in case.expected)
    )


def generated(seeds: Iterable[int]) -> Iterator[tuple[str, Snapshot]]:
    """Yield a generated sound plan of every methodology for each seed."""
    for seed in seeds:
        for methodology in available():
            yield f"{methodology.reference} {seed}", sound(methodology, seed)


def injected(
    faults: Sequence[Fault], hosts: Sequence[Host], times: int, catalogue: tuple[Rule, ...] | None = None
) -> Iterator[Tally]:
    """Yield the tally of each kind, injected so many times, into one plan after another."""
    for fault in faults:
        chance = random.Random(fault.key)
        order = chance.sample(hosts, len(hosts))
        outcomes: list[Outcome] = []
        tried = 0
        while len(outcomes) < times and tried < _TRIES * times:
            found = _once(fault, order[tried % len(order)], chance, catalogue)
            outcomes += [found] if found is not None else []
            tried += 1
        yield Tally(fault, tuple(outcomes))


def _once(fault: Fault, into: Host, chance: random.Random, catalogue: tuple[Rule, ...] | None) -> Outcome | None:
    injection = fault.inject(into.snapshot, chance)
    if injection is None:
        return None
    known = into.known
    new = (f for f in audit(injection.snapshot, catalogue).findings if _said(f) not in known)
    rules = dict.fromkeys(f.rule for f in new if f.subject in injection.places)
    return Outcome(fault, into.name, tuple(rules))


def _said(finding: Finding) -> tuple[str, str, tuple[tuple[str, Fact], ...]]:
    return finding.rule, finding.subject, tuple(sorted(finding.facts.items(), key=lambda fact: fact[0]))
