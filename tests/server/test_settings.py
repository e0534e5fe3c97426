"""Settings: what each variable gives, that SQLite is shared safely, and that docs/settings.md names every variable."""

import re
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ConnectionHandler
from pytest_django import DjangoDbBlocker

from ceiba.server import settings, variables

ROOT = Path(__file__).parents[2]
VARIABLE = re.compile(r"\bCEIBA_[A-Z]+(?:_[A-Z]+)*\b")


def test_sqlite_is_set_to_be_shared(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    here = ConnectionHandler({"default": {**settings.SQLITE, "NAME": tmp_path / "x.sqlite3"}})["default"]
    found = {}
    with django_db_blocker.unblock(), here.cursor() as cursor:
        for pragma in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout"):
            cursor.execute(f"PRAGMA {pragma}")
            found[pragma] = cursor.fetchone()[0]
    here.close()
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 20_000}
    assert here.transaction_mode == "IMMEDIATE"


def test_a_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    made = variables.secret(path)
    assert len(made) > 60
    assert variables.secret(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_an_empty_secret_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("\n", encoding="ascii")
    with pytest.raises(ImproperlyConfigured, match="está vacío"):
        variables.secret(tmp_path / "secret")


def test_the_folders_of_a_home_are_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEIBA_X", str(tmp_path / "casa" / "honda"))
    home = variables.home("CEIBA_X", tmp_path)
    assert home == tmp_path / "casa" / "honda"
    for folder in (home, home / "documents", home / "keys", home / "logs"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(variables.os, "access", lambda *_: False)  # root may write everywhere
    monkeypatch.setenv("CEIBA_X", str(tmp_path))
    with pytest.raises(ImproperlyConfigured, match="permiso de escribir"):
        variables.home("CEIBA_X", tmp_path)


@pytest.mark.parametrize(
    ("value", "wanted"), [("1", True), ("true", True), ("Sí", True), ("0", False), ("no", False), (None, False)]
)
def test_a_flag_is_yes_or_no(value: str | None, wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CEIBA_X", raising=False)
    if value is not None:
        monkeypatch.setenv("CEIBA_X", value)
    assert variables.flag("CEIBA_X") is wanted


@pytest.mark.parametrize("value", ["-1", "3.5", "mucho", "٣"])
def test_a_number_is_whole_and_positive(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEIBA_X", value)
    with pytest.raises(ImproperlyConfigured, match="escriba un número entero, por ejemplo 50"):
        variables.number("CEIBA_X", 50)


def test_a_list_has_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEIBA_X", "ceiba.lan, ,ceiba.example ")
    assert variables.words("CEIBA_X") == ["ceiba.lan", "ceiba.example"]


def test_postgresql_is_read_from_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEIBA_X", "postgres://ana:cl%40ve@servidor:6543/base")
    found = variables.postgresql("CEIBA_X")
    assert found is not None
    assert [found[key] for key in ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "django.db.backends.postgresql", "ana", "cl@ve", "servidor", 6543, "base",
    ]  # fmt: skip


def test_mail_without_a_server_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CEIBA_X", raising=False)
    assert variables.mail("CEIBA_X")["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"
    monkeypatch.setenv("CEIBA_X", "smtp+tls://ana:clave@correo.example:587")
    assert variables.mail("CEIBA_X")["EMAIL_USE_TLS"] is True


def test_every_variable_is_documented_and_every_documented_one_is_read() -> None:
    read = {
        name
        for path in [*(ROOT / "ceiba").rglob("*.py"), *(ROOT / "tests").glob("*.py")]
        for name in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    told = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^\| `(CEIBA_[A-Z_]+)`", told)) == read
