"""Figures in the phrasings of many offices: pairs, levels, shares, ceilings, ranges, labels, years, money."""

from decimal import Decimal

import pytest

from ceiba.exchange.extraction.changes import IndicatorReading, read_promise
from ceiba.kernel.indicator import ChangeKind, Direction
from ceiba.kernel.quantity import UnitKind
from ceiba.methodologies import loader

D = Decimal
BASE = next(m for m in loader.available() if m.reference.startswith("base@"))


def read(text: str, mark: str = ".") -> tuple[IndicatorReading, ...]:
    """Read a sentence with the vocabulary that every country shares."""
    return read_promise(text, BASE.vocabulary, BASE.measure_units, mark, None)


def one(text: str, mark: str = ".") -> IndicatorReading:
    """Read a sentence that promises one indicator."""
    (reading,) = read(text, mark)
    return reading


@pytest.mark.parametrize(
    ("text", "name", "four"),
    [
        ("Pasar de 31 % en 2022 a 52 % en 2028 la cobertura de riego.", "cobertura de riego", (31, 2022, 52, 2028)),
        ("Pasar de una cobertura de 31 % a una de 52 % en alumbrado", "alumbrado", (31, None, 52, None)),
        ("Cobertura de riego: 31% (2022) a 52% (2028)", "Cobertura de riego", (31, 2022, 52, 2028)),
        ("Cobertura de riego de 31% (Censo, 2022) a 52% (2028)", "Cobertura de riego", (31, 2022, 52, 2028)),
        ("Incrementar de 31% (LB 2022) a 52% (2028) el compostaje.", "compostaje", (31, 2022, 52, 2028)),
        ("Bajar de 18 días a 6 días el tiempo de respuesta.", "tiempo de respuesta", (18, None, 6, None)),
        ("Aumentar de 1 a 3 veces por semana el barrido.", "barrido", (1, None, 3, None)),
        ("Pasar de 3 a 5 estrellas", "estrellas", (3, None, 5, None)),
        ("Reducir la pobreza del 41.5% al 33% entre 2024 y 2028.", "pobreza", (D("41.5"), None, 33, 2028)),
        ("Número de pozos (línea base 2022: 4; meta 2028: 9)", "Número de pozos", (4, 2022, 9, 2028)),
        ("Número de pozos. Línea base: N/D. Meta: 9 pozos", "Número de pozos", (None, None, 9, None)),
        ("Número de pozos. LB: por definir (2022) – Meta 2028: 9", "Número de pozos", (None, 2022, 9, 2028)),
    ],
)
def test_pairs_and_labels(text: str, name: str, four: tuple[object, ...]) -> None:
    reading = one(text)
    assert reading.text == name
    assert (reading.baseline_value, reading.baseline_year, reading.target_value, reading.target_year) == four


@pytest.mark.parametrize(
    ("text", "name", "value", "year"),
    [
        ("Alcanzar una cobertura del 93% de alumbrado en 2027.", "cobertura de alumbrado", 93, 2027),
        ("Cobertura de alumbrado del 93%.", "Cobertura de alumbrado", 93, None),
        ("Capacitar a mínimo 240 apicultoras en 2027.", "apicultoras", 240, 2027),
        ("Al finalizar el 2028 el 95 % de los barrios tendrá parque", "barrios tendrá parque", 95, 2028),
        ("Rehabilitar 14 plazas en los 23 barrios", "plazas en los 23 barrios", 14, None),
        ("Lograr que el 60% de los 1,300 apicultores exporte", "1,300 apicultores exporte", 60, None),
        ("Atender 1,500 pacientes durante el período 2024-2028", "pacientes", 1500, 2028),
        ("Atender 2,026 pacientes en el quinquenio", "pacientes", 2026, None),
        ("Sembrar un millón y medio de árboles.", "árboles", 1_500_000, None),
        ("Dotar de agua a 1 200 familias", "familias", 1200, None),
        ("Entregar 27 (veintisiete) títulos", "títulos", 27, None),
        ("Reforestar 130 ha/año hasta el 2030", "Reforestar 130 ha/año", 130, 2030),
        ("Invertir Q418,310,200.50 en caminos.", "caminos", D("418310200.50"), None),
        ("Invertir MM$ 1.250 en riego", "riego", 1_250_000_000, None),
        ("Recaudar 3.5 millones de USD", "Recaudar 3.5 millones de USD", 3_500_000, None),
        ("Porcentaje de obra ejecutada ≥ 95 %", "Porcentaje de obra ejecutada", 95, None),
    ],
)
def test_levels_and_counts(text: str, name: str, value: Decimal, year: int | None) -> None:
    reading = one(text)
    assert (reading.text, reading.target_value, reading.target_year) == (name, value, year)


def test_each_count_has_the_year_beside_it() -> None:
    read_apart = read("Al 2025 contar con 3 viveros, al 2027 con 6 viveros")
    assert [(r.target_value, r.target_year) for r in read_apart] == [(3, 2025), (6, 2027)]


@pytest.mark.parametrize(
    ("text", "name", "part", "whole"),
    [
        ("Lograr que dos de cada tres hogares separen basura.", "hogares separen basura", 2, 3),
        ("Lograr 1 de cada 4 hogares con huerto.", "hogares con huerto", 1, 4),
        ("Lograr que un tercio de las escuelas tenga coro.", "escuelas tenga coro", 1, 3),
        ("Alcanzar las tres cuartas partes de caminos limpios.", "caminos limpios", 3, 4),
    ],
)
def test_shares_in_words_are_rates(text: str, name: str, part: int, whole: int) -> None:
    reading = one(text)
    assert (reading.text, reading.target_value) == (name, part)
    assert reading.measure_unit is not None
    assert (reading.measure_unit.kind, reading.measure_unit.per) == (UnitKind.RATE, whole)


def test_a_share_that_is_taken_away_is_a_relative_change() -> None:
    (change,) = one("Reducir en un tercio las quemas de basura.").stated_changes
    assert (change.kind, change.amount, change.falls) == (ChangeKind.RELATIVE, D("33.33"), True)


@pytest.mark.parametrize(
    "text",
    [
        "Mantener las pérdidas de agua por debajo de 12%.",
        "No superar el 12 % de pérdidas de agua.",
        "Mantener las pérdidas de agua en un máximo de 12 %",
    ],
)
def test_a_ceiling_is_a_level_from_below(text: str) -> None:
    reading = one(text)
    assert (reading.text, reading.target_value, reading.direction) == ("pérdidas de agua", 12, Direction.DOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Mantener entre 40 y 50 % la ocupación de cabañas.",
        "Mantener la ocupación de cabañas entre 40–50 %.",
        "Conservar la ocupación de cabañas en un rango de 40 a 50 %",
    ],
)
def test_a_range_is_neither_baseline_nor_target(text: str) -> None:
    reading = one(text)
    assert (reading.text, reading.band, reading.target_value) == ("ocupación de cabañas", (40, 50), None)
    assert reading.direction is Direction.RANGE


def test_respectively() -> None:
    pairs = read("Incrementar de 4,2 a 6,5 y de 30 a 45 los índices de riego y poda, respectivamente.", ",")
    assert [(r.text, r.baseline_value, r.target_value) for r in pairs] == [
        ("índices de riego", D("4.2"), D("6.5")),
        ("poda", 30, 45),
    ]
    lists = read("Subir de 45, 50 y 60 en 2023 a 55, 60 y 70 en 2027 los niveles de sol, luna y mar, respectivamente.")
    assert [(r.baseline_value, r.target_value) for r in lists] == [(45, 55), (50, 60), (60, 70)]
    assert lists[1].text == "luna"


def test_money_in_a_pair() -> None:
    reading = one("Incrementar la recaudación de Q 12.5 millones en 2023 a Q 20 millones en 2027.")
    assert (reading.baseline_value, reading.target_value) == (12_500_000, 20_000_000)
    assert reading.measure_unit is not None
    assert reading.measure_unit.kind is UnitKind.MONEY
    raised = one("Incrementar el subsidio en USD 50 mensuales").stated_changes[0]
    assert (raised.kind, raised.amount) == (ChangeKind.ABSOLUTE, 50)
