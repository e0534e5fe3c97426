"""The institutions that Ceiba was conceived from, their example plans accepted, approved and published by verbs."""

from ceiba.approvals import services as approvals
from ceiba.approvals.questions import questions
from ceiba.audits import services as audits
from ceiba.exchange.examples import content
from ceiba.institutions import services
from ceiba.institutions.models import Institution
from ceiba.institutions.permissions import Role
from ceiba.intake import acceptance
from ceiba.intake import services as intake
from ceiba.intake.reading import read
from ceiba.plans.models import Plan
from ceiba.publications.models import Publication
from ceiba.publications.services import publish
from ceiba.snapshots.services import current
from tests.people import Office, person

SEEDS = {
    "prefectura-lotaip.yaml": (Institution.Kind.PROVINCIAL, "EC", "ec.gad@2024", "es-EC"),
    "municipalidad-mixco.yaml": (Institution.Kind.MUNICIPALITY, "GT", "gt.municipalidad@2023", "es-GT"),
    "gobernacion-departamental.yaml": (Institution.Kind.DEPARTMENTAL, "GT", "gt.gobernacion@2024", "es-GT"),
}
UNTIL = "2024"


def seed(name: str) -> Office:
    """Return an institution of a seed with its people, and its example plan accepted."""
    kind, country, methodology, locale = SEEDS[name]
    slug = name.removesuffix(".yaml")
    boss = person(f"administrator@{slug}.example", "Ada Administradora")
    here = services.found(
        boss, slug=slug, name=f"Institución de {slug}", kind=kind, country=country, methodology=methodology,
        locale=locale,
    )  # fmt: skip
    office = Office(here, {"administrator": boss})
    for role in (Role.PLANNER, Role.REVIEWER, Role.UNIT_HEAD):
        office.people[role.value] = person(f"{role.value}@{slug}.example", f"Persona {role.value}")
        services.assign(office.actor("administrator"), office.people[role.value], role)
    planner = office.actor("planner")
    row = intake.receive(planner, name, content(name), methodology)
    read(planner, proposal=row.pk, progress=lambda _done, _steps, _words: None)
    row.refresh_from_db()
    acceptance.accept(planner, row)
    return office


def approved(office: Office) -> list[str]:
    """Have every plan sent, its findings answered and itself approved, by three people; return the plans' keys."""
    planner, reviewer = office.actor("planner"), office.actor("reviewer")
    plans = list(Plan.objects.of(office.institution))
    for plan in plans:
        approvals.submit(planner, plan)
    for plan in plans:
        audits.refresh(office.actor("administrator"))
        asked = questions(office.institution, current(office.institution), plan.key)
        stopping = [*asked.errors, *asked.unanswered]
        if stopping:
            audits.justify(planner, stopping, reason="Así está en el documento que se publicó")
        approvals.approve(reviewer, plan)
    return [plan.key for plan in plans]


def published(name: str) -> tuple[Office, Publication]:
    """Return a seed's institution with everything that its example says made public."""
    office = seed(name)
    return office, publish(office.actor("reviewer"), plans=approved(office), until=UNTIL)
