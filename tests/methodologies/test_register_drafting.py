"""A document written step by step holds after every step, and keeps what somebody wrote in it."""

import pytest

from ceiba.methodologies.problems import MethodologyError
from ceiba.methodologies.register_drafting import added, begun, replaced, with_examples
from ceiba.methodologies.registers import available_registers, read_register, shipped_document


def test_a_begun_document_holds() -> None:
    shape = read_register(begun("visitas", "Visita: de campo", "Visitas").encode(), "t")
    assert (shape.id, shape.title, shape.initial) == ("visitas", "Visita: de campo", "abierto")


def test_parts_are_added_at_the_end_of_their_list_and_nothing_else_changes() -> None:
    content = begun("visitas", "Visita", "Visitas").replace("states:", "# una nota mía\nstates:")
    content = added(content, "fields", {"key": "motivo", "label": "Motivo: cuál", "kind": "choice",
                                        "options": [{"key": "obra", "label": "Obra"}]})  # fmt: skip
    measure = {"key": "por_motivo", "title": "Por motivo", "kind": "count", "moment": "fecha", "by": ["motivo"]}
    content = added(content, "measures", measure)
    content = with_examples(replaced(content, "public", {"measures": ["anotados", "por_motivo"]}))
    shape = read_register(content.encode(), "t")
    assert [one.key for one in shape.fields] == ["fecha", "motivo"]
    assert shape.field_by_key["motivo"].label == "Motivo: cuál"
    assert shape.public is not None
    assert shape.public.measures == ("anotados", "por_motivo")
    assert "# una nota mía" in content
    again = replaced(content, "public", {"measures": ["anotados"]})
    assert again.count("public:") == 1
    assert read_register(again.encode(), "t").public.measures == ("anotados",)


def test_a_list_between_brackets_or_one_that_is_not_there_is_written_out() -> None:
    bracketed = "id: a\nfields: [{key: uno, label: Uno, kind: text}]\nexamples: {rows: []}\n"
    content = added(bracketed, "fields", {"key": "dos", "label": "Dos", "kind": "date"})
    assert "  - {key: uno, label: Uno, kind: text}\n  - {key: dos, label: Dos, kind: date}" in content.replace('"', "")
    content = added(content, "deadlines", {"key": "x", "label": "y"})
    assert content.index("deadlines:") < content.index("examples:")
    with pytest.raises(MethodologyError):
        added("- [a\n: b", "fields", {"key": "x"})
    with pytest.raises(MethodologyError):
        with_examples("id: a\n")


@pytest.mark.parametrize("reference", ["tramites_administrativos", "gt.solicitudes_informacion"])
def test_fields_are_added_to_shipped_documents(reference: str) -> None:
    content = shipped_document(reference).decode()
    longer = added(content, "fields", {"key": "nota_nueva", "label": "Nota nueva", "kind": "text"})
    before, after = (read_register(one.encode(), "t") for one in (content, longer))
    assert [one.key for one in after.fields] == [*(one.key for one in before.fields), "nota_nueva"]
    assert after.measures == before.measures
    assert len(available_registers()) > 10
