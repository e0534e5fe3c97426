"""Money left over from earlier years that stands among the income of the year."""

import re
from functools import lru_cache

from ceiba.kernel.budget import FundingSource
from ceiba.kernel.classifier import ClassifierUse, WrongKey
from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_BALANCE = (
    "saldo de caja; saldos de caja; saldo en caja; saldos en caja; caja y bancos; saldo de años anteriores; "
    "saldos de años anteriores; saldo de ejercicios anteriores; saldos de ejercicios anteriores; "
    "disponibilidad de años anteriores; remanente de años anteriores; superavit de años anteriores"
)
_KEY = re.compile(r"\d{2}(?:-\d+)+")

rule = Rule(
    code="F021",
    severity=Severity.WARNING,
    version=1,
    asks="funding",
    title=_("Saldo de caja contado como ingreso del año"),
    says=_("«%(name)s» (%(amount)s) es dinero de años anteriores y está entre los ingresos del año."),
    why=_("Lo que sobró una vez no vuelve a entrar: el año siguiente faltará, y la recaudación parecerá mayor."),
    remedy=_("Marque la fuente como saldo de años anteriores, o aparte de ella lo que sí entra este año."),
    bad="""\
funding:
- {id: f1, name: Saldo de caja de ingresos propios, amount: 1000.00}
""",
    good="""\
funding:
- {id: f1, name: Saldo de caja de ingresos propios, amount: 1000.00, carried_over: true}
""",
)


@rule
def check(funding: FundingSource, plan: Snapshot, *, words: str = _BALANCE) -> Verdict:
    """Ask it of sources that name a balance or carry its code; ``words`` are phrases, parted by semicolons."""
    name = f" {fold(funding.name)} "
    named = any(f" {phrase} " in name for phrase in _phrases(words))
    if not named and not _has_code(funding.name, plan.methodology):
        return NOT_ASKED
    return PASS if funding.carried_over else found(name=funding.name, amount=funding.amount.amount)


@lru_cache(maxsize=64)
def _phrases(listed: str) -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in listed.split(";") if phrase.strip())


def _has_code(name: str, methodology: Methodology) -> bool:
    """Tell whether a name carries the key of a source («32-0101-0001») that the classifier knows for a balance."""
    classifier, key = methodology.classifier(ClassifierUse.SOURCE), _KEY.search(name)
    if classifier is None or key is None:
        return False
    try:
        codes = classifier.read(key[0])
    except WrongKey:
        return False
    return any(code.carried_over for code in classifier.named(codes).values())
