"""A file of many rows is written by a job, for the person who asked alone, and is gone when its day is over."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from ceiba.institutions.jobs import perform
from ceiba.institutions.models import Entry, Job
from ceiba.registers import services_downloads
from ceiba.registers.models import Register
from ceiba.registers.models_privacy import FileTaking
from ceiba.registers.models_sheets import PreparedFile
from ceiba.registers.services_downloads import clear_files, path_of
from tests.people import Office
from tests.registers.books import PROCEDURES, adopted, procedure

pytestmark = pytest.mark.slow


@pytest.fixture
def register(office: Office, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Register:
    monkeypatch.setattr(services_downloads, "LARGE", 2)
    monkeypatch.setattr("ceiba.registers.exporting._AT_ONCE", 1)
    settings.HOME = tmp_path
    found = adopted(office)
    for number in range(4):
        procedure(office, found, procedencia="externo", solicitante=f"Ana Inventada {number}")
    return found


def asked(office: Office, form: str, query: str = "", who: str = "unit_head") -> PreparedFile:
    """Ask for a file through its page and have it written; return it."""
    path = f"/{office.slug}/registros/{PROCEDURES}/descargar/{form}/{query}"
    page = office.client(who).get(path)
    assert "Preparar el archivo" in page.content.decode()
    assert not PreparedFile.objects.exists(), "looking at a page begins nothing"
    assert office.client(who).post(path).status_code == 302
    job = Job.objects.get(verb=services_downloads.WRITE)
    perform.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.problem, job.done, job.step) == ("done", "", job.steps, "El archivo está listo.")
    return PreparedFile.objects.get()


def address(office: Office, row: PreparedFile) -> str:
    """Return where a prepared file is fetched."""
    return f"/{office.slug}/registros/{PROCEDURES}/archivos/{row.pk}/"


def test_a_workbook_of_many_rows_is_written_by_a_job_as_its_page_narrows_it(office: Office, register: Register) -> None:
    row = asked(office, "xlsx", "?q=bombas&procedencia=externo")
    assert (row.rows, row.register_id) == (4, register.pk)
    client = office.client("unit_head")
    assert "con 4 filas" in client.get(address(office, row)).content.decode()
    answer = client.get(address(office, row) + "?bajar=1")
    lines = list(load_workbook(BytesIO(answer.getvalue())).worksheets[0].iter_rows(values_only=True))
    assert sum("Ana Inventada" in str(line) for line in lines) == 4
    assert FileTaking.objects.get().rows == 4
    assert Entry.objects.filter(verb="register.take_away").count() == 1


def test_nobody_else_fetches_it_and_after_a_day_nobody_does(office: Office, register: Register) -> None:
    row = asked(office, "csv")
    for who in ("clerk", "planner", "administrator", "outsider"):
        assert office.client(who).get(address(office, row) + "?bajar=1").status_code == 404
    assert b"Ana Inventada" in office.client("unit_head").get(address(office, row) + "?bajar=1").getvalue()
    assert clear_files(timezone.now()) == 0
    assert clear_files(timezone.now() + timedelta(days=1, seconds=1)) == 1
    assert not path_of(row).exists()
    assert office.client("unit_head").get(address(office, row)).status_code == 404


def test_few_rows_leave_at_once(office: Office, register: Register) -> None:
    path = f"/{office.slug}/registros/{PROCEDURES}/descargar/xlsx/?desde=2030-01-01"
    answer = office.client("unit_head").get(path)
    assert answer["Content-Disposition"].startswith("attachment")
    assert load_workbook(BytesIO(answer.getvalue()))
    plain = office.client("finance").get(f"/{office.slug}/registros/{PROCEDURES}/descargar/csv/")
    assert plain["Content-Type"].startswith("text/csv"), "rows without anything restricted are sent as they are read"
