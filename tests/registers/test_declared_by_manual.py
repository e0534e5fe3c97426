"""A register written by following the manual alone: adopted, filled, moved and measured, and no Python knows of it."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from ceiba.institutions.verbs import Refused
from ceiba.kernel.period import Period
from ceiba.kernel.states import Value
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.queries_rows import Reader
from ceiba.registers.queries_tallies import measured
from ceiba.registers.queries_types import register_of, type_of
from ceiba.registers.services_registers import adopt_register
from ceiba.registers.services_rows import create_record
from ceiba.registers.writing import RowRefused
from tests.people import Office
from tests.registers.books import moved
from tests.registers.written_page import document

MARCH = Period.parse("2026-M03")
SINCE, ASKED = date(2026, 1, 1), date(2026, 4, 30)


@pytest.fixture
def library(office: Office) -> Register:
    """Return the register of the manual, in use since January 2026."""
    made = adopt_register(office.actor(), document=document(), since=SINCE, unit=office.unit("aguas"))
    return register_of(office.institution, made.key)


def lent(office: Office, library: Register, day: str, **values: str) -> RegisterRow:
    """Return a new loan of March."""
    at = datetime.fromisoformat(f"2026-03-{day} 09:00")
    fields = {
        "fecha": at.date().isoformat(),
        "material": "novela",
        "ejemplares": "1",
        "lector": "Ana Inventada",
        **values,
    }
    return create_record(office.actor("clerk"), library, fields, at=at)


def said(library: Register, key: str, **where: str) -> Decimal | str:
    """Return the figure of March: its number, or why there is none."""
    measure = type_of(library.edition).measure_by_key[key]
    found = measured(library, measure, MARCH, ASKED, where=where)
    assert found is not None
    return found.value.amount if isinstance(found.value, Value) else found.value.state.value


def test_its_rows_are_numbered_moved_and_counted(office: Office, library: Register) -> None:
    clerk = office.actor("clerk")
    first = lent(office, library, "02", lectores="ninez 2; adultos 1")
    second = lent(office, library, "03", material="revista", ejemplares="3")
    assert [first.code, second.code] == ["PRE-2026-00001", "PRE-2026-00002"]
    assert first.due == date(2026, 3, 17)
    moved(clerk, first, "devolver", "2026-03-12 09:00", values={"condicion": "bueno"})
    assert said(library, "prestamos") == 2
    assert said(library, "prestamos", material="revista") == 1
    assert said(library, "ejemplares") == 4
    assert said(library, "lectores", **{"lectores.edad": "ninez"}) == 2
    assert said(library, "devolucion") == 50
    assert said(library, "a_tiempo") == 50
    assert said(library, "dias") == 10


def test_its_deadline_is_prolonged_once(office: Office, library: Register) -> None:
    clerk = office.actor("clerk")
    row = moved(clerk, lent(office, library, "02"), "renovar", "2026-03-16 09:00")
    assert row.due == date(2026, 4, 1)


def test_its_rows_are_judged_in_its_words(office: Office, library: Register) -> None:
    with pytest.raises(RowRefused) as refused:
        lent(office, library, "02", ejemplares="6")
    assert "«Ejemplares» es mayor que 5" in str(refused.value)


def test_its_private_fields_are_seen_by_whom_it_says(office: Office, library: Register) -> None:
    row = lent(office, library, "02", telefono="5555 0000")
    reader, phone = (type_of(library.edition).field_by_key[key] for key in ("lector", "telefono"))
    clerk, auditor = (Reader(office.actor(who), library) for who in ("clerk", "auditor"))
    assert clerk.may_see(reader, row)
    assert not auditor.may_see(reader, row)
    assert not auditor.may_see(phone, row)


def test_a_document_that_does_not_hold_is_refused_whole(office: Office) -> None:
    broken = document().replace("requires: [condicion]", "requires: [estado]").replace("value: 50", "value: 51")
    with pytest.raises(Refused, match="exige el campo «estado», que no existe"):
        adopt_register(office.actor(), document=broken, since=SINCE)
    assert not Register.objects.exists()
