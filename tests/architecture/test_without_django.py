"""`ceiba read` and `ceiba audit` work where Django, databases and the network cannot even be imported."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "ceiba" / "examples" / "valle-alto.txt"
BARRED = ("django", "ninja", "psycopg", "sqlite3", "duckdb", "requests", "httpx")

DOOR = f"""
import sys
from importlib.abc import MetaPathFinder

class Barrier(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {BARRED!r}:
            raise ImportError("barred: " + name)

sys.meta_path.insert(0, Barrier())
"""
RUN = "from ceiba.cli.main import main\nmain(sys.argv[1:])\n"


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python behind the barrier."""
    command = [sys.executable, "-c", DOOR + code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["read", "audit"])
def test_a_command_needs_no_installation(command: str) -> None:
    seen = run(RUN, command, str(EXAMPLE), "--format", "json")
    assert seen.returncode in ({0} if command == "read" else {0, 1}), seen.stderr
    assert seen.stdout.startswith("{")


@pytest.mark.parametrize("name", BARRED)
def test_the_barrier_stops_an_import(name: str) -> None:
    seen = run(f"import {name}")
    assert seen.returncode == 1
    assert f"barred: {name}" in seen.stderr
