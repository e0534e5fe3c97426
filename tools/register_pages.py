"""The pages of docs/registers/: one page a register type, made from what the loader proved."""

from collections.abc import Iterator
from pathlib import Path

from ceiba.kernel.methodology import Workday
from ceiba.kernel.register_measure import DERIVED, Condition, Measure, MeasureKind, Statistic
from ceiba.kernel.register_table import FIRST_ENTRY
from ceiba.kernel.register_type import (
    DayCount,
    Deadline,
    Field,
    FieldKind,
    Option,
    Privacy,
    RegisterType,
    Silence,
    Transition,
)
from ceiba.methodologies.registers import available_registers
from tools.generated import HEAD, table, text
from tools.methodology_pages import source_text

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "registers"

_KINDS = {
    FieldKind.TEXT: "texto",
    FieldKind.CODE: "código",
    FieldKind.CHOICE: "opción",
    FieldKind.INTEGER: "entero",
    FieldKind.DECIMAL: "decimal",
    FieldKind.MONEY: "dinero",
    FieldKind.DATE: "fecha",
    FieldKind.DATE_TIME: "fecha y hora",
    FieldKind.UNIT: "unidad",
    FieldKind.PERSON: "persona",
    FieldKind.PLACE: "lugar",
    FieldKind.FILE: "archivo",
    FieldKind.LINK: "vínculo",
    FieldKind.COUNTS: "recuento",
}
_PRIVACY = {
    Privacy.PUBLIC: "público",
    Privacy.INTERNAL: "interno",
    Privacy.RESTRICTED: "restringido",
    Privacy.NEVER: "no sale del asiento",
}
_SILENCE = {Silence.NONE: "—", Silence.GRANTED: "se tiene por concedido", Silence.DENIED: "se tiene por denegado"}
_MOVES = {
    Workday.NEXT: "si cae en día de descanso, pasa al siguiente hábil",
    Workday.PREVIOUS: "si cae en día de descanso, pasa al hábil anterior",
    Workday.STAYS: "",
}
_FORMULAS = {
    MeasureKind.COUNT: "número de asientos",
    MeasureKind.DISTINCT: "valores distintos de {field}",
    MeasureKind.SUM: "Σ {field}",
    MeasureKind.AVERAGE: "Σ {field} / asientos que lo tienen",
    MeasureKind.LAST: "{field} del último asiento",
    MeasureKind.MINIMUM: "mínimo de {field}",
    MeasureKind.MAXIMUM: "máximo de {field}",
    MeasureKind.RATIO: "{factor} × {numerator} / {denominator}",
    MeasureKind.RATE: "{factor} × {numerator} / habitantes de «{population}»",
    MeasureKind.WITHIN_DEADLINE: "100 × asientos que cumplieron {deadline} / asientos con el plazo decidido",
    MeasureKind.TIME_BETWEEN: "{statistic} de los días entre {start} y {end}",
}


def pages() -> dict[Path, str]:
    """Return every page by its path: the index and one page for each type."""
    found = {
        FOLDER / f"{register.reference.replace('@', '-')}.md": page(register) for register in available_registers()
    }
    rows = [
        [f"[{register.reference}]({path.name})", register.title, register.country or "—", _PRIVACY[register.privacy]]
        for register, path in zip(available_registers(), found, strict=True)
    ]
    index = [HEAD, "# Tipos de registro", *table(["Referencia", "Qué asienta", "País", "Privacidad"], rows)]
    return {FOLDER / "README.md": text(index), **found}


def page(register: RegisterType) -> str:
    """Return the page of one type: fields, states, deadlines, measures, what is public, and where it comes from."""
    country, privacy = register.country or "cualquiera", _PRIVACY[register.privacy]
    return text(
        [
            HEAD,
            f"# {register.plural}",
            f"`{register.reference}` · país: {country} · privacidad: {privacy}",
            *filter(None, [register.help]),
            *_readers(register),
            *_fields(register),
            *_options(register),
            *_states(register),
            *_deadlines(register),
            *_measures(register),
            *_public(register),
            *_sources(register),
        ]
    )


def _readers(register: RegisterType) -> Iterator[str]:
    if register.readers:
        yield f"Lo restringido lo leen: {_codes(register.readers)}. Cada apertura queda anotada."


def _seen(field: Field) -> str:
    """Return who sees a field, and what the others see of it."""
    return f"{_PRIVACY[field.privacy]}; los demás, iniciales" if field.masking else _PRIVACY[field.privacy]


def _fields(register: RegisterType) -> Iterator[str]:
    yield "## Campos"
    rows = [
        [f"`{field.key}`", field.label, _kind(field), _needed(field, register), _seen(field)]
        for field in register.fields
    ]
    yield from table(["Clave", "Campo", "Tipo", "Se exige", "Privacidad"], rows)


def _kind(field: Field) -> str:
    details = [field.measure_unit, field.currency, field.mask, field.sequence]
    if field.minimum is not None or field.maximum is not None:
        least = "…" if field.minimum is None else str(field.minimum)
        details.append(f"{least} a {'…' if field.maximum is None else field.maximum}")
    details += [" × ".join(dimension.label for dimension in field.dimensions)]
    details += [f"a {field.target_register or field.target}"] if field.target else []
    details += ["sin repetirse"] if field.unique else []
    details += ["sus opciones no se mezclan en ninguna cifra"] if field.unmixed else []
    told = ", ".join(filter(None, details))
    return _KINDS[field.kind] + (f" ({told})" if told else "")


def _needed(field: Field, register: RegisterType) -> str:
    rule = field.required
    if rule.always:
        return "siempre"
    told = [f"en {_states_text(rule.states, register)}"] if rule.states else []
    if rule.field is not None:
        told.append(f"si {_label(rule.field, register)} es {_values(rule.field, rule.values, register)}")
    return "; ".join(told) or "—"


def _options(register: RegisterType) -> Iterator[str]:
    for field in register.fields:
        for label, options in ((field.label, field.options), *((d.label, d.options) for d in field.dimensions)):
            if options:
                yield f"### {field.label}" + ("" if label == field.label else f": {label}")
                yield "\n".join(_tree(options))


def _tree(options: tuple[Option, ...], parent: str | None = None, depth: int = 0) -> Iterator[str]:
    for option in options:
        if option.parent == parent:
            yield f"{'  ' * depth}- {option.label} (`{option.key}`)" + (" · ya no se usa" if option.retired else "")
            yield from _tree(options, option.key, depth + 1)


def _states(register: RegisterType) -> Iterator[str]:
    yield "## Estados"
    rows = []
    for state in register.states:
        marks = {"inicial": state.initial, "final": state.final, "sellado": state.sealed}
        kind = ", ".join(word for word, holds in marks.items() if holds)
        ways = "; ".join(_way(way, register) for way in register.moves(state.key))
        rows.append([f"`{state.key}`", f"{state.label}{f' ({kind})' if kind else ''}", ways or "—"])
    yield from table(["Clave", "Estado", "De ahí se puede"], rows)


def _way(way: Transition, register: RegisterType) -> str:
    details = [", ".join(way.roles)]
    details += [f"exige {_labels(way.requires, register)}"] if way.requires else []
    details += ["con motivo"] if way.reason else []
    return f"{way.label} → {_states_text((way.destination,), register)} ({'; '.join(details)})"


def _deadlines(register: RegisterType) -> Iterator[str]:
    if register.deadlines:
        yield "## Plazos"
        head = ["Clave", "Plazo", "Días", "Desde", "Hasta", "Solo si", "Silencio", "Norma"]
        rows = [row for each in register.deadlines for row in (_deadline(each, register), *_variants(each, register))]
        yield from table(head, rows)


def _deadline(deadline: Deadline, register: RegisterType) -> list[str]:
    more = deadline.prolongation
    back = " antes" if deadline.before else ""
    told = [f"{_days(deadline.days, deadline.count)}{back}", _MOVES[deadline.workday]]
    if deadline.suspended_in:
        told.append(f"no corre en {_states_text(deadline.suspended_in, register)}")
    if more is not None:
        times = "una vez" if more.times == 1 else f"hasta {more.times} veces"
        told.append(f"prorrogable {times} por {more.days}, al pasar a {_states_text((more.state,), register)}")
    when = deadline.when
    start = _label(deadline.runs_from, register) if deadline.runs_from else ""
    return [
        f"`{deadline.key}`",
        deadline.label,
        "; ".join(filter(None, told)),
        start or _states_text((deadline.starts,), register),
        _states_text(deadline.ends, register),
        f"{_label(when.field, register)} es {_values(when.field, when.values, register)}" if when else "—",
        _SILENCE[deadline.silence],
        source_text(deadline.source),
    ]


def _days(days: int, count: DayCount) -> str:
    if count is DayCount.WORKING:
        return "1 día hábil" if days == 1 else f"{days} días hábiles"
    return f"{days} {'día' if days == 1 else 'días'} calendario" if days else "ese mismo día"


def _variants(deadline: Deadline, register: RegisterType) -> Iterator[list[str]]:
    """Yield a row for each variant: what is as in the deadline stays blank."""
    for variant in deadline.variants:
        when = f"{_label(variant.when.field, register)} es {_values(variant.when.field, variant.when.values, register)}"
        yield ["", "", _days(variant.days, variant.count), "", "", when, "", source_text(variant.source)]


def _measures(register: RegisterType) -> Iterator[str]:
    if register.measures:
        yield "## Medidas"
        head = ["Clave", "Medida", "Fórmula", "Asientos", "Cuenta en", "Se abre por", "Unidad"]
        yield from table(head, [_measure(measure, register) for measure in register.measures])


def _measure(measure: Measure, register: RegisterType) -> list[str]:
    facts = {
        "field": f"«{_label(measure.field, register)}»",
        "factor": f"{measure.factor:f}",
        "numerator": f"`{measure.numerator}`",
        "denominator": f"`{measure.denominator}`",
        "population": measure.population,
        "deadline": f"`{measure.deadline}`",
        "start": _states_text((measure.start,), register),
        "end": _states_text((measure.end,), register),
        "statistic": "mediana" if measure.statistic is Statistic.MEDIAN else "percentil 90",
    }
    return [
        f"`{measure.key}`",
        measure.title,
        _FORMULAS[measure.kind].format_map(facts),
        "; ".join(_condition(each, register) for each in measure.filters)
        or ("—" if measure.kind in DERIVED else "todos"),
        _moment(measure, register),
        ", ".join(_label(name, register) for name in measure.by) or "—",
        measure.measure_unit or "—",
    ]


def _condition(condition: Condition, register: RegisterType) -> str:
    inside = [f"dentro de {_values(condition.field, condition.within, register)}"] if condition.within else []
    equal = [f"es {_values(condition.field, condition.equals, register)}"] if condition.equals else []
    return f"{_label(condition.field, register)} {' o '.join([*equal, *inside])}"


def _moment(measure: Measure, register: RegisterType) -> str:
    if measure.kind is MeasureKind.WITHIN_DEADLINE:
        return "el día en que vence"
    if measure.kind is MeasureKind.TIME_BETWEEN:
        return f"la entrada en {_states_text((measure.end,), register)}"
    if measure.moment.startswith(FIRST_ENTRY):
        return f"la entrada en {_states_text((measure.moment.removeprefix(FIRST_ENTRY),), register)}"
    return _label(measure.moment, register) if measure.moment else "—"


def _public(register: RegisterType) -> Iterator[str]:
    yield "## Qué es público"
    view = register.public
    if view is None:
        yield "Nada: ninguna fila y ninguna cifra."
        return
    rows = f"Filas con {_labels(view.columns, register)}" if view.columns else "Ninguna fila"
    states = f" de los estados {_states_text(view.states, register)}" if view.columns and view.states else ""
    yield f"{rows}{states}. Los recuentos menores de {view.smallest} no se muestran."
    if view.measures:
        yield "\n".join(f"- {register.measure_by_key[key].title}" for key in view.measures)


def _sources(register: RegisterType) -> Iterator[str]:
    if register.sources:
        yield "## De dónde sale"
        yield "\n".join(f"- {source_text(source)}" for source in register.sources)


def _label(name: str, register: RegisterType) -> str:
    """Return what a field, a dimension of counts, a depth of a tree or the state is called."""
    key, _point, part = name.partition(".")
    field = register.field_by_key.get(key)
    if field is None:
        return "Estado" if name else ""
    dimension = next((each.label for each in field.dimensions if each.key == part), None)
    return dimension or (f"{field.label} (nivel {part})" if part else field.label)


def _labels(keys: tuple[str, ...], register: RegisterType) -> str:
    return ", ".join(_label(key, register) for key in keys)


def _values(name: str, values: tuple[str, ...], register: RegisterType) -> str:
    labels = {option.key: option.label for option in register.parts_of(name) or ()}
    labels |= {state.key: state.label for state in register.states} if name == "state" else {}
    return ", ".join(labels.get(value, value) for value in values)


def _states_text(states: tuple[str, ...], register: RegisterType) -> str:
    return ", ".join(register.state_by_key[key].label for key in states if key)


def _codes(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
