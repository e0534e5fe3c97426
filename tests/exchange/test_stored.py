"""Proposals kept as JSON come back the same, and their sentences can still be said in English."""

from pathlib import Path

import pytest
from hypothesis import given

from ceiba.exchange import stored
from ceiba.exchange.examples import content, names
from ceiba.exchange.language import translator
from ceiba.exchange.proposal import Proposal, Question
from ceiba.exchange.reader import read
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place
from ceiba.kernel.text import _
from ceiba.methodologies.loader import load
from tests.cast import METHODOLOGY, valle_alto
from tests.exchange.plan_strategies import snapshots


def again(proposal: Proposal) -> Proposal:
    """Return a proposal that was written and read."""
    return stored.load(stored.dump(proposal), proposal.snapshot.methodology)


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_what_the_examples_hold_comes_back(name: str) -> None:
    proposal = read(name, content(name))
    assert again(proposal) == proposal
    assert stored.methodology_of(stored.dump(proposal)) == proposal.snapshot.methodology.reference


def test_what_the_seeds_hold_comes_back(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        proposal = read(path.name, path.read_bytes())
        assert again(proposal) == proposal


@pytest.mark.slow
@given(snapshots(load(METHODOLOGY)))
def test_any_snapshot_comes_back(snapshot: Snapshot) -> None:
    assert stored.load_snapshot(stored.dump_snapshot(snapshot), snapshot.methodology) == snapshot


def test_a_question_can_still_be_said_in_english() -> None:
    text = _("%(owner)s cuelga de «%(name)s», que no existe") % {"owner": "R1", "name": "O1"}
    proposal = Proposal("a.txt", valle_alto(), (Question(text, Place(line=3)),))
    question = again(proposal).questions[0]
    assert question.text == text
    assert translator("en")(question.text) != text
