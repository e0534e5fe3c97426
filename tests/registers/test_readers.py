"""Who sees which rows and which of their fields; lists that are filtered, searched and turned over page by page."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.queries_rows import ORDERS, Reader, RowFilter, counted, orders_of, page
from ceiba.registers.services_rows import create_record, withdraw_record
from tests.people import Office
from tests.registers.books import DOCUMENTS, INCIDENTS, adopted, edited, moved, procedure


def codes(office: Office, register: Register, who: str = "clerk", **wanted: object) -> list[str]:
    """Return the codes of the rows that somebody finds."""
    rows = Reader(office.actor(who), register).filtered(RowFilter(**wanted))  # type: ignore[arg-type]  # by name
    return [row.code[-1] for row in rows]


def test_a_restricted_register_is_read_by_its_roles_in_their_unit(office: Office) -> None:
    register = adopted(office, INCIDENTS)
    values = {"tipo": "captura", "fuente": "pnc", "ocurrido": "2025-06-02 06:00", "lugar": "0108", "relato": "Secreto"}
    row = create_record(office.actor("clerk"), register, values)
    seen = {who: Reader(office.actor(who), register).rows().count() for who in office.people}
    assert [who for who, count in seen.items() if count] == ["unit_head", "clerk"]
    head, clerk = (Reader(office.actor(who), register) for who in ("unit_head", "clerk"))
    assert set(clerk.record(row).values) - set(head.record(row).values) == {"relato"}, "only who wrote it reads it"
    assert "relato" not in {field.key for field in clerk.fields}


def test_a_restricted_field_is_hidden_in_rows_changes_filters_and_search(office: Office) -> None:
    register = adopted(office)
    row = procedure(office, register, procedencia="externo", solicitante="Ana Inventada", asunto="Rifa")
    edited(office.actor("clerk"), row, solicitante="Eva Inventada")
    reader = Reader(office.actor("finance"), register)
    assert "solicitante" not in reader.record(row).values
    assert reader.changes(row)[0].after == {"solicitante": ""}
    assert Reader(office.actor("clerk"), register).changes(row)[0].after == {"solicitante": "Eva Inventada"}
    with pytest.raises(KeyError):
        reader.filtered(RowFilter(fields={"solicitante": ("Eva Inventada",)}))
    assert codes(office, register, "clerk", text="inventada") == []


def test_a_sealed_row_is_opened_by_the_readers_of_its_unit_alone(office: Office) -> None:
    register = adopted(office, DOCUMENTS)
    values = {"fecha": "2025-03-03", "sentido": "dictado", "clase": "acta", "asunto": "Plan de seguridad"}
    row = create_record(office.actor("clerk"), register, {**values, "unidad": "aguas"})

    def openers() -> list[str]:
        return [who for who in office.people if Reader(office.actor(who), register).rows().exists()]

    assert {"unit_head", "clerk", "auditor", "finance"} <= set(openers())
    RegisterRow.objects.filter(pk=row.pk).update(state="reservado")
    assert openers() == ["unit_head", "clerk"]
    auditor = Reader(office.actor("auditor"), register)
    assert not auditor.reads_all
    assert codes(office, register, "auditor", text="seguridad") == []
    assert codes(office, register, "clerk", text="seguridad") == ["1"]


def test_lists_are_filtered_by_what_rows_say(office: Office) -> None:
    register = adopted(office)
    aguas = office.unit("aguas").pk
    first = procedure(office, register, asunto="Reparación de la bomba")
    procedure(office, register, who="planner", unidad="planificacion", asunto="Bombas nuevas", at="2025-04-02 08:00")
    procedure(office, register, procedencia="externo", solicitante="Ana", asunto="Permiso", at="2025-05-02 08:00")
    moved(office.actor("clerk"), first, "asignar", "2025-03-04 08:00")
    assert codes(office, register) == ["3", "2", "1"]
    assert codes(office, register, states=("en_tramite",)) == ["1"]
    assert codes(office, register, units=(aguas,)) == ["3", "1"]
    assert codes(office, register, first=date(2025, 4, 1), last=date(2025, 4, 30)) == ["2"]
    assert codes(office, register, fields={"procedencia": ("interno",)}) == ["2", "1"]
    assert codes(office, register, text="BOMBA") == ["2", "1"]
    assert codes(office, register, text="nuevas bom") == ["2"]
    assert codes(office, register, text="ombas") == [], "a word is found by its beginning"
    assert codes(office, register, text="%") == []
    assert codes(office, register, due_by=date(2025, 3, 24)) == ["1"]


def test_a_wider_option_finds_the_narrower_ones(office: Office) -> None:
    register = adopted(office, INCIDENTS)
    values = {"fuente": "pnc", "lugar": "0108"}
    for day, kind in enumerate(("robo_moto", "captura", "robo_comercio"), 1):
        create_record(office.actor("clerk"), register, {**values, "tipo": kind, "ocurrido": f"2025-06-0{day} 06:00"})
    assert codes(office, register, fields={"tipo": ("patrimonio",)}) == ["3", "1"]
    assert codes(office, register, places=("0108",), fields={"tipo": ("captura",)}) == ["2"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("day", "987654321"),
        ("oldest", "123456789"),
        ("due", "123456789"),
        ("code", "123456789"),
        ("state", "852741963"),
        ("place", "963852741"),
    ],
)
def test_a_list_is_turned_over_and_back(office: Office, order: str, expected: str) -> None:
    register = adopted(office)
    for number in range(9):
        row = procedure(office, register, at=f"2025-03-{3 + number // 2:02} 08:00")
        state = ("en_tramite", "despachado", "ingresado")[number % 3]
        place = ("0108", "0102", "")[number % 3]
        RegisterRow.objects.filter(pk=row.pk).update(state=state, place=place)
    rows = Reader(office.actor("clerk"), register).rows()
    seen, at, pages = "", "", []
    while True:
        found = page(rows, order, at, size=4)
        pages.append("".join(row.code[-1] for row in found.rows))
        seen, at = seen + pages[-1], found.next
        if not at:
            break
    assert (seen, len(pages)) == (expected, 3)
    back = page(rows, order, found.previous, size=4)
    assert "".join(row.code[-1] for row in back.rows) == pages[1]
    first = page(rows, order, back.previous, size=4)
    assert ("".join(row.code[-1] for row in first.rows), first.previous) == (pages[0], "")
    assert page(rows, order, first.next, size=4).rows == back.rows


@pytest.mark.parametrize(
    "at",
    [
        ">mañana.1",
        ">[1]",
        '>["2025-01-01", "1"]',
        '>["mañana", 1]',
        '![ "2025-01-01", 1]',
        ">{}",
        f'>["2025-01-01", {10**30}]',
    ],
)
def test_a_page_that_nobody_told_is_refused(office: Office, at: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # each in its own words
        page(Reader(office.actor("clerk"), adopted(office)).rows(), at=at)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite tells its plan in these words")
@pytest.mark.parametrize("order", list(ORDERS))
def test_every_order_is_that_of_an_index_on_each_page(office: Office, order: str) -> None:
    register = adopted(office)
    for _number in range(3):
        procedure(office, register)
    rows = Reader(office.actor("clerk"), register).rows()
    after = page(rows, order, size=1).next
    for at in ("", after, f"<{after[1:]}"):
        with CaptureQueriesContext(connection) as captured:
            page(rows, order, at, size=1)
        for query in captured.captured_queries:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plan = " ".join(str(line[3]) for line in cursor.fetchall())
            assert "registers_row_" in plan, plan
            # The few rows of one code or due day may be put in order ("RIGHT PART"); a list never is.
            assert "TEMP B-TREE FOR ORDER BY" not in plan, plan


def test_a_register_offers_the_orders_that_its_rows_have_and_its_reader_sees(office: Office) -> None:
    register = adopted(office)
    assert orders_of(Reader(office.actor("clerk"), register)) == ("day", "oldest", "due", "code", "state")
    incidents = adopted(office, INCIDENTS)
    assert "place" in orders_of(Reader(office.actor("clerk"), incidents))
    auditor = Reader(office.actor("auditor"), incidents)
    assert "place" not in orders_of(auditor), "where it happened is for few"
    with pytest.raises(KeyError):
        auditor.filtered(RowFilter(places=("0108",)))


def test_no_million_is_counted(office: Office) -> None:
    register = adopted(office)
    rows = [procedure(office, register) for _time in range(4)]
    withdraw_record(office.actor("clerk"), rows[0], version=1, reason="Repetido")
    found = Reader(office.actor("clerk"), register).rows()
    assert (counted(found), counted(found, most=1)) == (3, 2)
    assert Reader(office.actor("clerk"), register).rows(withdrawn=True).count() == 1


def test_words_that_many_rows_have_are_not_counted(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ceiba.registers.queries_rows.MOST_COUNTED", 2)
    register = adopted(office)
    for number in range(5):
        procedure(office, register, asunto=f"Bombas {number % 2}", at=f"2025-03-{3 + number:02} 08:00")
    reader = Reader(office.actor("clerk"), register)
    many, few = (reader.filtered(RowFilter(text=text)) for text in ("bomba", "bomba 1"))
    assert [row.code[-1] for row in page(many, size=3).rows] == ["5", "4", "3"]
    assert (counted(many, most=2), counted(few, most=2)) == (3, 2)
    assert [row.code[-1] for row in page(few).rows] == ["4", "2"]
