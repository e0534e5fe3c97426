"""A text that sets a deadline, and a target that falls due in another year."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.examples import result
from ceiba.rules.repeated import only_repeats
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_DEADLINE = re.compile(r"\b(?:para|al|hasta|antes de) (?:el )?(?:fin(?:es|al)? de(?:l)? )?(?:año )?(20\d\d)\b")
_MEASURED = """\
text: Para el 2030 más viviendas tienen agua segura.
indicators:
- {text: Viviendas, targets: {%s: 800}}
"""

rule = Rule(
    code="T012",
    severity=Severity.WARNING,
    version=2,
    asks="element",
    title=_("El plazo del texto no es el de la meta"),
    says={
        "differs": _("«%(element)s» pone el plazo en %(year)s, y la meta de «%(indicator)s» vence en %(target_year)s."),
        "past": _("«%(element)s» pone el plazo en %(year)s, y el plan empieza en %(start)s."),
    },
    why=_("Con dos plazos, la promesa vence en el que convenga; uno ya pasado no vence nunca."),
    remedy=_("Escriba el mismo año en la frase y en la meta."),
    bad=result(_MEASURED % 2032),
    good=result(_MEASURED % 2030),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of texts that name one deadline; of several years nobody can tell which is the target's.

    What an annual plan repeats has the deadline of the plan that it comes from, and is asked about there.
    """
    if only_repeats(element, plan):
        return NOT_ASKED
    years = {int(year) for year in _DEADLINE.findall(fold(element.text))}
    period = plan.plan_of(element).period
    dated = [(i, t.period.end_year) for i in plan.indicators_of(element) if (t := i.final_target) and t.period]
    if len(years) != 1 or (period is None and not dated):
        return NOT_ASKED
    (year,) = years
    if period is not None and year < period.start_year:
        return found(element=element.text, year=year, start=period.start_year, reason="past")
    if not dated or any(due == year for _indicator, due in dated):
        return PASS
    indicator, due = dated[0]
    return found(element=element.text, indicator=indicator.text, year=year, target_year=due, reason="differs")
