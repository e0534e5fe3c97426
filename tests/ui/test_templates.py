"""Templates outside ``ui`` are made of components and plain HTML: they name no class, no style and no script."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "ceiba"
DRESSED = re.compile(
    r"<[^>{]*?\s(class|style|on[a-z]+)\s*=|<script\b|<style\b|\|\s*safe\b|{%\s*autoescape\s+off", re.IGNORECASE
)
COMPONENT = re.compile(r"<c-([a-z-]+)")


def templates(package: Path) -> list[Path]:
    """Return the templates of the apps above ``ui``."""
    return sorted(path for path in package.glob("*/templates/**/*.html") if path.relative_to(package).parts[0] != "ui")


def dressed(package: Path) -> list[str]:
    """Return the lines that dress themselves, or let something in unescaped."""
    return [
        f"{path.relative_to(package)}:{number}"
        for path in templates(package)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if DRESSED.search(line)
    ]


def test_templates_outside_ui_name_no_class() -> None:
    assert dressed(PACKAGE) == []


@pytest.mark.parametrize(
    "line",
    [
        '<p class="x">',
        "<td style='a'>",
        '<a href="#" onclick="x()">',
        "<script>",
        "{{ text|safe }}",
        '<c-tag class="x">',
    ],
)
def test_a_template_that_dresses_itself_is_seen(line: str, tmp_path: Path) -> None:
    for floor in ("plans", "ui"):
        page = tmp_path / floor / "templates" / floor / "a.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"<p>bien</p>\n{line}\n", encoding="utf-8")
    assert dressed(tmp_path) == ["plans/templates/plans/a.html:2"]


def test_every_component_that_a_template_uses_exists() -> None:
    known = {path.stem for path in (PACKAGE / "ui" / "templates" / "cotton").glob("*.html")} | {"vars", "slot"}
    used = {
        (name, str(path.relative_to(PACKAGE)))
        for path in PACKAGE.glob("*/templates/**/*.html")
        for name in COMPONENT.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted((name, path) for name, path in used if name.replace("-", "_") not in known) == []
