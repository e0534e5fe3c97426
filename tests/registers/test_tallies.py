"""What is stored of measures is what the kernel counts from the rows, after whatever people did to them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import TestCase

from ceiba.institutions.models import Job
from ceiba.kernel.period import Period
from ceiba.kernel.register_figure import MeasureQuestion, figure
from ceiba.kernel.register_measure import DERIVED, MeasureKind
from ceiba.kernel.register_table import tabulate
from ceiba.kernel.states import NO_DATA, Value
from ceiba.registers.models import KeptValue, Register, RegisterRow, StoredTable, StoredTally
from ceiba.registers.queries_tallies import measured, tables
from ceiba.registers.queries_types import register_of, type_of
from ceiba.registers.rebuilding import rebuild_tables
from ceiba.registers.services_registers import begin_anew, revise_register
from ceiba.registers.services_rows import create_record, restore_record, withdraw_record
from ceiba.registers.tallies import read_calendar
from ceiba.registers.writing import now
from tests.people import Office
from tests.registers.books import INCIDENTS, adopted, edited, moved, procedure, records

MARCH = Period.parse("2025-M03")


def same(register: Register) -> None:
    """See that every stored table is the one that the kernel makes of all rows."""
    shape, rows = type_of(register.edition), records(register)
    for measure in shape.measures:
        if measure.kind not in DERIVED:
            stored = tables(register, [measure.key])[measure.key].cells
            calendar = read_calendar(StoredTable.objects.get(register=register, measure=measure.key).calendar)
            assert dict(stored) == dict(tabulate(rows, measure, shape, calendar).cells), measure.key


def busy(office: Office) -> tuple[Register, list[RegisterRow]]:
    """Return a register in which rows were written, moved and withdrawn."""
    register, clerk, head = adopted(office), office.actor("clerk"), office.actor("unit_head")
    rows = [procedure(office, register, at=f"2025-03-{day:02} 08:00") for day in (3, 4, 5, 6)]
    rows[0] = moved(clerk, rows[0], "asignar", "2025-03-03 09:00")
    rows[0] = moved(head, rows[0], "despachar", "2025-03-10 09:00", values={"respuesta": "carta-1"})
    rows[1] = moved(head, rows[1], "archivar", "2025-04-10 09:00", reason="Nadie respondió")
    rows[2] = withdraw_record(clerk, rows[2], version=1, reason="Repetido")
    return register, rows


def test_tables_follow_every_verb(office: Office) -> None:
    register, rows = busy(office)
    same(register)
    assert measured(register, type_of(register.edition).measure_by_key["ingresados"], MARCH, date(2025, 4, 1)).rows == 3
    restore_record(office.actor("clerk"), rows[2], version=rows[2].version)
    edited(office.actor("clerk"), rows[3], ingreso="2025-04-01", procedencia="externo", solicitante="Ana Inventada")
    same(register)


def test_what_nothing_is_left_of_is_gone(office: Office) -> None:
    _register, rows = busy(office)
    for row in rows:
        if not row.withdrawn:
            withdraw_record(office.actor("planner"), row, version=row.version, reason="Prueba")
    assert not StoredTally.objects.exists()
    assert not KeptValue.objects.exists()


def test_a_share_within_the_deadline_says_what_is_open(office: Office) -> None:
    register, _rows = busy(office)
    found = measured(register, type_of(register.edition).measure_by_key["en_plazo"], MARCH, date(2025, 3, 31))
    assert (int(found.value.amount), found.rows, found.undecided) == (33, 3, 0)
    assert measured(register, type_of(register.edition).measure_by_key["resueltos"], MARCH, date(2025, 3, 31)).rows == 2


def test_before_the_register_was_kept_there_is_no_data(office: Office) -> None:
    register, _rows = busy(office)
    measure = type_of(register.edition).measure_by_key["ingresados"]
    assert measured(register, measure, Period.of_year(2024), date(2025, 4, 1)).value == NO_DATA


def test_counts_of_people_and_different_places(office: Office) -> None:
    register, clerk = adopted(office, INCIDENTS), office.actor("clerk")
    values = {"tipo": "homicidio", "fuente": "pnc", "ocurrido": "2025-06-02 06:00", "lugar": "0108"}
    row = create_record(clerk, register, {**values, "victimas": "hombres/jovenes 2; mujeres/adultos 1"})
    same(register)
    row = moved(clerk, row, "confirmar", str(now()))
    same(register)
    found = measured(
        register, type_of(register.edition).measure_by_key["homicidios_pnc"], Period.of_year(2025), date(2026, 1, 1)
    )
    assert found.value == Value(Decimal(3))
    edited(clerk, row, lugar="0101", victimas="hombres/jovenes 1")
    same(register)


def test_a_table_made_anew_is_the_same_whatever_people_do_meanwhile(office: Office) -> None:
    register, rows = busy(office)
    begin_anew(office.actor(), register, ["ingresados", "en_plazo"])
    seen: list[str] = []

    def progress(done: int, _steps: int, _words: str) -> None:
        if not seen:  # between the last row and its table's completion somebody writes
            procedure(office, register, at="2025-03-07 08:00")
            edited(office.actor("clerk"), rows[3], asunto="Otro", procedencia="externo", solicitante="Ana")
        seen.append(str(done))

    rebuild_tables(office.actor(), progress, register=register.pk)
    assert len(seen) > 2
    assert StoredTable.objects.filter(register=register, complete=False).count() == 0
    assert StoredTable.objects.filter(register=register).count() == 5
    same(register)


def test_what_was_interrupted_goes_on_where_it_was(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    register, _rows = busy(office)
    monkeypatch.setattr("ceiba.registers.rebuilding.CHUNK", 2)
    begin_anew(office.actor(), register, ["ingresados"])

    class Stopped(Exception):
        pass

    def stop(*_progress: object) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        rebuild_tables(office.actor(), stop, register=register.pk)
    assert StoredTable.objects.get(measure="ingresados", complete=False).reached > 0
    steps: list[int] = []
    rebuild_tables(office.actor(), lambda done, _steps, _words: steps.append(done), register=register.pk)
    assert steps[0] == 2, "the two rows that were counted are not counted again"
    same(register)


def test_what_the_database_adds_is_what_the_cells_add_up_to(office: Office) -> None:
    register, _rows = busy(office)
    edited(office.actor("clerk"), _rows[3], procedencia="externo", solicitante="Ana Inventada")
    for measure in type_of(register.edition).measures:
        if measure.kind in DERIVED:
            continue
        whole = tables(register, [measure.key])[measure.key]
        for where in ({}, *({name: part} for name in measure.by for part in ("externo", "interno", "aguas", "nada"))):
            added = tables(register, [measure.key], MARCH, where)[measure.key]
            assert added.tally(MARCH, where) == whole.tally(MARCH, where), (measure.key, where)
            assert len(added.cells) <= 1
    with pytest.raises(KeyError, match="color"):
        tables(register, ["ingresados"], MARCH, {"color": "rojo"})


def incidents(office: Office) -> Register:
    """Return a register of incidents of three months in two places."""
    register, clerk = adopted(office, INCIDENTS), office.actor("clerk")
    for month, place in ((3, "0108"), (4, "0108"), (5, "0101")):
        told = {"tipo": "homicidio", "fuente": "pnc", "ocurrido": f"2025-0{month}-02 06:00", "lugar": place}
        row = create_record(clerk, register, {**told, "victimas": "hombres/jovenes 2"})
        moved(clerk, row, "confirmar", str(now()))
    return register


@pytest.mark.slow
@pytest.mark.parametrize("made", [lambda office: busy(office)[0], incidents], ids=["procedures", "incidents"])
def test_a_figure_is_the_same_from_every_cell_and_from_what_the_database_adds(
    office: Office, made: Callable[[Office], Register]
) -> None:
    register = made(office)
    shape, months, today, seen = type_of(register.edition), Period(MARCH.first_month - 1, 4), date(2025, 12, 1), 0
    for measure in shape.measures:
        if measure.kind is MeasureKind.RATE:
            continue
        whole = tables(register, [measure.key])
        for where in ({}, *({name: part} for name in measure.by for part in ("externo", "0108", "homicidio", "nada"))):
            expected = figure(measure, whole, MeasureQuestion(months, today, register.since, where))
            assert measured(register, measure, months, today, where=where) == expected, (measure.key, where)
            seen += expected.rows > 0
    assert seen > 3


EDITION = """
id: visitas
edition: "{edition}"
title: Visita de campo
plural: Visitas de campo
fields:
  - {{key: fecha, label: Fecha, kind: date, required: "true"}}
  - {{key: motivo, label: Motivo, kind: choice, options: [{{key: obra, label: Obra}}, {{key: queja, label: Queja}}]}}
  {field}
states: [{{key: hecha, label: Hecha, initial: "true", final: "true"}}]
measures:
  - {{key: visitas, title: Visitas hechas, kind: count, moment: fecha, by: [{by}]}}
examples:  # invented
  rows: [{{key: a, state: hecha, values: {{fecha: "2026-03-02", motivo: obra}}}}]
  figures: [{{measure: visitas, period: 2026-M03, as_of: "2026-03-31", value: "1"}}]
"""


def document(edition: str, by: str = "", field: str = "") -> str:
    """Return an edition of a small type."""
    return EDITION.format(edition=edition, by=by, field=field)


def test_an_edition_whose_measure_changed_is_counted_by_a_job(office: Office) -> None:
    from ceiba.registers.services_registers import adopt_register

    planner = office.actor("planner")
    register = adopt_register(planner, document=document("1"), since=date(2025, 1, 1))
    create_record(planner, register, {"fecha": "2025-03-02", "motivo": "queja"})
    with TestCase.captureOnCommitCallbacks():
        note = "- {key: nota, label: Nota, kind: choice, options: [{key: x, label: X}]}"
        revise_register(planner, register, document=document("2", "motivo", note))
    register = register_of(office.institution, "visitas")
    assert register.facets == ["motivo", "nota"]
    job = Job.objects.get(verb="register.tally")
    assert tables(register, ["visitas"])["visitas"].measure.by == (), "until then it tells how it stood"
    rebuild_tables(planner, lambda *_progress: None, **job.arguments)
    assert tables(register, ["visitas"])["visitas"].parts("motivo") == ("queja",)
    same(register)
