"""Organisational units of an institution."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the institution that answers for something; ``process`` is a key of a process catalogue (G, AV…)."""

    id: str
    name: str
    code: str | None = None
    parent: str | None = None
    process: str | None = None


@dataclass(frozen=True, slots=True)
class Institution:
    """Who promises: name and ISO 3166 country as far as the document tells, and official territory code."""

    name: str | None = None
    country: str | None = None
    territory: str | None = None
    invented: bool = False
