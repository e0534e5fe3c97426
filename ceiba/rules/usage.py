"""How a rule is used in one snapshot, and where each of its values comes from: rule, methodology or institution."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ceiba.kernel.check import RuleSetting
from ceiba.kernel.law import LegalSource
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import Rule
from ceiba.rules.settings import Parameter, parameters, text_of


class Origin(StrEnum):
    """Where a value in force comes from."""

    RULE = "rule"
    METHODOLOGY = "methodology"
    INSTITUTION = "institution"


ORIGINS = {
    Origin.RULE: _("de la regla"),
    Origin.METHODOLOGY: _("de la metodología"),
    Origin.INSTITUTION: _("de la institución"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A value in force, as text, with what it would be without the institution's decision."""

    value: str
    usual: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule as it is used here. ``norm`` is what the methodology names, ``decided`` what the institution did."""

    rule: Rule
    enabled: Held
    severity: Held
    settings: tuple[tuple[Parameter, Held], ...]
    norm: LegalSource | None
    decided: RuleSetting | None

    @property
    def is_on(self) -> bool:
        """Tell whether the rule asks at all."""
        return self.enabled.value == "true"

    @property
    def is_unusual(self) -> bool:
        """Tell whether anything differs from the rule's own values."""
        held = (self.enabled, self.severity, *(one for _parameter, one in self.settings))
        return any(one.origin is not Origin.RULE for one in held)


def rule_use(rule: Rule, snapshot: Snapshot) -> RuleUse:
    """Return how a rule is used in a snapshot."""
    usual, decided = snapshot.methodology.check(rule.code), snapshot.rule_setting(rule.code)
    own: Mapping[str, str] = dict(decided.settings) if decided else {}
    enabled = text_of(decided.enabled) if decided and decided.enabled is not None else None
    severity = decided.severity.value if decided and decided.severity else None
    by_norm = {name: text_of(value) for name, value in usual.settings.items()}
    return RuleUse(
        rule=rule,
        enabled=_held("true", None if usual.enabled else "false", enabled),
        severity=_held(rule.severity.value, usual.severity.value if usual.severity else None, severity),
        settings=tuple((p, _held(p.default, by_norm.get(p.name), own.get(p.name))) for p in parameters(rule)),
        norm=usual.source,
        decided=decided,
    )


def _held(default: str, by_norm: str | None, own: str | None) -> Held:
    usual = default if by_norm is None else by_norm
    if own is not None:
        return Held(own, usual, Origin.INSTITUTION)
    return Held(usual, usual, Origin.RULE if by_norm is None else Origin.METHODOLOGY)
