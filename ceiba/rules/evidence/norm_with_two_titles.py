"""One norm cited under two different titles."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Citation
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.norms import right_number, right_titles, same_title
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="E001",
    severity=Severity.WARNING,
    version=1,
    asks="citation",
    title=_("Una norma con dos nombres"),
    says=_("%(norm)s %(number)s se llama «%(title)s» y también «%(other)s»."),
    why=_("Uno de los dos nombres cita una ley que no es; la base legal queda mal fundada."),
    remedy=_("Verifique el número de cada ley en su publicación oficial."),
    bad=plan("""\
citations:
- {norm: decreto, number: '1-2001', title: Ley de Aguas}
- {norm: decreto, number: '1-2001', title: Ley de Caminos Vecinales}
"""),
    good=plan("""\
citations:
- {norm: decreto, number: '1-2001', title: Ley de Aguas}
- {norm: decreto, number: '1-2001', title: Ley de aguas}
"""),
)


@rule
def check(citation: Citation, plan: Snapshot) -> Verdict:
    """Ask it of norms cited by title more than once; where the dictionary knows the title, the wrong one says it."""
    namesakes = tuple(other for other in plan.citations_of(citation) if other.title)
    others = [other for other in namesakes if not same_title(other.title, citation.title)]
    if len(namesakes) < 2 or not citation.title:
        return NOT_ASKED
    right = right_titles(citation, plan)
    mistaken = not any(same_title(citation.title, title) for title in right) if right else namesakes[0] != citation
    if not others or not mistaken:
        return PASS
    return found(
        norm=citation.norm,
        number=citation.number,
        title=citation.title,
        other=others[0].title,
        right=right[0] if right else None,
        right_number=right_number(citation, plan),
    )
