"""Finds: debris in text."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import PASS, Rule, Verdict, found
from ceiba.rules.subjects import Passage

_DEBRIS = re.compile(
    r"¡?error!? ?\W? ?marcador no definido|error! bookmark not defined"
    r"|#[¡¿]?(?:ref|n/[ad]|div/0|value|valor)\b[!?¡]?|#[¡¿]?(?:name|nombre|num)[!?]"
    r"|</?(?:ul|ol|li|br|p|div|span|td|tr|table|strong|em|b|i|font)\b[^>]*>|\[bookmark: [^\]]*\]|&(?:nbsp|amp|quot);"
    r"|lorem ipsum",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"\b[a-záéíóúñ]{2,}- (?!(?:y|o|e|u|ni|a)\b)[a-záéíóúñ]{2,}")
_DOUBLED = re.compile(r"\b(de|del|la|las|el|los|en|que|para|por|con|al|una|un|se|su|sus|y) \1\b", re.IGNORECASE)
_STUTTER = re.compile(r"\b[a-záéíóúñ]*([a-zñ])\1\1[a-záéíóúñ]*\b", re.IGNORECASE)
_NO_STUTTER = re.compile(r"www\w*|[ivxlc]+", re.IGNORECASE)

rule = Rule(
    code="C005",
    severity=Severity.NOTICE,
    version=2,
    asks="passage",
    title=_("Restos del procesador de texto dentro de una frase"),
    says={
        "debris": _("«%(subject)s» contiene «%(debris)s», un resto del archivo de origen."),
        "broken": _("«%(subject)s» trae una palabra cortada: «%(debris)s»."),
        "doubled": _("«%(subject)s» repite una palabra: «%(debris)s»."),
        "stutter": _("«%(subject)s» repite una letra: «%(debris)s»."),
    },
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
    """Ask of every text: marks of the word processor, words cut by a hyphen, words and letters that came twice."""
    text = passage.text
    if match := _DEBRIS.search(text):
        return found(debris=match[0], reason="debris")
    if match := _BROKEN.search(text):
        return found(debris=match[0], reason="broken")
    if match := _DOUBLED.search(text):
        return found(debris=match[0], reason="doubled")
    stutter = next((m[0] for m in _STUTTER.finditer(text) if not _NO_STUTTER.fullmatch(m[0])), None)
    return found(debris=stutter, reason="stutter") if stutter else PASS
