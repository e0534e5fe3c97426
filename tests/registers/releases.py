"""Releases of a register, prepared and published as staff do it."""

from ceiba.registers.models import Register
from ceiba.registers.models_release import RegisterRelease
from ceiba.registers.services_release import draft_of, prepare, publish_release
from tests.people import Office


def prepared(office: Office, register: Register, who: str = "planner") -> RegisterRelease:
    """Return the draft that somebody prepared."""
    prepare(office.actor(who), lambda _done, _steps, _words: None, register=register.pk)
    draft = draft_of(register)
    assert draft is not None
    return draft


def published(office: Office, register: Register) -> RegisterRelease:
    """Return a release that is public."""
    return publish_release(office.actor("planner"), prepared(office, register))
