"""The documents of ``examples/``: each says that it is invented, and the three read to the same plan."""

import pytest

from ceiba.exchange.reader import document, read
from ceiba.exchange.writers.reading_json import write
from tests.corpora.scoring import folded
from tools.examples import FOLDER, NAME

ENDINGS = ("docx", "pdf", "xlsx")


@pytest.fixture(scope="module")
def readings():
    return {ending: write(read(f"{NAME}.{ending}", content(ending))) for ending in ENDINGS}


def content(ending):
    return (FOLDER / f"{NAME}.{ending}").read_bytes()


def elements(reading):
    texts = {e["id"]: folded(e["text"]) for e in reading["elements"]}
    return sorted((e["kind"], texts[e["id"]], texts.get(e["parent"], "")) for e in reading["elements"])


def figures(reading):
    names = ("baseline_value", "baseline_year", "target_value", "target_year", "measure_unit")
    return sorted(repr([i[name] for name in names]) for i in reading["indicators"])


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_says_that_it_is_invented(ending):
    lines = document(f"{NAME}.{ending}", content(ending)).lines
    assert any("inventado" in line.text for line in lines)


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_the_three_read_to_the_same_plan(readings, ending):
    assert elements(readings[ending]) == elements(readings["docx"])
    assert figures(readings[ending]) == figures(readings["docx"])


@pytest.mark.parametrize("part", ["actors", "funding", "projects", "totals", "period"])
@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_people_and_money_are_the_same_too(readings, ending, part):
    def bare(rows):
        kept = {"id", "line", "confidence"}
        return [{k: v for k, v in row.items() if k not in kept} for row in rows] if isinstance(rows, list) else rows

    assert bare(readings[ending][part]) == bare(readings["docx"][part])
    assert readings[ending][part]
