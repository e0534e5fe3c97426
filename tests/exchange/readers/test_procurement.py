"""The plan of contracting of a year from a sheet: what is read, and everything that is refused with its place."""

from decimal import Decimal

import pytest

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers.procurement import ProcurementPlan, read
from ceiba.kernel.budget import BudgetLine, Nature, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.procurement import ProcurementKind
from ceiba.methodologies.loader import load

METHODOLOGY = load("ec.gad@2024")
YEAR = Period.parse("2026")
HEAD = (
    "Partida Pres.;CPC;T. Compra;Procedimiento;Descripción;Cant.;U. Medida;Costo U.;V. Total;"
    "Tipo de presupuesto;C1;C2;C3\n"
)
FIRST = (
    "53.04.02;871410011;SERVICIO;ÍNFIMA CUANTÍA;Mantenimiento de vehículos;12;unidad;250,50;3.006,00;"
    "GASTO CORRIENTE;S;;S\n"
)
SECOND = (
    "75.01.05;532110012;Obra;Licitación;Asfaltado de la vía;1;global;120000,00;120.000,00;PROYECTO DE INVERSION;;S;\n"
)
BUDGET = (
    BudgetLine(
        "b1", "53.04.02", "Vehículos", amounts=((Stage.INITIAL, Money(Decimal("3006.00"), "USD")),), period=YEAR
    ),
    BudgetLine("b2", "75.01.05", "Vías", amounts=((Stage.INITIAL, Money(Decimal(500000), "USD")),)),
    BudgetLine("b3", "53.04.02", "Del año anterior", period=Period.parse("2025")),
)


def plan(text: str, budget: tuple[BudgetLine, ...] = BUDGET) -> ProcurementPlan:
    return read("pac.csv", text.encode(), METHODOLOGY, YEAR, budget)


def told(text: str, budget: tuple[BudgetLine, ...] = BUDGET) -> list[tuple[str, int | None]]:
    """Return where each fault stands, and its money in hundredths."""
    return [(fault.place, fault.difference) for fault in plan(text, budget).faults]


def test_a_sheet_is_read_line_by_line_and_linked_to_the_budget_line_of_its_key() -> None:
    found = plan(HEAD + FIRST + SECOND)
    assert found.faults == ()
    first, second = found.lines
    assert (first.object, first.code, first.amount) == (
        "Mantenimiento de vehículos", "871410011", Money(Decimal("3006.00"), "USD"),
    )  # fmt: skip
    assert (first.kind, first.method, first.nature) == (ProcurementKind.SERVICES, "infima_cuantia", Nature.OPERATING)
    assert (first.quantity, first.unit_cost) == (Decimal(12), Money(Decimal("250.50"), "USD"))
    assert [part.notation() for part in first.periods] == ["2026-C1", "2026-C3"]
    assert (first.line, second.line, second.method, second.nature) == ("b1", "b2", "licitacion", Nature.INVESTMENT)


def test_the_same_sheet_gives_the_same_lines_and_a_row_above_changes_no_other() -> None:
    assert plan(HEAD + FIRST + SECOND) == plan(HEAD + FIRST + SECOND)
    assert plan(HEAD + SECOND).lines[0].id == plan(HEAD + FIRST + SECOND).lines[1].id
    cheap = "53.04.02;871410011;SERVICIO;;Lo mismo;1;unidad;1,00;1,00;;S;;\n"
    assert len({line.id for line in plan(HEAD + cheap + cheap).lines}) == 2


@pytest.mark.parametrize(
    ("row", "place", "difference"),
    [
        (FIRST.replace("871410011", "521410011999"), "B2", None),
        (FIRST.replace("871410011", "071410011"), "B2", None),
        (FIRST.replace("871410011", ""), "B2", None),
        (FIRST.replace("3.006,00", "3.005,99"), "I2", -1),
        (FIRST.replace("3.006,00", "tres mil"), "I2", None),
        (FIRST.replace("250,50", "doce"), "H2", None),
        (FIRST.replace("Mantenimiento de vehículos", ""), "E2", 300600),
    ],
)
def test_what_does_not_hold_is_named_by_its_cell_with_its_money(row: str, place: str, difference: int | None) -> None:
    assert (place, difference) in told(HEAD + row)


def test_lines_above_their_budget_line_are_refused_with_what_is_missing() -> None:
    again = FIRST.replace("Mantenimiento", "Compra").replace("12;unidad;250,50;3.006,00", "1;unidad;0,01;0,01")
    assert told(HEAD + FIRST + again) == [("53.04.02", 1)]


def test_a_total_that_is_not_the_sum_is_named_with_the_difference() -> None:
    assert told(HEAD + FIRST + "TOTAL;;;;;;;;3.006,00;;;;\n") == []
    assert told(HEAD + FIRST + "TOTAL;;;;;;;;3.006,10;;;;\n") == [("I3", 10)]


def test_a_key_that_no_or_several_budget_lines_have_links_to_none() -> None:
    twice = (*BUDGET, BudgetLine("b4", "530402", "Otro programa"))
    assert [line.line for line in plan(HEAD + FIRST, twice).lines] == [None]
    assert [line.line for line in plan(HEAD + FIRST, ()).lines] == [None]


def test_a_procedure_that_nobody_knows_keeps_its_words_and_thirds_may_stand_in_one_column() -> None:
    head = "Descripción;V. Total;Procedimiento;Cuatrimestre\n"
    (line,) = plan(f"{head}Sillas;10,00;Trueque;C1, C3\n", ()).lines
    assert (line.method, [part.notation() for part in line.periods]) == ("Trueque", ["2026-C1", "2026-C3"])


def test_a_file_without_such_a_table_is_refused_in_words() -> None:
    with pytest.raises(UnusableDocument, match="encabezado"):
        plan("Nombre;Teléfono\nAna;2\n")
    assert [fault.place for fault in plan(HEAD + "TOTAL;;;;;;;;0,00;;;;\n").faults] == ["tabla"]
