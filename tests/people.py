"""The people of the invented institution, each with their role, and an outsider who must see nothing of it.

They are made through services, as in an office; tests take them from the fixture ``office``.
"""

from dataclasses import dataclass, field

from django.test import Client

from ceiba.institutions import services
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution, Person, Unit
from ceiba.institutions.permissions import Role
from ceiba.kernel.unit import Unit as UnitValue

PASSWORD = "sembrar-una-ceiba"
METHODOLOGY = "gt.municipalidad@2023"
UNITS = (
    UnitValue("despacho", "Despacho municipal", "01"),
    UnitValue("planificacion", "Dirección de planificación", "02", parent="despacho"),
    UnitValue("aguas", "Dirección de aguas", "03", parent="despacho"),
)


def person(email: str, name: str) -> Person:
    """Return a new person who signs in with ``PASSWORD``."""
    return Person.objects.create_user(email, PASSWORD, name=name)


@dataclass
class Office:
    """An institution with one person a role; unit head and clerk hold theirs in ``aguas``, the rest everywhere."""

    institution: Institution
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """Return the institution's part of every address."""
        return self.institution.slug

    def actor(self, who: str = "planner") -> Actor:
        """Return somebody as they stand today."""
        return Actor.of(self.people[who], self.institution)

    def client(self, who: str = "planner") -> Client:
        """Return a browser without script in which somebody has signed in; «nobody» has not."""
        client = Client()
        if who != "nobody":
            client.force_login(self.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def unit(self, key: str) -> Unit:
        """Return a unit by its key."""
        return Unit.objects.get(institution=self.institution, key=key)


def office(slug: str = "valle-alto", name: str = "Municipalidad de Valle Alto") -> Office:
    """Return a new invented institution with its units and people, and an outsider who belongs to another one."""
    boss = person(f"administrator@{slug}.example", "Ada Administradora")
    here = services.found(
        boss,
        slug=slug,
        name=name,
        kind=Institution.Kind.MUNICIPALITY,
        country="GT",
        methodology=METHODOLOGY,
        locale="es-GT",
        invented=True,
    )
    made = Office(here, {"administrator": boss})
    services.adopt_units(made.actor("administrator"), UNITS)
    for role in Role:
        if role is not Role.ADMINISTRATOR:
            somebody = made.people[role.value] = person(f"{role.value}@{slug}.example", f"Persona {role.value}")
            unit = made.unit("aguas") if role in (Role.UNIT_HEAD, Role.CLERK) else None
            services.assign(made.actor("administrator"), somebody, role, unit)
    outsider = made.people["outsider"] = person(f"outsider@{slug}.example", "Olga de Fuera")
    services.found(
        outsider,
        slug=f"{slug}-vecino",
        name="Municipalidad vecina",
        kind=Institution.Kind.MUNICIPALITY,
        country="GT",
        methodology=METHODOLOGY,
        locale="es-GT",
        invented=True,
    )
    return made


def run_jobs() -> None:
    """Do every queued job now, as the worker would; in tests that commit (``transactional_db``, a live server)."""
    from django_tasks_db.management.commands.db_worker import Worker

    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    ).run()
