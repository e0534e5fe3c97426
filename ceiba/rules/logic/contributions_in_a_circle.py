"""Elements that contribute to one another in a circle, so that each is counted in itself."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import _
from ceiba.rules.chains import circles
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.wording import shortened

_CHAIN = plan("""\
elements:
- {level: objetivo, code: O1, text: Ampliar el acceso al agua segura.}
- {level: resultado, code: R1, parent: O1, text: Más viviendas tienen agua segura.}
- {level: objetivo, code: O2, text: Mejorar la salud de las familias.}
""")

rule = Rule(
    code="L009",
    severity=Severity.ERROR,
    version=1,
    asks="element",
    title=_("Contribuciones en círculo"),
    says=_("«%(element)s» termina contribuyendo a sí mismo: %(circle)s."),
    why=_("En un círculo cada elemento se cuenta dentro de sí: su avance y su dinero suman más de una vez."),
    remedy=_("Diga cuál de ellos produce al otro y quite el vínculo que vuelve hacia abajo."),
    bad=_CHAIN + "links:\n- {kind: contributes, origin: element/O1, destination: element/R1}\n",
    good=_CHAIN + "links:\n- {kind: contributes, origin: element/R1, destination: element/O2}\n",
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of elements that work for another, by hanging from it or by a link; the first of a circle answers for it."""
    if element.parent is None and not plan.links_from(address("element", element.id)):
        return NOT_ASKED
    circle = index(plan, circles).get(element.id)
    if circle is None:
        return PASS
    names = [step.code or shortened(step.text, 40) for step in (*circle, circle[0])]
    return found(element=element.text, circle=" → ".join(names), count=len(circle))
