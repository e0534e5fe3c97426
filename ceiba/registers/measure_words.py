"""What a measure of a register computes, as a sentence that whoever reads the figure can check."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ceiba.kernel.register_measure import Condition, Measure, MeasureKind, Statistic
from ceiba.kernel.register_type import FieldKind, RegisterType
from ceiba.ui import formats

FIRST_ENTRY = "state:"


def formula_words(shape: RegisterType, measure: Measure) -> str:
    """Return the formula of a measure in words: what is added up, of which rows, and by which day they count."""
    facts = {
        "field": field_label(shape, measure.field),
        "moment": moment_words(shape, measure),
        "filter": filter_words(shape, measure.filters),
        "start": _state(shape, measure.start),
        "end": _state(shape, measure.end),
        "above": _title(shape, measure.numerator),
        "below": _title(shape, measure.denominator),
        "factor": formats.number(measure.factor),
        "population": measure.population,
        "deadline": shape.deadline_by_key[measure.deadline].label if measure.deadline else "",
    }
    return (_sentence(measure) % facts).strip()


def _sentence(measure: Measure) -> str:
    match measure.kind:
        case MeasureKind.COUNT:
            return _("Cuenta las filas%(filter)s. Cada una cuenta %(moment)s.")
        case MeasureKind.DISTINCT:
            return _("Cuenta cuántos valores distintos de «%(field)s» hay en las filas%(filter)s. Cuentan %(moment)s.")
        case MeasureKind.SUM:
            return _("Suma «%(field)s» de las filas%(filter)s. Cada una cuenta %(moment)s.")
        case MeasureKind.AVERAGE:
            return _("Suma «%(field)s» y lo divide entre las filas que lo tienen%(filter)s. Cuentan %(moment)s.")
        case MeasureKind.LAST:
            return _("Toma «%(field)s» de la fila más reciente%(filter)s, según cuenta %(moment)s.")
        case MeasureKind.MINIMUM:
            return _("Toma el menor «%(field)s» de las filas%(filter)s. Cuentan %(moment)s.")
        case MeasureKind.MAXIMUM:
            return _("Toma el mayor «%(field)s» de las filas%(filter)s. Cuentan %(moment)s.")
        case MeasureKind.RATIO:
            return _("%(factor)s × «%(above)s» / «%(below)s»: se suman primero ambos números y se divide una vez.")
        case MeasureKind.RATE:
            return _("%(factor)s × «%(above)s» / habitantes de la serie «%(population)s» en el último año del período.")
        case MeasureKind.WITHIN_DEADLINE:
            return _(
                "100 × filas que terminaron hasta el día en que vencía «%(deadline)s» / filas ya decididas. Cuentan en "
                "el mes en que vencen; una abierta cuenta como tardía al día siguiente."
            )
    if measure.statistic is Statistic.P90:
        return _("Días desde «%(start)s» hasta «%(end)s» que nueve de cada diez filas no superan. Cuentan al terminar.")
    return _("Días desde «%(start)s» hasta «%(end)s»: el valor de en medio (mediana). Cuentan al terminar.")


def moment_words(shape: RegisterType, measure: Measure) -> str:
    """Return by which day a row counts: a field, or the entry into a state."""
    if measure.moment.startswith(FIRST_ENTRY):
        return _("cuando entra a «%(state)s»") % {"state": _state(shape, measure.moment.removeprefix(FIRST_ENTRY))}
    return _("por su «%(field)s»") % {"field": field_label(shape, measure.moment)}


def filter_words(shape: RegisterType, filters: Sequence[Condition]) -> str:
    """Return the conditions of a measure, to stand behind «filas»; blank for none."""
    said = [_condition(shape, one) for one in filters]
    return _(" con %(conditions)s") % {"conditions": _(" y ").join(said)} if said else ""


def _condition(shape: RegisterType, condition: Condition) -> str:
    if condition.field == "state":
        known = [_state(shape, key) for key in condition.equals]
    else:
        labels = {option.key: option.label for option in shape.parts_of(condition.field) or ()}
        known = [labels.get(key, key) for key in (*condition.equals, *condition.within)]
    return f"{dimension_label(shape, condition.field)}: {_(' o ').join(known)}"


def dimension_label(shape: RegisterType, name: str) -> str:
    """Return what people call a way of opening a measure: a field, a depth of its tree, a dimension of counts."""
    if name == "state":
        return _("Estado")
    key, _point, below = name.partition(".")
    field = shape.field_by_key.get(key)
    if field is None:
        return name
    if field.kind is FieldKind.COUNTS:
        found = next((one.label for one in field.dimensions if one.key == below), below)
        return f"{field.label}: {found.lower()}"
    return _("%(field)s, nivel %(depth)s") % {"field": field.label, "depth": below} if below else field.label


def part_label(shape: RegisterType, dimension: str, part: str) -> str:
    """Return what people call a part of a dimension; the part itself where the type names none."""
    if not part:
        return _("sin decir")
    if dimension == "state":
        return _state(shape, part)
    return next((option.label for option in shape.parts_of(dimension) or () if option.key == part), part)


def field_label(shape: RegisterType, key: str) -> str:
    """Return the label of a field; its key where the type has none of it."""
    field = shape.field_by_key.get(key)
    return field.label if field else key


def _state(shape: RegisterType, key: str) -> str:
    state = shape.state_by_key.get(key)
    return state.label if state else key


def _title(shape: RegisterType, measure: str) -> str:
    found = shape.measure_by_key.get(measure)
    return found.title if found else measure
