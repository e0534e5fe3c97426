"""The terminal that every test of the command line types into, and homes for commands that run by themselves."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, clean_environment, process

ROOT = Path(__file__).parents[2]


@pytest.fixture
def ceiba(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal in an empty folder, where nobody has chosen a language."""
    monkeypatch.delenv("CEIBA_LANG", raising=False)
    monkeypatch.delenv("CEIBA_DEBUG", raising=False)
    return Terminal(capsysbinary, tmp_path)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home on SQLite whose database is prepared and empty, to be copied."""
    home = tmp_path_factory.mktemp("prepared")
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=clean_environment() | {"CEIBA_HOME": str(home)}, check=True, timeout=50)
    return home


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    """Return a home on SQLite of the test's own, prepared and empty."""
    return shutil.copytree(prepared, tmp_path / "home")


@pytest.fixture(scope="session")
def inhabited(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home on SQLite in which an invented institution has worked for some days; not to be written to."""
    home = shutil.copytree(prepared, tmp_path_factory.mktemp("inhabited") / "home")
    command = [sys.executable, "-m", "tests.cli.inhabited"]
    subprocess.run(command, cwd=ROOT, env=clean_environment() | {"CEIBA_HOME": str(home)}, check=True, timeout=50)
    return home


@pytest.fixture(scope="session")
def copied(inhabited: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a backup of that home, made by the command itself; not to be written to."""
    folder = tmp_path_factory.mktemp("copied") / "copia"
    outcome = process("backup", folder, CEIBA_HOME=str(inhabited))
    assert outcome.returncode == 0, outcome.stderr
    return folder
