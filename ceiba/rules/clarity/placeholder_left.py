"""Finds: placeholder left."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.rule import PASS, Rule, Verdict, found
from ceiba.rules.subjects import Passage

_LEFT = re.compile(
    r"\bpor (?:definir|determinar|establecer|completar|confirmar)(?:se)?\s*(?=[.,;:)\]]|$)"
    r"|\b(?:pendiente de (?:definir|completar|redactar)|texto de ejemplo|insert[ae]r? aqu[ií]|escrib[ae]r? aqu[ií]"
    r"|haga clic (?:o pulse )?aqu[ií]|t\.?b\.?d\b|to be defined)"
    r"|(?<![\w.])[xX]{3,}(?![\w.])|(?<!\w)_{4,}(?!\w)|\.{8,}|[?¿]{3,}"
    r"|\[(?:nombre|fecha|indicar|completar|insertar|monto|meta|cargo|unidad)[^\]]*\]|<(?:nombre|fecha|indicar)[^>]*>",
    re.IGNORECASE,
)

rule = Rule(
    code="C015",
    severity=Severity.NOTICE,
    version=1,
    asks="passage",
    title=_("Quedó un hueco por llenar"),
    says=_("«%(subject)s» todavía dice «%(gap)s»."),
    why=_("Un plan que se aprueba con huecos promete algo que nadie decidió."),
    remedy=_("Escriba lo que falta, o quite la frase hasta que se decida."),
    bad=plan("elements:\n- {level: objetivo, code: O1, text: Atender a XXX familias con el servicio de agua.}\n"),
    good=plan("elements:\n- {level: objetivo, code: O1, text: Atender a 300 familias con el servicio de agua.}\n"),
)


@rule
def check(passage: Passage, plan: Snapshot) -> Verdict:
    """Ask of every text; «por definir» counts at the end of a phrase only: «por definir con la comunidad» says who."""
    match = _LEFT.search(passage.text)
    return found(gap=match[0].strip()) if match else PASS
