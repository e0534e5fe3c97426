"""Each decision page keeps its shape: the decision, why, what it costs, when to think again."""

from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).resolve().parents[1] / "docs" / "decisions").glob("[0-9]*.md"))


def missing(text: str) -> list[str]:
    """Return the parts that a decision page lacks."""
    parts = ["# ", "**Because**", "**It costs us**", "**Reopen if**"]
    return [part for part in parts if sum(line.startswith(part) for line in text.splitlines()) != 1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_keeps_its_shape(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert missing(text) == []
    assert len(text.splitlines()) < 60


def test_decisions_are_numbered_in_order() -> None:
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))


def test_a_missing_part_is_seen() -> None:
    assert missing("# A\n\n**Because** b\n\n**It costs us** c\n") == ["**Reopen if**"]
