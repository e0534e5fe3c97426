"""Tables drawn with tabs: headers over lines, repeated headers, broken cells, totals that leave rows out."""

from decimal import Decimal

from ceiba.exchange.extraction.tables import Grid, grids, runs
from tests.exchange.extraction.invented import LAYOUTS, lines, propose, tree

ACTORS = (
    "No.\tACTOR (nombre)\tROL\tGRADO DE INFLUENCIA\t\n"
    "\t\t\tToma de Decisiones\tImplementación del plan\n"
    "1\tVECINOS DEL RÍO\tApoyo\tAlto\tBajo\n"
    "\n"
    "2\tLIGA DEL MAÍZ\tConsejo\tMedio\tMedio\n"
)
MONEY = (
    "1) Fuente del dinero\t2) Disponibilidad Q.\t3) Inversión Q.\t4) % de inversión\t5) Funcionamiento Q.\n"
    "Fondo azul\tQ 1,000.00\tQ 900.00\t90%\tQ 100.00\n"
    "Fondo verde\tQ 500.50\tQ 500.50\t100%\t\n"
    "TOTAL\tQ1,500.50\tQ1,400.50\t\tQ100.00\n"
    "Fondo tardío\tQ 9.50\tQ 9.50\t100%\t\n"
)


def _grids(text: str) -> list[Grid]:
    printed = lines(text)
    return [grid for run in runs(printed, set()).values() for grid in grids(run, LAYOUTS)]


def test_a_header_over_two_lines_with_a_merged_cell() -> None:
    (grid,) = _grids(ACTORS)
    assert grid.layout.key == "actores"
    assert grid.columns == (None, "name", "role", "decision_influence", "implementation_influence")
    assert [(row.line, row.fields["name"]) for row in grid.rows] == [(3, "VECINOS DEL RÍO"), (5, "LIGA DEL MAÍZ")]


def test_stakeholders_reach_the_plan_with_their_grades() -> None:
    (first, second) = propose(ACTORS).snapshot.plans[0].stakeholders
    assert (first.name, first.role, first.decision_influence, first.implementation_influence) == (
        "VECINOS DEL RÍO",
        "Apoyo",
        "Alto",
        "Bajo",
    )
    assert second.name == "LIGA DEL MAÍZ"


def test_funding_keeps_missing_apart_from_zero() -> None:
    funding = propose(MONEY).snapshot.funding
    assert [(f.name, f.amount.amount) for f in funding] == [
        ("Fondo azul", Decimal("1000.00")),
        ("Fondo verde", Decimal("500.50")),
        ("Fondo tardío", Decimal("9.50")),
    ]
    assert funding[1].operating is None
    assert funding[0].operating is not None
    assert funding[0].operating.amount == 100


def test_a_total_before_the_last_row_keeps_both_sums() -> None:
    totals = {total.column: total for total in propose(MONEY).snapshot.totals}
    whole = totals["2) Disponibilidad Q."]
    assert (whole.stated.amount, whole.computed.amount, whole.computed_all.amount) == (
        Decimal("1500.50"),
        Decimal("1500.50"),
        Decimal("1510.00"),
    )
    assert len(totals) == 3


def test_a_header_that_comes_back_is_no_row() -> None:
    header, *rows = ACTORS.split("\n", 2)[0], "1\tA ríos\tApoyo\tAlto\tBajo", "2\tB ríos\tApoyo\tAlto\tBajo"
    second = ACTORS.split("\n")[1]
    text = "\n".join([header, second, rows[0], header, second, rows[1]])
    assert [k.name for k in propose(text).snapshot.plans[0].stakeholders] == ["A ríos", "B ríos"]


MATRIX = (
    "EJE\tOBJETIVO\tLÍNEAS ESTRATÉGICAS\n"
    'AGUA\tCuidar el agua.\t<ul style="list-style-type: none"> • Medir ríos. • Limpiar ríos.\n'
    "\n"
    "\t\t<ul> • Sembrar riberas.\n"
    "<p>SUELO</p>\t<p>Cuidar el suelo.</p>\t<ul> • Abonar.\n"
)


def test_a_matrix_gives_elements_and_empty_cells_carry_on() -> None:
    assert tree(MATRIX) == [
        ("rama", "AGUA", None),
        ("meta", "Cuidar el agua.", "AGUA"),
        ("via", "Medir ríos.", "Cuidar el agua."),
        ("via", "Limpiar ríos.", "Cuidar el agua."),
        ("via", "Sembrar riberas.", "Cuidar el agua."),
        ("rama", "SUELO", None),
        ("meta", "Cuidar el suelo.", "SUELO"),
        ("via", "Abonar.", "Cuidar el suelo."),
    ]


def test_a_value_repeated_down_a_column_is_one_element() -> None:
    text = "EJE\tOBJETIVO\nAGUA\tMedir.\nAGUA\tLimpiar.\nSUELO\tMedir.\n"
    assert [e[1:] for e in tree(text)] == [
        ("AGUA", None),
        ("Medir.", "AGUA"),
        ("Limpiar.", "AGUA"),
        ("SUELO", None),
        ("Medir.", "SUELO"),
    ]


def test_a_row_gives_its_indicator_with_the_year_of_the_header() -> None:
    header = "Resultado\tIndicador\tLínea base\tMeta final 2030\n"
    text = f"{header}01 Ríos limpios\tRíos medidos\t0\t12\n02 Aire limpio\tEstaciones\t1\t4\n"
    first, second = propose(text).snapshot.indicators
    assert (first.text, first.baseline_value, first.target_value) == ("Ríos medidos", 0, 12)
    assert first.final_target is not None
    assert first.final_target.period is not None
    assert first.final_target.period.end_year == 2030
    assert second.baseline_value == 1
    assert [e.code for e in propose(text).snapshot.elements] == ["01", "02"]


def test_a_caption_without_its_table_invents_nothing() -> None:
    snapshot = propose("Fuente\tDisponibilidad\n").snapshot
    assert snapshot.funding == ()


def test_a_dump_of_cells_is_a_table_again() -> None:
    cells = ["Resultado", "Indicador", "Línea base", "Meta final"]
    rows = [[f"A{r}", f"B{r}"] for r in range(1, 8)]
    text = "\n".join(f"{'ABCD'[i]}1\t{cell}" for i, cell in enumerate(cells)) + "\n"
    for r, _row in enumerate(rows, 2):
        values = [f"Logro número {r}", f"Indicador {r}", "1", str(r)]
        text += "\n".join(f"{'ABCD'[i]}{r}\t{value}" for i, value in enumerate(values)) + "\n"
    indicators = list(propose(text).snapshot.indicators)
    assert [i.target_value for i in indicators] == [2, 3, 4, 5, 6, 7, 8]
