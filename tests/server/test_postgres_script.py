"""tools/postgres.sh: a server of its own that leaves nothing behind, however whoever wanted it ends."""

import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "postgres.sh"
TELL = """import os, psycopg
with psycopg.connect(os.environ["CEIBA_DATABASE_URL"]) as here:
    print(here.execute("show data_directory").fetchone()[0])
    print(here.execute("show fsync").fetchone()[0])
"""

pytestmark = pytest.mark.slow


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command and return what it said."""
    return subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=50)


def test_a_command_runs_with_a_server_of_its_own() -> None:
    outcome = run(SCRIPT, "with", sys.executable, "-c", TELL)
    assert outcome.returncode == 0, outcome.stderr
    folder, fsync = outcome.stdout.split()
    assert fsync == "off"
    assert "ceiba-postgres-" in folder
    assert not Path(folder).exists()


def test_the_exit_code_is_that_of_the_command() -> None:
    assert run(SCRIPT, "with", "bash", "-c", "exit 7").returncode == 7


def test_it_is_stopped_by_name_and_only_once() -> None:
    stop = f'{SCRIPT} stop "$CEIBA_DATABASE_URL"'
    told = run("bash", "-c", f'eval "$({SCRIPT} start)"; {stop} && echo stopped; {stop}')
    assert told.stdout == "stopped\n"
    assert told.returncode == 1
    assert "ya se detuvo" in told.stderr


def test_it_ends_with_whoever_started_it() -> None:
    started = run("bash", "-c", f"{SCRIPT} start; sleep 0.2")
    address = started.stdout.strip().partition("=")[2]
    assert address, started.stderr
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            return
        time.sleep(0.2)
    pytest.fail("PostgreSQL went on running")


def test_without_a_command_it_says_how_to_use_it() -> None:
    outcome = run(SCRIPT)
    assert outcome.returncode == 2
    assert "tools/postgres.sh with" in outcome.stderr
