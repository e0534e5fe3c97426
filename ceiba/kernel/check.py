"""How a rule is used: what a methodology says of it, what an institution decided about it, and for which purpose."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from ceiba.kernel.finding import Dimension, Fact, Finding, Severity
from ceiba.kernel.law import LegalSource
from ceiba.kernel.money import Money

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MONEY = re.compile(r"(?P<amount>-?\d+(\.\d+)?) (?P<currency>[A-Z]{3})")


@dataclass(frozen=True, slots=True)
class Check:
    """How one rule of the catalogue is used: on or off, graded, with other settings, and the norm behind it."""

    rule: str
    enabled: bool = True
    severity: Severity | None = None
    settings: Mapping[str, Fact | Money] = field(default_factory=dict)
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What an institution decided about one rule; whatever it leaves out stays as the methodology has it.

    ``settings`` are pairs of a setting's name and its text, written as in a methodology («12.5», «true», «500.00 GTQ»).
    ``reason`` says why, ``source`` names the act or paper that decided it, ``since`` is the day.
    """

    rule: str
    enabled: bool | None = None
    severity: Severity | None = None
    settings: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    source: str = ""
    since: date | None = None

    def over(self, check: Check) -> Check:
        """Return how the rule is used once this is counted in."""
        own = {name: typed(text) for name, text in self.settings}
        return Check(
            rule=check.rule,
            enabled=check.enabled if self.enabled is None else self.enabled,
            severity=self.severity or check.severity,
            settings=MappingProxyType({**check.settings, **own}) if own else check.settings,
            source=check.source,
        )


@dataclass(frozen=True, slots=True)
class AuditProfile:
    """The purpose for which a plan is audited: which findings matter on that day.

    Those of its ``severities`` do, and all those of the dimensions in ``whole``, however mild.
    """

    key: str
    label: str
    purpose: str
    severities: tuple[Severity, ...] = ()
    whole: tuple[Dimension, ...] = ()

    def holds(self, finding: Finding) -> bool:
        """Tell whether a finding matters for this purpose."""
        return finding.severity in self.severities or finding.dimension in self.whole


def typed(text: str) -> Fact | Money:
    """Return a setting as what its text looks like: «true», «12.5», «12.50 GTQ», or words."""
    if text in {"true", "false"}:
        return text == "true"
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    money = _MONEY.fullmatch(text)
    return Money(Decimal(money["amount"]), money["currency"]) if money else text
