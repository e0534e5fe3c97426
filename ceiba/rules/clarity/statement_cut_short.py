"""Finds: statement cut short."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects import Passage
from ceiba.rules.wording import words

_SENTENCE = 5
_NEVER_LAST = words(
    "a al ante bajo con contra cuyo cuya de del desde durante e el en entre hacia hasta la las lo los mediante ni o "
    "para pero por que se segun sin sobre su sus tras u un una unas unos y como cada dicho dicha ha han respecto"
)
# An auxiliary verb directly before a parenthesis or a stop has lost its participle.
_GAP = re.compile(r"\b(se han?|se ha|han|de los|de las)\s*(?=[(.;,])")

rule = Rule(
    code="C001",
    severity=Severity.NOTICE,
    version=1,
    asks="passage",
    title=_("Un texto cortado a la mitad"),
    says={
        "open_parenthesis": _("«%(subject)s» abre un paréntesis que no se cierra: parece que falta el final."),
        "last_word": _("«%(subject)s» termina en «%(word)s»: parece que falta el final."),
        "gap": _("«%(subject)s» tiene un hueco después de «%(word)s»: parece que falta una parte."),
    },
    why=_("Una promesa sin su final no se puede comprobar, y suele perder la meta o el año."),
    remedy=_("Busque el texto completo en el documento de origen y complételo."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - level: resultado
    code: R1
    text: Para 2032 se ha ampliado el acceso al agua de las familias de
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - level: resultado
    code: R1
    text: Para 2032 se ha ampliado el acceso al agua de las familias rurales.
""",
)


@rule
def check(passage: Passage, plan: Snapshot) -> Verdict:
    """Ask of what states or promises something; names of plans, actors and units may end as they like."""
    if passage.noun not in ("element", "statement") or len(passage.text.split()) < _SENTENCE:
        return NOT_ASKED
    text = passage.text.rstrip()
    if gap := _GAP.search(text):
        return found(word=gap[1], reason="gap")
    last = fold(text.split()[-1])
    if text[-1] not in '.!?…»”"' and last in _NEVER_LAST:
        return found(word=last, reason="last_word")
    if text.count("(") > text.count(")"):
        return found(word=last, reason="open_parenthesis")
    return PASS
