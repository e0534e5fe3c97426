"""Finds: date impossible."""

import re
from calendar import monthrange

from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects import Passage

_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d{2})(?![\d/-])")
_WORDED = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s+de\s+({'|'.join(_MONTHS)}|setiembre)(?:\s+(?:de|del)\s+(?:año\s+)?((?:19|20)\d{{2}}))?",
    re.IGNORECASE,
)
_LEAP = 2024  # a year with 29 February, for dates that name none

rule = Rule(
    code="C014",
    severity=Severity.NOTICE,
    version=1,
    asks="passage",
    title=_("Una fecha que no existe"),
    says=_("«%(subject)s» dice «%(date)s», y ese día no existe."),
    why=_("Un plazo imposible no vence nunca; suele ser un error de copia que esconde la fecha verdadera."),
    remedy=_("Escriba la fecha que corresponde."),
    bad=plan(
        "elements:\n- {level: objetivo, code: O1, text: Entregar el padrón de usuarios el 31 de abril de 2026.}\n"
    ),
    good=plan(
        "elements:\n- {level: objetivo, code: O1, text: Entregar el padrón de usuarios el 30 de abril de 2026.}\n"
    ),
)


@rule
def check(passage: Passage, plan: Snapshot) -> Verdict:
    """Ask of texts with a whole date; where day and month may have changed places, either order will do."""
    asked = False
    for match in _NUMERIC.finditer(passage.text):
        day, month, year = (int(part) for part in match.groups())
        asked = True
        if not (_exists(day, month, year) or _exists(month, day, year)):
            return found(date=match[0])
    for match in _WORDED.finditer(passage.text):
        asked = True
        name = match[2].lower().replace("setiembre", "septiembre")
        if not _exists(int(match[1]), _MONTHS.index(name) + 1, int(match[3] or _LEAP)):
            return found(date=match[0])
    return PASS if asked else NOT_ASKED


def _exists(day: int, month: int, year: int) -> bool:
    return 1 <= month <= len(_MONTHS) and 1 <= day <= monthrange(year, month)[1]
