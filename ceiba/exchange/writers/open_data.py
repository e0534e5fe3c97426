"""What every file of open data needs: who gives it out, which publication it comes from, and moments."""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Publisher:
    """The institution that gives a file out: its key in this installation, its name, where the file is found.

    ``changed`` is when the data last changed. ``prefix`` is the one registered for identifiers of projects, and
    ``license`` the address of the licence; both are blank where nobody decided them, and then nothing is written.
    """

    key: str
    name: str
    address: str
    changed: datetime
    country: str = ""
    prefix: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a file of open data says of the publication that it comes from: who, which number, its hash, until when."""

    publisher: Publisher
    number: int
    digest: str
    until: str

    @property
    def facts(self) -> dict[str, str]:
        """Return the same as named texts, for files that hold nothing else."""
        return {
            "institucion": self.publisher.name,
            "publicacion": str(self.number),
            "publicada": moment(self.publisher.changed),
            "cifras_hasta": self.until,
            "sha256": self.digest,
            "licencia": self.publisher.license,
            "direccion": self.publisher.address,
        }


def moment(at: datetime) -> str:
    """Return a moment as RFC 3339 in universal time, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def begin(day: date) -> str:
    """Return the first second of a day, for a date of which nobody wrote the hour."""
    return f"{day.isoformat()}T00:00:00Z"


def end(day: date) -> str:
    """Return the last second of a day."""
    return f"{day.isoformat()}T23:59:59Z"
