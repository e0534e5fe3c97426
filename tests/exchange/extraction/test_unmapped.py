"""Tables that nobody knows are reported, guessed only where their cells speak, and read once a person maps them."""

import json

import pytest

from ceiba.exchange import stored
from ceiba.exchange.layouts import FIELDS, dump_layout, fields_of, layout_of, load_layout
from ceiba.methodologies.loader import load
from tests.exchange.extraction.declared import document, propose, tree

UNKNOWN = [
    ["Qué haremos", "Dónde", "Para quién"],
    ["Abrir caminos", "Norte", "Aldeas"],
    ["Pintar escuelas", "Sur", "Niñez"],
    ["Limpiar ríos", "Este", "Todos"],
]


def test_an_unknown_table_is_reported_with_its_first_rows_and_its_place() -> None:
    proposal = propose("Lo que sigue.", UNKNOWN)
    (table,) = proposal.unmapped
    assert table.headers == ("Qué haremos", "Dónde", "Para quién")
    assert table.rows[0] == ("Abrir caminos", "Norte", "Aldeas")
    assert (table.row_count, table.place.line, table.place.last_line) == (3, 2, 5)
    assert not list(proposal.snapshot.elements)


def test_at_most_five_rows_are_shown() -> None:
    (table,) = propose([*UNKNOWN, *UNKNOWN[1:], *UNKNOWN[1:]]).unmapped
    assert (len(table.rows), table.row_count) == (5, 9)


def test_small_tables_and_tables_without_promises_are_no_question() -> None:
    assert propose(UNKNOWN[:2]).unmapped == ()
    assert propose([["Nombre", "Cargo"], ["Ana", "Alcaldesa"], ["Luis", "Síndico"]]).unmapped == ()


def test_a_proposal_keeps_its_unknown_tables() -> None:
    proposal = propose(UNKNOWN)
    assert stored.load(stored.dump(proposal), proposal.snapshot.methodology) == proposal


def test_what_a_person_maps_is_read_and_kept_as_data() -> None:
    layout = layout_of(UNKNOWN[0], ["level:accion", None, "responsible"], "element")
    kept = load_layout(json.loads(json.dumps(dump_layout(layout))))
    assert kept == layout
    proposal = propose(UNKNOWN, layouts=[kept])
    assert [text for _level, text, _parent in tree(proposal)] == ["Abrir caminos", "Pintar escuelas", "Limpiar ríos"]
    assert [unit.name for unit in proposal.snapshot.units] == ["Aldeas", "Niñez", "Todos"]
    assert proposal.unmapped == ()


def test_a_mapped_layout_goes_before_the_known_ones_and_needs_its_own_headers() -> None:
    known = [["Eje", "Objetivo"], ["Agua", "Medir pozos"], ["Aire", "Medir humo"]]
    mapped = layout_of(["EJE", "objetivo"], ["level:tematica", "level:accion"], "element")
    assert [level for level, *_rest in tree(propose(known, layouts=[mapped]))][:2] == ["tematica", "accion"]
    other = [["Eje", "Objetivo general"], *known[1:]]
    assert [level for level, *_rest in tree(propose(other, layouts=[mapped]))][:2] == ["eje", "objetivo"]


def test_projects_and_units_can_be_mapped_too() -> None:
    table = [["Obra pedida", "Cuesta"], ["Puente del río", "1,500.00"], ["Techo del mercado", "900.00"]]
    layout = layout_of(table[0], ["name", "amount"], "project")
    assert [p.name for p in propose(table, layouts=[layout]).snapshot.projects] == [
        "Puente del río",
        "Techo del mercado",
    ]


@pytest.mark.parametrize(
    ("headers", "fields", "row"),
    [(["a"], ["name", "amount"], "project"), (["a"], [None], "project"), (["a"], ["name"], "planet")],
)
def test_a_mapping_that_cannot_be_is_refused(headers: list[str], fields: list[str | None], row: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        layout_of(headers, fields, row)


def test_data_that_is_no_layout_is_refused() -> None:
    for data in ({}, {"key": "x", "row": "planet", "columns": []}, {"key": "x", "row": "unit", "columns": [1]}):
        with pytest.raises(ValueError, match=r"\w"):
            load_layout(data)


def test_every_level_and_framework_can_be_chosen_for_a_column() -> None:
    methodology = load("base")
    fields = fields_of("element", methodology)
    assert {f"level:{level.key}" for level in methodology.levels} <= set(fields)
    assert "alignment:ODS" in fields
    assert set(FIELDS["unit"]) == set(fields_of("unit", methodology))


def test_cells_with_their_labels_need_no_header() -> None:
    table = [[f"Eje {n}. Valle {n}", f"Objetivo {n}.1. Medir el valle {n}"] for n in range(1, 4)]
    proposal = propose(table)
    assert [(level, parent) for level, _text, parent in tree(proposal)] == [
        ("eje", None),
        ("objetivo", "Valle 1"),
        ("eje", None),
        ("objetivo", "Valle 2"),
        ("eje", None),
        ("objetivo", "Valle 3"),
    ]
    assert proposal.unmapped == ()


def test_verbs_beside_measures_and_values_are_guessed_with_little_confidence() -> None:
    table = [
        ["Qué haremos", "Cómo sabremos", "Cuánto"],
        ["Abrir caminos", "Número de caminos", "12"],
        ["Pintar escuelas", "Porcentaje de escuelas", "80%"],
        ["Limpiar ríos", "Número de ríos", "3"],
    ]
    proposal = propose(table)
    assert [i.target_value for i in proposal.snapshot.indicators] == [12, 80, 3]
    assert {s.confidence for s in proposal.snapshot.sources if s.subject.startswith("element")} == {0.6}


def test_the_place_of_a_table_names_page_and_cell() -> None:
    assert document(UNKNOWN).tables[0].rows[0][0].line == 1
