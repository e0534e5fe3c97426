"""Where a legal value comes from, and how well it is known."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How well a legal fact is known; whatever is not verified is an editable setting."""

    VERIFIED = "verified"
    KNOWN = "known"  # commonly held, not read again in a primary text
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class LegalSource:
    """The norm behind a value: its name, the article, how it is known, and where it was read."""

    name: str
    article: str | None = None
    standing: Standing = Standing.UNVERIFIED
    reference: str | None = None

    @property
    def citation(self) -> str:
        """Return the norm as one cites it: its name, and the article where one is given."""
        return f"{self.name}, art. {self.article}" if self.article else self.name
