"""Kernel values and proposals as JSON, for keeping them between two visits: exact, quick, and the same back.

The plan as text (``plan_format``) is for people, who may not write one identifier twice; a document may well print it
so, and a proposal has to keep what was read. Decimals and periods are written as text or whole numbers, never as float.
Law: ``load(dump(p), p.snapshot.methodology) == p``.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from ceiba.exchange.proposal import Problem, Proposal, Question, UnmappedTable
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place
from ceiba.kernel.text import Said, _

_ELSEWHERE = ("methodology",)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump_value(kind: Any, value: object) -> Any:
    """Return a kernel value as what JSON knows: numbers that matter as text, enumerations by their value."""
    return _adapter(kind).dump_python(value, mode="json")


def load_value(kind: Any, data: Any) -> Any:
    """Return the kernel value that ``dump_value`` wrote; pydantic's ``ValidationError`` where it is none."""
    return _adapter(kind).validate_python(data)


@cache
def _parts() -> Mapping[str, Any]:
    """Return the kinds of the fields of a snapshot, without the methodology, which has its own home."""
    hints = get_type_hints(Snapshot)
    return {field.name: hints[field.name] for field in fields(Snapshot) if field.name not in _ELSEWHERE}


def dump_snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot as what JSON knows, the methodology by its reference."""
    parts = {name: dump_value(kind, getattr(snapshot, name)) for name, kind in _parts().items()}
    return {"methodology": snapshot.methodology.reference, **parts}


def load_snapshot(data: Mapping[str, Any], methodology: Methodology) -> Snapshot:
    """Return the snapshot that ``dump_snapshot`` wrote, under the methodology that it names."""
    parts = {name: load_value(kind, data[name]) for name, kind in _parts().items() if name in data}
    return Snapshot(methodology=methodology, **parts)


def dump(proposal: Proposal) -> str:
    """Return a proposal as JSON text."""
    whole = {
        "document": proposal.document,
        "snapshot": dump_snapshot(proposal.snapshot),
        "questions": [
            {
                "text": _dump_sentence(question.text),
                "place": dump_value(Place, question.place),
                "subject": question.subject,
                "options": [_dump_sentence(option) for option in question.options],
            }
            for question in proposal.questions
        ],
        "problems": [
            {"text": _dump_sentence(problem.text), "place": dump_value(Place, problem.place)}
            for problem in proposal.problems
        ],
        "places": dump_value(Mapping[str, Place], proposal.places),
        "unmapped": dump_value(tuple[UnmappedTable, ...], proposal.unmapped),
    }
    return json.dumps(whole, ensure_ascii=False)


def load(text: str, methodology: Methodology) -> Proposal:
    """Return the proposal that ``dump`` wrote, under the methodology that it names (``methodology_of``)."""
    whole = json.loads(text)
    return Proposal(
        document=whole["document"],
        snapshot=load_snapshot(whole["snapshot"], methodology),
        questions=tuple(
            Question(
                _load_sentence(question["text"]),
                load_value(Place, question["place"]),
                question["subject"],
                tuple(_load_sentence(option) for option in question["options"]),
            )
            for question in whole["questions"]
        ),
        problems=tuple(
            Problem(_load_sentence(problem["text"]), load_value(Place, problem["place"]))
            for problem in whole["problems"]
        ),
        places=load_value(Mapping[str, Place], whole["places"]),
        unmapped=load_value(tuple[UnmappedTable, ...], whole.get("unmapped", ())),
    )


def methodology_of(text: str) -> str:
    """Return the reference of the methodology under which a dumped proposal was read."""
    return str(json.loads(text)["snapshot"]["methodology"])


def _dump_sentence(text: str) -> Any:
    """Keep a sentence with its facts apart, so that it can still be said in another language."""
    if isinstance(text, Said) and hasattr(text, "facts"):
        facts = {name: _dump_sentence(fact) if isinstance(fact, str) else fact for name, fact in text.facts.items()}
        return {"said": text.template, "facts": facts}
    return str(text)


def _load_sentence(data: Any) -> str:
    if isinstance(data, str):
        return data
    facts = {name: _load_sentence(f) if isinstance(f, dict | str) else f for name, f in data["facts"].items()}
    return _(data["said"]) % facts
