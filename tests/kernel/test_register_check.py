"""Rows against their type: every problem names row, field and value, and says the mend."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from ceiba.kernel.money import Money
from ceiba.kernel.register_check import MOST_CHANGES, code_pattern, problems
from ceiba.kernel.register_record import Counts, Location, PersonName, Record, StateChange
from tests.kernel.register_samples import QUEJAS, opened, row, rows


def told(here: Record) -> list[tuple[str, str, str]]:
    return [(problem.field, problem.value, str(problem)) for problem in problems(here, QUEJAS)]


def test_a_sound_row_has_no_problem() -> None:
    here = opened(
        ("abierta", "2026-03-02 08:00"),
        ("cerrada", "2026-03-04 08:00"),
        numero="AB-12",
        serie="Q-2026-1234",
        nota="breve",
        clase="fuga",
        dias=3,
        metros=Decimal("1.25"),
        costo=Money(Decimal(5), "GTQ"),
        fecha=date(2026, 3, 2),
        hora=datetime.fromisoformat("2026-03-02 08:00"),
        unidad="aguas",
        vecino=PersonName("Ana Inventada", "123"),
        lugar=Location("0101"),
        foto="x",
        gente=Counts(((("mujeres",), 3),)),
    )
    assert told(here) == []


MIDNIGHT = datetime.fromisoformat("2026-01-01 00:00")
NOWHERE = f"«{'9' * 41}» no es un código de territorio para «Lugar»; elija el lugar de la lista."
OUTSIDE = "«%s» no es una casilla de «Gente»; use sus claves, en su orden."
BELOW = "la casilla «mujeres» de «Gente» no puede ser negativa; corrija el número."
WRONG: list[tuple[str, Any, str]] = [
    ("numero", "ab-12", "«Número» no tiene la forma «AA-##»; corrija el código."),
    ("serie", "Q-2026-12", "«Serie» no tiene la forma «Q-{year}-{number:3}»; corrija el código."),
    ("nota", "demasiado larga", "«Nota» tiene 15 caracteres y caben 10; acórtelo."),
    ("nota", "  ", "«Nota» está en blanco; escríbalo o déjelo sin llenar."),
    ("clase", "gas", "«gas» no es una opción de «Clase»; elija una de la lista."),
    ("dias", -1, "«Días» es menor que 0; revise la cifra."),
    ("dias", 100, "«Días» es mayor que 99; revise la cifra."),
    ("dias", True, "«Días» no es del tipo que el campo guarda; escríbalo de nuevo."),
    ("dias", Decimal(3), "«Días» no es del tipo que el campo guarda; escríbalo de nuevo."),
    ("metros", Decimal("1.255"), "«Metros» lleva más de 2 decimales; redondéelo antes de guardarlo."),
    ("metros", Decimal("NaN"), "«Metros» no es un número finito; escriba sus cifras."),
    ("costo", Money(Decimal(5), "USD"), "«Costo» se guarda en GTQ y la cifra viene en USD; conviértala o cámbiela."),
    ("fecha", date(202, 1, 1), "el año de «Fecha» queda fuera de 1900 a 2200; revise la fecha."),
    ("fecha", MIDNIGHT, "«Fecha» no es del tipo que el campo guarda; escríbalo de nuevo."),
    ("hora", datetime(2026, 1, 1, tzinfo=UTC), "«Hora» lleva zona horaria; escriba la hora de la institución."),
    ("vecino", PersonName(" "), "«Vecino» está en blanco; escríbalo o déjelo sin llenar."),
    ("vecino", PersonName("Ana", "9" * 10_001), "el documento de «Vecino» es demasiado largo; revíselo."),
    ("lugar", Location("9" * 41), NOWHERE),
    ("gente", Counts(((("otros",), 1),)), OUTSIDE % "otros"),
    ("gente", Counts(((("mujeres", "urbana"), 1),)), OUTSIDE % "mujeres/urbana"),
    ("gente", Counts(((("mujeres",), -1),)), BELOW),
    ("gente", Counts(((("mujeres",), 51),)), "«Gente» es mayor que 50; revise la cifra."),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "message"), WRONG)
def test_each_kind_of_field_refuses_what_it_cannot_hold(field: str, value: Any, message: str) -> None:
    assert [(key, said) for key, _value, said in told(row(**{field: value}))] == [(field, message)]


def test_a_long_value_is_shown_short() -> None:
    (field, value, _said), *_rest = told(row(nota="x" * 500))
    assert field == "nota"
    assert len(value) == 80


def test_a_field_may_be_wanted_by_state_or_by_another_field() -> None:
    assert told(row(clase="fuga")) == [("vecino", "", "falta «Vecino»; escríbalo.")]
    closed = opened(("abierta", "2026-03-02 08:00"), ("cerrada", "2026-03-04 08:00"))
    assert told(closed) == [("foto", "", "falta «Foto»; escríbalo.")]


def test_a_row_of_another_register_with_an_unknown_field_and_state_is_told() -> None:
    here = Record("1", "otras", "perdida", {"color": "rojo"})
    assert [said for _field, _value, said in told(here)] == [
        "la fila es del registro «otras»; guárdela en el suyo.",
        "el registro no tiene el campo «color»; quítelo o use uno de los suyos.",
        "no existe el estado «perdida»; use uno de: abierta, espera, ampliada, cerrada.",
    ]


def test_a_history_follows_the_transitions_in_time() -> None:
    def first(*changes: tuple[str, str]) -> list[str]:
        return [said for _field, _value, said in told(opened(*changes))]

    assert first(("espera", "2026-03-02 08:00")) == ["la historia empieza en «espera»; debe empezar en «abierta»."]
    assert first(("abierta", "2026-03-02 08:00"), ("espera", "2026-03-01 08:00")) == [
        "entró en «espera» antes que en «abierta»; corrija las fechas."
    ]
    assert first(("abierta", "2026-03-02 08:00"), ("espera", "2026-03-03 08:00"), ("ampliada", "2026-03-04 08:00")) == [
        "no se puede pasar de «espera» a «ampliada»; revise la historia."
    ]
    elsewhere = Record("1", "quejas", "espera", {}, opened(("abierta", "2026-03-02 08:00")).history)
    assert [said for _field, _value, said in told(elsewhere)] == [
        "la historia termina en «abierta» y la fila está en «espera»; iguálelas."
    ]


def test_a_history_lies_in_years_that_people_live_in() -> None:
    (problem,) = told(opened(("abierta", "9999-12-31 08:00")))
    assert problem[2].startswith("el año en que entró en «abierta» queda fuera de 1900 a 2200")


def test_an_endless_history_is_refused() -> None:
    change = StateChange("abierta", datetime.fromisoformat("2026-03-02 08:00"))
    endless = Record("1", "quejas", "abierta", {}, (change,) * (MOST_CHANGES + 1))
    assert [said for _field, _value, said in told(endless)] == [
        "la fila cambió de estado más de 1000 veces; revise su historia."
    ]


def test_a_mask_is_no_expression() -> None:
    assert code_pattern("(A+)+#", "").fullmatch("(Z+)+7")
    assert not code_pattern("(A+)+#", "").fullmatch("ZZZZ7")


def test_rows_cannot_be_changed() -> None:
    values: dict[str, Any] = {"nota": "a"}
    here = row(**values)
    with pytest.raises(TypeError):
        here.values["nota"] = "b"  # type: ignore[index]


@pytest.mark.parametrize(
    "make",
    [
        Location,
        lambda: Location("1", Decimal(1)),
        lambda: Location("1", Decimal(91), Decimal(0)),
        lambda: Location("1", Decimal("NaN"), Decimal(0)),
        lambda: Counts(((("a",), 1), (("a",), 2))),
        lambda: StateChange("abierta", datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_value_that_makes_no_sense_cannot_be_made(make: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make()


@given(rows())
def test_random_rows_only_lack_what_they_lack(here: Record) -> None:
    assert {problem.field for problem in problems(here, QUEJAS)} <= {"vecino", "foto"}
