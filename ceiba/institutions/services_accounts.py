"""What can be done with an account: make the first one, change one's own, help somebody who cannot sign in.

A person belongs to no institution, so what they change of themselves is in no institution's history.
"""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Assignment, Institution, Person
from ceiba.institutions.services import found
from ceiba.institutions.verbs import Refused, changed, verb


def first_run(person: dict[str, Any], institution: dict[str, Any]) -> tuple[Person, Institution]:
    """Create the first person, who may install institutions, and the first institution. ``Refused`` once anybody is."""
    with transaction.atomic():
        _one_at_a_time()
        if Person.objects.exists():
            raise Refused(_("Esta instalación ya tiene personas: entre con su cuenta."))
        boss = Person.objects.create_user(**person, installer=True)
        return boss, found(boss, **institution)


def change_profile(person: Person, *, name: str, language: str, shortcuts: bool) -> None:
    """Change what a person says of themselves and how they like their pages."""
    person.name, person.language, person.shortcuts = name, language, shortcuts
    person.save(update_fields=["name", "language", "shortcuts"])


def change_language(person: Person, language: str) -> None:
    """Speak another language with a person from now on."""
    Person.objects.filter(pk=person.pk).update(language=language)


@verb("person.password_link", needs="people.manage")
def password_link(actor: Actor, person: Person) -> str:
    """Return the path of a link with which a person sets a new password once, in the days that settings allow.

    ``Refused`` for somebody who also works elsewhere: one institution may not open the door of another.
    """
    _only_ours(actor, person)
    changed(f"person/{person.pk}", None, {"email": person.email})
    return _link(person)


@verb("person.machine_link", needs="people.manage")
def _told_of_link(actor: Actor, person: Person) -> None:
    del actor
    changed(f"person/{person.pk}", None, {"email": person.email})


def machine_link(person: Person) -> str:
    """Return the path of a one-time link to set a password, for whoever sits at the machine (``ceiba password``).

    Every institution in which the person works keeps it in its history.
    """
    held = Assignment.objects.lasting(timezone.localdate()).filter(person=person)
    with transaction.atomic():
        for institution in Institution.objects.filter(pk__in=held.values("institution")):
            _told_of_link(Actor.system(institution), person)
    return _link(person)


def _link(person: Person) -> str:
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})


@verb("person.remove_second_step", needs="people.manage")
def remove_second_step(actor: Actor, person: Person) -> None:
    """Let somebody who lost their telephone and their recovery codes sign in with the password alone.

    ``Refused`` for somebody who also works elsewhere, and where there is no second step.
    """
    _only_ours(actor, person)
    removed, _each = Authenticator.objects.filter(user=person).delete()
    if not removed:
        raise Refused(_("%(person)s no usa segundo paso al entrar.") % {"person": person})
    changed(f"person/{person.pk}", {"email": person.email, "second_step": True}, {"second_step": False})


def _only_ours(actor: Actor, person: Person) -> None:
    held = Assignment.objects.lasting(timezone.localdate()).filter(person=person)
    here = held.filter(institution=actor.institution).exists()
    elsewhere = held.exclude(institution=actor.institution).exists()
    installs_elsewhere = person.installer and Institution.objects.exclude(pk=actor.institution.pk).exists()
    if not here or elsewhere or installs_elsewhere:
        raise Refused(
            _("%(person)s también trabaja fuera de esta institución: que lo haga quien administra el programa.")
            % {"person": person}
        )


def _one_at_a_time() -> None:
    """Let the second of two first runs wait; on SQLite every writer waits anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Person._meta.db_table} IN EXCLUSIVE MODE")
