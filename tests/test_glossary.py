"""The glossary is whole: every word has its Spanish, its meaning and whose it is, and the code uses no other nouns."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.architecture import house

ROOT = Path(__file__).resolve().parents[1]
AREAS = ["plan", "measurement", "money", "register", "judgement", "document", "text", "publication", "program"]
TEXT = {"type": "string", "minLength": 1}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "es", "area", "definition", "source"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string", "pattern": "^[a-z]+(_[a-z]+)*$"},
            "es": TEXT,
            "area": {"enum": AREAS},
            "definition": {"type": "string", "pattern": "^[A-Z].*\\.$"},
            "source": TEXT,
            "shares": {"type": "array", "items": TEXT, "minItems": 1},
            "national": {
                "type": "object",
                "propertyNames": {"pattern": "^[a-z]{2}$"},
                "additionalProperties": {"type": "array", "items": TEXT, "minItems": 1},
            },
        },
    },
}
Term = dict[str, str]


def glossary() -> list[Term]:
    """Return the terms of the glossary."""
    terms: list[Term] = yaml.load((ROOT / "GLOSSARY.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return terms


def silent_pairs(terms: list[Term]) -> list[tuple[str, str]]:
    """Return the pairs of identifiers that share one Spanish word without saying so."""
    by_word: defaultdict[str, list[Term]] = defaultdict(list)
    for term in terms:
        by_word[term["es"]].append(term)
    return [
        (one["id"], other["id"])
        for same in by_word.values()
        for one in same
        for other in same
        if one is not other and other["id"] not in one.get("shares", ())
    ]


def test_every_term_has_its_shape() -> None:
    problems = [
        error.json_path + ": " + error.message for error in Draft202012Validator(SCHEMA).iter_errors(glossary())
    ]
    assert problems == []


def test_no_identifier_stands_twice() -> None:
    identifiers = [term["id"] for term in glossary()]
    assert sorted(identifiers) == sorted(set(identifiers))


def test_a_shared_spanish_word_is_said() -> None:
    assert silent_pairs(glossary()) == []


def test_a_silently_shared_word_is_seen() -> None:
    goal, target = {"id": "goal", "es": "meta"}, {"id": "target", "es": "meta"}
    assert silent_pairs([goal, target]) == [("goal", "target"), ("target", "goal")]
    assert silent_pairs([goal | {"shares": ["target"]}, target]) == [("target", "goal")]


def test_what_is_shared_exists() -> None:
    identifiers = {term["id"] for term in glossary()}
    assert {other for term in glossary() for other in term.get("shares", ())} <= identifiers


@pytest.mark.slow
def test_every_public_noun_is_explained() -> None:
    assert house.unexplained_nouns(ROOT / "ceiba", [term["id"] for term in glossary()]) == []


def test_every_spanish_word_is_spanish() -> None:
    assert [term["id"] for term in glossary() if not re.fullmatch(r"[a-záéíóúüñ ]+", term["es"])] == []
