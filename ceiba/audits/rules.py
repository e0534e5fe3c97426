"""The verbs of whoever decides how the rules are used here: change one with its reason, and take the change back."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.exchange.language import translator
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution, RuleSetting
from ceiba.institutions.verbs import Part, Refused, changed, noted, verb
from ceiba.kernel.check import RuleSetting as RuleSettingValue
from ceiba.kernel.finding import Severity
from ceiba.rules.catalogue import rule_of
from ceiba.rules.settings import faults
from ceiba.rules.usage import rule_use
from ceiba.snapshots import services as snapshots


@verb("rule.set", needs="rules.manage", touches=[Part.RULES])
def set_rule(
    actor: Actor,
    code: str,
    *,
    reason: str,
    source: str,
    enabled: bool | None = None,
    severity: str | None = None,
    settings: Mapping[str, str] | None = None,
) -> RuleSetting:
    """Decide how a rule is used here: on or off, its severity, its settings as texts; the rest stays as it was usual.

    What is given as it is usual anyway is no decision. ``Refused`` where nothing would differ, for a value out of its
    bounds, and without a reason and the act that it comes from.
    """
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    wanted = _differing(here, code, enabled, severity, dict(settings or {}), reason.strip(), source.strip())
    wrong = [translator(get_language() or "es")(text) for text in faults(wanted)]
    if wrong:
        raise Refused(" ".join(wrong))
    before = RuleSetting.objects.of(here).filter(key=code).first()
    row = before or RuleSetting(institution=here, key=code)
    told = _told(before)
    row.enabled, row.severity = wanted.enabled, wanted.severity.value if wanted.severity else ""
    row.settings = [list(pair) for pair in wanted.settings]
    row.reason, row.source, row.decided_by, row.at = wanted.reason, wanted.source, actor.person, timezone.now()
    row.save()
    changed(f"rule/{code}", told, _told(row))
    noted(wanted.reason)
    return row


@verb("rule.reset", needs="rules.manage", touches=[Part.RULES])
def reset_rule(actor: Actor, code: str, *, reason: str = "") -> None:
    """Use a rule again as the methodology and the rule itself say; the decision stays in the history."""
    row = RuleSetting.objects.of(actor.institution).filter(key=code).select_for_update().first()
    if row is None:
        raise Refused(_("La regla ya se usa como es usual."))
    told = _told(row)
    changed(f"rule/{code}", told, dict.fromkeys(told or {}))
    noted(reason.strip())
    row.delete()


def _differing(
    here: Institution,
    code: str,
    enabled: bool | None,
    severity: str | None,
    settings: dict[str, str],
    reason: str,
    source: str,
) -> RuleSettingValue:
    """Return the decision without what is usual anyway."""
    try:
        use = rule_use(rule_of(code), snapshots.current(here))
    except KeyError:
        return RuleSettingValue(code)
    usual = {parameter.name: held.usual for parameter, held in use.settings}
    usual_on = use.enabled.usual == "true"
    return RuleSettingValue(
        rule=code,
        enabled=None if enabled is usual_on else enabled,
        severity=Severity(severity) if severity and severity != use.severity.usual else None,
        settings=tuple((name, text.strip()) for name, text in settings.items() if text.strip() != usual.get(name)),
        reason=reason,
        source=source,
    )


def _told(row: RuleSetting | None) -> dict[str, object] | None:
    """Return a decision as the history tells it."""
    if row is None:
        return None
    shown = {"enabled": row.enabled, "severity": row.severity or None, "reason": row.reason, "source": row.source}
    return shown | {"settings": ", ".join(f"{name}={text}" for name, text in row.settings) or None}
