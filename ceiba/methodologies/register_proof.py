"""What a register type must hold beyond its shape: what it names exists, rows can begin and end, privacy is kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from ceiba.kernel.register_masking import MASKED_KINDS
from ceiba.kernel.register_type import (
    MOMENTS,
    MOST_FIELDS,
    MOST_OPTIONS,
    Case,
    Deadline,
    Field,
    FieldKind,
    LinkTarget,
    Option,
    Privacy,
    RegisterType,
)
from ceiba.kernel.text import _
from ceiba.methodologies.problems import Problem
from ceiba.methodologies.register_measure_proof import measures, public_measures

Found = Iterator[tuple[str, str, Mapping[str, str]]]  # place, message, facts

_K = FieldKind
# Which kinds use a key, and which cannot do without it.
_USED: Mapping[str, frozenset[FieldKind]] = {
    "options": frozenset({_K.CHOICE}),
    "dimensions": frozenset({_K.COUNTS}),
    "currency": frozenset({_K.MONEY}),
    "minimum": frozenset({_K.INTEGER, _K.DECIMAL, _K.MONEY}),
    "maximum": frozenset({_K.INTEGER, _K.DECIMAL, _K.MONEY, _K.COUNTS}),
    "decimals": frozenset({_K.DECIMAL, _K.MONEY}),
    "longest": frozenset({_K.TEXT, _K.CODE, _K.PERSON}),
    "masking": MASKED_KINDS,
    "keeps": frozenset({_K.UNIT}),
    "mask": frozenset({_K.CODE}),
    "sequence": frozenset({_K.CODE}),
    "unique": frozenset({_K.TEXT, _K.CODE}),
    "unmixed": frozenset({_K.CHOICE}),
    "target": frozenset({_K.LINK}),
    "target_register": frozenset({_K.LINK}),
    "measure_unit": frozenset({_K.INTEGER, _K.DECIMAL, _K.COUNTS}),
}
_NEEDED = ("options", "dimensions", "currency", "target")


def prove(register: RegisterType, raw: Mapping[str, object], name: str) -> Iterator[Problem]:
    """Yield everything that is wrong with a register type whose shape is right; ``raw`` is what it was typed from."""
    proofs: tuple[Callable[[RegisterType], Found], ...] = (
        _keys, _fields, _states, _deadlines, _privacy, measures, _public, public_measures,
    )  # fmt: skip
    told: list[Problem] = []
    for place, message, facts in chain(_kinds(register, raw), *(proof(register) for proof in proofs)):
        problem = Problem(name, place, message, facts)
        if problem not in told:  # a way out of several states is several ways
            told.append(problem)
            yield problem


def _twice(keys: Iterable[str], place: str) -> Found:
    for key, times in Counter(keys).items():
        if times > 1:
            yield place, _("«%(key)s» está dos veces; deje una sola."), {"key": key}


def _keys(register: RegisterType) -> Found:
    lists = {
        "fields": [field.key for field in register.fields],
        "states": [state.key for state in register.states],
        "deadlines": [deadline.key for deadline in register.deadlines],
        "measures": [measure.key for measure in register.measures],
        "transitions": [f"{way.key} ({way.origin})" for way in register.transitions],
    }
    for section, keys in lists.items():
        yield from _twice(keys, section)
    if not register.fields:
        yield "fields", _("no hay ningún campo; agregue al menos uno."), {}
    if len(register.fields) > MOST_FIELDS:
        message = _("hay %(number)s campos y caben %(most)s; parta el registro en dos y vincúlelos.")
        yield "fields", message, {"number": str(len(register.fields)), "most": str(MOST_FIELDS)}
    if "state" in register.field_by_key:
        yield "fields.state", _("«state» nombra el estado de la fila; dé otra clave al campo."), {}


def _kinds(register: RegisterType, raw: Mapping[str, object]) -> Found:
    """Yield keys that a field's kind does not use, and those that it lacks."""
    entries = raw["fields"]
    assert isinstance(entries, list)
    for entry, field in zip(entries, register.fields, strict=True):
        place = f"fields.{field.key}"
        for key in _USED.keys() & entry.keys():
            if field.kind not in _USED[key]:
                message = _("un campo de tipo «%(kind)s» no lleva «%(key)s»; quítelo o cambie el tipo.")
                yield f"{place}.{key}", message, {"kind": field.kind, "key": key}
        for key in _NEEDED:
            if field.kind in _USED[key] and not entry.get(key):
                message = _("un campo de tipo «%(kind)s» necesita «%(key)s»; escríbalo.")
                yield place, message, {"kind": field.kind, "key": key}


def _fields(register: RegisterType) -> Found:
    for field in register.fields:
        place = f"fields.{field.key}"
        yield from _options(field.options, f"{place}.options")
        yield from _twice([dimension.key for dimension in field.dimensions], f"{place}.dimensions")
        for dimension in field.dimensions:
            yield from _options(dimension.options, f"{place}.dimensions.{dimension.key}")
            if not dimension.options:
                yield f"{place}.dimensions.{dimension.key}", _("no tiene opciones; escriba al menos una."), {}
        if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
            yield place, _("el mínimo es mayor que el máximo; inviértalos."), {}
        if field.mask and field.sequence:
            yield place, _("lleva «mask» y «sequence»; deje una sola."), {}
        leads_to_row = field.target is LinkTarget.REGISTER
        if field.kind is FieldKind.LINK and leads_to_row != bool(field.target_register):
            message = _("«target_register» se escribe cuando «target» es register, y solo entonces; corríjalo.")
            yield place, message, {}
        yield from _requirement(field, register, f"{place}.required")


def _options(options: tuple[Option, ...], place: str) -> Found:
    yield from _twice([option.key for option in options], place)
    if len(options) > MOST_OPTIONS:
        yield place, _("hay más de %(most)s opciones; use un vínculo a otro registro."), {"most": str(MOST_OPTIONS)}
    parents = {option.key: option.parent for option in options}
    for option in options:
        if option.parent is not None and option.parent not in parents:
            message = _("la opción «%(parent)s» de la que cuelga no existe; corrija la clave o agréguela.")
            yield f"{place}.{option.key}", message, {"parent": option.parent}
    settled: set[str] = set()
    for key in parents:
        way: list[str] = []
        at: str | None = key
        while at is not None and at in parents and at not in settled and at not in way:
            way.append(at)
            at = parents[at]
        if at in way:
            circle = " → ".join([*way[way.index(at) :], at])
            message = _("las opciones forman un círculo (%(circle)s); quite uno de esos padres.")
            yield place, message, {"circle": circle}
        settled.update(way)


def _requirement(field: Field, register: RegisterType, place: str) -> Found:
    yield from _known_states(field.required.states, register, place)
    other = field.required.field
    if other is None:
        if field.required.values:
            yield place, _("hay «values» sin «field»; diga de qué campo son."), {}
    elif other == field.key:
        yield place, _("el campo «%(field)s» no existe o es el mismo; corrija la clave."), {"field": other}
    else:
        yield from _case(Case(other, field.required.values), register, place)


def _case(case: Case, register: RegisterType, place: str) -> Found:
    asked = register.field_by_key.get(case.field)
    if asked is None:
        message = _("el campo «%(field)s» no existe o es el mismo; corrija la clave.")
        yield place, message, {"field": case.field}
        return
    if not case.values:
        yield place, _("falta «values»: con qué valores de «%(field)s»."), {"field": case.field}
    for value in case.values if asked.kind is FieldKind.CHOICE else ():
        if value not in asked.option_by_key:
            message = _("«%(value)s» no es una opción de «%(field)s»; use una de las suyas.")
            yield place, message, {"value": value, "field": case.field}


def _known_states(states: Iterable[str], register: RegisterType, place: str) -> Found:
    for state in states:
        if state not in register.state_by_key:
            message = _("el estado «%(state)s» no existe; use uno de: %(known)s.")
            yield place, message, {"state": state, "known": ", ".join(register.state_by_key)}


def _states(register: RegisterType) -> Found:
    begins = [state.key for state in register.states if state.initial]
    if len(begins) != 1:
        message = _("debe haber un estado inicial y hay %(number)s; marque uno con «initial».")
        yield "states", message, {"number": str(len(begins))}
    for way in register.transitions:
        place = f"transitions.{way.key}"
        yield from _known_states((way.origin, way.destination), register, place)
        if way.origin == way.destination:
            yield place, _("va de un estado a sí mismo; quítela o cambie su destino."), {}
        if not way.roles:
            yield place, _("ninguna función puede usarla; escriba al menos una en «roles»."), {}
        for key in way.requires:
            if key not in register.field_by_key:
                message = _("exige el campo «%(field)s», que no existe; corrija la clave o agréguelo.")
                yield place, message, {"field": key}
    yield from _reach(register, begins)


def _reach(register: RegisterType, begins: list[str]) -> Found:
    reached, waiting = set(begins), list(begins)
    while waiting:
        for way in register.moves(waiting.pop()):
            if way.destination not in reached:
                reached.add(way.destination)
                waiting.append(way.destination)
    for state in register.states:
        if begins and state.key not in reached:
            message = _("ninguna transición lleva a este estado desde el inicial; agregue una o quítelo.")
            yield f"states.{state.key}", message, {}
        if state.final and register.moves(state.key):
            yield f"states.{state.key}", _("es final y de él sale una transición; quite una de las dos cosas."), {}
        if not state.final and not register.moves(state.key):
            yield f"states.{state.key}", _("de él no sale ninguna transición; márquelo «final» o agregue una."), {}


def _deadlines(register: RegisterType) -> Found:
    for deadline in register.deadlines:
        place = f"deadlines.{deadline.key}"
        more = deadline.prolongation
        named = (deadline.starts, *deadline.ends, *deadline.suspended_in, *((more.state,) if more else ()))
        yield from _known_states(named, register, place)
        if not deadline.ends:
            yield f"{place}.ends", _("no dice qué estados lo cumplen; escriba al menos uno."), {}
        if deadline.starts in deadline.ends:
            yield f"{place}.ends", _("termina en el estado en que empieza; corrija uno de los dos."), {}
        fewest = min([deadline.days, *(variant.days for variant in deadline.variants)])
        if (fewest < 1 and not deadline.runs_from) or (more is not None and more.days < 1):
            yield place, _("el plazo y su prórroga duran al menos un día; corrija «days»."), {}
        yield from _reach_of_days(deadline, register, place)
        if more is not None and more.times < 1:
            yield place, _("una prórroga que no se puede usar sobra; quítela o corrija «times»."), {}


def _reach_of_days(deadline: Deadline, register: RegisterType, place: str) -> Found:
    if deadline.runs_from:
        field = register.field_by_key.get(deadline.runs_from)
        if field is None or field.kind not in MOMENTS:
            message = _("«%(field)s» no es un campo de fecha; corrija «from».")
            yield f"{place}.from", message, {"field": deadline.runs_from}
    if deadline.before and (not deadline.runs_from or deadline.suspended_in or deadline.prolongation):
        message = _("«before» cuenta hacia atrás desde el campo de «from», sin suspensión ni prórroga; corríjalo.")
        yield f"{place}.before", message, {}
    if deadline.when is not None:
        yield from _case(deadline.when, register, f"{place}.when")
    for variant in deadline.variants:
        yield from _case(variant.when, register, f"{place}.variants")


def _privacy(register: RegisterType) -> Found:
    for field in register.fields:
        if field.sensitive and field.privacy.strictness < Privacy.RESTRICTED.strictness:
            message = _("es un dato sensible y se declara «%(privacy)s»; use restricted o never.")
            yield f"fields.{field.key}.privacy", message, {"privacy": field.privacy}
        if field.masking and field.privacy is not Privacy.RESTRICTED:
            message = _("«masking» dice qué ven los demás de un campo restringido y este es «%(privacy)s»; quítelo.")
            yield f"fields.{field.key}.masking", message, {"privacy": field.privacy}
    narrow = [field.key for field in register.fields if field.privacy.strictness >= Privacy.RESTRICTED.strictness]
    if register.privacy is Privacy.NEVER:
        yield "privacy", _("un registro que nadie ve no sirve; use restricted y nombre sus lectores."), {}
    if (narrow or register.sealed_states or register.privacy is Privacy.RESTRICTED) and not register.readers:
        message = _("hay datos restringidos (%(fields)s) y nadie los puede leer; nombre funciones en «readers».")
        yield "readers", message, {"fields": ", ".join(narrow) or register.id}


def _public(register: RegisterType) -> Found:
    view = register.public
    if view is None:
        return
    if view.columns and register.privacy is not Privacy.PUBLIC:
        message = _("muestra filas de un registro que no es público; quite «columns» o declare «privacy: public».")
        yield "public.columns", message, {}
    for key in view.columns:
        field = register.field_by_key.get(key)
        if field is None:
            yield "public.columns", _("el campo «%(field)s» no existe; corrija la clave."), {"field": key}
        elif field.privacy is not Privacy.PUBLIC:
            message = _("el campo «%(field)s» es «%(privacy)s» y no se publica; quítelo de la vista.")
            yield "public.columns", message, {"field": key, "privacy": field.privacy}
    yield from _known_states(view.states, register, "public.states")
    shown = view.states or (tuple(register.state_by_key) if view.columns else ())
    for key in register.sealed_states:
        if key in shown:
            message = _("el estado «%(state)s» está sellado y sus filas se publicarían; diga en «states» los demás.")
            yield "public.states", message, {"state": key}
