"""Promises in sentences: pairs, levels, changes, labels, arrows, lists; sentences that are cut, and those without."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.exchange.extraction.changes import IndicatorReading, read_promise
from ceiba.kernel.indicator import ChangeKind, Direction
from ceiba.kernel.methodology import NamedUnit
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.vocabulary import Vocabulary
from tests.architecture.boundaries import shared

D = Decimal
VOCABULARY = Vocabulary(
    rising=("increment", "aument", "ampli", "elev", "mejor", "crec"),
    falling=("reduc", "disminu", "rebaj"),
    keeping=("manten", "conserv"),
    baseline_labels=("línea base", "valor inicial"),
    target_labels=("meta",),
)
UNITS = (
    NamedUnit("m³", "magnitude", ("m³", "metros cúbicos")),
    NamedUnit("ha", "magnitude", ("ha", "hectáreas")),
    NamedUnit("km", "magnitude", ("km",)),
    NamedUnit("personas", "count", ("persona", "personas", "vecinos")),
)


def read(text: str, year: int | None = None) -> tuple[IndicatorReading, ...]:
    """Read a sentence of a document that writes decimals with a point."""
    return read_promise(text, VOCABULARY, UNITS, ".", year)


def one(text: str, year: int | None = None) -> IndicatorReading:
    """Read a sentence that promises one indicator."""
    (reading,) = read(text, year)
    return reading


def four(reading: IndicatorReading) -> tuple[object, ...]:
    """Return the numbers of a reading: baseline and its year, target and its year."""
    return reading.baseline_value, reading.baseline_year, reading.target_value, reading.target_year


# Pairs


def test_a_level_with_its_pair_in_brackets() -> None:
    reading = one(
        "Para el 2031 la villa está más limpia, aumentando a un 70% los hogares con recolección "
        "(De 22% de hogares en el año 2023 a un 70% de hogares en el año 2031)."
    )
    assert four(reading) == (22, 2023, 70, 2031)
    assert reading.text == "hogares con recolección"
    assert reading.measure_unit is not None
    assert reading.measure_unit.kind is UnitKind.PERCENT
    (change,) = reading.stated_changes
    assert (change.kind, change.amount, change.percent) == (ChangeKind.LEVEL, D(70), True)
    assert change.text == "aumentando a un 70% los hogares con recolección"
    assert reading.quote == "De 22% de hogares en el año 2023 a un 70% de hogares en el año 2031"


def test_a_relative_change_keeps_its_wording_beside_the_pair() -> None:
    reading = one("Reducir en un 40% las fugas de la red (De 50 fugas en el 2022 a 30 en el 2026)")
    assert four(reading) == (50, 2022, 30, 2026)
    assert reading.direction is Direction.DOWN
    assert reading.falls
    (change,) = reading.stated_changes
    assert (change.kind, change.amount, change.falls) == (ChangeKind.RELATIVE, D(40), True)


def test_two_changes_go_to_their_own_pairs() -> None:
    water, forest = read(
        "En 2030 la cuenca mejora, aumentando a un 20% la reserva de agua y a un 75% la superficie de bosque "
        "(De 1,500,000 m³ guardados en el 2021 a 1,800,000 m³ en el 2030) "
        "(De 40 ha en el año 2021 a 70 ha en el año 2030)."
    )
    assert four(water) == (1_500_000, 2021, 1_800_000, 2030)
    assert four(forest) == (40, 2021, 70, 2030)
    assert [r.text for r in (water, forest)] == ["reserva de agua", "superficie de bosque"]
    assert [r.stated_changes[0].amount for r in (water, forest)] == [20, 75]
    assert forest.stated_changes[0].text == "a un 75% la superficie de bosque"
    assert [r.measure_unit.name for r in (water, forest) if r.measure_unit] == ["m³", "ha"]


def test_values_listed_together_take_the_names_listed_after_them() -> None:
    found = read(
        "Incrementar en 5 puntos porcentuales los índices GDA, GDB y GDC de la villa "
        "(De 0.41, 0.52 y 0.63 en el 2022 a 0.46, 0.57 y 0.68 en el 2027, "
        "respectivamente a los índices GDA, GDB y GDC)."
    )
    assert [four(r) for r in found] == [
        (D("0.41"), 2022, D("0.46"), 2027),
        (D("0.52"), 2022, D("0.57"), 2027),
        (D("0.63"), 2022, D("0.68"), 2027),
    ]
    assert [r.text.split()[-1] for r in found] == ["GDA", "GDB", "GDC"]
    assert all(r.stated_changes[0].kind is ChangeKind.POINTS for r in found)
    assert all(r.measure_unit and r.measure_unit.kind is UnitKind.INDEX for r in found)


def test_the_order_of_the_acronyms_decides_over_the_order_of_the_names() -> None:
    first, second = read(
        "Elevar al 0.80 el Índice de limpieza urbana y al 0.60 el Índice de ruido nocturno "
        "(De 0.30 y 0.50 en 2021 a 0.60 y 0.80 en 2029, respectivamente IRN y ILU)."
    )
    assert (first.text, first.target_value) == ("Índice de ruido nocturno", D("0.60"))
    assert (second.text, second.target_value) == ("Índice de limpieza urbana", D("0.80"))


def test_a_rate_keeps_its_denominator_and_ages_are_no_values() -> None:
    reading = one(
        "Se ha reducido en un 30% la anemia en menores de seis años "
        "(Prevalencia de 6.2*1000 infantes <6 años en el 2022 a 4.3x1000 infantes <6 años en el 2029)."
    )
    assert four(reading) == (D("6.2"), 2022, D("4.3"), 2029)
    assert reading.measure_unit is not None
    assert (reading.measure_unit.kind, reading.measure_unit.per) == (UnitKind.RATE, D(1000))


def test_a_maintained_level_with_the_baseline_told_apart() -> None:
    reading = one(
        "Para 2030 se ha mantenido la cloración en un 96% (Siendo un 96% los tanques vigilados en el año 2024)."
    )
    assert four(reading) == (96, 2024, 96, 2030)
    assert reading.direction is Direction.CONSTANT
    assert reading.stated_changes[0].kind is ChangeKind.MAINTAIN


def test_yearly_points() -> None:
    (change,) = one(
        "En 2030 ha incrementado en 6 puntos porcentuales de forma anual la cantidad de lectores "
        "(De 400 lectores en el año 2022 a 640 lectores en el año 2030)."
    ).stated_changes
    assert (change.kind, change.amount, change.yearly) == (ChangeKind.POINTS, D(6), True)


def test_the_counted_noun_takes_its_phrase_from_the_sentence() -> None:
    reading = one(
        "Para el 2030 la villa cuenta con un reglamento de ferias y mercados, para todos "
        "(De 0 borradores en 2022 a 1 reglamento en 2030)."
    )
    assert four(reading) == (0, 2022, 1, 2030)
    assert reading.text == "reglamento de ferias y mercados"
    assert reading.measure_unit is not None
    assert reading.measure_unit.name == "reglamento"


@pytest.mark.parametrize(
    "text",
    [
        "Aumentar la cobertura del alumbrado de 35 % (2022) a 60 % (2028)",
        "Aumentar la cobertura del alumbrado del 35% en 2022 al 60% en 2028",
        "Aumentar la cobertura del alumbrado desde un 35% en el año 2022 hasta un 60% para el año 2028",
        "En 2022 de 35% a 60% en 2028 de cobertura del alumbrado",
    ],
)
def test_pairs_in_the_sentence_itself(text: str) -> None:
    assert four(one(text)) == (35, 2022, 60, 2028)


units = st.sampled_from(["%", " familias", " ha", " aulas nuevas", " m³"])
whole = st.integers(min_value=0, max_value=9_999_999)
earlier, later = st.integers(1990, 2025), st.integers(2026, 2060)


@given(whole, whole, earlier, later, units, st.sampled_from(["el año ", "el ", ""]), st.sampled_from(["", "un "]))
def test_built_pairs_read_back(low: int, high: int, y0: int, y1: int, unit: str, year: str, article: str) -> None:
    clause = f"De {article}{low:,}{unit} en {year}{y0} a {article}{high:,}{unit} en {year}{y1}"
    reading = one(f"Aumentando la obra ({clause}).")
    assert four(reading) == (low, y0, high, y1)
    assert reading.quote == clause


# Changes without a pair


@pytest.mark.parametrize(
    ("text", "kind", "amount", "measured"),
    [
        ("Aumentar en un 12% las visitas al archivo", ChangeKind.RELATIVE, 12, "visitas al archivo"),
        ("Aumentar un 12% las visitas al archivo", ChangeKind.RELATIVE, 12, "visitas al archivo"),
        ("Incremento del 12% de las visitas al archivo", ChangeKind.RELATIVE, 12, "visitas al archivo"),
        ("Reducir las visitas al archivo en 3 puntos porcentuales", ChangeKind.POINTS, 3, "visitas al archivo"),
        ("Disminuir un punto las visitas al archivo", ChangeKind.POINTS, 1, "visitas al archivo"),
        ("Duplicar las visitas al archivo", ChangeKind.MULTIPLE, 2, "visitas al archivo"),
        ("Elevar las visitas al archivo cinco veces", ChangeKind.MULTIPLE, 5, "visitas al archivo"),
        ("Reducir a la mitad las visitas al archivo", ChangeKind.RELATIVE, 50, "visitas al archivo"),
        ("Ampliar en 15 hectáreas el vivero", ChangeKind.ABSOLUTE, 15, "vivero"),
        ("Ampliar el vivero en 15 hectáreas más", ChangeKind.ABSOLUTE, 15, "vivero"),
        ("Aumentar a veintidós por ciento las visitas al archivo", ChangeKind.LEVEL, 22, "visitas al archivo"),
        ("Aumentar las visitas al archivo hasta 900 personas por año", ChangeKind.LEVEL, 900, "visitas al archivo"),
        ("Mantener en 93 % las visitas al archivo", ChangeKind.MAINTAIN, 93, "visitas al archivo"),
    ],
)
def test_wordings_of_change(text: str, kind: ChangeKind, amount: int, measured: str) -> None:
    reading = one(text)
    (change,) = reading.stated_changes
    assert (change.kind, reading.text) == (kind, measured)
    assert change.amount == amount
    assert change.text in text
    reached = kind in (ChangeKind.LEVEL, ChangeKind.MAINTAIN)
    assert reading.target_value == (amount if reached else None)
    assert reading.printed_goal == amount
    assert reading.baseline_value is None


def test_a_level_by_year_is_wording_and_no_yearly_change() -> None:
    (change,) = one("Ampliando la atención a 750 personas por año").stated_changes
    assert (change.text, change.yearly) == ("Ampliando la atención a 750 personas por año", False)


@pytest.mark.parametrize("text", ["Aumentar un 4% anual las becas", "Aumentar anualmente en un 4% las becas"])
def test_yearly_changes(text: str) -> None:
    reading = one(text)
    assert reading.stated_changes[0].yearly
    assert reading.printed_goal is None


def test_a_bracket_explains_the_change_in_front_and_invents_no_baseline() -> None:
    reading = one(
        "Para el 2030 han mejorado su respuesta en un 12% "
        "(Formando para el 2030 35% más de brigadas respecto al año 2023)."
    )
    assert four(reading) == (None, 2023, None, 2030)
    assert [c.amount for c in reading.stated_changes] == [12, 35]
    assert reading.confidence <= 0.5


def test_a_range_is_neither_baseline_nor_target() -> None:
    reading = one("Mantener el cloro del agua entre 0.5 y 1.5")
    assert (reading.direction, reading.band) == (Direction.RANGE, (D("0.5"), D("1.5")))
    assert four(reading) == (None, None, None, None)
    assert read("Visitar de 10 a 15 aldeas") == ()


# Labels, arrows, counts


@pytest.mark.parametrize(
    ("text", "expected", "named"),
    [
        ("Reparar puentes. Línea base: 4 Meta: 9 puentes reparados.", (4, None, 9, None), "puentes reparados"),
        ("Sembrar. Línea Base o Meta 200 cedros", (0, None, 200, None), "cedros"),
        ("Ampliar riego. Línea base 2. Meta 7 canales.", (2, None, 7, None), "canales"),
        ("Dotar escuelas. Meta 31 pizarras", (None, None, 31, None), "pizarras"),
        ("Cobertura de riego. Valor inicial (2023): 45% Meta 2028: 60%", (45, 2023, 60, 2028), "Cobertura de riego"),
    ],
)
def test_labelled_values(text: str, expected: tuple[Any, ...], named: str) -> None:
    reading = one(text)
    assert four(reading) == expected
    assert reading.text == named


def test_arrows_part_by_part() -> None:
    found = read(
        "Riego parcelario: cobertura 21.40%→33.10% (+3% anual); turnos 40→90 regantes; 12 canales limpios", 2029
    )
    assert [(r.text, *four(r)) for r in found] == [
        ("cobertura", D("21.40"), None, D("33.10"), 2029),
        ("turnos", 40, None, 90, 2029),
        ("canales limpios", None, None, 12, 2029),
    ]
    assert found[0].stated_changes[0].yearly


def test_an_arrow_without_a_name_of_its_own_takes_what_it_counts_or_the_heading() -> None:
    assert [r.text for r in read("Cultura viva: 3→8 casas de cultura; 2→5 coros juveniles")] == [
        "casas de cultura",
        "coros juveniles",
    ]
    assert one("Reciclaje de papel: 20,118→23,086 km").text == "Reciclaje de papel"


@pytest.mark.parametrize(
    ("text", "value", "named"),
    [
        ("Construir 14 pozos mecánicos en el valle", 14, "pozos mecánicos en el valle"),
        ("Vincular a trescientas personas al coro", 300, "personas al coro"),
        ("Ejecutar el 91 % del presupuesto", 91, "presupuesto"),
        ("Pavimentar 8.5 km de camino rural", D("8.5"), "camino rural"),
    ],
)
def test_plain_counts_are_targets_of_little_confidence(text: str, value: Decimal, named: str) -> None:
    reading = one(text)
    assert (reading.target_value, reading.text) == (value, named)
    assert reading.confidence <= 0.6


# What is not there


def test_a_cut_sentence_gives_what_is_left() -> None:
    reading = one("Aumentar en 10% la siembra (De Q 1,250,000.00 en el año 2023")
    assert four(reading) == (D("1250000.00"), 2023, None, None)
    assert reading.confidence <= 0.4
    assert reading.measure_unit is not None
    assert reading.measure_unit.kind is UnitKind.MONEY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fortalecer la participación de la niñez",
        "Para el año 2030 la villa tiene aprobado el plan de ordenamiento",
        "Cumplir la Ley 27 y el artículo 12 del Decreto 14-2011",
        "Atender a jóvenes de 15 a 29 años",
        "x " * 3000 + "Aumentar en 10% la siembra",
    ],
)
def test_sentences_without_amounts_promise_nothing(text: str) -> None:
    assert read(text) == ()


def test_no_year_is_invented_and_the_given_one_fills_only_the_target() -> None:
    text = "Aumentar la lectura de 20% a 35%"
    assert four(one(text)) == (20, None, 35, None)
    assert four(one(text, 2030)) == (20, None, 35, 2030)
    assert four(one("Para 2028 aumentar la lectura de 20% a 35%", 2030))[3] == 2028


def test_adjectives_with_the_beginning_of_a_verb_change_nothing() -> None:
    reading = one("Gente de mejores y amplios ingresos (De 3 ferias en 2022 a 8 ferias en 2027)")
    assert reading.direction is Direction.UP
    assert reading.stated_changes == ()


@given(st.text(alphabet="aemntrdl0159 .,()%→:;«»ñó", max_size=300))
def test_any_text_is_read_without_fail(text: str) -> None:
    for reading in read("Aumentar " + text):
        assert 0 <= reading.confidence <= 1


# The founding document


def gold() -> dict[str, Any]:
    """Return the labels of the municipal plan; skips where the shared folder is absent."""
    folder = shared() / "extraction" / "seeds"
    found = sorted(folder.glob("002_*.json"))
    if not found:
        pytest.skip("the labelled founding documents are not beside this checkout")
    labels: dict[str, Any] = json.loads(found[0].read_text(encoding="utf-8"))
    return labels


def test_every_promise_of_the_municipal_plan_has_its_four_numbers() -> None:
    labels = gold()
    required = 0
    for element in labels["elements"]:
        if element["kind"] != "result":
            continue
        readings = [tuple(four(r)) for r in read(element["text"])]
        for indicator in labels["indicators"]:
            if indicator["element"] != element["id"] or indicator.get("optional"):
                continue
            required += 1
            wanted = tuple(
                None if indicator[k] is None else D(str(indicator[k]))
                for k in ("baseline_value", "baseline_year", "target_value", "target_year")
            )
            assert wanted in readings, (indicator["text"], readings)
    assert required == 23


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "Para el 2032 el Índice de calma crece a 0.75 (de 0.62 en el año 2021 a 0.75 en el año 2032).",
            "Índice de calma",
        ),
        ("Para el 2032 las cartas se contestan a tiempo, y eso se conserva en 96 %.", "cartas se contestan a tiempo"),
    ],
)
def test_what_changes_stands_before_its_verb_and_a_pronoun_stands_for_its_clause(sentence: str, name: str) -> None:
    assert [reading.text for reading in read(sentence)] == [name]
