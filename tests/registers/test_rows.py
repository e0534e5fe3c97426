"""Rows are written, changed, moved, withdrawn and brought back by verbs; the kernel judges, the house knows names."""

from datetime import date, datetime, timedelta

import pytest

from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.registers.models import RegisterRow, RowChange, TakenValue
from ceiba.registers.queries_rows import Reader
from ceiba.registers.queries_types import type_of
from ceiba.registers.services_registers import adopt_register, settle_register
from ceiba.registers.services_rows import (
    RowConflict,
    create_record,
    edit_record,
    move_record,
    restore_record,
    withdraw_record,
)
from ceiba.registers.writing import RowRefused, now
from tests.people import Office
from tests.registers.books import INCIDENTS, REQUESTS, adopted, edited, moved, procedure


def told(problem: RowRefused) -> dict[str, str]:
    """Return what is wrong by field."""
    return {one.field: str(one) for one in problem.problems}


def test_a_row_is_numbered_dated_and_found_by_its_words(office: Office) -> None:
    register = adopted(office)
    first, second = (procedure(office, register) for _time in range(2))
    assert (first.code, second.code) == ("TRA-2025-00001", "TRA-2025-00002")
    assert (first.day, first.state, first.unit.key) == (date(2025, 3, 3), "ingresado", "aguas")
    assert (first.due, first.deadline) == (date(2025, 3, 24), "despacho")
    assert "inform bomba" in first.search
    assert first.facet_1 == "interno"
    entry = Entry.objects.get(verb="record.create", subject=f"record/{first.key}")
    assert entry.changes[0]["after"]["texts"] == "Asunto", "that it was written, and not what: it can be forgotten"


def test_each_year_has_its_own_numbers_and_a_code_by_hand_moves_them_on(office: Office) -> None:
    register = adopted(office)
    assert procedure(office, register, at="2025-05-05 08:00", numero="TRA-2025-00040").code == "TRA-2025-00040"
    assert procedure(office, register, at="2025-05-05 08:00").code == "TRA-2025-00041"
    assert procedure(office, register, at="2026-01-05 08:00").code == "TRA-2026-00001"


def test_what_is_wrong_is_told_by_field_and_nothing_is_kept(office: Office) -> None:
    register = adopted(office)
    values = {"ingreso": "2025-02-31", "procedencia": "paloma", "unidad": "nadie", "color": "rojo"}
    with pytest.raises(RowRefused) as refusal:
        create_record(office.actor(), register, values)
    found = told(refusal.value)
    assert set(found) == {"ingreso", "procedencia", "asunto", "unidad", "color"}
    assert "día que no existe" in found["ingreso"]
    assert "«nadie» no es una unidad" in found["unidad"]
    assert not RegisterRow.objects.exists()
    assert procedure(office, register).code == "TRA-2025-00001", "a row that was refused used up no number"


def test_a_unique_value_belongs_to_one_row_whatever_its_capitals(office: Office) -> None:
    register = adopted(office)
    first = procedure(office, register, numero="TRA-2025-00007")
    with pytest.raises(RowRefused, match="TRA-2025-00007"):
        procedure(office, register, numero="TRA-2025-00007")
    withdraw_record(office.actor("clerk"), first, version=1, reason="Se registró dos veces")
    second = procedure(office, register, numero="TRA-2025-00007")
    first.refresh_from_db()
    with pytest.raises(RowRefused, match="TRA-2025-00007"):
        restore_record(office.actor("clerk"), first, version=first.version)
    edited(office.actor("clerk"), second, numero="TRA-2025-00008")
    restore_record(office.actor("clerk"), first, version=first.version)
    assert set(TakenValue.objects.values_list("value", "row")) == {
        ("tra-2025-00007", first.pk),
        ("tra-2025-00008", second.pk),
    }


def test_a_link_leads_to_something_that_is_there(office: Office) -> None:
    register = adopted(office)
    with pytest.raises(RowRefused, match="no es un elemento del plan"):
        procedure(office, register, elemento="ninguno")


def test_a_file_of_the_house_exists_and_a_paper_is_only_named(office: Office) -> None:
    register = adopted(office)
    assert procedure(office, register, respuesta="Oficio 12-2025").values["respuesta"] == "Oficio 12-2025"
    with pytest.raises(RowRefused, match="no es un archivo guardado aquí"):
        procedure(office, register, respuesta="sha256:" + "0" * 64)


def test_a_place_lies_in_the_territory(office: Office) -> None:
    register = adopted(office, INCIDENTS)
    office.institution.territory = "0108"
    office.institution.save()
    values = {"tipo": "captura", "fuente": "pnc", "ocurrido": "2025-06-02 06:00"}
    row = create_record(office.actor("clerk"), register, {**values, "lugar": "0108 14.63,-90.60"})
    assert (row.place, row.north, row.east, row.minute) == ("0108", 10_463_000, 8_940_000, 360)
    with pytest.raises(RowRefused, match="no es un lugar de este territorio"):
        create_record(office.actor("clerk"), register, {**values, "lugar": "0901"})
    with pytest.raises(RowRefused, match="no es un lugar de este territorio"):
        create_record(office.actor("clerk"), register, {**values, "lugar": "9999"})


def test_a_row_goes_the_ways_that_its_type_declares(office: Office) -> None:
    register = adopted(office)
    clerk, head = office.actor("clerk"), office.actor("unit_head")
    row = moved(clerk, procedure(office, register), "asignar", "2025-03-03 09:00")
    with pytest.raises(NotAllowed, match="Despachar"):
        moved(clerk, row, "despachar", "2025-03-04 09:00")
    with pytest.raises(RowRefused, match="Documento de respuesta"):
        moved(head, row, "despachar", "2025-03-04 09:00")
    with pytest.raises(Refused, match="razón"):
        moved(clerk, row, "prevenir", "2025-03-04 09:00")
    with pytest.raises(RowRefused, match="2025-03-02 09:00"):
        moved(head, row, "despachar", "2025-03-02 09:00", values={"respuesta": "carta-1"})
    done = moved(head, row, "despachar", "2025-03-04 09:00", values={"respuesta": "carta-1"})
    assert (done.state, done.due, done.values["respuesta"]) == ("despachado", None, "carta-1")
    with pytest.raises(Refused, match="Ábrala de nuevo"):
        moved(head, done, "archivar", "2025-03-05 09:00", reason="Ya no")
    change = RowChange.objects.get(row=done, state="despachado")
    assert (change.by.name, change.after) == ("Persona unit_head", {"respuesta": "carta-1"})


def test_the_clock_stands_still_while_the_row_waits(office: Office) -> None:
    register, clerk = adopted(office), office.actor("clerk")
    row = moved(clerk, procedure(office, register), "asignar", "2025-03-03 09:00")
    row = moved(clerk, row, "prevenir", "2025-03-05 09:00", reason="Falta una firma")
    assert row.due is None
    assert moved(clerk, row, "reanudar", "2025-03-07 09:00").due == date(2025, 3, 26)


def test_nothing_happens_tomorrow(office: Office) -> None:
    register = adopted(office)
    with pytest.raises(RowRefused, match="todavía no llega"):
        procedure(office, register, at=(now() + timedelta(days=1)).isoformat(" ", "minutes"))


def test_who_saw_an_older_row_is_shown_the_newer(office: Office) -> None:
    register, clerk = adopted(office), office.actor("clerk")
    row = procedure(office, register)
    edited(clerk, row, asunto="Otro asunto")
    seen = RegisterRow.objects.get(pk=row.pk)
    assert seen.version == 2
    with pytest.raises(RowConflict) as conflict:
        edit_record(clerk, seen, {"asunto": "El mío"}, version=1)
    assert conflict.value.row.values["asunto"] == "Otro asunto"
    assert edited(clerk, seen, asunto="Otro asunto").version == 2, "what changes nothing is no change"


def test_each_writes_in_their_unit(office: Office) -> None:
    register = adopted(office)
    with pytest.raises(RowRefused, match="de esta unidad"):
        procedure(office, register, unidad="planificacion")
    row = procedure(office, register, who="planner", unidad="planificacion")
    for act in (
        lambda who: edit_record(who, row, {"asunto": "x"}, version=1),
        lambda who: withdraw_record(who, row, version=1, reason="No"),
        lambda who: move_record(who, row, "asignar", version=1),
    ):
        with pytest.raises(NotAllowed):
            act(office.actor("clerk"))
    with pytest.raises(NotAllowed):
        edited(office.actor("clerk"), procedure(office, register), unidad="planificacion")
    with pytest.raises(NotAllowed):
        procedure(office, register, who="finance")


def test_who_may_not_see_a_field_may_not_change_it_and_the_history_does_not_tell_it(office: Office) -> None:
    register = adopted(office)
    row = procedure(office, register, procedencia="externo", solicitante="Ana Inventada")
    with pytest.raises(NotAllowed, match="Solicitante"):
        edited(office.actor("planner"), row, solicitante="Otra")
    edited(office.actor("clerk"), row, solicitante="Luis Inventado")
    said = [str(entry.changes) for entry in Entry.objects.filter(subject=f"record/{row.key}")]
    assert not any("Inventad" in text for text in said)
    assert any("Solicitante" in text for text in said)


def test_what_is_withdrawn_is_not_changed_and_comes_back_whole(office: Office) -> None:
    register, clerk = adopted(office), office.actor("clerk")
    row = procedure(office, register)
    with pytest.raises(Refused, match="por qué"):
        withdraw_record(clerk, row, version=1, reason=" ")
    row = withdraw_record(clerk, row, version=1, reason="Repetido")
    with pytest.raises(Refused, match="se retiró"):
        edited(clerk, row, asunto="x")
    assert restore_record(clerk, row, version=2).values["asunto"] == "Informe de bombas"


def test_a_closed_register_takes_no_rows(office: Office) -> None:
    register = adopted(office)
    settle_register(office.actor(), register, since=register.since, ends=date(2025, 6, 30))
    with pytest.raises(Refused, match="se cerró"):
        procedure(office, register)


def test_only_who_decides_adopts_and_only_once(office: Office) -> None:
    with pytest.raises(NotAllowed):
        adopt_register(office.actor("clerk"), reference=REQUESTS, since=date(2025, 1, 1))
    register = adopted(office, REQUESTS)
    assert type_of(register.edition).id == REQUESTS
    with pytest.raises(Refused, match="ya está en uso"):
        adopted(office, REQUESTS)
    with pytest.raises(Refused, match="No se conoce"):
        adopted(office, "gt.nada")


def test_moments_are_those_of_the_institution(office: Office) -> None:
    register = adopted(office, REQUESTS)
    values = {"presentada": "2025-06-01 09:30", "medio": "en_linea", "pedido": "Actas"}
    row = create_record(office.actor("clerk"), register, values, at=datetime(2025, 6, 1, 9, 30))  # noqa: DTZ001
    assert (row.day, row.minute, row.history) == (date(2025, 6, 1), 570, [["pendiente", "2025-06-01 09:30"]])


def test_who_received_a_request_follows_it_whichever_unit_has_the_information(office: Office) -> None:
    register = adopted(office, REQUESTS)
    values = {"presentada": "2025-06-01 09:30", "medio": "en_linea", "pedido": "Actas", "solicitante": "Ana Inventada"}
    clerk = office.actor("clerk")
    row = create_record(clerk, register, {**values, "unidad": "planificacion"})
    assert row.unit == office.unit("aguas"), "the unit that keeps the register"
    row = edit_record(office.actor("unit_head"), row, {"unidad": "despacho"}, version=row.version)
    assert Reader(office.actor("unit_head"), register).record(row).values["solicitante"]
    assert edit_record(clerk, row, {"tema": "Actas"}, version=row.version).values["unidad"] == "despacho"
