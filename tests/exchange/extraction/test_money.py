"""Money in tables, lists and single cells: rows, sums of columns, groups and rows, and what is no funding."""

from decimal import Decimal

import pytest

from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.readers import txt
from ceiba.methodologies import loader

D = Decimal
BASE = next(m for m in loader.available() if m.reference.startswith("base@"))


def read(text: str) -> Proposal:
    """Read a text with the vocabulary that every country shares."""
    return extract(txt.read("montos.txt", text.encode()), BASE)


def funding(text: str) -> list[tuple[str, Decimal]]:
    """Return the sources with their amounts."""
    return [(source.name, source.amount.amount) for source in read(text).snapshot.funding]


def projects(text: str) -> list[tuple[str, str | None, object]]:
    """Return the projects with code and amount."""
    return [(p.name, p.code, p.amount.amount if p.amount else None) for p in read(text).snapshot.projects]


def totals(text: str) -> list[tuple[str, Decimal, Decimal]]:
    """Return the printed sums: column, what is printed, what the addends make."""
    return [(t.column or "", t.stated.amount, t.computed.amount) for t in read(text).snapshot.totals]


DASHBOARD = (
    "Fuente de financiamiento\tAsignado\tModificado\tVigente\tDevengado\t% de ejecución\n"
    "Aporte del valle\t1,000,000.00\t100,000.00\t1,100,000.00\t900,000.00\t81.82%\n"
    "Crédito verde\t2,000,000.00\t-50,000.00\t1,950,000.00\t1,000,000.00\t51.28%\n"
    "TOTAL\t3,000,000.00\t50,000.00\t3,050,000.00\t1,900,000.05\t62.30%\n"
)


def test_the_amount_of_a_dashboard_is_the_budget_in_force() -> None:
    assert funding(DASHBOARD) == [("Aporte del valle", D("1100000.00")), ("Crédito verde", D("1950000.00"))]


def test_every_column_of_money_has_its_total_and_percentages_have_none() -> None:
    assert totals(DASHBOARD) == [
        ("Asignado", 3_000_000, 3_000_000),
        ("Modificado", 50_000, 50_000),
        ("Vigente", 3_050_000, 3_050_000),
        ("Devengado", D("1900000.05"), D("1900000.00")),
    ]


def test_subtotals_are_those_of_their_group() -> None:
    text = (
        "Sector\tProyecto\tCosto total\nEducación\tAulas del valle\t1,000,000.00\nEducación\tLaboratorios\t500,000.00\n"
        "Subtotal Educación\t\t1,500,000.00\nSalud\tPuesto de salud\t2,000,000.00\nSubtotal Salud\t\t2,000,000.00\n"
        "TOTAL GENERAL\t\t3,500,000.00\n"
    )
    assert [computed for _column, _stated, computed in totals(text)] == [1_500_000, 2_000_000, 3_500_000]
    assert [name for name, _code, _amount in projects(text)] == ["Aulas del valle", "Laboratorios", "Puesto de salud"]


def test_a_row_that_sums_the_rows_below_it_stands_for_them() -> None:
    text = (
        "Fuente de financiamiento\tMonto\nFondo del valle\t300,000.00\nFondo, primera parte\t100,000.00\n"
        "Fondo, segunda parte\t200,000.00\nFondo verde\t50,000.00\nTOTAL\t350,000.00\n"
    )
    assert totals(text) == [("Monto", 350_000, 350_000)]


def test_years_that_add_up_to_the_total_of_their_row() -> None:
    text = (
        "Eje\t2031\t2032\tTotal\nEje 1. Agua\t1,200,000\t1,300,000\t2,500,000\n"
        "Eje 2. Aire\t800,000\t900,000\t1,700,000\n"
        "Total\t2,000,000\t2,200,000\t4,200,000\n"
    )
    assert sorted(stated for _column, stated, _computed in totals(text)) == [
        1_700_000, 2_000_000, 2_200_000, 2_500_000, 4_200_000,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        (
            "Fuentes de financiamiento:\n• Aporte estatal: $ 135.177.286.853\n• Regalías: $ 12.300.500.000\n"
            "Total: $ 147.477.786.853\n"
        ),
        (
            "Presupuesto\nFuente: Aporte estatal $ 135.177.286.853\nFuente: Regalías $ 12.300.500.000\n"
            "Total $ 147.477.786.853\n"
        ),
    ],
)
def test_funding_in_lines(text: str) -> None:
    assert funding(text) == [("Aporte estatal", 135_177_286_853), ("Regalías", 12_300_500_000)]
    assert [(stated, computed) for _column, stated, computed in totals(text)] == [(147_477_786_853, 147_477_786_853)]


def test_projects_in_lines_with_their_codes() -> None:
    text = (
        "Proyectos priorizados\n1. Puente de la ribera (SNIP 234567): Q 2,500,000.00\n"
        "2. Mercado nuevo (SNIP 234568): Q 1,250,000.00\n"
    )
    assert projects(text) == [("Puente de la ribera", "234567", 2_500_000), ("Mercado nuevo", "234568", 1_250_000)]


@pytest.mark.parametrize(
    "text",
    [
        "Logros de la gestión\n• Usuarios atendidos: 12.500\n• Familias con agua: 3.400\n• Escuelas: 120\n",
        "Fuentes de agua\n• Manantial norte: 3.4\n• Manantial sur: 2.1\n",
    ],
)
def test_other_lists_with_numbers_are_no_money(text: str) -> None:
    assert (funding(text), projects(text)) == ([], [])


def test_amounts_in_thousands_are_kept_as_printed_and_asked_about() -> None:
    proposal = read("Fuente de financiamiento\tMonto (miles de USD)\nAporte estatal\t1,250\nRegalías\t3,400\n")
    assert [source.amount.amount for source in proposal.snapshot.funding] == [1250, 3400]
    assert any("miles de USD" in question.text for question in proposal.questions)
