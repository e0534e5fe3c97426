"""``ceiba backup`` and ``ceiba restore``: what was written comes back equal on either database, or not at all.

The backup is always made on SQLite; where the tests run on PostgreSQL it is restored there.
"""

import hashlib
import json
import shutil
import stat
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from pytest_django import Settings

from ceiba.cli import backup, bundle, database, restore
from ceiba.cli.usage import Mistake
from ceiba.exchange.language import translator
from ceiba.institutions import history, services
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry, Institution, Person, Unit
from ceiba.institutions.one_moment import one_moment
from tests.cli.terminal import Terminal, process
from tests.people import Office

say = translator("es")


@pytest.fixture
def here(tmp_path: Path, settings: Settings) -> Path:
    """Return the home in which the commands of this test work: empty, with a secret of its own."""
    home = tmp_path / "here"
    for name, folder in (("HOME", ""), ("DOCUMENTS", "documents"), ("KEYS", "keys"), ("LOGS", "logs")):
        setattr(settings, name, home / folder)
        (home / folder).mkdir(mode=0o700, exist_ok=True)
    (home / "keys" / "secret").write_text("el de antes", encoding="ascii")
    return home


@pytest.fixture
def damaged(copied: Path, tmp_path: Path) -> Path:
    """Return a copy of the backup, to be damaged."""
    return shutil.copytree(copied, tmp_path / "dañada")


def sums(folder: Path) -> dict[str, bundle.Bytes]:
    """Return what a backup promises of every file."""
    return bundle.Manifest.of((folder / bundle.MANIFEST).read_text(encoding="utf-8")).files


def resummed(folder: Path) -> None:
    """Write the sums of a backup anew, as somebody would who changes it on purpose."""
    path = folder / bundle.MANIFEST
    manifest = bundle.Manifest.of(path.read_text(encoding="utf-8"))
    for name in manifest.files:
        content = (folder / name).read_bytes()
        manifest.files[name] = bundle.Bytes(len(content), hashlib.sha256(content).hexdigest())
    path.write_text(manifest.text(), encoding="utf-8")
    (folder / bundle.SUM).write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  x\n", encoding="ascii")


def nothing_came(home: Path) -> bool:
    """Tell whether an installation is as empty as it was."""
    return (
        not any(model._base_manager.exists() for model in bundle.tables())
        and not any(path.is_file() for path in (home / "documents").rglob("*"))
        and (home / "keys" / "secret").read_text(encoding="ascii") == "el de antes"
        and sorted(path.name for path in home.iterdir()) == ["documents", "keys", "logs"]
    )


def test_what_comes_back_is_equal_to_the_last_byte(db: None, here: Path, copied: Path, tmp_path: Path) -> None:
    restore.restore(copied, say)
    backup.backup(tmp_path / "otra", say)
    assert sums(tmp_path / "otra") == sums(copied)
    assert sum(1 for name in sums(copied) if name.startswith("tables/")) == len(bundle.tables())
    assert sum(1 for name in sums(copied) if name.startswith("documents/")) == 2  # its bytes and its text
    assert (here / "keys" / "secret").read_bytes() == (copied / "keys" / "secret").read_bytes()
    assert stat.S_IMODE((here / "keys" / "secret").stat().st_mode) == 0o600


def test_the_histories_end_as_in_the_backup(
    db: None, here: Path, copied: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    restore.restore(copied, say)
    said = capfdbinary.readouterr().out.decode()
    assert "Las historias terminan en las mismas huellas" in said
    heads = bundle.Manifest.of((copied / bundle.MANIFEST).read_text(encoding="utf-8")).histories
    assert set(heads) == {"valle-alto", "valle-alto-vecino"}
    for institution in Institution.objects.all():
        state = history.walk(institution)
        assert (state.head, state.broken, state.waiting) == (heads[institution.slug].head, None, 0)
        assert state.head in said


def test_life_goes_on_after_a_restore(db: None, here: Path, copied: Path) -> None:
    restore.restore(copied, say)
    institution = Institution.objects.get(slug="valle-alto")
    last = Entry.objects.order_by("pk").last()
    services.add_unit(Actor.of(Person.objects.get(email="administrator@valle-alto.example"), institution), "Bomberos")
    newest = Entry.objects.order_by("pk").last()
    assert last is not None
    assert newest is not None
    assert newest.pk > last.pk
    assert history.chain(institution) == 1
    assert history.walk(institution).broken is None


def test_the_history_is_locked_again(db: None, here: Path, copied: Path) -> None:
    restore.restore(copied, say)
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(position=1).update(verb="otra.cosa")


@pytest.mark.parametrize("name", ["tables/plans.element.jsonl", "keys/secret", "manifest.json", "documents"])
def test_a_changed_byte_is_refused_and_named(db: None, here: Path, damaged: Path, name: str) -> None:
    path = (
        next(path for path in (damaged / name).rglob("*") if path.is_file()) if name == "documents" else damaged / name
    )
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(Mistake, match="dañada") as refused:
        restore.restore(damaged, say)
    assert str(path.relative_to(damaged)) in str(refused.value)
    assert nothing_came(here)


def test_a_missing_file_is_refused_and_named(db: None, here: Path, damaged: Path) -> None:
    (damaged / "tables" / "institutions.entry.jsonl").unlink()
    with pytest.raises(Mistake, match=r"institutions\.entry\.jsonl"):
        restore.restore(damaged, say)
    assert nothing_came(here)


def test_a_strange_file_is_refused_and_named(db: None, here: Path, damaged: Path) -> None:
    (damaged / "keys" / "otra").write_text("x", encoding="ascii")
    with pytest.raises(Mistake, match="keys/otra"):
        restore.restore(damaged, say)
    assert nothing_came(here)


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"{}\n", b"[]\n", b'{"files": 3}'])
def test_what_is_no_backup_is_told(db: None, here: Path, tmp_path: Path, content: bytes | None) -> None:
    folder = tmp_path / "cualquiera"
    folder.mkdir()
    if content is not None:
        (folder / bundle.MANIFEST).write_bytes(content)
        (folder / bundle.SUM).write_text(hashlib.sha256(content).hexdigest(), encoding="ascii")
    with pytest.raises(Mistake, match=r"no es una copia de Ceiba|dañada"):
        restore.restore(folder, say)


def test_a_history_changed_together_with_its_sums_is_refused(db: None, here: Path, damaged: Path) -> None:
    path = damaged / "tables" / "institutions.entry.jsonl"
    names = (
        bundle.Manifest.of((damaged / bundle.MANIFEST).read_text(encoding="utf-8")).tables["institutions.entry"].columns
    )
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows[1][names.index("verb")] = "otra.cosa"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    resummed(damaged)
    with pytest.raises(Mistake, match="La historia de valle-alto no termina como dice la copia"):
        restore.restore(damaged, say)
    assert nothing_came(here)


def test_a_row_that_hangs_from_nothing_brings_nothing(db: None, here: Path, damaged: Path) -> None:
    path = damaged / "tables" / "institutions.unit.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    names = (
        bundle.Manifest.of((damaged / bundle.MANIFEST).read_text(encoding="utf-8")).tables["institutions.unit"].columns
    )
    rows[0][names.index("parent_id")] = 987_654
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    resummed(damaged)
    with pytest.raises(Mistake, match="Nada se cambió"):
        restore.restore(damaged, say)
    assert nothing_came(here)


def test_a_failure_at_the_last_step_brings_nothing(
    db: None, here: Path, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = restore._put_in_place

    def fail(*arguments: object) -> None:
        sound(*arguments)  # type: ignore[arg-type]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restore, "_put_in_place", fail)
    with pytest.raises(Mistake, match="Nada se cambió"):
        restore.restore(copied, say)
    assert nothing_came(here)


def test_a_used_installation_is_left_alone(office: Office, here: Path, copied: Path) -> None:
    before = Unit.objects.count()
    with pytest.raises(Mistake, match="ya tiene datos"):
        restore.restore(copied, say)
    assert Unit.objects.count() == before
    assert (here / "keys" / "secret").read_text(encoding="ascii") == "el de antes"


def test_documents_that_are_there_are_left_alone(db: None, here: Path, copied: Path) -> None:
    (here / "documents" / "ab").mkdir()
    (here / "documents" / "ab" / "abc").write_text("de alguien", encoding="utf-8")
    with pytest.raises(Mistake, match="ya tiene datos"):
        restore.restore(copied, say)


def test_a_newer_backup_is_told(db: None, here: Path, damaged: Path) -> None:
    path = damaged / bundle.MANIFEST
    manifest = bundle.Manifest.of(path.read_text(encoding="utf-8"))
    manifest.migrations["plans"] = "0999_from_the_future"
    manifest.ceiba = "99.0.0"
    path.write_text(manifest.text(), encoding="utf-8")
    resummed(damaged)
    with pytest.raises(Mistake, match=r"Ceiba 99\.0\.0, más nueva"):
        restore.restore(damaged, say)


def test_a_backup_is_not_written_over_anything(office: Office, here: Path, tmp_path: Path) -> None:
    (tmp_path / "ocupada").mkdir()
    (tmp_path / "ocupada" / "algo").touch()
    with pytest.raises(Mistake, match="ya tiene algo adentro"):
        backup.backup(tmp_path / "ocupada", say)
    (tmp_path / "vacía").mkdir()
    assert backup.backup(tmp_path / "vacía", say) == 0
    with pytest.raises(Mistake, match="ya tiene algo adentro"):
        backup.backup(tmp_path / "vacía", say)


def test_a_backup_that_breaks_off_leaves_nothing(
    office: Office, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "digest", fail)
    with pytest.raises(Mistake, match="No se pudo escribir la copia"):
        backup.backup(tmp_path / "copia", say)
    assert list((tmp_path / "copia").iterdir()) == []


def test_a_backup_tells_of_an_altered_history(
    office: Office, here: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    from ceiba.institutions import history_lock

    history.chain(office.institution)
    history_lock.unlock(connection)
    Entry.objects.filter(institution=office.institution, position=2).update(note="se cambió")
    history_lock.lock(connection)
    assert backup.backup(tmp_path / "copia", say) == 1
    assert "ALTERADA en el acto 2" in capfdbinary.readouterr().out.decode()


def test_a_backup_sees_one_moment_while_others_write(transactional_db: None) -> None:
    def write() -> None:
        Person.objects.create_user("nueva@valle-alto.example", name="Nueva")
        connection.close()

    connection.close()  # as a command finds it
    with one_moment():
        assert Person.objects.count() == 0
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(10)
        assert not writer.is_alive()
        assert Person.objects.count() == 0
    assert Person.objects.count() == 1


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_an_older_backup_is_brought_up_to_date(copied: Path, damaged: Path, tmp_path: Path) -> None:
    """The newest migration of one application is taken back in a home, which is then a home of yesterday."""
    manifest = bundle.Manifest.of((copied / bundle.MANIFEST).read_text(encoding="utf-8"))
    manifest.migrations["mfa"] = "0001_initial"
    del manifest.tables["mfa.authenticator"]
    manifest.files.pop("tables/mfa.authenticator.jsonl")
    (damaged / "tables" / "mfa.authenticator.jsonl").unlink()
    (damaged / bundle.MANIFEST).write_text(manifest.text(), encoding="utf-8")
    resummed(damaged)
    outcome = process("restore", damaged, CEIBA_HOME=str(tmp_path / "otra"))
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "Las historias terminan en las mismas huellas" in outcome.stdout


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_the_commands_by_themselves(copied: Path, inhabited: Path, tmp_path: Path) -> None:
    outcome = process("restore", copied, CEIBA_HOME=str(tmp_path / "otra"))
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "Todo está bien." in outcome.stdout
    again = process("restore", copied, CEIBA_HOME=str(tmp_path / "otra"))
    assert again.returncode == 2
    assert "ya tiene datos" in again.stderr
    assert "Traceback" not in again.stderr


@pytest.mark.slow
def test_a_home_that_was_never_started_has_nothing_to_copy(ceiba: Terminal, tmp_path: Path) -> None:
    outcome = process("backup", tmp_path / "copia", CEIBA_HOME=str(tmp_path / "casa"))
    assert outcome.returncode == 2
    assert "Arranque primero: ceiba serve" in outcome.stderr


def test_only_our_own_sentences_are_mistakes() -> None:
    assert isinstance(database.unsaid("x"), str)
    assert not issubclass(ImproperlyConfigured, Mistake)
