"""Money that pays a debt of earlier years and counts as the money of this year's goal."""

from ceiba.kernel.budget import BudgetLine
from ceiba.kernel.classifier import ClassifierUse, WrongKey
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_DEBT = (
    "deuda de años anteriores; deudas de años anteriores; deuda de ejercicios anteriores; deuda de arrastre; "
    "deudas de ejercicios anteriores; obligaciones de años anteriores; obligaciones de ejercicios anteriores; "
    "compromisos de años anteriores; cuentas por pagar de años anteriores; deuda flotante; pasivo circulante; "
    "obligaciones pendientes de pago; pago de deuda"
)

rule = Rule(
    code="F024",
    severity=Severity.WARNING,
    version=1,
    asks="budget_line",
    title=_("Deuda de años anteriores dentro del dinero de la meta"),
    says=_("El renglón «%(name)s» paga «%(debt)s» y figura como dinero de «%(served)s»."),
    why=_("Lo que paga una deuda vieja no produce nada este año: la meta parece financiada y no lo está."),
    remedy=_("Vincule el renglón a la actividad que paga la deuda, y busque dinero propio para la meta."),
    bad="""\
plans:
- kind: pom
  title: Plan de ejemplo
  elements:
  - {level: producto, code: P1, text: Familias con agua}
budget_lines:
- {id: b1, classifier: '12-01', name: Deuda de años anteriores, amounts: {current: 500}, serves: {element/P1: 1}}
""",
    good="""\
plans:
- kind: pom
  title: Plan de ejemplo
  elements:
  - {level: actividad, code: A1, text: Pago de deuda de años anteriores}
budget_lines:
- {id: b1, classifier: '12-01', name: Deuda de años anteriores, amounts: {current: 500}, serves: {element/A1: 1}}
""",
)


@rule
def check(line: BudgetLine, plan: Snapshot, *, words: str = _DEBT) -> Verdict:
    """Ask it of lines that name such a debt, themselves or by their classifier, and serve something of the plan.

    ``words`` are phrases, parted by semicolons; what is served and names the debt too is what it should be.
    """
    phrases = [fold(phrase) for phrase in words.split(";") if phrase.strip()]
    debt = _named((line.name, *_labels(line, plan)), phrases)
    if debt is None or not line.serves:
        return NOT_ASKED
    for share in line.serves:
        served = _text(share.subject, plan)
        if served is not None and _named((served,), phrases) is None:
            return found(name=line.name or line.classifier, debt=debt, served=served)
    return PASS


def _named(texts: tuple[str, ...], phrases: list[str]) -> str | None:
    return next((phrase for text in texts for phrase in phrases if f" {phrase} " in f" {fold(text)} "), None)


def _labels(line: BudgetLine, plan: Snapshot) -> tuple[str, ...]:
    """Return what the classifier calls the codes of a line; nothing where its key is not one of the classifier."""
    classifier = plan.methodology.classifier(ClassifierUse.EXPENDITURE)
    if classifier is None:
        return ()
    try:
        codes = classifier.read(line.classifier)
    except WrongKey:
        return ()
    return tuple(code.label for code in classifier.named(codes).values())


def _text(subject: str, plan: Snapshot) -> str | None:
    noun, _slash, identifier = subject.partition("/")
    if noun == "element" and (element := plan.element(identifier)):
        return element.text
    if noun == "project" and (project := plan.project(identifier)):
        return project.name
    return None
