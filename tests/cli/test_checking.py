"""``ceiba check``: each thing that can be wrong with an installation is seen, said, and comes with its mend."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from ceiba.cli import checking
from ceiba.documents import services as documents
from ceiba.documents.contents import file_of
from ceiba.exchange.language import translator
from ceiba.institutions import history, history_lock
from ceiba.institutions.models import Entry, Job
from tests.cli.terminal import Terminal, process
from tests.people import Office

say = translator("es")


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """Return the home of this test, in which all is well."""
    for name, folder in (("HOME", ""), ("DOCUMENTS", "documents"), ("KEYS", "keys"), ("LOGS", "logs")):
        setattr(settings, name, tmp_path / folder)
        (tmp_path / folder).mkdir(mode=0o700, exist_ok=True)
    (tmp_path / "keys" / "secret").touch(mode=0o600)
    tmp_path.chmod(0o700)
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "ceiba.1.css").touch()
    (settings.STATIC_ROOT / "staticfiles.json").write_text('{"paths": {"ceiba.css": "ceiba.1.css"}}', encoding="ascii")
    return tmp_path


def wrong(answers: list[checking.Answer]) -> list[str]:
    """Return what is wrong, each with its mend."""
    found = [answer for answer in answers if not answer.well]
    assert all(answer.mend for answer in found)
    return [say(answer.sentence) % answer.facts for answer in found]


def asked(name: str) -> list[checking.Answer]:
    """Ask one thing."""
    return checking._asked((name, getattr(checking, f"_{name}")), say)


def test_all_is_well(office: Office, home: Path, ceiba: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    for lang in ("es", "en"):
        folder = home / "locale" / lang / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.mo").touch()
    monkeypatch.setattr(checking, "LOCALE", home / "locale")
    history.chain(office.institution)
    outcome = ceiba("check")
    assert outcome.code == 0, outcome.out
    assert outcome.out.splitlines()[-1] == "Todo está bien."
    assert history.walk(office.institution).head in outcome.out


def test_what_is_wrong_is_counted_and_mended(office: Office, home: Path, ceiba: Terminal) -> None:
    (home / "keys" / "secret").chmod(0o644)
    outcome = ceiba("check")
    assert outcome.code == 1
    lines = outcome.out.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("MAL   Otros usuarios pueden leer"))
    assert lines[place + 1] == f"      → chmod 600 {home}/keys/secret"
    assert lines[-1].startswith("Cosas que arreglar: ")


def test_an_open_folder_is_seen(home: Path) -> None:
    (home / "documents").chmod(0o755)
    assert wrong(asked("folders")) == [f"Otros usuarios pueden entrar a {home}/documents."]


def test_a_full_disk_is_seen(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wrong(asked("space")) == []
    monkeypatch.setattr(checking, "LITTLE", 10**18)
    assert len(wrong(asked("space"))) == 1


def test_lost_styles_are_seen(home: Path) -> None:
    assert wrong(asked("static")) == []
    (home / "collected" / "ceiba.1.css").unlink()
    assert len(wrong(asked("static"))) == 1
    (home / "collected" / "staticfiles.json").unlink()
    assert len(wrong(asked("static"))) == 1


def test_texts_that_are_not_compiled_are_seen(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "LOCALE", home)
    assert wrong(asked("catalogues")) == ["Los textos no están compilados para: es, en."]


def test_the_methodologies_prove(home: Path) -> None:
    assert wrong(asked("methodologies")) == []


def test_an_altered_history_is_seen(office: Office, home: Path) -> None:
    history.chain(office.institution)
    assert wrong(asked("histories")) == []
    history_lock.unlock(connection)
    Entry.objects.filter(institution=office.institution, position=2).update(note="se cambió")
    history_lock.lock(connection)
    assert wrong(asked("histories")) == ["La historia de valle-alto fue alterada: el acto número 2 no encaja."]


def test_a_document_that_changed_or_is_lost_is_seen(office: Office, home: Path) -> None:
    document = documents.store(office.actor(), "acta.txt", "Acta de la sesión del concejo.\n".encode())
    path = file_of(document.sha256)
    assert wrong(asked("documents")) == []
    path.write_bytes(b"otra cosa")
    assert wrong(asked("documents")) == [f"El archivo del documento «acta.txt» cambió ({path})."]
    path.unlink()
    assert wrong(asked("documents")) == [f"Falta el archivo del documento «acta.txt» ({path})."]


def test_a_job_that_nobody_does_is_seen(office: Office, home: Path) -> None:
    job = Job.objects.create(institution=office.institution, verb="x")
    assert wrong(asked("jobs")) == []
    Job.objects.filter(pk=job.pk).update(created=timezone.now() - timedelta(hours=2))
    assert len(wrong(asked("jobs"))) == 1
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    assert wrong(asked("jobs")) == []


def test_a_check_that_fails_is_an_answer(home: Path) -> None:
    def fail() -> list[checking.Answer]:
        raise RuntimeError("se rompió\nen dos")

    assert wrong(checking._asked(("los documentos", fail), say)) == [  # type: ignore[arg-type]
        "No se pudo revisar los documentos (se rompió)."
    ]


@pytest.mark.slow
def test_a_home_that_was_never_started(tmp_path: Path) -> None:
    outcome = process("check", CEIBA_HOME=str(tmp_path / "casa"))
    assert outcome.returncode == 1
    assert "MAL   A la base de datos" in outcome.stdout
    assert "→ Arranque una vez: ceiba serve" in outcome.stdout
    assert "----  Lo que guarda la base de datos no se pudo revisar." in outcome.stdout


@pytest.mark.slow
def test_postgresql_out_of_reach_does_not_hide_the_rest() -> None:
    outcome = process("check", CEIBA_DATABASE_URL="postgres://ana:secreta@127.0.0.1:1/ceiba")
    assert outcome.returncode == 1
    assert "MAL   No se pudo entrar a la base de datos postgres://ana@127.0.0.1:1/ceiba" in outcome.stdout
    assert "bien  Las" in outcome.stdout
    assert "secreta" not in outcome.stdout + outcome.stderr
