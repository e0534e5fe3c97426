"""A small invented register and rows of it, for the tests of types, rows and measures."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from ceiba.kernel.money import Money
from ceiba.kernel.register_measure import Condition, Measure, MeasureKind, Statistic
from ceiba.kernel.register_record import Counts, FieldValue, Location, Record, StateChange
from ceiba.kernel.register_type import (
    CountDimension,
    DayCount,
    Deadline,
    Field,
    FieldKind,
    Option,
    Prolongation,
    RegisterState,
    RegisterType,
    Requirement,
    Transition,
)

KINDS = (Option("agua", "Agua"), Option("fuga", "Fuga", "agua"), Option("corte", "Corte", "agua"), Option("luz", "Luz"))
SEX = CountDimension("sexo", "Sexo", (Option("mujeres", "Mujeres"), Option("hombres", "Hombres")))

FIELDS = (
    Field("numero", "Número", FieldKind.CODE, mask="AA-##"),
    Field("serie", "Serie", FieldKind.CODE, sequence="Q-{year}-{number:3}"),
    Field("nota", "Nota", FieldKind.TEXT, longest=10),
    Field("clase", "Clase", FieldKind.CHOICE, options=KINDS),
    Field("dias", "Días", FieldKind.INTEGER, minimum=Decimal(0), maximum=Decimal(99)),
    Field("metros", "Metros", FieldKind.DECIMAL, decimals=2),
    Field("costo", "Costo", FieldKind.MONEY, currency="GTQ"),
    Field("fecha", "Fecha", FieldKind.DATE),
    Field("hora", "Hora", FieldKind.DATE_TIME),
    Field("unidad", "Unidad", FieldKind.UNIT),
    Field("vecino", "Vecino", FieldKind.PERSON, required=Requirement(field="clase", values=("fuga",))),
    Field("lugar", "Lugar", FieldKind.PLACE),
    Field("foto", "Foto", FieldKind.FILE, required=Requirement(states=("cerrada",))),
    Field("gente", "Gente", FieldKind.COUNTS, dimensions=(SEX,), maximum=Decimal(50)),
)
STATES = (
    RegisterState("abierta", "Abierta", initial=True),
    RegisterState("espera", "En espera"),
    RegisterState("ampliada", "Ampliada"),
    RegisterState("cerrada", "Cerrada", final=True),
)
WAYS = (
    Transition("esperar", "Esperar", "abierta", "espera", ("clerk",)),
    Transition("seguir", "Seguir", "espera", "abierta", ("clerk",)),
    Transition("ampliar", "Ampliar", "abierta", "ampliada", ("clerk",)),
    Transition("cerrar", "Cerrar", "abierta", "cerrada", ("clerk",)),
    Transition("cerrar", "Cerrar", "ampliada", "cerrada", ("clerk",)),
)
FIVE = Deadline(
    "cinco", "Cinco días", "abierta", ("cerrada",), 5, DayCount.WORKING, ("espera",), Prolongation("ampliada", 3)
)


def measure(kind: MeasureKind, **given: object) -> Measure:
    """Return a measure of the sample register."""
    usual: dict[str, object] = {"moment": "fecha", "by": ("clase",)}
    return Measure(kind.value, kind.value, kind, **(usual | given))  # type: ignore[arg-type]


MEASURES = {
    "count": measure(MeasureKind.COUNT),
    "water": measure(MeasureKind.COUNT, filters=(Condition("clase", within=("agua",)),)),
    "closed": measure(MeasureKind.COUNT, filters=(Condition("state", equals=("cerrada",)),)),
    "distinct": measure(MeasureKind.DISTINCT, field="unidad"),
    "sum": measure(MeasureKind.SUM, field="costo"),
    "average": measure(MeasureKind.AVERAGE, field="metros"),
    "last": measure(MeasureKind.LAST, field="metros"),
    "minimum": measure(MeasureKind.MINIMUM, field="metros"),
    "maximum": measure(MeasureKind.MAXIMUM, field="metros"),
    "people": measure(MeasureKind.SUM, field="gente", by=("clase", "gente.sexo")),
    "women": measure(MeasureKind.SUM, field="gente", filters=(Condition("gente.sexo", equals=("mujeres",)),)),
    "in_time": measure(MeasureKind.WITHIN_DEADLINE, moment="", deadline="cinco"),
    "median": measure(MeasureKind.TIME_BETWEEN, moment="", start="abierta", end="cerrada"),
    "p90": measure(MeasureKind.TIME_BETWEEN, moment="", start="abierta", end="cerrada", statistic=Statistic.P90),
}
MEASURES = {name: replace(each, key=name) for name, each in MEASURES.items()}
QUEJAS = RegisterType("quejas", "1", "Queja", "Quejas", FIELDS, STATES, WAYS, (FIVE,), tuple(MEASURES.values()))


def row(key: str = "1", state: str = "abierta", history: tuple[StateChange, ...] = (), **values: FieldValue) -> Record:
    """Return a row of the sample register."""
    return Record(key, QUEJAS.id, state, values, history)


def opened(*changes: tuple[str, str], **values: FieldValue) -> Record:
    """Return a row that went through states at moments written as text."""
    history = tuple(StateChange(state, datetime.fromisoformat(at)) for state, at in changes)
    return row(state=history[-1].state, history=history, **values)


_FIRST = datetime.fromisoformat("2026-01-01")
_CENTS = st.integers(-10_000, 10_000).map(lambda number: Decimal(number).scaleb(-2))


@st.composite
def rows(draw: st.DrawFn) -> Record:
    """Draw a row of the first four months of 2026: with or without each value, open or closed."""
    start = _FIRST + timedelta(minutes=draw(st.integers(0, 60 * 24 * 110)))
    values: dict[str, FieldValue | None] = {
        "fecha": start.date(),
        "clase": draw(st.sampled_from([None, "agua", "fuga", "corte", "luz"])),
        "unidad": draw(st.sampled_from([None, "a", "b", "c"])),
        "metros": draw(st.none() | _CENTS),
        "costo": draw(st.none() | _CENTS.map(lambda amount: Money(amount, "GTQ"))),
        "lugar": draw(st.none() | st.just(Location("0101"))),
        "gente": draw(
            st.none()
            | st.dictionaries(st.sampled_from(["mujeres", "hombres"]), st.integers(0, 9)).map(
                lambda cells: Counts(tuple(((sex,), number) for sex, number in cells.items()))
            )
        ),
    }
    history = [StateChange("abierta", start)]
    if draw(st.booleans()):
        history.append(StateChange("cerrada", start + timedelta(minutes=draw(st.integers(0, 60 * 24 * 20)))))
    given = {key: value for key, value in values.items() if value is not None}
    return Record(draw(st.uuids()).hex, QUEJAS.id, history[-1].state, given, tuple(history))
