"""What can be done with archives: ask for one, make it, take it, throw old ones away. Each is in the history."""

import hashlib
import secrets
import shutil
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.jobs import Progress, errand, later
from ceiba.institutions.models import Institution, Job
from ceiba.institutions.verbs import NotAllowed, Refused, changed, verb
from ceiba.registers.services_taking import keep_all_taken
from ceiba.takeout.archive import pieces_of
from ceiba.takeout.queries import MAKE, Ready, folder_of, over, running
from ceiba.takeout.writing import Outcome, write

NEEDS = "institution.edit"


@verb("takeout.ask", needs=NEEDS)
def ask(actor: Actor, *, onward: str) -> Job:
    """Queue the making of an archive; return its job, which leads to ``onward``. ``Refused`` while one is made."""
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    if running(here) is not None:
        raise Refused(_("Ya se está haciendo uno. Espere a que termine."))
    name = f"{here.slug}-{timezone.localtime():%Y%m%d-%H%M}-{secrets.token_hex(4)}.zip"
    changed(_subject(name), None, {"name": name})
    return later(actor, MAKE, name=name, next=onward)


@errand(MAKE)
def make(actor: Actor, *, name: str, progress: Progress | None = None) -> None:
    """Make the archive that was asked for; one that a stop interrupted is begun anew, one that is there stays."""
    if not actor.may(NEEDS):
        raise NotAllowed(_("Solo quien administra la institución se lleva todo. Nada se hizo."))
    target = folder_of(actor.institution) / name
    if not target.exists():
        outcome = write(actor.institution, target, progress or _unsaid)
        keep_made(actor, target, outcome)


def make_at(institution: Institution, target: Path, progress: Progress) -> Outcome:
    """Make an archive at a place of the machine, for whoever can reach it."""
    outcome = write(institution, target, progress)
    keep_made(Actor.system(institution), target, outcome)
    return outcome


@verb("takeout.make", needs=NEEDS)
def keep_made(actor: Actor, path: Path, outcome: Outcome) -> None:
    """Keep in the history that an archive was made, and its SHA-256: who holds one can tell whether it is that."""
    del actor
    told = {"name": path.name, "sha256": digest(path), "size": path.stat().st_size}
    changed(_subject(path.name), None, told | {"rows": sum(outcome.counts.values())})


@verb("takeout.take", needs=NEEDS)
def take(actor: Actor, found: Ready) -> Path:
    """Keep that somebody takes an archive away; return its file."""
    keep_all_taken(actor)
    changed(_subject(found.name), None, {"name": found.name, "size": found.size})
    return found.path


@verb("takeout.throw_away", needs=NEEDS)
def throw_away(actor: Actor, found: Ready) -> None:
    """Throw an archive away before its time."""
    del actor
    found.path.unlink(missing_ok=True)
    changed(_subject(found.name), {"name": found.name}, None)


def throw_away_old() -> int:
    """Throw away every archive whose time is over; return how many."""
    count = 0
    for path in list(over()):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        count += 1
    return count


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    told = hashlib.sha256()
    for piece in pieces_of(path):
        told.update(piece)
    return told.hexdigest()


def _subject(name: str) -> str:
    return f"takeout/{name}"


def _unsaid(_done: int, _steps: int, _words: str) -> None:
    """Say nothing: nobody waits for the progress."""
