"""Each import contract of pyproject.toml holds, and each is seen to fail on a house that breaks it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture import house

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
FLOORS = {
    name.strip("() ")
    for contract in CONTRACTS
    if contract["id"] == "floors"
    for row in contract["layers"]
    for name in row.split("|")
}

# the contract, the module that breaks it, what stands in it
BROKEN = [
    ("floors", "kernel/plan.py", "import ceiba.rules"),
    ("floors", "exchange/reader.py", "from ceiba.cli import main"),
    ("floors", "attic/__init__.py", ""),
    ("line", "kernel/money.py", "import sqlite3"),
    ("line", "exchange/reader.py", "import urllib.request"),
    ("line", "charts/bars.py", "import subprocess"),
    ("line", "rules/rule.py", "from django.db import models"),
    ("line", "methodologies/loader.py", "import socket"),
    ("doors", "cli/files.py", "import django"),
    ("doors", "cli/main.py", "from ceiba.plans import services"),
    ("anatomy", "plans/queries.py", "import ceiba.plans.services"),
    ("tables", "monitoring/views.py", "import ceiba.plans.models"),
    ("siblings", "kernel/plan.py", "import ceiba.kernel.money"),
]
APPS = sorted(name.removeprefix("ceiba.") for c in CONTRACTS if c["id"] == "anatomy" for name in c["containers"])


def lint(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    """Check one contract on the house in a folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    options = ["--config", str(folder / "pyproject.toml"), "--contract", contract, "--no-cache"]
    return subprocess.run([*command, *options], cwd=folder, capture_output=True, text=True, check=False)


def build(folder: Path) -> None:
    """Build the skeleton of the house: every floor below the line, the doors, the apps, no import but one."""
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    for floor in ("", "kernel", "methodologies", "charts", "rules", "exchange", "cli", "api", *APPS):
        (folder / "ceiba" / floor).mkdir()
        (folder / "ceiba" / floor / "__init__.py").touch()
    for app in APPS:
        (folder / "ceiba" / app / "models.py").touch()
    for hidden in (
        name for contract in CONTRACTS if contract["id"] == "tables" for name in contract["forbidden_modules"]
    ):
        (folder / (hidden.replace(".", "/") + ".py")).touch()
    for module in ("cli/main.py", "cli/files.py", "cli/auditing.py", "kernel/plan.py"):
        (folder / "ceiba" / module).touch()
    (folder / "ceiba/kernel/money.py").write_text("import ceiba.kernel.plan\n", encoding="utf-8")
    (folder / "ceiba/plans/services.py").write_text("import django\n", encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "place", "text"), BROKEN)
def test_a_broken_contract_is_seen(contract: str, place: str, text: str, tmp_path: Path) -> None:
    build(tmp_path)
    path = tmp_path / "ceiba" / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    seen = lint(tmp_path, contract)
    assert seen.returncode == 1, seen.stdout + seen.stderr
    assert "BROKEN" in seen.stdout or "Missing layers" in seen.stdout, seen.stdout + seen.stderr


@pytest.mark.slow
@pytest.mark.parametrize("contract", [contract["id"] for contract in CONTRACTS])
def test_a_sound_house_keeps_the_contract(contract: str, tmp_path: Path) -> None:
    build(tmp_path)
    seen = lint(tmp_path, contract)
    assert seen.returncode == 0, seen.stdout + seen.stderr


def test_every_contract_is_broken_once() -> None:
    assert {contract for contract, *_ in BROKEN} == {contract["id"] for contract in CONTRACTS}


def test_every_floor_below_the_line_is_under_its_contract() -> None:
    (line,) = (contract for contract in CONTRACTS if contract["id"] == "line")
    packages = {path.parent.name for path in (ROOT / "ceiba").glob("*/__init__.py")}
    assert set(line["source_modules"]) == {f"ceiba.{name}" for name in packages - house.ABOVE_THE_LINE}


def test_the_line_is_drawn_where_the_floors_say() -> None:
    below = {"allocation", "national", "exchange", "rules", "charts", "methodologies", "kernel"}
    assert below == FLOORS - house.ABOVE_THE_LINE
    assert FLOORS >= house.ABOVE_THE_LINE
