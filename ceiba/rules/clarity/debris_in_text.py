"""Finds: debris in text."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import PASS, Rule, Verdict, found
from ceiba.rules.subjects import Passage

_DEBRIS = re.compile(
    r"¡?error!? ?\W? ?marcador no definido|error! bookmark not defined|#(?:ref|n/a|div/0|value|valor)[!¡?]?"
    r"|</?(?:ul|ol|li|br|p|div|span|td|tr|table|strong|em|b|i|font)\b[^>]*>|\[bookmark: [^\]]*\]|&(?:nbsp|amp|quot);"
    r"|lorem ipsum",
    re.IGNORECASE,
)

rule = Rule(
    code="C005",
    severity=Severity.NOTICE,
    version=1,
    asks="passage",
    title=_("Restos del procesador de texto dentro de una frase"),
    says=_("«%(subject)s» contiene «%(debris)s», un resto del archivo de origen."),
    why=_("Estos restos pasan a los informes y a la publicación."),
    remedy=_("Bórrelos; si reemplazaban una referencia, escríbala."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - level: resultado
    code: R1
    text: Ampliar la red según el cuadro ¡Error! Marcador no definido. del anexo.
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - level: resultado
    code: R1
    text: Ampliar la red según el cuadro 3 del anexo.
""",
)


@rule
def check(passage: Passage, plan: Snapshot) -> Verdict:
    """Ask of every text."""
    match = _DEBRIS.search(passage.text)
    return found(debris=match[0]) if match else PASS
