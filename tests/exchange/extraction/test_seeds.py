"""The founding documents, scored against their labels where those stand beside the repository."""

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.readers import txt
from ceiba.exchange.writers import reading_json

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("CEIBA_SHARED", ROOT.parent / "shared"))
SCORER = SHARED / "extraction" / "score.py"

pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="the labelled documents are not beside the repository")


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, Any]]:
    scorer, options = _scorer(), SimpleNamespace(threshold=0.9, groups="default")
    found = {}
    for gold in sorted((SHARED / "extraction" / "seeds").glob("*.json")):
        text = SHARED / "seeds" / f"{gold.stem}.txt"
        reading = reading_json.write(extract(txt.read(text.name, text.read_bytes())))
        labels = json.loads(gold.read_text(encoding="utf-8"))
        found[gold.stem[:3]], _missed = scorer.score_doc(labels, json.loads(json.dumps(reading)), options)
    return found


@pytest.mark.parametrize("document", ["000", "001", "002", "003"])
def test_elements(scores: dict[str, dict[str, Any]], document: str) -> None:
    assert scores[document]["elements"]["f1"] >= 0.9


@pytest.mark.parametrize("document", ["000", "001", "002", "003"])
def test_parents_of_all_labelled_elements(scores: dict[str, dict[str, Any]], document: str) -> None:
    assert scores[document]["parents"]["of_all_gold"] >= 0.9


@pytest.mark.parametrize("document", ["002", "003"])
def test_indicators(scores: dict[str, dict[str, Any]], document: str) -> None:
    assert scores[document]["indicators"]["f1"] >= 0.9


@pytest.mark.parametrize(("rows", "count"), [("funding", 7), ("projects", 8), ("actors", 50), ("totals", 4)])
def test_rows_of_the_municipal_plan(scores: dict[str, dict[str, Any]], rows: str, count: int) -> None:
    found = scores["002"][rows]
    assert (found["tp"], found["gold"], found["pred"]) == (count, count, count)


def test_alignment_statements_and_header_of_the_municipal_plan(scores: dict[str, dict[str, Any]]) -> None:
    for category in ("alignment", "statements", "header"):
        assert scores["002"][category]["f1"] >= 0.9


def test_units_of_the_torn_matrix(scores: dict[str, dict[str, Any]]) -> None:
    assert scores["003"]["units"]["tp"] >= 6
