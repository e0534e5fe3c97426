"""What can be asked about archives: those that were made, as long as they can be taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ceiba.institutions.models import Institution, Job

MAKE = "takeout.make"
DAYS = 7  # for which an archive can be taken
_RUNNING = (Job.State.QUEUED, Job.State.RUNNING)


@dataclass(frozen=True)
class Ready:
    """An archive that can be taken."""

    path: Path
    made: datetime
    size: int

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return self.path.name

    @property
    def until(self) -> datetime:
        """Return when it is thrown away."""
        return self.made + timedelta(days=DAYS)


def folder() -> Path:
    """Return the folder of the installation in which all archives lie, private."""
    found = Path(settings.HOME) / "takeouts"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def folder_of(institution: Institution) -> Path:
    """Return the folder of an institution's archives, made where it is missing."""
    found = folder() / str(institution.pk)
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def ready(institution: Institution) -> list[Ready]:
    """Return the archives that can be taken, the last first."""
    found = (_ready(path) for path in folder_of(institution).glob("[!.]*.zip"))
    return sorted((one for one in found if one.until > timezone.now()), key=lambda one: one.made, reverse=True)


def named(institution: Institution, name: str) -> Ready | None:
    """Return an archive by the name of its file; None where there is none, or its time is over."""
    return next((one for one in ready(institution) if one.name == name), None)


def running(institution: Institution) -> Job | None:
    """Return the job that is making one now."""
    found: Job | None = Job.objects.of(institution).filter(verb=MAKE, state__in=_RUNNING).first()
    return found


def over() -> Iterator[Path]:
    """Yield the archives of the whole installation whose time is over, and what a stop left of unfinished ones."""
    limit = timezone.now() - timedelta(days=DAYS)
    for path in folder().glob("*/*"):
        if _moment(path) < limit:
            yield path


def _ready(path: Path) -> Ready:
    return Ready(path, _moment(path), path.stat().st_size)


def _moment(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
