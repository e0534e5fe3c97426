"""What an institution decided about the rules of the audit, as the snapshot carries it."""

from django.utils import timezone

from ceiba.institutions.models import Institution, RuleSetting
from ceiba.kernel.check import RuleSetting as RuleSettingValue
from ceiba.kernel.finding import Severity
from ceiba.rules.catalogue import rules


def rule_settings(institution: Institution) -> tuple[RuleSettingValue, ...]:
    """Return the decisions by rule: one query. A rule or a setting that a later catalogue no longer has is left out."""
    known = {rule.code: frozenset(rule.settings) for rule in rules()}
    rows = RuleSetting.objects.of(institution).order_by("key")
    return tuple(value_of(row, known[row.key]) for row in rows if row.key in known)


def value_of(row: RuleSetting, names: frozenset[str]) -> RuleSettingValue:
    """Return a decision as the kernel's value, with the settings that its rule has."""
    return RuleSettingValue(
        rule=row.key,
        enabled=row.enabled,
        severity=Severity(row.severity) if row.severity else None,
        settings=tuple((name, text) for name, text in row.settings if name in names),
        reason=row.reason,
        source=row.source,
        since=timezone.localdate(row.at),
    )
