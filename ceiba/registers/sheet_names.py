"""What the sheet of a register may name, and how what it names is written: units, places, elements, projects."""

from collections.abc import Iterable, Iterator, Mapping

from ceiba.exchange.readers.records.names import Names
from ceiba.exchange.register_sheet import SheetContext
from ceiba.institutions.models import Institution, Unit
from ceiba.institutions.queries_territory import extent
from ceiba.institutions.territories import territories
from ceiba.kernel.register_type import Field, FieldKind, LinkTarget, RegisterType
from ceiba.plans.models import Element
from ceiba.projects.models import Project

Things = Iterable[tuple[str, tuple[str, ...]]]


def context_of(institution: Institution, register: RegisterType, fields: Iterable[str]) -> SheetContext:
    """Return what a sheet with columns of some fields leans on: at most four queries."""
    used = [register.field_by_key[key] for key in fields]
    kinds = {field.kind for field in used}
    places, elsewhere = _places(institution) if FieldKind.PLACE in kinds else (None, None)
    return SheetContext(
        units=Names(_units(institution)) if FieldKind.UNIT in kinds else None,
        places=places,
        elsewhere=elsewhere,
        links={field.key: Names(_linked(institution, field)) for field in used if _is_link_to_plan(field)},
    )


def labels_of(institution: Institution, fields: Iterable[Field]) -> dict[str, Mapping[str, str]]:
    """Return how keys are written by field, so that people know them and a sheet that comes back is understood."""
    found: dict[str, Mapping[str, str]] = {}
    for field in fields:
        if field.kind is FieldKind.UNIT:
            found[field.key] = _written(_units(institution))
        elif field.kind is FieldKind.PLACE:
            found[field.key] = _written((code, (name,)) for code, name in _inside(institution).items())
    return found


def _written(things: Things) -> dict[str, str]:
    """Return the first name of each thing where it means that thing alone, else its key."""
    known = tuple(things)
    names = Names(known)
    return {key: called[0] if called and names.find(called[0]) == key else key for key, called in known}


def _units(institution: Institution) -> Iterator[tuple[str, tuple[str, ...]]]:
    rows = Unit.objects.of(institution).order_by("position", "pk").values_list("key", "name", "code")
    for key, name, code in rows:
        yield key, tuple(filter(None, (name, code)))


def _is_link_to_plan(field: Field) -> bool:
    return field.kind is FieldKind.LINK and field.target in (LinkTarget.ELEMENT, LinkTarget.PROJECT)


def _linked(institution: Institution, field: Field) -> Iterator[tuple[str, tuple[str, ...]]]:
    if field.target is LinkTarget.PROJECT:
        projects = Project.objects.of(institution).filter(merged_into=None).order_by()
        for key, name in projects.values_list("key", "name"):
            yield key, (name,)
        return
    elements = Element.objects.of(institution).filter(withdrawn=False).order_by()
    for key, code, text in elements.values_list("key", "code", "text"):
        yield key, tuple(filter(None, (f"{code} {text}" if code else text, code, text)))


def _places(institution: Institution) -> tuple[Names | None, Names | None]:
    """Return the places inside the territory and those outside; None where nobody knows any."""
    inside = _inside(institution)
    if not inside:
        return None, None
    elsewhere = ((one.code, (one.name,)) for one in territories(institution.country) if one.code not in inside)
    return Names((code, (name, *_bare(code))) for code, name in inside.items()), Names(elsewhere)


def _bare(code: str) -> tuple[str, ...]:
    """Return a code as a workbook makes it that takes it for a number: without the zeros before it."""
    bare = code.lstrip("0")
    return (bare,) if bare and bare != code else ()


def _inside(institution: Institution) -> dict[str, str]:
    here = extent(institution)
    return {**here.official, **{code: place.name for code, place in here.places.items()}}
