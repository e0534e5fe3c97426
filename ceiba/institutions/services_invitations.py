"""What can be done with an invitation: send it, make its link anew, withdraw it, accept it.

The token of the link is given back once and never kept: the table has its hash.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.changes import change
from ceiba.institutions.models import Assignment, Invitation, Person, Unit
from ceiba.institutions.services_people import assign, can_be_given, lock
from ceiba.institutions.verbs import Refused, changed, verb

DAYS = 14
_ACCEPTING = frozenset({"invitation.accept", "people.manage"})


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation of a link, None where there is none; it may be accepted, withdrawn or past its time."""
    rows = Invitation.objects.select_related("institution", "unit", "invited_by")
    return rows.filter(token_hash=_hash(token)).first()


def why_not(invitation: Invitation) -> str:
    """Return in words why an invitation cannot be accepted any more; nothing where it can."""
    if invitation.accepted:
        return _("Esta invitación ya se aceptó. Si fue usted, entre con su cuenta.")
    if invitation.withdrawn:
        return _("Esta invitación se retiró. Pida otra a quien administra la institución.")
    if invitation.expires <= timezone.now():
        return _("Esta invitación venció. Pida un enlace nuevo a quien administra la institución.")
    return ""


@verb("invitation.send", needs="people.manage")
def invite(actor: Actor, email: str, role: str, unit: Unit | None = None, *, name: str = "") -> tuple[Invitation, str]:
    """Offer a role to an e-mail address for ``DAYS`` days; return the invitation and the token of its link.

    ``Refused`` where that address has the role already, or was offered it.
    """
    here, email = lock(actor.institution), email.strip().lower()
    can_be_given(role, unit, timezone.localdate(), None)
    held = Assignment.objects.of(here).lasting(timezone.localdate())
    if held.filter(person__email=email, role=role, unit=unit).exists():
        raise Refused(_("%(person)s ya tiene ese papel. Nada se cambió.") % {"person": email})
    if Invitation.objects.of(here).waiting().filter(email=email, role=role, unit=unit).exists():
        raise Refused(_("Ya hay una invitación igual para %(email)s: haga un enlace nuevo.") % {"email": email})
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        institution=here,
        email=email,
        name=name,
        role=role,
        unit=unit,
        token_hash=_hash(token),
        invited_by=actor.person,
        expires=timezone.now() + timedelta(days=DAYS),
    )
    changed(_address(made), None, {**_kept(made), "unit": unit.key if unit else None})
    return made, token


@verb("invitation.renew", needs="people.manage")
def renew(actor: Actor, invitation: Invitation) -> str:
    """Make the link of an invitation anew, for ``DAYS`` days from now; the old one stops working. Return its token."""
    lock(actor.institution)
    _waiting(invitation)
    token = secrets.token_urlsafe(32)
    invitation.token_hash = _hash(token)
    invitation.save(update_fields=["token_hash"])
    change(invitation, _address(invitation), {"expires": timezone.now() + timedelta(days=DAYS)}, _kept(invitation))
    return token


@verb("invitation.withdraw", needs="people.manage")
def withdraw(actor: Actor, invitation: Invitation) -> None:
    """Withdraw an invitation that nobody accepted yet."""
    lock(actor.institution)
    _waiting(invitation)
    change(invitation, _address(invitation), {"withdrawn": timezone.now()}, _kept(invitation))


def accept(token: str, person: Person) -> Invitation:
    """Give somebody who has an account the role that a link offers. ``Refused`` where it is accepted, old or gone."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update().filter(token_hash=_hash(token)).first()
        reason = why_not(found) if found else _("Ese enlace no es de ninguna invitación.")
        if found is None or reason:
            raise Refused(reason)
        _accept(Actor(found.institution, person, granted=_ACCEPTING), found)
    return found


def welcome(token: str, *, name: str, password: str, language: str) -> Person:
    """Make the account of the invited address, which accepts. ``Refused`` where the address has an account already."""
    with transaction.atomic():
        found = invitation_of(token)
        if found is None:
            raise Refused(_("Ese enlace no es de ninguna invitación."))
        if Person.objects.filter(email=found.email).exists():
            raise Refused(_("Ya hay una cuenta con %(email)s: entre con ella.") % {"email": found.email})
        person = Person.objects.create_user(found.email, password, name=name, language=language)
        accept(token, person)
    return person


@verb("invitation.accept", needs="invitation.accept")
def _accept(actor: Actor, invitation: Invitation) -> None:
    assign(actor, actor.somebody, invitation.role, invitation.unit)
    change(invitation, _address(invitation), {"accepted": timezone.now()}, _kept(invitation))


def _address(invitation: Invitation) -> str:
    return f"invitation/{invitation.pk}"


def _kept(invitation: Invitation) -> dict[str, object]:
    return {"email": invitation.email, "role": invitation.role}


def _waiting(invitation: Invitation) -> None:
    invitation.refresh_from_db(fields=["accepted", "withdrawn"])
    if invitation.accepted or invitation.withdrawn:
        raise Refused(_("Esa invitación ya se aceptó o se retiró. Nada se cambió."))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
