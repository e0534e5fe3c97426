"""What can be done with the people of an institution: give and end roles, pass them on, let somebody go."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.changes import change
from ceiba.institutions.models import Assignment, AssignmentQuerySet, Institution, Invitation, Person, Unit
from ceiba.institutions.models_access import ApiToken
from ceiba.institutions.permissions import PERMISSIONS, Role
from ceiba.institutions.verbs import Refused, changed, verb


def lock(institution: Institution) -> Institution:
    """Let nobody else change units or roles of an institution until the transaction ends."""
    return Institution.objects.select_for_update().get(pk=institution.pk)


@verb("role.assign", needs="people.manage")
def assign(
    actor: Actor,
    person: Person,
    role: str,
    unit: Unit | None = None,
    *,
    begins: date | None = None,
    ends: date | None = None,
) -> Assignment:
    """Give a person a role in a unit, or in the whole institution, from today on unless told otherwise.

    ``Refused`` for a role that the person has already, in a unit that has ended, or for an administrator of one unit.
    """
    here = lock(actor.institution)
    begins = begins or timezone.localdate()
    can_be_given(role, unit, begins, ends)
    _not_held(here, person, role, unit)
    given = Assignment.objects.create(institution=here, person=person, role=role, unit=unit, begins=begins, ends=ends)
    _told(given)
    return given


@verb("role.end", needs="people.manage")
def end_role(actor: Actor, assignment: Assignment, *, last: date | None = None) -> None:
    """End a role: at once, or with its last day; what was passed on from it ends too.

    ``Refused`` where the institution would be left without an administrator.
    """
    here = lock(actor.institution)
    _end(here, Assignment.objects.of(here).filter(pk=assignment.pk), last)


@verb("person.leave", needs="people.manage")
def leave(actor: Actor, person: Person) -> None:
    """End every role of a person here at once, what they passed on too, and withdraw what was offered to them.

    Their API tokens are revoked: a role that they get again later brings none of them back.

    ``Refused`` for the last administrator.
    """
    here = lock(actor.institution)
    _end(here, Assignment.objects.of(here).filter(person=person), None)
    for invitation in Invitation.objects.of(here).waiting().filter(email=person.email):
        kept = {"email": invitation.email, "role": invitation.role}
        change(invitation, f"invitation/{invitation.pk}", {"withdrawn": timezone.now()}, kept)
    for token in ApiToken.objects.filter(institution=here, person=person, revoked=None):
        held = {"name": token.name, "prefix": token.prefix, "email": person.email}
        change(token, f"api_token/{token.pk}", {"revoked": timezone.now()}, held)


@verb("role.delegate", needs="role.delegate", unit_of=lambda assignment, *_args, **_kwargs: assignment.unit)
def delegate(actor: Actor, assignment: Assignment, person: Person, *, begins: date, ends: date) -> Assignment:
    """Pass a role of one's own on to somebody of the institution between two days; one keeps it, and answers for it.

    ``Refused`` for more than one has: a role of somebody else, one that was itself passed on, days beyond one's own.
    """
    here = lock(actor.institution)
    _own_to_pass_on(actor, assignment, begins, ends)
    today = timezone.localdate()
    if person == actor.person or not Assignment.objects.of(here).lasting(today).filter(person=person).exists():
        raise Refused(_("Encargue su papel a otra persona de la institución."))
    can_be_given(assignment.role, assignment.unit, begins, ends)
    _not_held(here, person, assignment.role, assignment.unit)
    given = Assignment.objects.create(
        institution=here,
        person=person,
        role=assignment.role,
        unit=assignment.unit,
        begins=begins,
        ends=ends,
        delegated_by=actor.person,
        source=assignment,
    )
    _told(given)
    return given


@verb("role.take_back", needs="role.delegate", unit_of=lambda assignment: assignment.unit)
def take_back(actor: Actor, assignment: Assignment) -> None:
    """End at once a delegation of one's own."""
    if assignment.delegated_by_id is None or assignment.delegated_by != actor.person:
        raise Refused(_("Solo quien encargó un papel lo retira; también puede hacerlo la administración."))
    here = lock(actor.institution)
    _end(here, Assignment.objects.of(here).filter(pk=assignment.pk), None)


def _end(institution: Institution, wanted: AssignmentQuerySet, last: date | None) -> None:
    """End those of some assignments that last, and what was passed on from them."""
    today, now = timezone.localdate(), timezone.now()
    own = list(wanted.lasting(today).select_related("person", "unit"))
    if not own:
        raise Refused(_("Ese papel ya había terminado. Nada se cambió."))
    _keep_an_administrator(institution, own)
    passed_on = Assignment.objects.of(institution).lasting(today).filter(source__in=own)
    passed_on = passed_on.select_related("person", "unit")
    for one in [*own, *passed_on.exclude(pk__in=[one.pk for one in own])]:
        if last is None or last < one.begins:
            change(one, f"assignment/{one.pk}", {"ended": now}, whose(one))
        elif one.ends is None or one.ends > last:
            if last < today:
                raise Refused(_("El último día ya pasó: elija hoy o uno que venga, o termine el papel ahora."))
            change(one, f"assignment/{one.pk}", {"ends": last}, whose(one))


def _keep_an_administrator(institution: Institution, ending: Collection[Assignment]) -> None:
    """Refuse to leave an institution in which nobody could give a role any more."""
    if all(one.role != Role.ADMINISTRATOR for one in ending):
        return
    others = Assignment.objects.of(institution).holding(timezone.localdate())
    others = others.filter(role=Role.ADMINISTRATOR, unit=None, ends=None, delegated_by=None, person__is_active=True)
    if not others.exclude(pk__in=[one.pk for one in ending]).exists():
        raise Refused(
            _("Es la única persona que administra la institución. Dé antes la administración a otra; nada se cambió.")
        )


def can_be_given(role: str, unit: Unit | None, begins: date, ends: date | None) -> None:
    """Refuse a role that makes no sense in a unit or in those days."""
    today = timezone.localdate()
    if role == Role.ADMINISTRATOR and unit is not None:
        raise Refused(_("La administración es de toda la institución: déjela sin unidad."))
    if unit is not None and unit.ends is not None and unit.ends < max(begins, today):
        raise Refused(_("La unidad «%(name)s» ya no existe en esos días. Elija otra.") % {"name": unit.name})
    if ends is not None and (ends < begins or ends < today):
        raise Refused(_("El último día no puede ser anterior al primero ni a hoy."))


def _not_held(institution: Institution, person: Person, role: str, unit: Unit | None) -> None:
    held = Assignment.objects.of(institution).lasting(timezone.localdate())
    if held.filter(person=person, role=role, unit=unit).exists():
        raise Refused(_("%(person)s ya tiene ese papel. Nada se cambió.") % {"person": person})


def _own_to_pass_on(actor: Actor, assignment: Assignment, begins: date, ends: date) -> None:
    if assignment not in actor.assignments or assignment.delegated_by_id is not None:
        raise Refused(_("Solo se encarga un papel propio, no uno que otra persona le encargó a usted."))
    if assignment.role not in PERMISSIONS["role.delegate"]:
        raise Refused(_("La administración no se encarga: désela a otra persona."))
    if begins < timezone.localdate() or (assignment.ends is not None and ends > assignment.ends):
        raise Refused(_("No se encarga un papel por más días de los que usted lo tiene, ni en días pasados."))


def whose(one: Assignment) -> dict[str, object]:
    """Return what tells an assignment from others in the history: its person, its role, its unit."""
    return {"email": one.person.email, "role": one.role, "unit": one.unit.key if one.unit else None}


def _told(given: Assignment) -> None:
    after = {**whose(given), "begins": given.begins, "ends": given.ends}
    if given.delegated_by is not None:
        after["delegated_by"] = given.delegated_by.email
    changed(f"assignment/{given.pk}", None, after)
