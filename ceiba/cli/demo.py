"""``ceiba demo``: an invented municipality full of life, and three plans of the open world as plain facts.

Everything is done by the verbs of the house, so that the demonstration has sources, findings and a history like any
other institution. Its people exist only here; their password is made for this home and printed.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from ceiba.audits import queries as asked
from ceiba.audits import services as audits
from ceiba.cli import (
    database,
    demo_bindings,
    demo_money,
    demo_observatory,
    demo_publishing,
    demo_registers,
    demo_reporting,
    output,
)
from ceiba.cli.progress import Progress
from ceiba.cli.serving import SIGN_INS, sign_ins
from ceiba.cli.usage import Mistake
from ceiba.exchange import examples
from ceiba.exchange.language import Translate
from ceiba.exchange.readers import plan_text
from ceiba.institutions import history, jobs, slugs
from ceiba.institutions import services as institutions
from ceiba.institutions.actor import Actor
from ceiba.institutions.permissions import ROLES, Role
from ceiba.intake import services as intake
from ceiba.intake.acceptance import accept
from ceiba.kernel.period import Period
from ceiba.kernel.text import _

WAITING = "valle-alto.txt"  # a document that was read and that nobody has reviewed
DOMAIN = "valle-alto.example"
WORDS = "ceiba amate pinabete liquidambar encino guayacan conacaste matilisguate palo-blanco cedro caoba".split()


class Taken(Mistake):
    """The home belongs to an institution of its own."""


@dataclass(frozen=True)
class Example:
    """An example file and what it does not say of its institution."""

    file: str
    kind: str
    name: str = ""


INVENTED = Example("valle-alto.yaml", "municipality")
REAL = (
    Example("municipalidad-mixco.yaml", "municipality"),
    Example("gobernacion-departamental.yaml", "departmental"),
    Example("prefectura-lotaip.yaml", "provincial", _("Gobierno provincial del Ecuador")),
)


@dataclass(frozen=True)
class Somebody:
    """A person of the demonstration: role, name, and the unit in which the role holds (none: everywhere)."""

    role: Role
    email: str
    name: str
    unit: str | None = None


BOSS = Somebody(Role.ADMINISTRATOR, f"administracion@{DOMAIN}", "Ana Lucía Tzoc")
PEOPLE = (
    Somebody(Role.PLANNER, f"planificacion@{DOMAIN}", "Diego Marroquín"),
    Somebody(Role.UNIT_HEAD, f"acceso@{DOMAIN}", "Pablo Yos", "u9"),
    Somebody(Role.UNIT_HEAD, f"agua@{DOMAIN}", "Marta Ixcoy", "u5"),
    Somebody(Role.REVIEWER, f"revision@{DOMAIN}", "Óscar Barillas"),
    Somebody(Role.FINANCE, f"finanzas@{DOMAIN}", "Rosa Chávez"),
    Somebody(Role.CLERK, f"registro@{DOMAIN}", "Elena Coc", "u9"),
    Somebody(Role.AUDITOR, f"auditoria@{DOMAIN}", "Julio Sandoval"),
)


def demo(translate: Translate) -> None:
    """Make the demonstration in an empty home, where it is not there yet, and say who may sign in.

    ``Taken`` where the home belongs to an institution of its own.
    """
    database.migrate(translate)
    path = settings.HOME / SIGN_INS
    if get_user_model()._default_manager.exists():
        if not path.exists():
            text = _(
                "Esta instalación ya tiene su institución (%(place)s) y la demostración no se mezcla con ella. "
                "Use una carpeta vacía: CEIBA_HOME=otra-carpeta ceiba demo"
            )
            raise Taken(translate(text) % {"place": database.place()})
        output.remark(translate(_("La demostración ya está.")))
        return
    password = "-".join([*(secrets.choice(WORDS) for _count in range(2)), str(secrets.randbelow(9000) + 1000)])
    with transaction.atomic():
        told = list(_make(password, translate))
    # Written when all is done: without it, nobody takes this home for a demonstration.
    path.touch(mode=0o600)
    path.write_text(json.dumps({"people": told}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def tell(translate: Translate) -> None:
    """Print who may sign in."""
    path = settings.HOME / SIGN_INS
    output.result(sign_ins(json.loads(path.read_text(encoding="utf-8")), translate))


def _make(password: str, translate: Translate) -> Iterator[dict[str, str]]:
    """Make everything; yield who may sign in."""
    with Progress(translate(_("demostración")), len(REAL) + 3) as progress:
        boss = _person(BOSS, password, installer=True)
        here = _institution(INVENTED, boss)
        founder = Actor.of(boss, here)
        _read(founder, WAITING)  # first, so that the accepted plan can point at its lines
        accept(founder, _read(founder, INVENTED.file))
        progress.step()
        yield _told(BOSS, password, here.name)
        people: dict[Role, Any] = {}
        first: dict[Role, Any] = {}
        for one in PEOPLE:
            people[one.role] = person = _person(one, password)
            first.setdefault(one.role, person)
            institutions.assign(founder, person, one.role, _unit(here, one.unit))
            yield _told(one, password, here.name)
        progress.step()
        planner = Actor.of(people[Role.PLANNER], here)
        _answer(planner, people[Role.UNIT_HEAD])
        head, reviewer = (Actor.of(people[role], here) for role in (Role.UNIT_HEAD, Role.REVIEWER))
        demo_reporting.report(planner, head, reviewer)
        clerk, keeper = (Actor.of(first[role], here) for role in (Role.CLERK, Role.UNIT_HEAD))
        demo_registers.keep(founder, clerk, keeper, _unit(here, "u9"))
        demo_bindings.measure(founder, timezone.localdate())
        demo_money.move(Actor.of(people[Role.FINANCE], here))
        demo_observatory.keep(planner, clerk, _unit(here, "u9"))
        demo_publishing.publish_invented(planner, reviewer, demo_reporting.periods(timezone.localdate())[0], translate)
        history.chain(here)
        progress.step()
        for example in REAL:
            _plain(example, boss, people, translate)
            progress.step()


def _plain(example: Example, boss: Any, people: dict[Role, Any], translate: Translate) -> None:
    """Make the institution of a public document with its plan as it was printed, and publish that."""
    here = _institution(example, boss)
    founder = Actor.of(boss, here)
    accept(founder, _read(founder, example.file))
    demo_bindings.bind(founder, example.file, timezone.localdate())
    for role in (Role.AUDITOR, Role.REVIEWER):
        institutions.assign(founder, people[role], role)
    reviewer, year = Actor.of(people[Role.REVIEWER], here), Period.of_year(timezone.localdate().year - 1)
    demo_publishing.publish_printed(founder, reviewer, year, translate)
    history.chain(here)


def _person(one: Somebody, password: str, **fields: object) -> Any:
    return get_user_model().objects.create_user(one.email, password, name=one.name, **fields)


def _told(one: Somebody, password: str, where: str) -> dict[str, str]:
    return {"email": one.email, "password": password, "role": str(ROLES[one.role]), "where": where}


def _institution(example: Example, boss: Any) -> Any:
    value = plan_text.read(example.file, examples.content(example.file)).snapshot
    name = value.institution.name or example.name
    return institutions.found(
        boss,
        slug=slugs.proposed(name),
        name=name,
        kind=example.kind,
        country=value.institution.country or "",
        territory=value.institution.territory or "",
        locale=f"es-{value.institution.country}",
        methodology=value.methodology.reference,
        invented=value.institution.invented,
    )


def _unit(here: Any, key: str | None) -> Any:
    return apps.get_model("institutions", "Unit").objects.get(institution=here, key=key) if key else None


def _read(actor: Actor, file: str) -> Any:
    """Bring a document in and read it at once."""
    proposal = intake.receive(actor, file, examples.content(file))
    jobs.perform.call(proposal.job.pk)
    proposal.refresh_from_db()
    return proposal


def _answer(planner: Actor, head: Any) -> None:
    """Answer some of what the rules find, as people would: one accepted, one given to somebody, one explained."""
    here = planner.institution
    audits.current(here)
    found = asked.about(here, [subject for subject, _severity, _count in asked.unsettled_by_subject(here)])
    due = timezone.localdate() + timedelta(days=14)
    audits.fix(planner, found[:1], reason="Se corrige en la próxima modificación del plan.")
    audits.assign(planner, found[1:2], person=head, due=due, reason="Compare con el censo de usuarios.")
    audits.justify(planner, found[-1:], reason="Se revisó con la unidad: así está en el documento aprobado.")
