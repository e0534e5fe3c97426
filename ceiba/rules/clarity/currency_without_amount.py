"""Finds: currency without amount."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects import Passage

_SIGN = re.compile(
    r"(?<![\w$])(?:(?P<code>US\$|USD|GTQ|PEN|COP|MXN|HNL|BOB|PYG|CRC)|(?P<sign>(?:Q|S/|Bs|RD\$|C\$|L)\.(?=\s|$)|\$))"
    r"(?P<after>\s*[.,]?\s*-?\d|\s*\(|\w)?"
)

rule = Rule(
    code="C016",
    severity=Severity.NOTICE,
    version=1,
    asks="passage",
    title=_("Una moneda sin su cantidad"),
    says=_("«%(subject)s» escribe «%(sign)s» y no dice cuánto."),
    why=_("La cifra se perdió al copiar o nunca se decidió; quien lea el plan no sabrá cuánto cuesta."),
    remedy=_("Escriba el monto, o quite el signo de moneda."),
    bad=plan(
        "elements:\n- {level: objetivo, code: O1, text: Construir el mercado con un monto de Q. de ingresos propios.}\n"
    ),
    good=plan(
        "elements:\n- {level: objetivo, code: O1, text: 'Construir el mercado con Q. 250,000 de ingresos propios.'}\n"
    ),
)


@rule
def check(passage: Passage, plan: Snapshot) -> Verdict:
    """Ask of texts with a sign or code of a currency; one in parentheses names a unit and needs no amount."""
    asked = False
    for match in _SIGN.finditer(passage.text):
        asked = True
        before = passage.text[: match.start()].rstrip()
        aside = before.endswith(("(", "en", "de dólares", "millones de", "miles de")) or before[-1:].isdigit()
        if match["after"] is None and not aside:
            return found(sign=match["code"] or match["sign"])
    return PASS if asked else NOT_ASKED
