"""The API of an office: by token and scope, never over what another wrote, and done once however often it is sent."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from ceiba.indicators.models import Measurement, Report
from ceiba.institutions.models import Entry
from ceiba.institutions.scopes import SCOPES
from ceiba.institutions.services_tokens import issue, revoke
from ceiba.kernel.states import NO_DATA, Value
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.models_privacy import FileTaking
from tests.indicators.desks import opened, plant
from tests.people import Office
from tests.people import office as another
from tests.queries import pinned
from tests.registers.books import PROCEDURES, adopted, procedure

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROOT = "/api/v1/office"
NEW = {"ingreso": "2026-03-03", "procedencia": "interno", "asunto": "Informe de bombas", "unidad": "aguas"}


def token(office: Office, who: str, *scopes: str) -> dict[str, str]:
    """Return the header by which a program acts for somebody, with every scope where none is named."""
    _row, secret = issue(office.actor(who), name="prueba", scopes=scopes or tuple(SCOPES), days=1)
    return {"Authorization": f"Bearer {secret}"}


def sent(method: str, path: str, headers: dict[str, str], body: Any = None, status: int = 200) -> HttpResponse:
    """Return what an address answers to a program."""
    content = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    answer = getattr(Client(), method)(f"{ROOT}{path}", headers=headers, **content)
    assert answer.status_code == status, (path, answer.status_code, answer.content.decode()[:500])
    if status >= 400:
        assert answer["Content-Type"] == "application/problem+json"
    return answer


@pytest.fixture
def book(office: Office) -> Register:
    return adopted(office)


@pytest.fixture
def report(office: Office) -> Report:
    plant(office)
    return opened(office)


ROWS = f"/registers/{PROCEDURES}/rows"


def test_without_a_token_that_stands_nobody_is_let_in(office: Office, book: Register) -> None:
    answer = sent("get", "/registers", {}, status=401)
    assert answer["WWW-Authenticate"] == "Bearer"
    sent("get", "/registers", {"Authorization": "Bearer ceiba_x_y"}, status=401)
    row, secret = issue(office.actor("clerk"), name="prueba", scopes=["read"], days=1)
    shown = {"Authorization": f"Bearer {secret}"}
    answer = sent("get", "/registers", shown)
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Access-Control-Allow-Origin" not in answer
    revoke(office.actor("clerk"), row)
    sent("get", "/registers", shown, status=401)
    browser = office.client("clerk").get(f"{ROOT}/registers")
    assert browser.status_code == 401, "signing in is no token"


def test_a_scope_narrows_and_a_role_bounds(office: Office, book: Register) -> None:
    sent("get", ROWS, token(office, "clerk", "record.write"), status=403)
    sent("post", ROWS, {**token(office, "clerk", "read"), "Idempotency-Key": "a"}, {"values": NEW}, 403)
    sent("post", ROWS, {**token(office, "auditor"), "Idempotency-Key": "a"}, {"values": NEW}, 403)
    assert not RegisterRow.objects.exists()


def test_a_row_is_written_once_for_its_key_and_found_again(office: Office, book: Register) -> None:
    key = {**token(office, "clerk"), "Idempotency-Key": "uno"}
    first = sent("post", ROWS, key, {"values": NEW, "at": "2026-03-03T08:00"}, 201)
    again = sent("post", ROWS, key, {"values": NEW, "at": "2026-03-03T08:00"}, 201)
    assert again.content == first.content
    assert again["Idempotent-Replayed"] == "true"
    assert RegisterRow.objects.count() == 1
    sent("post", ROWS, key, {"values": {**NEW, "asunto": "Otro"}}, 422)
    found = Client().get(first["Location"], headers=key)
    assert found.json()["values"]["asunto"] == "Informe de bombas"
    assert found["ETag"] == first["ETag"] == '"1"'
    entry = Entry.objects.filter(verb="record.create").latest("pk")
    assert any(change["subject"].startswith("api_token/") for change in entry.changes), "the history names the token"


def test_what_is_wrong_with_a_row_is_said_field_by_field(office: Office, book: Register) -> None:
    key = {**token(office, "clerk"), "Idempotency-Key": "uno"}
    wrong = {"ingreso": "31/02/2026", "nada": "x", "procedencia": "marte"}
    told = sent("post", ROWS, key, {"values": wrong}, 422).json()
    places = {one["where"] for one in told["errors"]}
    assert {"body.values.ingreso", "body.values.nada", "body.values.procedencia"} <= places
    assert all(one["detail"] for one in told["errors"])
    sent("post", ROWS, key, {"values": NEW}, 201)  # nothing was kept of the refused one
    for body in ({"valores": {}}, {"values": {"asunto": 3}}, {"values": {"asunto": "a\x00b"}}, [], "x", None):
        sent("post", ROWS, {**key, "Idempotency-Key": "dos"}, body if body is not None else [], 422)
    raw = Client().post(f"{ROOT}{ROWS}", "{", content_type="application/json", headers=key)
    assert raw.status_code == 400
    form = Client().post(f"{ROOT}{ROWS}", {"values": "x"}, headers=key)
    assert form.status_code == 415
    told = sent("post", ROWS, token(office, "clerk"), {"values": NEW}, 422).json()
    assert told["errors"][0]["where"] == "header.Idempotency-Key"


def test_nobody_writes_over_what_another_wrote(office: Office, book: Register) -> None:
    row = procedure(office, book)
    mine = token(office, "clerk")
    path = f"{ROWS}/{row.number}"
    sent("patch", path, mine, {"values": {"asunto": "A"}}, 428)
    sent("patch", path, {**mine, "If-Match": "*"}, {"values": {"asunto": "A"}}, 428)
    seen = sent("get", path, mine)["ETag"]
    changed = sent("patch", path, {**mine, "If-Match": f"W/{seen}"}, {"values": {"asunto": "A"}})
    assert changed.json()["version"] == 2
    late = sent("patch", path, {**mine, "If-Match": seen}, {"values": {"asunto": "B"}}, 412)
    assert late["ETag"] == '"2"'
    row.refresh_from_db()
    assert row.values["asunto"] == "A"


def test_a_row_takes_a_step_and_a_wrong_step_is_refused(office: Office, book: Register) -> None:
    row = procedure(office, book)
    shape = sent("get", f"/registers/{PROCEDURES}", token(office, "planner")).json()
    (step, *_more) = [one for one in shape["steps"] if one["origin"] == row.state]
    headers = {**token(office, "unit_head"), "Idempotency-Key": "paso", "If-Match": '"1"'}
    path = f"{ROWS}/{row.number}/steps"
    sent("post", path, {**headers, "Idempotency-Key": "otro"}, {"step": "volar"}, 409)
    fields = dict.fromkeys(step["requires"], "2026-03-04")
    told = sent("post", path, headers, {"step": step["key"], "values": fields, "reason": "Sigue"})
    assert told.json()["state"] == step["destination"]
    assert sent("post", path, headers, {"step": step["key"], "values": fields, "reason": "Sigue"}).json() == told.json()
    row.refresh_from_db()
    assert row.version == 2


def test_rows_come_by_pages_with_what_the_reader_may_see_and_their_leaving_is_kept(
    office: Office, book: Register
) -> None:
    for number in range(3):
        procedure(office, book, asunto=f"Permiso {number}")
    mine = token(office, "clerk", "read")
    with pinned("api_office_rows"):
        listed = sent("get", f"{ROWS}?words=permiso&first=2025-01-01", mine).json()
    assert len(listed["items"]) == 3
    assert FileTaking.objects.filter(form="api").exists()
    assert sent("get", f"{ROWS}?state=ninguno", mine).json()["items"] == []
    for asked in ("cursor=x", "cursor=%3E2026-13-01.1", "first=ayer", "estado=x"):
        sent("get", f"{ROWS}?{asked}", mine, status=422)
    for path in (f"{ROWS}/99", f"{ROWS}/{10**30}", "/registers/nada", "/registers/nada/rows", "/nada"):
        sent("get", path, mine, status=404)


def test_another_institution_is_not_there(office: Office, book: Register) -> None:
    row = procedure(office, book)
    other = token(another("monte-bajo", "Municipalidad de Monte Bajo"), "planner")
    for path in (ROWS, f"{ROWS}/{row.number}", f"/registers/{PROCEDURES}"):
        sent("get", path, other, status=404)
    sent("patch", f"{ROWS}/{row.number}", {**other, "If-Match": '"1"'}, {"values": {"asunto": "X"}}, 404)
    assert sent("get", "/registers", other).json()["items"] == []
    assert sent("get", "/reports", other).json()["items"] == []


def test_a_unit_reports_a_figure_of_its_own_and_of_no_other(office: Office, report: Report) -> None:
    head = token(office, "unit_head")
    assert [one["id"] for one in sent("get", "/reports", head).json()["items"]] == [report.pk]
    cells = sent("get", f"/reports/{report.pk}/figures", head).json()["items"]
    cell = next(one for one in cells if one["value"] is None and not one["part"])
    path = f"/reports/{report.pk}/figures/{cell['indicator']}"
    sent("put", path, head, {"amount": "7"}, 428)
    kept = sent("put", path, {**head, "If-Match": cell["etag"]}, {"amount": "7", "sure": True})
    assert kept.json()["value"] == {"state": "value", "amount": "7"}
    sent("put", path, {**head, "If-Match": cell["etag"]}, {"amount": "8", "sure": True}, 412)
    row = Measurement.objects.get(indicator__key=cell["indicator"], period=report.cycle.period)
    assert (row.value, row.recorded_by) == (Value(Decimal(7)), office.people["unit_head"])
    none = sent("put", path, {**head, "If-Match": kept["ETag"]}, {"state": "no_data"})
    row.refresh_from_db()
    assert row.value == NO_DATA, "no data is no zero"
    for body in ({"state": "no_data", "amount": "3"}, {"amount": "1,5"}, {}, {"numerator": "1"}, {"amount": "NaN"}):
        sent("put", path, {**head, "If-Match": none["ETag"]}, body, 422)
    sent("put", f"/reports/{report.pk}/figures/nada", {**head, "If-Match": '"0"'}, {"amount": "1"}, 404)
    sent("get", f"/reports/{report.pk}/figures", token(office, "auditor"), status=404)
    sent("get", f"/reports/{report.pk + 999}/figures", head, status=404)


def test_a_locked_report_says_who_can_open_it(office: Office, report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(state=Report.State.REPORTED)
    head = token(office, "unit_head")
    cell = sent("get", f"/reports/{report.pk}/figures", head).json()["items"][0]
    path = f"/reports/{report.pk}/figures/{cell['indicator']}"
    told = sent("put", path, {**head, "If-Match": cell["etag"]}, {"amount": "7", "sure": True}, 409).json()
    assert "revisión" in told["detail"]


def test_the_indicators_of_now_are_read_with_a_token(office: Office, report: Report) -> None:
    listed = sent("get", "/indicators?per_page=2", token(office, "auditor", "read"))
    assert listed.json()["total"] >= len(listed.json()["items"]) > 0
    sent("get", "/indicators?publication=1", token(office, "auditor", "read"), status=422)
