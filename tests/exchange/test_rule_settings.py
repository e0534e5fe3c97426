"""What an institution decided about rules, as text: a key of the plan, a file of its own, mistakes told by line."""

from datetime import date

import pytest

from ceiba.exchange import rule_settings
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.examples import content
from ceiba.exchange.readers import plan_text
from ceiba.kernel.check import RuleSetting
from ceiba.kernel.finding import Severity
from ceiba.rules.engine import audit
from tests import cast

FILE = """
profile: approval
rules:
- rule: E003
  settings: {times: 20}
  reason: La línea base es de un año de sequía.
  source: Acta 14-2026
  since: 2026-03-02
- {rule: C006, enabled: false, severity: error, reason: Los nombres los pone el ministerio., source: Oficio 88-2026}
"""


def test_a_file_is_read_whole() -> None:
    found = rule_settings.read("ajustes.yaml", FILE.encode())
    reason = "La línea base es de un año de sequía."
    assert found.profile == "approval"
    assert found.rules == (
        RuleSetting("E003", None, None, (("times", "20"),), reason, "Acta 14-2026", date(2026, 3, 2)),
        RuleSetting("C006", False, Severity.ERROR, (), "Los nombres los pone el ministerio.", "Oficio 88-2026"),
    )


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("Z999", "E003", "ajustes.yaml:4: No hay ninguna regla «Z999»"),
        ("times: 20", "times: 1", "no puede bajar de 2"),
        ("times: 20", "times: 5000", "no puede pasar de 1000"),
        ("times: 20", "times: muchas", "número entero"),
        ("times: 20", "veces: 20", "E003 no tiene el ajuste «veces»"),
        ("La línea base es de un año de sequía.", "sí", "10 letras"),
        ("Acta 14-2026", "' '", "de dónde sale la decisión"),
        ("enabled: false, severity: error, ", "", "no se dice qué cambia"),
        ("rule: C006", "rule: E003, settings: {times: 9}", "la regla E003 está dos veces"),
        ("profile: approval", "perfil: approval", "perfil"),
        ("rules:", "rules: [", "YAML"),
    ],
)
def test_what_no_rule_can_follow_is_told(wrong: str, right: str, told: str) -> None:
    text = FILE.replace(right, wrong, 1) if wrong == "Z999" else FILE.replace(wrong, right, 1)
    with pytest.raises(UnusableDocument) as error:
        rule_settings.read("ajustes.yaml", text.encode())
    assert told in str(error.value)


def test_a_plan_as_text_carries_the_decisions_and_the_audit_follows_them() -> None:
    plain = cast.valle_alto()
    text = (
        content("valle-alto.yaml").decode() + "\nrule_settings:" + FILE.partition("rules:")[2].replace("C006", "L001")
    )
    decided = plan_text.read("plan.yaml", text.encode()).snapshot
    assert "L001" in {finding.rule for finding in audit(plain).findings}
    assert "L001" not in {finding.rule for finding in audit(decided).findings}
    assert "L001" not in audit(decided).asked
