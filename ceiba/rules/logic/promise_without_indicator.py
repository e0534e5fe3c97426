"""Finds: promise without indicator."""

from collections.abc import Collection, Iterator, Mapping

from ceiba.kernel.finding import Fact, Severity
from ceiba.kernel.methodology import Level, Role
from ceiba.kernel.plan import Element, LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.indexes import index
from ceiba.rules.passes import elements_with_plan, parents, with_lines_above
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack
from ceiba.rules.together import together as told_together

_MEASURED = (Role.GOAL, Role.IMPACT, Role.OUTCOME)

rule = Rule(
    code="L001",
    severity=Severity.WARNING,
    version=2,
    asks="element",
    title=_("Un objetivo o resultado sin indicador"),
    says={
        "one": _(
            "«%(element)s» (%(level)s) no tiene ningún indicador, ni propio ni en los resultados que cuelgan de él."
        ),
        "many": _(
            "%(count)s de los %(total)s elementos de nivel %(level)s no tienen ningún indicador, ni propio ni en los "
            "resultados que cuelgan de ellos; el primero es «%(element)s»."
        ),
        "custom": _(
            "%(count)s de los %(total)s objetivos a los que la metodología no exige indicador no tienen ninguno; el "
            "primero es «%(element)s» (%(level)s)."
        ),
        "custom_none": _(
            "Ninguno de los %(total)s objetivos tiene indicador, que la metodología no exige; el primero es "
            "«%(element)s» (%(level)s)."
        ),
        "none": _(
            "Ninguno de los %(total)s elementos de nivel %(level)s tiene indicador; el primero es «%(element)s»."
        ),
    },
    why=_("Lo que no se mide no se puede dar por cumplido ni por incumplido."),
    remedy=_("Añada un indicador con línea base, unidad y meta."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 el plan de ordenamiento está aprobado.
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 más viviendas tienen agua segura.
    indicators:
    - {text: Viviendas con agua segura, measure_unit: viviendas, targets: {2032: 800}}
""",
)


@rule
def check(element: Element, plan: Snapshot, *, together: int = 4) -> Verdict:
    """Ask of goals and outcomes; a goal may be measured by its outcomes. Where the level needs none, it is a notice.

    From ``together`` of one level of a plan on, they are told as one; so are all that only custom measures.
    """
    level = plan.level(element)
    if level is None or (level.role not in _MEASURED and not level.minimum_indicators):
        return NOT_ASKED
    lacking = index(plan, _unmeasured).get(element.id)
    if lacking is None:
        return PASS
    # A goal of a level that the methodology asks for no indicator is measured by custom, not by duty.
    mild = Severity.NOTICE if _is_custom(level) else None
    known: dict[str, Fact] = {"element": element.text, "level": level.term}
    if lacking.count < together:
        return found(known, reason="one", severity=mild)
    if lacking.first != element.id:
        return NOT_ASKED
    reason = lacking.reason if mild is None else "custom_none" if lacking.reason == "none" else "custom"
    return found(known, count=lacking.count, total=lacking.total, reason=reason, severity=mild)


def _is_custom(level: Level) -> bool:
    return level.role is Role.GOAL and not level.minimum_indicators


def _unmeasured(snapshot: Snapshot) -> Mapping[str, Lack]:
    """Return the elements that nothing measures; a goal is measured by whatever hangs from it, others by their own.

    What an annual plan repeats is measured where it was promised, also in years for which nothing is programmed.
    """
    own = {indicator.element for indicator in snapshot.indicators}
    own |= set(_repeating(snapshot, own))
    measured = with_lines_above(parents(snapshot), own)
    levels = {level.key: level for level in snapshot.methodology.levels}
    goals = {key for key, level in levels.items() if level.role is Role.GOAL}
    custom = {key for key, level in levels.items() if _is_custom(level)}
    return told_together(
        (
            # All that only custom measures is counted together; the rest by plan and level.
            "" if element.level in custom else (plan.id, element.level),
            element.id,
            element.id not in (measured if element.level in goals else own),
        )
        for plan, element in elements_with_plan(snapshot)
    )


def _repeating(snapshot: Snapshot, measured: Collection[str | None]) -> Iterator[str]:
    repeats = (link for link in snapshot.links if link.kind is LinkKind.REPEATS)
    ends = ((link.origin.partition("/"), link.destination.partition("/")) for link in repeats)
    return (one[2] for one, other in ends if one[0] == "element" and other[2] in measured)
