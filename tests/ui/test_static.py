"""The files that pages load: all there, few enough, named by their content, and prepared once."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.gallery import SHELL
from tests.ui.rendering import rendered, request
from tools import static

ROOT = Path(__file__).resolve().parents[2]
BUDGET = 150_000  # bytes, compressed, of a page that a browser has never seen; fonts, style and script included


def collected(name: str) -> Path:
    """Return a file as it is served, by its plain name."""
    manifest = json.loads((static.COLLECTED / "staticfiles.json").read_text(encoding="utf-8"))
    return static.COLLECTED / manifest["paths"][name]


def transferred(path: Path) -> int:
    """Return the bytes that travel: the compressed file where there is one."""
    compressed = path.with_name(f"{path.name}.gz")
    return (compressed if compressed.exists() else path).stat().st_size


@pytest.mark.urls("tests.ui.gallery")
def test_a_page_seen_for_the_first_time_is_light() -> None:
    page = '{% extends "ui/page.html" %}{% block heading %}H{% endblock %}{% block content %}x{% endblock %}'
    html = len(gzip.compress(rendered(page, request(shell=SHELL)).encode()))
    loaded = [name for name in static.COPIES if not name.startswith("licence")]
    names = [f"vendor/{name}" for name in (*loaded, "icons.svg")] + ["ui/ceiba.css", "ui/ceiba.js", "ui/band.svg"]
    weights = {name: transferred(collected(name)) for name in names}
    assert html + sum(weights.values()) <= BUDGET, weights


def test_our_script_is_small_and_evaluates_nothing() -> None:
    script = (static.STATIC / "ui" / "ceiba.js").read_text(encoding="utf-8")
    assert len(script.encode()) <= 4_000
    assert not re.search(r"\beval\b|new Function|innerHTML|document\.write|setAttribute\(.style", script)


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', collected("vendor/icons.svg").read_text(encoding="utf-8")))
    named = static.icons_in_use(static.PACKAGE)
    assert len(named) > len(static.ALWAYS)
    assert {name: where for name, where in named.items() if name not in drawn} == {}


def test_an_icon_is_found_however_it_is_named(tmp_path: Path) -> None:
    page = tmp_path / "plans" / "templates" / "plans" / "a.html"
    page.parent.mkdir(parents=True)
    page.write_text(
        '<c-icon name="gear" /><c-icon label="x" name="flag"/>{% icon "pin" %}'
        '<c-button href="#" icon="star">x</c-button><c-field name="no" />',
        encoding="utf-8",
    )
    assert set(static.icons_in_use(tmp_path)) - set(static.ALWAYS) == {"gear", "flag", "pin", "star"}


def test_a_second_run_does_nothing() -> None:
    before = static.STAMP.stat().st_mtime_ns
    subprocess.run([sys.executable, "-m", "tools.static"], cwd=ROOT, check=True)
    assert static.STAMP.stat().st_mtime_ns == before


def test_the_stamp_follows_the_files_and_the_icons(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = static.digest(["a"])
    assert static.digest(["a"]) == first
    assert static.digest(["a", "b"]) != first
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "ceiba.css").write_text("p{}", encoding="utf-8")
    monkeypatch.setattr(static, "STATIC", tmp_path)
    monkeypatch.setattr(static, "ROOT", Path("/"))
    monkeypatch.setattr(static, "LOCK", ROOT / "package-lock.json")
    assert static.digest(["a"]) != first


def test_every_address_in_the_style_sheet_was_collected() -> None:
    sheet = collected("ui/ceiba.css")
    addresses = re.findall(r'url\("([^"]+)"\)', sheet.read_text(encoding="utf-8"))
    assert addresses
    assert [one for one in addresses if not (sheet.parent / one).exists()] == []


def test_the_lock_holds_no_address_and_the_versions_are_exact() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}
    assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", version)] == []


def test_pages_look_like_the_report() -> None:
    """The report that is sent as a file and the pages of the product share their colours."""
    sheets = [
        (static.STATIC / "ui" / "ceiba.css").read_text(encoding="utf-8"),
        (ROOT / "ceiba" / "exchange" / "writers" / "templates" / "page.css").read_text(encoding="utf-8"),
    ]
    ours, report = (dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]+)", sheet)) for sheet in sheets)
    shared = ours.keys() & report.keys()
    assert len(shared) > 15
    assert {name: (ours[name], report[name]) for name in shared if ours[name] != report[name]} == {}
