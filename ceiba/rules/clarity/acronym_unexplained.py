"""Finds: acronym unexplained."""

from collections.abc import Mapping

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, unaccented
from ceiba.rules.acronyms import unexplained, written
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.prose import sentences
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_SHOWN = 8

rule = Rule(
    code="C010",
    severity=Severity.NOTICE,
    version=1,
    asks="plan",
    title=_("Siglas que nadie explica"),
    says={
        "one": _("El texto usa «%(acronyms)s» y no dice qué significa."),
        "several": _("El texto usa %(count)s siglas que no explica: %(acronyms)s."),
    },
    why=_("Quien no es de la institución no las entiende, y el plan es público."),
    remedy=_("Escriba el nombre completo la primera vez: «Comisión Vial de Aldeas (CVA)»."),
    bad=plan("elements:\n- {level: objetivo, code: O1, text: Mejorar el trabajo de la CVA con las aldeas.}\n"),
    good=plan("""\
elements:
- {level: objetivo, code: O1, text: Mejorar el trabajo de la Comisión Vial de Aldeas (CVA) con las aldeas.}
- {level: objetivo, code: O2, text: Ampliar el trabajo de la CVA.}
"""),
)


@rule
def check(subject: Plan, plan: Snapshot, *, known: str = "") -> Verdict:
    """Ask once of a whole document with acronyms; ``known`` are those that every reader of the institution knows."""
    told = index(plan, _acronyms).get(subject.id)
    if told is None:
        return NOT_ASKED
    left = [acronym for acronym in told if acronym not in unaccented(known).split()]
    if not left:
        return PASS
    shown = ", ".join(left[:_SHOWN]) + ("…" if len(left) > _SHOWN else "")
    return found(count=len(left), acronyms=shown, reason="one" if len(left) == 1 else "several")


def _acronyms(snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """Return the unexplained acronyms under the first plan, the most used first; nothing where none stands."""
    if not snapshot.plans or not any(map(written, sentences(snapshot))):
        return {}
    found = unexplained(snapshot)
    return {snapshot.plans[0].id: tuple(sorted(found, key=lambda acronym: -found[acronym]))}
