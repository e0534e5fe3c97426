"""Lists that a country offers to whoever writes a plan: usual ways of opening a figure, products with their unit."""

from dataclasses import dataclass

from ceiba.kernel.law import LegalSource


@dataclass(frozen=True, slots=True)
class UsualDisaggregation:
    """A usual way of opening figures into parts: by sex, by people, by area. ``source`` says whose parts they are."""

    key: str
    label: str
    parts: tuple[str, ...]
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class CatalogueProduct:
    """A product that institutions of the country deliver, the unit that counts it, and the competence it belongs to."""

    key: str
    label: str
    measure_unit: str
    competence: str | None = None
    source: LegalSource | None = None
