"""Registers of the office: their rows as the person of the token may see them; writing, changing, moving one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema
from pydantic import ConfigDict

from ceiba.api.office import (
    KEY,
    NOT_NUL,
    SEEN,
    Token,
    actor_of,
    etag,
    only_once,
    values_field,
    version_of,
)
from ceiba.api.problems import Trouble
from ceiba.institutions.actor import Actor
from ceiba.kernel.register_text import write_value
from ceiba.kernel.text import _
from ceiba.registers.openings import keep_opening, keep_taking
from ceiba.registers.queries_rows import PAGE, Reader, RowFilter, page
from ceiba.registers.queries_types import registers_of
from ceiba.registers.services_rows import create_record, edit_record, move_record

router = Router(tags=["office"], auth=Token())
READ, WRITE, MOVE = "plan.view", "record.write", "record.move"
_Number = Path(..., ge=1, le=2**53)
_Text = Annotated[str, Field(max_length=20_000, pattern=NOT_NUL)]


class Register(Schema):
    """A register that the office keeps."""

    id: str
    title: str
    edition: str
    since: date


class RegisterList(Schema):
    """The registers of an office."""

    items: list[Register]


class FieldTold(Schema):
    """A field that the reader may see at least in some rows."""

    key: str
    label: str
    kind: str
    options: list[str]


class Step(Schema):
    """A way from one state to another."""

    key: str
    label: str
    origin: str
    destination: str
    requires: list[str]


class RegisterDetail(Register):
    """One register with its fields, its states and the ways between them."""

    fields: list[FieldTold]
    states: list[str]
    steps: list[Step]


class Row(Schema):
    """A row with the values that the reader may see, as texts."""

    number: int
    code: str
    state: str
    day: date
    due: date | None
    version: int
    values: dict[str, str]


class RowPage(Schema):
    """Some rows in order; ``next`` and ``previous`` go into ``cursor``."""

    items: list[Row]
    next: str
    previous: str


class RowKept(Schema):
    """What was written: enough to find it again."""

    number: int
    code: str
    state: str
    version: int


class RowsAsked(Schema):
    """Which rows."""

    cursor: str = Field("", max_length=40, description=_("Lo que otra página dio en «next» o «previous»."))
    state: str | None = Field(
        None, max_length=60, pattern=r"^[\w.-]+$", description=_("Solo las de un estado, por su clave.")
    )
    first: date | None = Field(None, description=_("Desde qué día."))
    last: date | None = Field(None, description=_("Hasta qué día."))
    words: str = Field("", max_length=120, description=_("Palabras que la fila contiene, en cualquier orden."))


class RowSent(Schema):
    """A new row."""

    model_config = ConfigDict(extra="forbid")

    values: dict[str, _Text] = values_field()
    at: datetime | None = Field(
        None, description=_("Cuándo entró, en el reloj de la institución; ahora si no se dice.")
    )


class RowChanged(Schema):
    """What changes in a row; the other fields stay."""

    model_config = ConfigDict(extra="forbid")

    values: dict[str, _Text] = values_field()
    reason: str = Field("", max_length=2_000, pattern=NOT_NUL)


class RowMoved(RowChanged):
    """A step that a row takes, and fields that are filled on the way."""

    step: str = Field(max_length=60, description=_("El paso, por su clave."))
    at: datetime | None = Field(None, description=_("Cuándo fue, en el reloj de la institución; ahora si no se dice."))


@router.get(
    "/office/registers",
    response=RegisterList,
    operation_id="list_registers",
    summary=_("Registros de la oficina"),
    description=_("Los registros que la institución del token lleva."),
)
def office_registers(request: HttpRequest) -> dict[str, Any]:
    """List the registers that the institution keeps: one query."""
    here = actor_of(request, READ).institution
    return {"items": [_register(register) for register in registers_of(here)]}


@router.get(
    "/office/registers/{register_id}",
    response=RegisterDetail,
    operation_id="read_register",
    summary=_("Un registro de la oficina"),
    description=_("Sus campos, sus estados y los pasos entre ellos: lo que hace falta para escribir en él."),
)
def office_register(request: HttpRequest, register_id: str) -> dict[str, Any]:
    """Show what the rows of a register are made of."""
    reader = _reader(actor_of(request, READ, WRITE), register_id)
    shape = reader.type
    return {
        **_register(reader.register),
        "fields": [
            {"key": one.key, "label": one.label, "kind": one.kind, "options": list(one.option_by_key)}
            for one in reader.fields
        ],
        "states": [state.key for state in shape.states],
        "steps": [
            {name: getattr(way, name) for name in ("key", "label", "origin", "destination", "requires")}
            for way in shape.transitions
        ],
    }


@router.get(
    "/office/registers/{register_id}/rows",
    response=RowPage,
    operation_id="list_rows",
    summary=_("Filas de un registro"),
    description=_("Las filas que la persona del token puede abrir, las últimas primero, con los campos que puede ver."),
)
def office_rows(
    request: HttpRequest, response: HttpResponse, register_id: str, asked: Query[RowsAsked]
) -> dict[str, Any]:
    """List the rows that the reader may open; that they leave is kept for who oversees it."""
    reader = _reader(actor_of(request, READ), register_id)
    states = (asked.state,) if asked.state else ()
    wanted = RowFilter(states=states, first=asked.first, last=asked.last, text=asked.words)
    try:
        found = page(reader.filtered(wanted), at=asked.cursor, size=PAGE)
    except (ValueError, OverflowError):
        raise Trouble("invalid", errors=[("query.cursor", _("Ninguna página dio ese lugar."))]) from None
    keep_taking(reader, "api", found.rows, reader.fields)
    links = {"next": found.next, "prev": found.previous}
    response["Link"] = ", ".join(f'<{_at(request, at)}>; rel="{name}"' for name, at in links.items() if at)
    return {"items": [_row(reader, row) for row in found.rows], "next": found.next, "previous": found.previous}


@router.get(
    "/office/registers/{register_id}/rows/{int:number}",
    response=Row,
    operation_id="read_row",
    summary=_("Una fila"),
    description=_("Una fila con los campos que la persona del token puede ver; su ETag es su versión."),
)
def office_row(request: HttpRequest, response: HttpResponse, register_id: str, number: int = _Number) -> dict[str, Any]:
    """Show one row; that it was opened is kept for who oversees it."""
    reader = _reader(actor_of(request, READ), register_id)
    row = _found(reader, number)
    keep_opening(reader, row)
    response["ETag"] = etag(row.version)
    return _row(reader, row)


@router.post(
    "/office/registers/{register_id}/rows",
    response={201: RowKept},
    operation_id="create_row",
    summary=_("Escribir una fila"),
    description=_("Escribe una fila nueva. Enviada dos veces con la misma clave, se escribe una sola vez."),
)
def create_row(request: HttpRequest, register_id: str, sent: RowSent, key: str = KEY) -> HttpResponse:
    """Write a new row, once for its key."""
    actor = actor_of(request, WRITE)
    register = _reader(actor, register_id).register

    def work() -> tuple[Any, Mapping[str, str]]:
        row = create_record(actor, register, sent.values, at=_clock(sent.at))
        place = reverse("api_office_row", args=[register.key, row.number])
        return _kept(row), {"Location": place, "ETag": etag(row.version)}

    return only_once(request, key, work)


@router.patch(
    "/office/registers/{register_id}/rows/{int:number}",
    response=RowKept,
    operation_id="edit_row",
    summary=_("Cambiar una fila"),
    description=_("Cambia los campos que se envían y deja los demás, si nadie cambió la fila desde que se leyó."),
)
def edit_row(
    request: HttpRequest,
    response: HttpResponse,
    register_id: str,
    sent: RowChanged,
    number: int = _Number,
    seen: str | None = SEEN,
) -> dict[str, Any]:
    """Change some fields of a row, if nobody changed it since it was seen."""
    actor = actor_of(request, WRITE)
    row = _found(_reader(actor, register_id), number)
    row = edit_record(actor, row, sent.values, version=version_of(seen), reason=sent.reason)
    response["ETag"] = etag(row.version)
    return _kept(row)


@router.post(
    "/office/registers/{register_id}/rows/{int:number}/steps",
    response=RowKept,
    operation_id="move_row",
    summary=_("Dar un paso"),
    description=_("Lleva una fila de su estado al siguiente por uno de los pasos del registro."),
)
def move_row(
    request: HttpRequest,
    register_id: str,
    sent: RowMoved,
    number: int = _Number,
    key: str = KEY,
    seen: str | None = SEEN,
) -> HttpResponse:
    """Move a row along a way of its state, once for its key."""
    actor = actor_of(request, MOVE)
    row, version = _found(_reader(actor, register_id), number), version_of(seen)

    def work() -> tuple[Any, Mapping[str, str]]:
        told = {"version": version, "values": sent.values, "at": _clock(sent.at), "reason": sent.reason}
        moved = move_record(actor, row, sent.step, **told)  # type: ignore[arg-type]
        return _kept(moved), {"ETag": etag(moved.version)}

    return only_once(request, key, work, status=200)


def _reader(actor: Actor, key: str) -> Reader:
    """Return somebody as a reader of a register; a problem where none of that key is kept. One query."""
    found = next((register for register in registers_of(actor.institution) if register.key == key), None)
    if found is None:
        raise Trouble("not-found")
    return Reader(actor, found)


def _found(reader: Reader, number: int) -> Any:
    row = reader.rows().select_related("unit", "kept_by").filter(number=number).first()
    if row is None:
        raise Trouble("not-found")
    row.register = reader.register
    return row


def _register(register: Any) -> dict[str, Any]:
    names = {"id": register.key, "title": register.plural, "edition": register.edition.edition}
    return {**names, "since": register.since}


def _row(reader: Reader, row: Any) -> dict[str, Any]:
    values = reader.record(row).values
    told = {key: write_value(value) for key, value in values.items()}
    return {**_kept(row), "day": row.day, "due": row.due, "values": told}


def _kept(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("number", "code", "state", "version")}


def _clock(at: datetime | None) -> datetime | None:
    """Return a moment on the institution's clock, without zone; None where nobody said."""
    return at if at is None or at.tzinfo is None else timezone.localtime(at).replace(tzinfo=None)


def _at(request: HttpRequest, cursor: str) -> str:
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return f"{request.path}?{asked.urlencode()}"
