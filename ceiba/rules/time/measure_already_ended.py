"""A plan that still answers to an emergency that ended before the plan began."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

# The World Health Organization declared the emergency of COVID-19 ended on 5 May 2023.
_ENDED = "covid 2023; coronavirus 2023; cuarentena 2023"

_YEAR = """\
plans:
- kind: poa
  title: Plan anual de Valle Alto
  period: 2025
  elements:
  - {level: accion, code: '1', text: Limpiar los mercados %s}
"""

rule = Rule(
    code="T011",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("Una emergencia que ya pasó"),
    says=_("«%(element)s» responde a «%(word)s», que terminó en %(year)s, y el plan empieza en %(start)s."),
    why=_("Un texto copiado de otro plan compromete gente y dinero con lo que ya no hace falta."),
    remedy=_("Quite lo que ya pasó, o diga qué queda por hacer de aquello y por qué."),
    bad=_YEAR % "según las medidas sanitarias por el COVID-19.",
    good=_YEAR % "todas las semanas.",
)


@rule
def check(element: Element, plan: Snapshot, *, ended: str = _ENDED) -> Verdict:
    """Ask of plans that began after an emergency of ``ended``: a word and the year of its end, by semicolon."""
    period = plan.plan_of(element).period
    over = [(word, year) for word, year in _measures(ended) if period is not None and period.start_year > year]
    if period is None or not over or not element.text:
        return NOT_ASKED
    text = f" {fold(element.text)} "
    named = next(((word, year) for word, year in over if f" {word} " in text), None)
    if named is None:
        return PASS
    return found(element=element.text, word=named[0], year=named[1], start=period.start_year)


def _measures(ended: str) -> list[tuple[str, int]]:
    entries = (entry.rpartition(" ") for entry in ended.split(";"))
    return [(fold(word), int(year)) for word, _blank, year in entries if word.strip() and year.strip().isdigit()]
