"""What a release says, as one JSON document: figures, public rows, what each column means, source and method.

The public pages and files are made of this document alone; nothing else of a register ever reaches them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ceiba.institutions.models import Unit
from ceiba.institutions.queries_territory import extent
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.register_disclosure import DisclosureScope
from ceiba.kernel.register_figure import RegisterFigure
from ceiba.kernel.register_measure import Measure
from ceiba.kernel.register_record import Counts, FieldValue, Location, Record
from ceiba.kernel.register_release import FigurePlace, ReleasedFigure
from ceiba.kernel.register_table import STATE
from ceiba.kernel.register_text import write_value
from ceiba.kernel.register_type import Field, FieldKind, Privacy, PublicView, RegisterType
from ceiba.kernel.states import Absent, State, Value
from ceiba.registers.models import Register
from ceiba.registers.models_release import RegisterRelease

Content = dict[str, Any]
WITHHELD = "withheld"
_NEVER_SHOWN = frozenset({FieldKind.PERSON, FieldKind.LINK})  # a name, and what is not public by itself


class PublicNames:
    """What units and places are called in public, of one institution: two queries."""

    def __init__(self, register: Register) -> None:
        here = register.institution
        self.units = dict(Unit.objects.of(here).order_by().values_list("key", "name"))
        territory = extent(here)
        self.places = {key: place.name for key, place in territory.places.items()} | dict(territory.official)

    def known(self, shape: RegisterType) -> dict[str, frozenset[str]]:
        """Return, by the dimensions that a type does not list, the parts that have a name."""
        named = {FieldKind.UNIT: frozenset(self.units), FieldKind.PLACE: frozenset(self.places)}
        return {one.key: named[one.kind] for one in shape.fields if one.kind in named}

    def part(self, shape: RegisterType, by: str, part: str) -> str:
        """Return what a part of a dimension is called; blank where rows do not say which."""
        if by == STATE:
            return shape.state_by_key[part].label if part in shape.state_by_key else ""
        options = {option.key: option.label for option in shape.parts_of(by) or ()}
        field = shape.field_by_key[by.partition(".")[0]]
        named = {FieldKind.UNIT: self.units, FieldKind.PLACE: self.places}.get(field.kind, options)
        return named.get(part, options.get(part, ""))


def public_fields(shape: RegisterType) -> tuple[Field, ...]:
    """Return the fields that public rows show: columns of the public view, public by themselves, and nobody's name."""
    view = shape.public or PublicView()
    found = (shape.field_by_key[key] for key in view.columns)
    return tuple(one for one in found if one.privacy is Privacy.PUBLIC and one.kind not in _NEVER_SHOWN)


def public_row(record: Record, shape: RegisterType, names: PublicNames) -> list[str] | None:
    """Return a row as the public may see it; None where its state is not public, or sealed."""
    view = shape.public or PublicView()
    unseen = record.state in shape.sealed_states or (view.states and record.state not in view.states)
    if not view.columns or unseen:
        return None
    return [_shown(one, record.values.get(one.key), view, names) for one in public_fields(shape)]


def _shown(field: Field, value: FieldValue | None, view: PublicView, names: PublicNames) -> str:
    if value is None:
        return ""
    if isinstance(value, Location):
        return _coarse(value, view.place_decimals, names)
    if field.kind is FieldKind.FILE:
        return "sí"
    if isinstance(value, Counts):
        return _counted(field, value)
    if field.kind is FieldKind.UNIT:
        return names.units.get(str(value), "")
    if field.kind is FieldKind.CHOICE:
        option = field.option_by_key.get(str(value))
        return option.label if option else ""
    return f"{value.amount:f}" if isinstance(value, Money) else write_value(value)


def _counted(field: Field, value: Counts) -> str:
    """Return counts with the names of their parts: «Sociedad civil, Mujeres 3; …»."""
    labels = [{option.key: option.label for option in dimension.options} for dimension in field.dimensions]
    told = (
        (", ".join(names.get(part, part) for names, part in zip(labels, parts, strict=True)), number)
        for parts, number in value.cells
    )
    return "; ".join(f"{name} {number}" for name, number in told)


def _coarse(value: Location, decimals: int, names: PublicNames) -> str:
    name = names.places.get(value.territory, "")
    if value.latitude is None or value.longitude is None:
        return name
    step = Decimal(1).scaleb(-decimals)
    point = ", ".join(f"{at.quantize(step, ROUND_HALF_UP):f}" for at in (value.latitude, value.longitude))
    return " · ".join(filter(None, (name, point)))


def content_of(
    register: Register,
    scope: DisclosureScope,
    names: PublicNames,
    figures: Iterable[ReleasedFigure],
    rows: list[list[str]],
) -> Content:
    """Return the document of a release."""
    shape = scope.register
    return {
        "institution": register.institution.name,
        "register": {"key": register.key, "title": shape.title, "plural": shape.plural, "help": shape.help},
        "edition": shape.edition,
        "since": scope.since.isoformat() if scope.since else "",
        "until": scope.cut.isoformat(),
        "threshold": scope.rule.threshold,
        "place_decimals": scope.view.place_decimals,
        "sources": [[source.name, source.article] for source in shape.sources],
        "measures": [_measure(shape.measure_by_key[key], shape) for key in scope.view.measures],
        "figures": [_figure(one, shape, names, scope.cut) for one in figures],
        "columns": [
            {"key": one.key, "label": one.label, "kind": one.kind, "help": one.help, "unit": _unit(one)}
            for one in public_fields(shape)
        ],
        "rows": rows,
    }


def _measure(measure: Measure, shape: RegisterType) -> Content:
    of_field = shape.field_by_key.get(measure.field)
    return {
        "key": measure.key,
        "title": measure.title,
        "kind": measure.kind,
        "unit": measure.measure_unit,
        "currency": of_field.currency if of_field is not None else "",
        "factor": str(measure.factor),
        "help": measure.help,
        "by": [{"key": name, "label": _dimension(name, shape)} for name in measure.by],
    }


def _dimension(name: str, shape: RegisterType) -> str:
    if name == STATE:
        return "Estado"
    key, _point, dimension = name.partition(".")
    field = shape.field_by_key[key]
    return next((one.label for one in field.dimensions if one.key == dimension), field.label)


def _unit(field: Field) -> str:
    return field.currency or field.measure_unit


def _figure(one: ReleasedFigure, shape: RegisterType, names: PublicNames, cut: date) -> Content:
    place = one.place
    told: Content = {
        "measure": place.measure,
        "period": place.period,
        "by": place.by,
        "part": place.part,
        "part_label": names.part(shape, place.by, place.part) if place.by else "",
        "state": WITHHELD,
        "value": "",
        "numerator": "",
        "denominator": "",
        "until": (one.held or cut).isoformat(),
    }
    if one.figure is not None:
        answer = one.figure
        told["state"] = answer.value.state
        told["value"] = _text(answer.value.amount if isinstance(answer.value, Value) else None)
        told["numerator"], told["denominator"] = _text(answer.numerator), _text(answer.denominator)
    return told


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:f}"


def read_figures(releases: Iterable[RegisterRelease]) -> Mapping[FigurePlace, ReleasedFigure]:
    """Return what was last published of each place, with the day up to which it tells; oldest release first."""
    found: dict[FigurePlace, ReleasedFigure] = {}
    for release in releases:
        for told in release.content["figures"]:
            if told["state"] == State.VALUE:
                place = FigurePlace(told["measure"], told["period"], told["by"], told["part"])
                found[place] = ReleasedFigure(place, _read(told), date.fromisoformat(told["until"]))
    return found


def _read(told: Content) -> RegisterFigure:
    state = State(told["state"])
    value = Value(Decimal(told["value"])) if state is State.VALUE else Absent(state)
    above, below = (Decimal(told[name]) if told[name] else None for name in ("numerator", "denominator"))
    return RegisterFigure(value, above, below)


def period_of(told: Content) -> Period:
    """Return the period of a figure of a document."""
    return Period.parse(told["period"])
