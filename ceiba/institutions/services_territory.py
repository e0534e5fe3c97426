"""The verbs of the territory: places below the official division, and population series with their figures."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from ceiba.charts.map_geometry import reaches
from ceiba.exchange.language import Translate
from ceiba.exchange.readers.inhabitants import InhabitantsRead
from ceiba.exchange.readers.localities import LocalitiesRead
from ceiba.exchange.readers.sheet_rows import SheetFault
from ceiba.institutions.actor import Actor
from ceiba.institutions.changes import change
from ceiba.institutions.models import Inhabitants, Institution, Locality, PopulationSeries
from ceiba.institutions.queries_territory import Extent, extent
from ceiba.institutions.verbs import Refused, changed, noted, verb
from ceiba.kernel import rates
from ceiba.kernel.locality import ELSEWHERE, UNKNOWN_CODE, LocalityProblem, locality_problems
from ceiba.kernel.locality import Locality as LocalityValue

_COLUMNS = ("name", "kind", "parent", "boundary", "source", "begins", "ends")
Cell = tuple[str, int, str, str]  # place, year, sex, age


def problems_of(place: LocalityValue, here: Extent) -> list[LocalityProblem]:
    """Return what is wrong with one place beside those that the territory has."""
    others = [one for one in here.places.values() if one.code != place.code]
    found = [one for one in locality_problems([*others, place], here.official) if one.code == place.code]
    return [*found, *_outside(place, here)]


def faults_of(read: LocalitiesRead, here: Extent) -> list[SheetFault]:
    """Return everything that keeps the places of a file from coming in, in their order."""
    number_of: dict[str, int] = {}
    for number, place in read.places:
        number_of.setdefault(place.code, number)
    new = [place for _number, place in read.places]
    kept = [one for code, one in here.places.items() if code not in number_of]
    found = [one for one in locality_problems([*kept, *new], here.official) if one.code in number_of]
    found += [problem for place in new for problem in _outside(place, here)]
    told = [SheetFault(number_of[one.code], one.message, one.facts) for one in found]
    return sorted([*read.faults, *told], key=lambda fault: fault.number)


def faults_of_figures(read: InhabitantsRead, here: Extent) -> list[SheetFault]:
    """Return everything that keeps the figures of a sheet from coming in, in their order."""
    strange = [
        SheetFault(number, UNKNOWN_CODE, {"code": one.place[:60]})
        for number, one in read.figures
        if one.place and not here.knows(one.place)
    ]
    return sorted([*read.faults, *strange], key=lambda fault: fault.number)


def _outside(place: LocalityValue, here: Extent) -> list[LocalityProblem]:
    """Return that a boundary lies wholly outside the territory: its coordinates are another place's, or wrong."""
    if not place.rings or here.here is None or not here.here.rings or reaches(place.rings, here.here.rings):
        return []
    return [LocalityProblem(place.code, "rings", ELSEWHERE, {"code": place.code, "name": here.name})]


@verb("place.add", needs="territory.manage")
def add_place(actor: Actor, place: LocalityValue, *, source: str = "", say: Translate = str) -> Locality:
    """Add a place to the territory. ``Refused`` with the first thing wrong with it, or where its code is taken."""
    here = _locked(actor)
    if place.code in here.places:
        raise Refused(_("Ya hay un lugar con el código «%(code)s».") % {"code": place.code})
    _sound(problems_of(place, here), say)
    row = Locality(institution=actor.institution, key=place.code, **_columns(place, source))
    row.save()
    changed(f"place/{row.key}", None, _told(_columns(place, source)))
    return row


@verb("place.edit", needs="territory.manage")
def edit_place(actor: Actor, row: Locality, place: LocalityValue, *, source: str = "", say: Translate = str) -> None:
    """Change a place; its code stays. ``Refused`` with the first thing wrong with it."""
    here = _locked(actor)
    _sound(problems_of(replace(place, code=row.key), here), say)
    _change(row, _columns(place, source))


@verb("places.load", needs="territory.manage")
def load_places(actor: Actor, read: LocalitiesRead, *, source: str = "", say: Translate = str) -> tuple[int, int]:
    """Add and change the places of a file, all or none; return how many are new and how many changed.

    A sheet has no boundaries and leaves those that there are. ``Refused`` with the first thing wrong.
    """
    here = _locked(actor)
    for fault in faults_of(read, here):
        raise Refused(say(fault.message) % fault.facts)
    rows = {row.key: row for row in Locality.objects.of(actor.institution)}
    new, different = [], 0
    for _number, place in read.places:
        row = rows.get(place.code)
        if row is None:
            new.append(Locality(institution=actor.institution, key=place.code, **_columns(place, source)))
            changed(f"place/{place.code}", None, _told(_columns(place, source)))
            continue
        wanted = _columns(place, source)
        if not read.has_boundaries or not place.rings:
            wanted |= {"boundary": row.boundary, "source": row.source}
        different += _change(row, wanted)
    Locality.objects.bulk_create(new, batch_size=500)
    return len(new), different


@verb("series.add", needs="territory.manage")
def add_series(actor: Actor, *, key: str, name: str, source: str) -> PopulationSeries:
    """Add a population series; ``Refused`` where its key is taken."""
    _locked(actor)
    if PopulationSeries.objects.of(actor.institution).filter(key=key).exists():
        raise Refused(_("Ya hay una serie con la clave «%(key)s».") % {"key": key})
    made = PopulationSeries.objects.create(institution=actor.institution, key=key, name=name, source=source)
    changed(f"series/{key}", None, {"name": name, "source": source})
    return made


@verb("series.edit", needs="territory.manage")
def edit_series(actor: Actor, series: PopulationSeries, *, name: str, source: str) -> None:
    """Change what a series is called and where it comes from."""
    _locked(actor)
    change(series, f"series/{series.key}", {"name": name, "source": source})


@verb("series.load", needs="territory.manage")
def load_figures(
    actor: Actor, series: PopulationSeries, read: InhabitantsRead, *, note: str = "", say: Translate = str
) -> tuple[int, int, int]:
    """Add and change figures of a series, all or none; return how many are new, changed and already the same.

    ``Refused`` with the first thing wrong.
    """
    here = _locked(actor)
    for fault in faults_of_figures(read, here):
        raise Refused(say(fault.message) % fault.facts)
    rows = {_cell(row): row for row in Inhabitants.objects.filter(series=series)}
    home = actor.institution.territory
    wanted = {_cell(replace(one, place="") if one.place == home else one): one.people for _n, one in read.figures}
    before = {cell: rows[cell].people for cell in wanted if cell in rows}
    new = {cell: people for cell, people in wanted.items() if cell not in rows}
    different = {cell: people for cell, people in wanted.items() if cell in rows and before[cell] != people}
    made = [Inhabitants(series=series, place=c[0], year=c[1], sex=c[2], age=c[3], people=n) for c, n in new.items()]
    Inhabitants.objects.bulk_create(made, batch_size=1000)
    for cell, people in different.items():
        rows[cell].people = people
    Inhabitants.objects.bulk_update([rows[cell] for cell in different], ["people"], batch_size=500)
    if new or different:
        was = {cell: before[cell] for cell in different}
        changed(f"series/{series.key}", {"figures": _lines(was)}, {"figures": _lines(new | different)})
    if note:
        noted(note)
    return len(new), len(different), len(wanted) - len(new) - len(different)


@verb("series.remove", needs="territory.manage")
def remove_figure(actor: Actor, series: PopulationSeries, pk: int) -> None:
    """Take one figure of a series away; one that is not there any more is no error."""
    _locked(actor)
    for row in Inhabitants.objects.filter(series=series, pk=pk):
        changed(f"series/{series.key}", {"figures": _lines({_cell(row): row.people})}, {"figures": []})
        row.delete()


def _locked(actor: Actor) -> Extent:
    """Return the territory while nobody else changes it."""
    return extent(Institution.objects.select_for_update().get(pk=actor.institution.pk))


def _sound(found: Sequence[LocalityProblem], say: Translate) -> None:
    for one in found:
        raise Refused(say(one.message) % one.facts)


def _cell(one: Inhabitants | rates.Inhabitants) -> Cell:
    return one.place, one.year, one.sex, one.age


def _lines(figures: Mapping[Cell, int]) -> list[str]:
    """Return figures as the history tells them: «0108 2024 mujeres 0-4: 123»."""
    return [f"{' '.join(str(part) for part in cell if part)}: {people}" for cell, people in sorted(figures.items())]


def _columns(place: LocalityValue, source: str) -> dict[str, object]:
    return {
        "name": place.name,
        "kind": place.kind.value,
        "parent": place.parent,
        "boundary": [[list(spot) for spot in ring] for ring in place.rings],
        "source": source,
        "begins": place.begins,
        "ends": place.ends,
    }


def _change(row: Locality, wanted: Mapping[str, object]) -> bool:
    before = {name: getattr(row, name) for name in _COLUMNS}
    different = [name for name in _COLUMNS if before[name] != wanted[name]]
    if different:
        for name in different:
            setattr(row, name, wanted[name])
        row.save(update_fields=different)
        told = [{name: side[name] for name in different} for side in (_told(before), _told(wanted))]
        changed(f"place/{row.key}", *told)
    return bool(different)


def _told(columns: Mapping[str, object]) -> dict[str, object]:
    """Return the columns as the history tells them: a boundary by how many points it has and its fingerprint."""
    rings = columns["boundary"]
    assert isinstance(rings, list)
    mark = hashlib.sha256(json.dumps(rings).encode()).hexdigest()[:12]
    return {**columns, "boundary": f"{sum(map(len, rings))} · {mark}" if rings else ""}
