"""The shortest ways to a proposal in tests: a document is brought in and read, as the worker would."""

from ceiba.exchange.examples import content
from ceiba.institutions.models import Job
from ceiba.intake import services
from ceiba.intake.models import Proposal
from ceiba.intake.reading import read
from ceiba.intake.review import Review, review_of
from ceiba.snapshots.services import current
from tests.people import METHODOLOGY, Office

EXAMPLE = "valle-alto.txt"
AXES = """PLAN DE DESARROLLO MUNICIPAL Y ORDENAMIENTO TERRITORIAL 2020-2032
EJES
EJE 1: Vida sana
EJE 2: Territorio ordenado

TEMÁTICA
Agua segura
OBJETIVO
Ampliar el acceso de las familias al agua segura.
"""


def example() -> bytes:
    """Return the bytes of the invented plan, as torn out of a document."""
    return content(EXAMPLE)


def bring(
    office: Office,
    text: bytes | str | None = None,
    *,
    name: str = "plan.txt",
    methodology: str = METHODOLOGY,
    who: str = "planner",
) -> Proposal:
    """Return the proposal of a document that was brought in and read."""
    given = example() if text is None else text.encode() if isinstance(text, str) else text
    row = services.receive(office.actor(who), name, given, methodology)
    read(office.actor(who), proposal=row.pk, progress=lambda _done, _steps, _words: None)
    Job.objects.filter(pk=row.job_id).update(state=Job.State.DONE)
    return again(row)


def again(row: Proposal) -> Proposal:
    """Return a proposal as it stands in the table now."""
    return Proposal.objects.get(pk=row.pk)


def review(office: Office, row: Proposal) -> Review:
    """Return the review of a proposal against the plan as it is now."""
    return review_of(again(row), current(office.institution))
