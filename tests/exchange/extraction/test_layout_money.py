"""Tables of money laid out with blanks: names around their amounts, sums both ways, and texts that are no tables."""

from decimal import Decimal

import pytest

from tests.exchange.extraction.invented import propose, tree

BY_AXIS = """
Tabla 3.     Inversión por ejes

                              MONTO 2031        MONTO 2032            MONTO
 PLAN DE TRES RÍOS
                              700.000.000       900.000.000          TOTAL

        AGUA PARA
        TODAS LAS CASAS
EJE 1                         100.000.000       200.000.000      300.000.000
        CAMINOS
        SEGUROS
EJE 2                         250.000.000       300.000.000      550.000.000

        ESCUELAS QUE
                              350.000.000       400.000.000      750.000.001
EJE 3   ENSEÑAN


        TOTAL                    43%               57%         1.600.000.000
Elaboró la oficina del valle
"""
BY_SOURCE = """
   Fuente del dinero                              Monto
   Fondo del valle                           1,500.50
   Aporte de la liga de los                    300.00
   vecinos del río
   Fondo verde                               2,000.25
   Total                                     3,800.75
"""


def _funding(text: str) -> list[tuple[str, Decimal]]:
    return [(source.name, source.amount.amount) for source in propose(text).snapshot.funding]


def test_names_broken_around_their_amounts() -> None:
    assert _funding(BY_AXIS.replace("Inversión por ejes", "Fuente: los ejes")) == [
        ("EJE 1 AGUA PARA TODAS LAS CASAS", Decimal(300000000)),
        ("EJE 2 CAMINOS SEGUROS", Decimal(550000000)),
        ("EJE 3 ESCUELAS QUE ENSEÑAN", Decimal(750000001)),
    ]


def test_the_rows_of_axes_are_axes_once() -> None:
    table = BY_AXIS.replace("Inversión por ejes", "Fuente: los ejes")
    axes = [
        ("rama", "AGUA PARA TODAS LAS CASAS", None),
        ("rama", "CAMINOS SEGUROS", None),
        ("rama", "ESCUELAS QUE ENSEÑAN", None),
    ]
    assert tree(table) == axes
    assert tree("EJE 1: Agua para todas las casas\n\n" + table)[1:] == axes[1:]


def test_sums_of_rows_and_of_columns_wherever_they_stand() -> None:
    totals = propose(BY_AXIS.replace("Inversión por ejes", "Fuente: los ejes")).snapshot.totals
    assert [(t.stated.amount, t.computed.amount) for t in totals] == [
        (300000000, 300000000),
        (550000000, 550000000),
        (750000001, 750000000),
        (700000000, 700000000),
        (900000000, 900000000),
        (1600000000, 1600000001),
    ]


def test_sources_with_names_that_go_on_below() -> None:
    assert _funding(BY_SOURCE) == [
        ("Fondo del valle", Decimal("1500.50")),
        ("Aporte de la liga de los vecinos del río", Decimal("300.00")),
        ("Fondo verde", Decimal("2000.25")),
    ]
    (total,) = propose(BY_SOURCE).snapshot.totals
    assert (total.label, total.stated.amount, total.computed.amount) == (
        "Total",
        Decimal("3800.75"),
        Decimal("3800.75"),
    )


def test_two_tables_stay_two() -> None:
    second = "\n   Fuente del dinero         Año       Monto\n   Fondo rojo               2031      7,000.00\n"
    rows = "   Fondo gris               2031      8,000.00\n   Fondo rosa               2031      9,000.00\n"
    assert [name for name, _amount in _funding(BY_SOURCE + second + rows)][-3:] == [
        "Fondo rojo",
        "Fondo gris",
        "Fondo rosa",
    ]


@pytest.mark.parametrize(
    "text",
    [
        BY_SOURCE.replace("Fuente del dinero", "Habitantes").replace("Monto", "Personas"),
        "El fondo dio  1,000.00 de la fuente.\nLuego  2,000.00 más.\nAl final  3,000.00 en monto.\n",
        "Fuente   Monto\nFondo azul   1,000.00\nFondo verde   2,000.00\n",
    ],
)
def test_other_columns_prose_and_too_few_rows_are_no_funding(text: str) -> None:
    assert _funding(text) == []
