"""What can be asked of an institution's territory: its places, what lies in it, and how many people live there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ceiba.charts.map_geometry import near
from ceiba.institutions.models import Inhabitants, Institution, Locality, PopulationSeries
from ceiba.institutions.territories import Territory, full_name, territories, territory
from ceiba.kernel import locality as kernel
from ceiba.kernel import rates
from ceiba.kernel.register_record import Location
from ceiba.kernel.text import _

BORDER = 0.5  # kilometres
OUTSIDE_CODE = _("«%(code)s» no es un lugar de este territorio; elija uno de la lista o agréguelo en Territorio.")
OUTSIDE_SPOT = _("las coordenadas caen fuera de %(here)s; revise latitud y longitud, y el signo menos.")


@dataclass(frozen=True)
class Extent:
    """The territory of an institution: official code and boundary, what the state counts in it, and its own places.

    ``code`` is blank and ``here`` None where the institution does not say it, or we do not know it.
    """

    country: str
    code: str
    places: Mapping[str, kernel.Locality]

    @cached_property
    def here(self) -> Territory | None:
        """Return the territory itself."""
        return territory(self.country, self.code) if self.country and self.code else None

    @cached_property
    def within(self) -> tuple[Territory, ...]:
        """Return what the state counts directly in it: the municipalities of a department."""
        return tuple(one for one in territories(self.country) if one.parent == self.code) if self.here else ()

    @cached_property
    def official(self) -> Mapping[str, str]:
        """Return the official codes of it and of what lies in it, with their names.

        Those of the whole country where the institution does not say which territory is its own.
        """
        if not self.code:
            return {one.code: one.name for one in territories(self.country)}
        return {one.code: one.name for one in (*([self.here] if self.here else []), *self.within)}

    @property
    def name(self) -> str:
        """Return the name of the territory, blank where it is not known."""
        return full_name(self.country, self.code) if self.here else ""

    def name_of(self, code: str) -> str:
        """Return what a code is called; the code itself where nobody knows it."""
        own = self.places.get(code)
        return own.name if own else self.official.get(code, code)

    def knows(self, code: str) -> bool:
        """Tell whether a code is of the territory; any is where the institution says nothing of its own."""
        return code in self.places or code in self.official or not (self.places or self.official)

    def refusal(self, where: Location) -> str | None:
        """Return why a location is not one of the territory, with ``code`` and ``here`` to fill; None where it is.

        Coordinates may lie outside the boundary by as much as a coarse line leaves out.
        """
        if where.territory and not self.knows(where.territory):
            return OUTSIDE_CODE
        if where.longitude is not None and where.latitude is not None and self.here and self.here.rings:
            spot = (float(where.longitude), float(where.latitude))
            if not near(self.here.rings, spot, BORDER):
                return OUTSIDE_SPOT
        return None

    def chain(self, code: str) -> tuple[str, ...]:
        """Return a code and those that it lies in, the widest last; the whole territory itself is not named."""
        way: list[str] = []
        while code and code not in way and code != self.code:
            way.append(code)
            own = self.places.get(code)
            code = own.parent if own else ""
        return tuple(way)


def locality_value(row: Locality) -> kernel.Locality:
    """Return a place of the table as a value."""
    rings = tuple(tuple((x, y) for x, y in ring) for ring in row.boundary)
    kind = kernel.LocalityKind(row.kind)
    return kernel.Locality(row.key, row.name, kind, row.parent, rings, row.begins, row.ends)


def extent(institution: Institution, *, drawn: bool = True) -> Extent:
    """Return the territory of an institution, with one query; its own places without boundary where none is drawn."""
    rows = Locality.objects.of(institution)
    if drawn:
        places = {row.key: locality_value(row) for row in rows}
    else:
        told = rows.values_list("key", "name", "kind", "parent", "begins", "ends")
        places = {
            key: kernel.Locality(key, name, kernel.LocalityKind(kind), parent, (), begins, ends)
            for key, name, kind, parent, begins, ends in told
        }
    return Extent(institution.country, institution.territory, places)


def population_series(institution: Institution) -> tuple[rates.PopulationSeries, ...]:
    """Return the population series of an institution with their figures, with two queries.

    A measure asks for one by its ``id``; ``home`` is the whole territory, under its official code or a blank one.
    """
    found: dict[int, dict[tuple[str, int, str, str], int]] = {}
    home = institution.territory
    columns = ("series_id", "place", "year", "sex", "age", "people")
    # Blank places come last: what the whole territory is said to have counts, and not what stands under its old code.
    rows = Inhabitants.objects.filter(series__institution=institution).order_by("-place")
    for series, place, year, sex, age, people in rows.values_list(*columns):
        found.setdefault(series, {})[place or home, year, sex, age] = people
    return tuple(
        rates.PopulationSeries(row.key, row.name, row.source, _inhabitants(found.get(row.pk, {})), home)
        for row in PopulationSeries.objects.of(institution)
    )


def _inhabitants(figures: Mapping[tuple[str, int, str, str], int]) -> tuple[rates.Inhabitants, ...]:
    return tuple(
        rates.Inhabitants(place, year, people, sex, age) for (place, year, sex, age), people in figures.items()
    )
