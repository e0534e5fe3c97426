"""Taking everything out: all of one institution, nothing of another, no secret, and it stands by itself."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ceiba.documents.contents import file_of
from ceiba.documents.models import Document
from ceiba.exchange.readers import plan_text
from ceiba.institutions import history, jobs
from ceiba.institutions.models import Assignment, Entry, Institution, Invitation, Job
from ceiba.institutions.services_invitations import invite
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.participation.models_subscription import Subscription
from ceiba.registers.models_privacy import FileTaking
from ceiba.snapshots.services import current
from ceiba.takeout import queries, services
from ceiba.takeout.decisions import taken
from ceiba.takeout.writing import Outcome, write
from tests.furnished import furnish
from tests.people import Office
from tests.people import office as another

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def rich(office: Office) -> Office:
    """Return an office with one of everything, and another that has something of its own."""
    furnish(office)
    return office


def unsaid(_done: int, _steps: int, _words: str) -> None:
    """Say nothing."""


def opened(office: Office, folder: Path) -> tuple[Path, Outcome]:
    """Return the folder into which the archive of an office was opened."""
    target = folder / "todo.zip"
    outcome = write(office.institution, target, unsaid)
    with zipfile.ZipFile(target) as file:
        assert file.testzip() is None
        file.extractall(folder / "abierto")
    return folder / "abierto", outcome


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table in an archive."""
    text = (folder / "tablas" / f"{table}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


@pytest.mark.slow
def test_the_archive_holds_every_row_of_the_institution_and_none_of_another(rich: Office, tmp_path: Path) -> None:
    other = another("otra", "Municipalidad de Otra Parte")
    furnish(other)
    folder, outcome = opened(rich, tmp_path)
    filled = 0
    for one in taken():
        found = rows(folder, one.name)
        assert len(found) == outcome.counts[one.name]
        written = list(csv.reader(io.StringIO((folder / "tablas" / f"{one.name}.csv").read_text("utf-8-sig"))))
        assert len(written) == len(found) + 1
        if one.of == "institution":
            expected = one.model._base_manager.filter(institution=rich.institution).count()
            assert len(found) == expected, one.name
            assert {row["institution_id"] for row in found} <= {rich.institution.pk}
        filled += bool(found)
    assert filled > 40, "the example has something in most tables"
    whole = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for person in other.people.values():
        assert person.email.encode() not in whole
    assert b"Otra Parte" not in whole


@pytest.mark.slow
def test_what_is_read_from_the_archive_is_what_stands(rich: Office, tmp_path: Path) -> None:
    folder, _outcome = opened(rich, tmp_path)
    text = (folder / "plan.yaml").read_bytes()
    assert plan_text.read("plan.yaml", text).snapshot == current(rich.institution)
    for document in Document.objects.of(rich.institution):
        found = next((folder / "documentos").glob(f"{document.sha256[:16]}-*"))
        assert found.read_bytes() == file_of(document.sha256).read_bytes()
    assert (folder / "metodologias" / "gt" / "municipalidad-2023" / "methodology.yaml").is_file()
    assert list((folder / "registros").glob("*/tipo-*.yaml"))
    header = next((folder / "registros").glob("*/filas.csv")).read_text("utf-8-sig").splitlines()[0]
    assert "asunto" in header
    dictionary = (folder / "diccionario.csv").read_text("utf-8-sig")
    assert "institutions.person,password" in dictionary
    assert "no: es un secreto" in dictionary
    spanish, english = (folder / name for name in ("LEEME.txt", "README.txt"))
    assert "institutions.person.password" in spanish.read_text(encoding="utf-8")
    assert "institutions.person.password" in english.read_text(encoding="utf-8")


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script of an archive as somebody does who has no Ceiba."""
    script = str(folder / "comprobar.py")
    return subprocess.run(
        [sys.executable, "-I", "-S", script, str(folder)], capture_output=True, text=True, check=False, env={}
    )


@pytest.mark.slow
def test_the_archive_checks_itself_and_every_touched_byte_is_found(rich: Office, tmp_path: Path) -> None:
    folder, _outcome = opened(rich, tmp_path)
    state = history.walk(rich.institution)
    sound = checked(folder)
    assert sound.returncode == 0, sound.stdout + sound.stderr
    assert f"{state.length}, {state.head}" in sound.stdout
    lines = (folder / "tablas" / "institutions.entry.jsonl").read_text(encoding="utf-8").splitlines()
    path = folder / "tablas" / "institutions.entry.jsonl"
    for forged in (lines[:1] + lines[2:], [lines[0], lines[1].replace('"verb":"', '"verb":"x'), *lines[2:]]):
        path.write_text("\n".join(forged) + "\n", encoding="utf-8")
        answer = checked(folder)
        assert answer.returncode == 1
        assert "HISTORIA ROTA" in answer.stdout
        assert "ALTERADO / ALTERED: tablas/institutions.entry.jsonl" in answer.stdout
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    next((folder / "documentos").iterdir()).unlink()
    assert "ALTERADO / ALTERED: documentos/" in checked(folder).stdout


@pytest.mark.slow
def test_no_secret_and_no_address_of_a_reader_is_inside(rich: Office, tmp_path: Path) -> None:
    made, token = invite(rich.actor("administrator"), "otra@viene.example", "auditor")
    Subscription.objects.create(
        institution=rich.institution, key="k", email="lectora@correo.example", about=["publication"],
        language="es", origin="http://x", since=timezone.now(),
    )  # fmt: skip
    folder, _outcome = opened(rich, tmp_path)
    whole = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).decode(errors="replace")
    hidden = [token, made.token_hash, "lectora@correo.example", settings.SECRET_KEY]
    hidden += [person.password for person in rich.people.values()]
    hidden += [path.read_text() for path in Path(settings.KEYS).glob("sign-*")]
    assert [text for text in hidden if text in whole] == []
    assert "otra@viene.example" in whole, "whom the institution invited is its own business"
    assert Invitation.objects.get(pk=made.pk).token_hash not in whole


@pytest.mark.slow
def test_a_document_that_the_installation_lost_is_told(rich: Office, tmp_path: Path) -> None:
    lost = Document.objects.of(rich.institution)[0]
    kept = file_of(lost.sha256).read_bytes()
    file_of(lost.sha256).unlink()
    try:
        folder, outcome = opened(rich, tmp_path)
    finally:
        file_of(lost.sha256).write_bytes(kept)
    assert any(lost.sha256[:16] in name for name in outcome.lacking)
    assert lost.sha256[:16] in (folder / "LEEME.txt").read_text(encoding="utf-8")
    assert checked(folder).returncode == 0


def test_what_a_spreadsheet_would_run_is_quoted_and_json_is_exact(office: Office, tmp_path: Path) -> None:
    Institution.objects.filter(pk=office.institution.pk).update(name='=cmd|"/c calc"!A1')
    folder, _outcome = opened(office, tmp_path)
    assert rows(folder, "institutions.institution")[0]["name"] == '=cmd|"/c calc"!A1'
    assert "'=cmd" in (folder / "tablas" / "institutions.institution.csv").read_text("utf-8-sig")


def work() -> None:
    """Do the jobs that wait."""
    for job in Job.objects.filter(state=Job.State.QUEUED).order_by("pk"):
        jobs.perform.func(job.pk)


def page(office: Office, who: str = "administrator") -> Any:
    return office.client(who).get(reverse("take_out", args=[office.slug]))


@pytest.mark.slow
def test_an_administrator_asks_waits_takes_and_everything_is_in_the_history(rich: Office) -> None:
    client = rich.client("administrator")
    answer = client.post(reverse("take_out_begin", args=[rich.slug]))
    assert answer.status_code == 302
    assert "Se está haciendo uno" in page(rich).content.decode()
    with pytest.raises(Refused, match="se está haciendo"):
        services.ask(rich.actor("administrator"), onward="/")
    work()
    job = Job.objects.get(verb=queries.MAKE)
    assert (job.state, job.problem) == (Job.State.DONE, "")
    assert job.done == job.steps > 50
    ready = queries.ready(rich.institution)[0]
    assert ready.path.stat().st_mode & 0o077 == 0, "nobody else on the machine reads it"
    assert ready.name in page(rich).content.decode()
    path = reverse("take_out_file", args=[rich.slug, ready.name])
    assert client.get(path).status_code == 405, "a link that a program follows takes nothing"
    taken_file = client.post(path)
    content = b"".join(taken_file)
    assert content == ready.path.read_bytes()
    assert taken_file["Cache-Control"] == "no-store"
    verbs = list(Entry.objects.of(rich.institution).filter(verb__startswith="takeout").values_list("verb", flat=True))
    assert verbs[::-1] == ["takeout.ask", "takeout.make", "takeout.take"]
    made = Entry.objects.get(verb="takeout.make")
    assert made.changes[0]["after"]["sha256"] == services.digest(ready.path)
    assert FileTaking.objects.filter(form="takeout", person=rich.people["administrator"]).exists()
    client.post(reverse("take_out_discard", args=[rich.slug, ready.name]))
    assert queries.ready(rich.institution) == []


@pytest.mark.parametrize("who", ["planner", "reviewer", "auditor", "clerk", "finance", "unit_head", "outsider"])
def test_nobody_else_takes_anything(office: Office, who: str) -> None:
    target = queries.folder_of(office.institution) / "x.zip"
    target.write_bytes(b"zip")
    try:
        client = office.client(who)
        closed = 404 if who == "outsider" else 403
        assert client.get(reverse("take_out", args=[office.slug])).status_code == closed
        assert client.post(reverse("take_out_begin", args=[office.slug])).status_code == closed
        assert client.post(reverse("take_out_file", args=[office.slug, "x.zip"])).status_code == closed
        assert client.post(reverse("take_out_discard", args=[office.slug, "x.zip"])).status_code == closed
        assert target.exists()
        assert Client().post(reverse("take_out_file", args=[office.slug, "x.zip"])).status_code == 302
    finally:
        target.unlink()
    assert not Job.objects.filter(verb=queries.MAKE).exists()


def test_who_lost_the_role_while_it_was_made_gets_nothing(office: Office) -> None:
    services.ask(office.actor("administrator"), onward="/")
    Assignment.objects.filter(person=office.people["administrator"]).update(ended=timezone.now())
    work()
    assert Job.objects.get(verb=queries.MAKE).state == Job.State.FAILED
    assert queries.ready(office.institution) == []
    with pytest.raises(NotAllowed):
        services.make(office.actor("administrator"), name="x.zip")


@pytest.mark.parametrize("name", ["..%2Fotro.zip", "no-hay.zip", ".todo.zip.part", "%2Fetc%2Fpasswd"])
def test_only_the_name_of_a_ready_archive_opens_one(office: Office, name: str) -> None:
    (queries.folder_of(office.institution) / ".todo.zip.part").write_bytes(b"half")
    path = reverse("take_out", args=[office.slug]) + f"{name}/"
    assert office.client("administrator").post(path).status_code == 404


def test_an_archive_of_a_neighbour_is_not_found(office: Office) -> None:
    other = another("otra", "Otra")
    (queries.folder_of(other.institution) / "suyo.zip").write_bytes(b"zip")
    path = reverse("take_out_file", args=[office.slug, "suyo.zip"])
    assert office.client("administrator").post(path).status_code == 404


def test_an_old_archive_is_thrown_away(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    target = queries.folder_of(office.institution) / "viejo.zip"
    target.write_bytes(b"zip")
    assert queries.named(office.institution, "viejo.zip")
    assert services.throw_away_old() == 0
    late = timezone.now() + timedelta(days=queries.DAYS, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert queries.named(office.institution, "viejo.zip") is None
    assert services.throw_away_old() >= 1
    assert not target.exists()


@pytest.mark.slow
def test_a_stop_in_between_begins_anew_and_leaves_nothing_half_done(
    rich: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = services.ask(rich.actor("administrator"), onward="/")
    folder = queries.folder_of(rich.institution)
    with monkeypatch.context() as patch:
        patch.setattr("ceiba.takeout.writing._registers", _stops)
        with pytest.raises(KeyboardInterrupt):
            jobs.perform.func(job.pk)
    assert queries.ready(rich.institution) == []
    assert list(folder.glob(".*")) == []
    jobs.requeue_interrupted()
    work()
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert len(queries.ready(rich.institution)) == 1
    before = queries.ready(rich.institution)[0].made
    services.make(rich.actor("administrator"), name=queries.ready(rich.institution)[0].name)
    assert queries.ready(rich.institution)[0].made == before, "one that is there stays"


def _stops(*_arguments: object) -> None:
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def _empty_folder() -> Any:
    """Leave no archive to the next test: institutions of tests share their numbers."""
    yield
    for path in queries.folder().glob("*/*"):
        path.unlink()
