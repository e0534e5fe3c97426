"""What the project says of itself in several places agrees: dependencies, version, the two commands."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest

import ceiba
from tests.architecture import house

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def required(name: str) -> set[str]:
    """Return the packages that a file of requirements asks for, without their bounds."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return {found.group() for line in lines if (found := re.match(r"[A-Za-z0-9][\w.-]*", line))}


def imported(package: Path) -> set[str]:
    """Return the top names that a package imports from outside itself and the standard library."""
    names: set[str] = set()
    for _path, tree in house.modules(package):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {package.name}


def undeclared(package: Path, declared: set[str]) -> set[str]:
    """Return the imports of a package that belong to no declared distribution."""
    owners = packages_distributions()
    wanted = {name.lower() for name in declared}
    return {name for name in imported(package) if not wanted & {owner.lower() for owner in owners.get(name, [name])}}


def test_both_lists_of_dependencies_agree() -> None:
    assert set(PROJECT["dependencies"]) == required("base.in")


def test_everything_imported_is_declared() -> None:
    assert undeclared(ROOT / "ceiba", set(PROJECT["dependencies"])) == set()


def test_an_undeclared_import_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import yaml\nimport json\nfrom pytest import mark\n", encoding="utf-8")
    assert undeclared(tmp_path, {"pyyaml"}) == {"pytest"}


# Django finds these by the name of a backend in the settings.
THROUGH_DJANGO = {"argon2-cffi", "psycopg"}


def test_everything_declared_is_imported() -> None:
    owners = packages_distributions()
    settings = (ROOT / "ceiba" / "server" / "settings.py").read_text(encoding="utf-8")
    named = imported(ROOT / "ceiba") | set(re.findall(r'(?m)^\s+(?:\(?"|.*: ")([a-z_]+)[."]', settings))
    used = {owner.lower() for name in named for owner in owners.get(name, [])} | THROUGH_DJANGO
    assert {name for name in PROJECT["dependencies"] if name.lower() not in used} == set()


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for name in ("base.txt", "dev.txt"):
        lines = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        pins = re.findall(r"(?m)^[a-z0-9].*", lines)
        assert pins
        assert [pin for pin in pins if "==" not in pin or not pin.endswith("\\")] == []
        assert lines.count("--hash=sha256:") >= len(pins)


def test_the_version_is_the_newest_heading_of_the_changelog() -> None:
    found = re.search(r"(?m)^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert found
    assert ceiba.__version__ == version("ceiba") == found.group(1)


def test_both_front_pages_open_with_the_two_commands() -> None:
    for name in ("README.md", "LEEME.md"):
        blocks = re.findall(r"(?ms)^```\w*\n(.*?)^```", (ROOT / name).read_text(encoding="utf-8"))
        assert [line.split("#")[0].strip() for line in blocks[0].splitlines()] == ["make run", "make test"]
        assert "](docs/ceiba.png)" in (ROOT / name).read_text(encoding="utf-8")


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text.splitlines()[0]
    assert len(text.splitlines()) == 661
    assert [int(number) for number in re.findall(r"(?m)^  (\d+)\. [A-Z]", text)] == list(range(18))
