"""Finds: word spelled two ways."""

from collections.abc import Mapping

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.prose import spellings
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_SHOWN = 6

rule = Rule(
    code="C013",
    severity=Severity.NOTICE,
    version=1,
    asks="plan",
    title=_("Una palabra escrita de dos maneras"),
    says={
        "one": _("El texto escribe %(words)s."),
        "several": _("El texto escribe %(count)s palabras de dos maneras: %(words)s."),
    },
    why=_("Las búsquedas y los conteos por palabra salen incompletos, y el plan se ve descuidado."),
    remedy=_("Deje la forma correcta en todo el documento."),
    bad=plan("""\
elements:
- {level: objetivo, code: O1, text: Mejorar la gestión del agua y la gestión de los caminos.}
- {level: objetivo, code: O2, text: Ordenar la gestion del mercado y mejorar la gestión de la feria.}
"""),
    good=plan("""\
elements:
- {level: objetivo, code: O1, text: Mejorar la gestión del agua y la gestión de los caminos.}
- {level: objetivo, code: O2, text: Ordenar la gestión del mercado y publicar lo que el público pide.}
"""),
)


@rule
def check(subject: Plan, plan: Snapshot) -> Verdict:
    """Ask once of a whole document: a spelling used at least three times as often as another is taken for right."""
    told = index(plan, _pairs).get(subject.id)
    if told is None:
        return NOT_ASKED
    if not told:
        return PASS
    pairs = [f"«{other}» / «{usual}»" for other, usual in told[:_SHOWN]]
    return found(count=len(told), words="; ".join(pairs), reason="one" if len(told) == 1 else "several")


def _pairs(snapshot: Snapshot) -> Mapping[str, tuple[tuple[str, str], ...]]:
    return {snapshot.plans[0].id: spellings(snapshot)} if snapshot.plans else {}
