"""What is wrong with a row, judged against its type alone: each problem names field, value and mend.

Whether a linked row, a unit or a territory exists, and whether a code is taken, is known only to who keeps the rows.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from ceiba.kernel.money import Money
from ceiba.kernel.register_record import Counts, FieldValue, Location, PersonName, Record, RecordProblem
from ceiba.kernel.register_text import write_value
from ceiba.kernel.register_type import Field, FieldKind, RegisterType
from ceiba.kernel.text import _

MOST_CHANGES = 1_000  # entries into states of one row
_LONGEST_CODE = 40  # characters of a code of territory
_SHOWN = 80  # characters of a value in a problem
_YEARS = (1900, 2200)  # a date outside them is a slip of the pen

Said = Iterator[tuple[str, Mapping[str, str]]]

_TYPES: Mapping[FieldKind, type] = {
    FieldKind.INTEGER: int,
    FieldKind.DECIMAL: Decimal,
    FieldKind.MONEY: Money,
    FieldKind.DATE: date,
    FieldKind.DATE_TIME: datetime,
    FieldKind.PERSON: PersonName,
    FieldKind.PLACE: Location,
    FieldKind.COUNTS: Counts,
}


def problems(row: Record, register: RegisterType) -> tuple[RecordProblem, ...]:
    """Return everything that is wrong with a row, in the order of the type's fields; empty where it is sound."""
    found = [
        RecordProblem(row.key, "", _shown(value), message, facts) for value, message, facts in _whole(row, register)
    ]
    for field in register.fields:
        value = row.values.get(field.key)
        if value is None:
            if wanted(field, row):
                message = _("falta «%(label)s»; escríbalo.")
                found.append(RecordProblem(row.key, field.key, "", message, {"label": field.label}))
            continue
        told = write_value(value) if value.__class__ is not bool else str(value)
        found += [
            RecordProblem(row.key, field.key, _shown(told), message, facts) for message, facts in _field(field, value)
        ]
    return tuple(found)


def wanted(field: Field, row: Record) -> bool:
    """Tell whether a row, in its state and with its values, must fill a field."""
    rule = field.required
    if rule.always or row.state in rule.states:
        return True
    value = row.values.get(rule.field) if rule.field is not None else None
    return value is not None and write_value(value) in rule.values


def _shown(value: str) -> str:
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"


def _whole(row: Record, register: RegisterType) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    if row.register != register.id:
        message = _("la fila es del registro «%(other)s»; guárdela en el suyo.")
        yield row.register, message, {"other": _shown(row.register)}
    for key in sorted(row.values.keys() - register.field_by_key.keys()):
        message = _("el registro no tiene el campo «%(field)s»; quítelo o use uno de los suyos.")
        yield key, message, {"field": _shown(key)}
    if row.state not in register.state_by_key:
        message = _("no existe el estado «%(state)s»; use uno de: %(known)s.")
        yield row.state, message, {"state": _shown(row.state), "known": ", ".join(register.state_by_key)}
    yield from _history(row, register)


def _history(row: Record, register: RegisterType) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    states = [change.state for change in row.history]
    if len(states) > MOST_CHANGES:
        yield "", _("la fila cambió de estado más de %(most)s veces; revise su historia."), {"most": str(MOST_CHANGES)}
        return
    if states and states[0] != register.initial:
        message = _("la historia empieza en «%(state)s»; debe empezar en «%(initial)s».")
        yield states[0], message, {"state": _shown(states[0]), "initial": register.initial}
    if states and states[-1] != row.state:
        message = _("la historia termina en «%(last)s» y la fila está en «%(state)s»; iguálelas.")
        yield row.state, message, {"last": _shown(states[-1]), "state": _shown(row.state)}
    for change in row.history:
        if not _YEARS[0] <= change.at.year <= _YEARS[1]:
            message = _("el año en que entró en «%(state)s» queda fuera de %(first)s a %(last)s; revise la historia.")
            facts = {"state": _shown(change.state), "first": str(_YEARS[0]), "last": str(_YEARS[1])}
            yield write_value(change.at), message, facts
    ways = {(way.origin, way.destination) for way in register.transitions}
    for before, after in zip(row.history, row.history[1:], strict=False):
        facts = {"before": _shown(before.state), "after": _shown(after.state)}
        if (before.state, after.state) not in ways:
            yield after.state, _("no se puede pasar de «%(before)s» a «%(after)s»; revise la historia."), facts
        if after.at < before.at:
            message = _("entró en «%(after)s» antes que en «%(before)s»; corrija las fechas.")
            yield write_value(after.at), message, facts


def _field(field: Field, value: FieldValue) -> Said:
    expected = _TYPES.get(field.kind, str)
    # A date-time is a date and a truth value is a number to Python, and neither is to an office.
    if type(value) is not expected:
        yield _("«%(label)s» no es del tipo que el campo guarda; escríbalo de nuevo."), {"label": field.label}
    elif field.kind in _CHECKS:
        yield from _CHECKS[field.kind](field, value)


def _text(field: Field, value: str) -> Said:
    if not value.strip():
        yield _("«%(label)s» está en blanco; escríbalo o déjelo sin llenar."), {"label": field.label}
    if len(value) > field.longest:
        message = _("«%(label)s» tiene %(length)s caracteres y caben %(longest)s; acórtelo.")
        yield message, {"label": field.label, "length": str(len(value)), "longest": str(field.longest)}


def _code(field: Field, value: str) -> Said:
    shape = field.mask or field.sequence
    if shape and not code_pattern(field.mask, field.sequence).fullmatch(value):
        message = _("«%(label)s» no tiene la forma «%(shape)s»; corrija el código.")
        yield message, {"label": field.label, "shape": shape}
    yield from _text(field, value)


@lru_cache(maxsize=1_024)
def code_pattern(mask: str, sequence: str) -> re.Pattern[str]:
    """Return what a code must look like: of a mask each sign, of a sequence its year and its number, zeros before.

    Made by this house and not by who writes the type, so that no code can keep it busy for long.
    """
    if mask:
        signs = {"#": "[0-9]", "A": "[A-Z]"}
        return re.compile("".join(signs.get(sign, re.escape(sign)) for sign in mask))
    pieces = re.split(r"(\{year\}|\{number:[1-9]\})", sequence)
    return re.compile("".join(map(_piece, pieces)))


def _piece(piece: str) -> str:
    if piece == "{year}":
        return "[0-9]{4}"
    if piece.startswith("{number:"):
        return f"[0-9]{{{piece[8:-1]},18}}"
    return re.escape(piece)


def _choice(field: Field, value: str) -> Said:
    if value not in field.option_by_key:
        message = _("«%(value)s» no es una opción de «%(label)s»; elija una de la lista.")
        yield message, {"value": _shown(value), "label": field.label}


def _amount(field: Field, amount: Decimal) -> Said:
    facts = {"label": field.label, "minimum": str(field.minimum), "maximum": str(field.maximum)}
    if not amount.is_finite():
        yield _("«%(label)s» no es un número finito; escriba sus cifras."), facts
        return
    if field.minimum is not None and amount < field.minimum:
        yield _("«%(label)s» es menor que %(minimum)s; revise la cifra."), facts
    if field.maximum is not None and amount > field.maximum:
        yield _("«%(label)s» es mayor que %(maximum)s; revise la cifra."), facts
    if field.decimals is not None and -int(amount.as_tuple().exponent) > field.decimals:
        message = _("«%(label)s» lleva más de %(decimals)s decimales; redondéelo antes de guardarlo.")
        yield message, {**facts, "decimals": str(field.decimals)}


def _integer(field: Field, value: int) -> Said:
    yield from _amount(field, Decimal(value))


def _money(field: Field, value: Money) -> Said:
    if value.currency != field.currency:
        message = _("«%(label)s» se guarda en %(currency)s y la cifra viene en %(other)s; conviértala o cámbiela.")
        yield message, {"label": field.label, "currency": field.currency, "other": _shown(value.currency) or "—"}
    yield from _amount(field, value.amount)


def _moment(field: Field, value: date) -> Said:
    first, last = _YEARS
    if isinstance(value, datetime) and value.tzinfo is not None:
        yield _("«%(label)s» lleva zona horaria; escriba la hora de la institución."), {"label": field.label}
    if not first <= value.year <= last:
        message = _("el año de «%(label)s» queda fuera de %(first)s a %(last)s; revise la fecha.")
        yield message, {"label": field.label, "first": str(first), "last": str(last)}


def _person(field: Field, value: PersonName) -> Said:
    yield from _text(field, value.name)
    if len(value.document) > field.longest:
        yield _("el documento de «%(label)s» es demasiado largo; revíselo."), {"label": field.label}


def _place(field: Field, value: Location) -> Said:
    if len(value.territory) > _LONGEST_CODE:
        message = _("«%(code)s» no es un código de territorio para «%(label)s»; elija el lugar de la lista.")
        yield message, {"code": _shown(value.territory), "label": field.label}


def _counts(field: Field, value: Counts) -> Said:
    known = [{option.key for option in dimension.options} for dimension in field.dimensions]
    for parts, number in value.cells:
        facts = {"cell": _shown("/".join(parts)), "label": field.label}
        if len(parts) != len(known) or any(part not in keys for part, keys in zip(parts, known, strict=False)):
            yield _("«%(cell)s» no es una casilla de «%(label)s»; use sus claves, en su orden."), facts
        if number < 0 or type(number) is not int:
            yield _("la casilla «%(cell)s» de «%(label)s» no puede ser negativa; corrija el número."), facts
    if len(value.cells) and field.maximum is not None:
        yield from _amount(field, Decimal(value.total))


_CHECKS: Mapping[FieldKind, Callable[..., Said]] = {
    FieldKind.TEXT: _text,
    FieldKind.CODE: _code,
    FieldKind.CHOICE: _choice,
    FieldKind.INTEGER: _integer,
    FieldKind.DECIMAL: _amount,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _moment,
    FieldKind.DATE_TIME: _moment,
    FieldKind.UNIT: _text,
    FieldKind.PERSON: _person,
    FieldKind.PLACE: _place,
    FieldKind.FILE: _text,
    FieldKind.LINK: _text,
    FieldKind.COUNTS: _counts,
}
