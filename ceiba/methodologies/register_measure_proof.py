"""What the measures of a register type must hold: each has what its formula needs, and nothing private leaks by one."""

from collections.abc import Iterator, Mapping

from ceiba.kernel.register_measure import DERIVED, OF_FIELD, Condition, Measure, MeasureKind, PeopleBy
from ceiba.kernel.register_type import MOMENTS, NUMBERS, Field, FieldKind, Privacy, RegisterType
from ceiba.kernel.text import _, fold

Found = Iterator[tuple[str, str, Mapping[str, str]]]  # place, message, facts

_M = MeasureKind
_ADDABLE = frozenset({_M.COUNT, _M.DISTINCT, _M.SUM})
_NEEDS: Mapping[MeasureKind, tuple[str, ...]] = {
    _M.COUNT: ("moment",),
    **dict.fromkeys(OF_FIELD, ("moment", "field")),
    _M.RATIO: ("numerator", "denominator"),
    _M.RATE: ("numerator", "population"),
    _M.WITHIN_DEADLINE: ("deadline",),
    _M.TIME_BETWEEN: ("start", "end"),
}
_ALL = ("moment", "field", "numerator", "denominator", "population", "deadline", "start", "end")
_FILTERED = frozenset({FieldKind.CHOICE, FieldKind.UNIT, FieldKind.PLACE, FieldKind.LINK, FieldKind.CODE})
_PERCENT = frozenset({"%", "por ciento", "porcentaje"})
_SMALLEST = 3  # a published table that hides less than this hides nobody


def measures(register: RegisterType) -> Found:
    """Yield what is wrong with the measures."""
    for measure in register.measures:
        place = f"measures.{measure.key}"
        for name in _ALL:
            given, needed = bool(getattr(measure, name)), name in _NEEDS[measure.kind]
            if needed and not given:
                message = _("una medida «%(kind)s» necesita «%(key)s»; escríbalo.")
                yield place, message, {"kind": measure.kind, "key": name}
            if given and not needed:
                message = _("una medida «%(kind)s» no lleva «%(key)s»; quítelo o cambie la medida.")
                yield place, message, {"kind": measure.kind, "key": name}
        if measure.kind in DERIVED:
            yield from _derived(measure, register, place)
        else:
            yield from _moment(measure, register, place)
            yield from _field(measure, register, place)
            yield from _openings(measure, register, place)
            for condition in measure.filters:
                yield from _condition(condition, measure, register, f"{place}.filters")
        yield from _people(measure, register, f"{place}.people")
        yield from _unmixed(measure, register, place)
        if measure.factor <= 0:
            yield f"{place}.factor", _("el factor debe ser mayor que cero; use 1, 100 o 100000."), {}


def _derived(measure: Measure, register: RegisterType, place: str) -> Found:
    for name in ("numerator", "denominator"):
        key = getattr(measure, name)
        if not key:
            continue
        other = register.measure_by_key.get(key)
        if other is None:
            yield f"{place}.{name}", _("la medida «%(key)s» no existe; corrija la clave o agréguela."), {"key": key}
        elif other.kind not in _ADDABLE:
            message = _("«%(key)s» no se puede sumar entre períodos; use una de tipo count, distinct o sum.")
            yield f"{place}.{name}", message, {"key": key}
        elif not set(measure.by) <= set(other.by):
            message = _("se abre por lo que «%(key)s» no se abre; ábrala igual o quítelo de «by».")
            yield f"{place}.by", message, {"key": key}
    if measure.filters:
        yield f"{place}.filters", _("los filtros van en las medidas de que se compone; llévelos allá."), {}


def _people(measure: Measure, register: RegisterType, place: str) -> Found:
    """Yield where a rate says of an opening that it opens people too, and it does not."""
    if measure.people and measure.kind is not _M.RATE:
        yield place, _("solo una tasa dice de qué gente es; quítelo."), {}
    for name, by in measure.people.items():
        field = register.field_by_key.get(name.partition(".")[0])
        if name not in measure.by:
            yield place, _("la tasa no se abre por «%(name)s»; agréguelo a «by» o quítelo."), {"name": name}
        elif (by is PeopleBy.PLACE) is not (field is not None and field.kind is FieldKind.PLACE):
            message = _(
                "«%(name)s» no es lo que dice: «place» es para un campo de lugar, y «sex» y «age» para los demás."
            )
            yield place, message, {"name": name}
    if len(set(measure.people.values())) < len(measure.people):
        yield place, _("dos aperturas dicen lo mismo de la gente; deje una."), {}


def _moment(measure: Measure, register: RegisterType, place: str) -> Found:
    for name, state in (
        ("moment", measure.moment.removeprefix("state:") if measure.moment.startswith("state:") else ""),
        ("start", measure.start),
        ("end", measure.end),
    ):
        if state and state not in register.state_by_key:
            message = _("el estado «%(state)s» no existe; use uno de: %(known)s.")
            yield f"{place}.{name}", message, {"state": state, "known": ", ".join(register.state_by_key)}
    if measure.moment and not measure.moment.startswith("state:"):
        field = register.field_by_key.get(measure.moment)
        if field is None or field.kind not in MOMENTS:
            message = _("«%(field)s» no es un campo de fecha; use uno, o «state:» y un estado.")
            yield f"{place}.moment", message, {"field": measure.moment}
    if measure.deadline and measure.deadline not in register.deadline_by_key:
        message = _("el plazo «%(deadline)s» no existe; corrija la clave o agréguelo.")
        yield f"{place}.deadline", message, {"deadline": measure.deadline}


def _field(measure: Measure, register: RegisterType, place: str) -> Found:
    if not measure.field:
        return
    field = register.field_by_key.get(measure.field)
    facts = {"field": measure.field}
    if field is None:
        yield f"{place}.field", _("el campo «%(field)s» no existe; corrija la clave o agréguelo."), facts
        return
    if measure.kind is MeasureKind.DISTINCT:
        if field.kind is FieldKind.COUNTS:
            yield f"{place}.field", _("un recuento no nombra a nadie que distinguir; use «sum»."), facts
    elif field.kind not in NUMBERS:
        yield f"{place}.field", _("«%(field)s» no es un número; elija un campo de número o cuente filas."), facts
    if measure.kind in (MeasureKind.SUM, MeasureKind.AVERAGE) and fold(field.measure_unit) in _PERCENT:
        message = _("un porcentaje no se suma ni se promedia; guarde sus dos números y use «ratio».")
        yield f"{place}.field", message, facts
    if field.kind is FieldKind.COUNTS and measure.kind not in (MeasureKind.SUM, MeasureKind.DISTINCT):
        yield f"{place}.field", _("un recuento solo se suma; use «sum»."), facts


def _openings(measure: Measure, register: RegisterType, place: str) -> Found:
    for name in measure.by:
        if register.parts_of(name) is None:
            message = _(
                "no se puede abrir por «%(name)s»; use una opción, un lugar, una unidad, state o campo.dimensión."
            )
            yield f"{place}.by", message, {"name": name}
        elif not name.partition(".")[2].isdecimal() and name.partition(".")[0] not in (name, measure.field):
            message = _("«%(name)s» es de un recuento que esta medida no suma; quítelo de «by».")
            yield f"{place}.by", message, {"name": name}


def _condition(condition: Condition, measure: Measure, register: RegisterType, place: str) -> Found:
    name = condition.field
    facts = {"field": name}
    if not condition.equals and not condition.within:
        yield place, _("el filtro de «%(field)s» no dice con qué valores; agregue «equals» o «within»."), facts
    field = register.field_by_key.get(name)
    if name == "state":
        known = set(register.state_by_key)
    elif "." in name:
        known = {option.key for option in register.parts_of(name) or ()}
        if not known or name.partition(".")[0] != measure.field:
            yield place, _("«%(field)s» no es una dimensión del recuento que se suma; corrija la clave."), facts
            return
    elif field is None:
        yield place, _("el campo «%(field)s» no existe; corrija la clave o agréguelo."), facts
        return
    elif field.kind not in _FILTERED:
        yield place, _("por «%(field)s» no se filtra; use una opción, un lugar, una unidad o un código."), facts
        return
    else:
        known = set(field.option_by_key)
    if condition.within and (field is None or field.kind is not FieldKind.CHOICE):
        yield place, _("«within» es para opciones en árbol; en «%(field)s» use «equals»."), facts
    if field is None or field.kind is FieldKind.CHOICE:
        for value in (*condition.equals, *condition.within):
            if value not in known:
                message = _("«%(value)s» no es un valor de «%(field)s»; use uno de los suyos.")
                yield place, message, {"value": value, **facts}


def _unmixed(measure: Measure, register: RegisterType, place: str) -> Found:
    """Yield fields of which a measure would add options, or divide one by another, that measure different things."""
    made_of = [register.measure_by_key.get(name) for name in (measure.numerator, measure.denominator) if name]
    for field in register.fields if measure.kind not in DERIVED else ():
        if field.unmixed and len(_alone(measure, field)) != 1:
            message = _("suma filas de distinta «%(label)s», que no se mezclan; fíltrela con «equals» y una sola.")
            yield f"{place}.filters", message, {"label": field.label}
    for field in register.fields if measure.kind in DERIVED else ():
        if field.unmixed and len({_alone(other, field) for other in made_of if other is not None}) > 1:
            message = _("divide filas de distinta «%(label)s», que no se mezclan; use dos medidas de la misma.")
            yield place, message, {"label": field.label}


def _alone(measure: Measure, field: Field) -> tuple[str, ...]:
    """Return the values to which a measure's filters keep a field; empty where they do not."""
    return next((each.equals for each in measure.filters if each.field == field.key and not each.within), ())


def used_fields(measure: Measure, register: RegisterType) -> tuple[Field, ...]:
    """Return the fields that a measure reads, by itself or through the measures that it is made of."""
    keys = [measure.field, measure.moment, *measure.by, *(condition.field for condition in measure.filters)]
    found = [
        register.field_by_key[key.partition(".")[0]] for key in keys if key.partition(".")[0] in register.field_by_key
    ]
    for name in (measure.numerator, measure.denominator):
        other = register.measure_by_key.get(name)
        if other is not None and other.kind not in DERIVED:
            found += used_fields(other, register)
    return tuple(dict.fromkeys(found))


def public_measures(register: RegisterType) -> Found:
    """Yield measures that read what nobody may see, and published ones that would show one row."""
    for measure in register.measures:
        for field in used_fields(measure, register):
            if field.privacy is Privacy.NEVER:
                message = _("usa el campo «%(field)s», que no se usa en ninguna cifra; quítelo de la medida.")
                yield f"measures.{measure.key}", message, {"field": field.key}
    view = register.public
    if view is None:
        return
    if view.smallest < _SMALLEST:
        yield "public.smallest", _("oculta grupos de menos de %(least)s; suba la cifra."), {"least": str(_SMALLEST)}
    for key in view.measures:
        measure_or_none = register.measure_by_key.get(key)
        if measure_or_none is None:
            yield "public.measures", _("la medida «%(key)s» no existe; corrija la clave o agréguela."), {"key": key}
            continue
        kind, of_field = measure_or_none.kind, register.field_by_key.get(measure_or_none.field)
        one_row = kind in (MeasureKind.MINIMUM, MeasureKind.MAXIMUM, MeasureKind.LAST)
        if one_row and of_field is not None and of_field.privacy is not Privacy.PUBLIC:
            message = _("«%(key)s» descubre el valor de una sola fila y su campo no es público; quítela de la vista.")
            yield "public.measures", message, {"key": key}
