"""The shape of a rule: what it asks, its three verdicts, and the decorator that gives it its check."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ceiba.kernel.finding import Dimension, Fact, Severity
from ceiba.kernel.law import LegalSource

LETTERS = {
    "L": Dimension.LOGIC,
    "M": Dimension.MEASUREMENT,
    "F": Dimension.FUNDING,
    "T": Dimension.TIME,
    "A": Dimension.ALIGNMENT,
    "E": Dimension.EVIDENCE,
    "C": Dimension.CLARITY,
}


class Quiet(Enum):
    """The two verdicts without a finding: all is well, and the question did not arise."""

    PASS = "pass"
    NOT_ASKED = "not_asked"


PASS = Quiet.PASS
NOT_ASKED = Quiet.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Found:
    """The verdict with a finding: its facts, unrounded; a grade or a norm where the case has its own."""

    facts: Mapping[str, Fact]
    severity: Severity | None = None
    source: LegalSource | None = None


Verdict = Quiet | Found
# Every check has its own kind of subject, so only the verdict can be told of all.
Check = Callable[..., Verdict]


def found(
    known: Mapping[str, Fact] | None = None,
    /,
    *,
    severity: Severity | None = None,
    source: LegalSource | None = None,
    **facts: Fact,
) -> Found:
    """Return the verdict that something was found, with its facts; ``severity`` grades this case unlike the others."""
    return Found({**(known or {}), **facts}, severity, source)


@dataclass(frozen=True, eq=False)
class Rule:
    """One question to a plan. ``asks`` names what it asks about: a noun of ``subjects`` or a canonical role.

    ``says`` is the sentence of a finding, with the finding's facts as placeholders; where the cases need different
    sentences, a mapping from the fact ``reason`` to the sentence. ``bad`` and ``good`` are plans as text, from which
    the tests and the page in the manual are made. Calling the rule gives it its check: ``@rule``.
    """

    code: str
    severity: Severity
    version: int
    asks: str
    title: str
    says: str | Mapping[str, str]
    why: str
    remedy: str
    bad: str
    good: str
    check: Check = field(init=False, repr=False)

    def __call__(self, check: Check) -> Check:
        """Take the function that answers the question: (subject, snapshot, *, settings) → verdict."""
        # The decorator fills the only field that a frozen rule is born without.
        object.__setattr__(self, "check", check)
        return check

    @property
    def dimension(self) -> Dimension:
        """Return the dimension of coherence that the letter of the code stands for."""
        return LETTERS[self.code[0]]

    @property
    def settings(self) -> Mapping[str, Any]:
        """Return the settings that a methodology may override, with their defaults: the check's keyword arguments."""
        parameters = inspect.signature(self.check).parameters.values()
        return {p.name: p.default for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY}

    def sentence(self, facts: Mapping[str, Fact]) -> str:
        """Return the sentence for these facts, not yet filled in; the first where they are older than the others."""
        if isinstance(self.says, str):
            return self.says
        return self.says.get(str(facts.get("reason"))) or next(iter(self.says.values()))
