"""A register in use at the office, and rows in it: what most tests of registers begin with."""

from datetime import date, datetime
from typing import Any

from ceiba.institutions.actor import Actor
from ceiba.kernel.register_record import Record
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.queries_rows import record_of
from ceiba.registers.queries_types import register_of, type_of
from ceiba.registers.services_registers import adopt_register
from ceiba.registers.services_rows import create_record, edit_record, move_record
from tests.people import Office

PROCEDURES = "tramites_administrativos"
REQUESTS = "gt.solicitudes_informacion"
INCIDENTS = "gt.incidentes_seguridad"
DOCUMENTS = "documentos_resoluciones"
SINCE = date(2025, 1, 1)


def adopted(office: Office, reference: str = PROCEDURES, **fields: Any) -> Register:
    """Return a shipped register in use since 2025, kept by the unit of the clerk."""
    settings = {"since": SINCE, "unit": office.unit("aguas"), **fields}
    made = adopt_register(office.actor("planner"), reference=reference, **settings)
    return register_of(office.institution, made.key)


def procedure(office: Office, register: Register, who: str = "clerk", **values: str) -> RegisterRow:
    """Return a new administrative procedure; ``at`` is when it came in."""
    at = values.pop("at", "2025-03-03 08:00")
    fields = {"ingreso": at[:10], "procedencia": "interno", "asunto": "Informe de bombas", "unidad": "aguas", **values}
    return create_record(office.actor(who), register, fields, at=datetime.fromisoformat(at))


def moved(actor: Actor, row: RegisterRow, transition: str, at: str, **fields: Any) -> RegisterRow:
    """Return a row after a transition."""
    moment = datetime.fromisoformat(at)
    return move_record(actor, row, transition, version=row.version, at=moment, **fields)


def edited(actor: Actor, row: RegisterRow, **values: str) -> RegisterRow:
    """Return a row after an edit."""
    return edit_record(actor, row, values, version=row.version)


def records(register: Register) -> list[Record]:
    """Return every row that stands in a register, as a kernel value."""
    shape = type_of(register.edition)
    rows = RegisterRow.objects.filter(register=register, withdrawn=False).order_by("pk")
    return [record_of(row, shape) for row in rows]
