"""Finds: institution misnamed."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects import Passage

rule = Rule(
    code="C003",
    severity=Severity.NOTICE,
    version=2,
    asks="passage",
    title=_("Una institución con un nombre que no es el suyo"),
    says=_("Dice «%(mistaken)s»; la institución se llama «%(right)s»."),
    why=_("Un nombre equivocado resta seriedad al plan y confunde a quien deba responder."),
    remedy=_("Corrija el nombre."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  stakeholders:
  - {name: Secretaría de Planificación General para la Presidencia, role: Asesoría}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  stakeholders:
  - {name: Secretaría de Planificación y Programación de la Presidencia, role: Asesoría}
""",
)


@rule
def check(passage: Passage, plan: Snapshot) -> Verdict:
    """Ask of every text, where the dictionary knows mistaken names."""
    known = [i for i in plan.methodology.institutions if i.mistaken_names]
    if not known:
        return NOT_ASKED
    text = f" {fold(passage.text)} "
    for institution in known:
        for mistaken in institution.mistaken_names:
            if f" {fold(mistaken)} " in text and f" {fold(institution.name)} " not in text:
                return found(mistaken=mistaken, right=institution.name, acronym=institution.acronym)
    return PASS
