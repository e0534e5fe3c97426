"""A reading cut otherwise: parts and wholes keep their place, their parents and their words."""

from dataclasses import replace

import pytest

from ceiba.exchange.decisions import Decision, Verdict, applied
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.reader import read
from ceiba.exchange.restructuring import MERGED, SPLIT, Cuts, part_of, restructured
from ceiba.kernel.plan import Element

TEXT = """PLAN DE DESARROLLO MUNICIPAL
Eje 1: Vida sana
Objetivo 1.1: Ampliar el acceso de las familias al agua
Objetivo 1.2: segura y al saneamiento.
Línea de acción 1.2.1: Construir los pozos y plantar los bosques.
"""


@pytest.fixture
def proposal() -> Proposal:
    return read("plan.txt", TEXT.encode(), "base")


def element(proposal: Proposal, words: str) -> Element:
    return next(e for e in proposal.snapshot.elements if words in e.text)


def cut(*decided: tuple[str, str, object]) -> Cuts:
    return Cuts.of(decided)


def test_without_cuts_a_proposal_stays_what_it_is(proposal: Proposal) -> None:
    assert restructured(proposal, cut(("element/e1", "text", "otro"))) is proposal


def test_parts_stand_where_the_whole_stood(proposal: Proposal) -> None:
    whole = element(proposal, "pozos")
    address = f"element/{whole.id}"
    made = restructured(proposal, cut((address, SPLIT, ["Construir los pozos.", "Plantar los bosques."])))
    first, second = (e for e in made.snapshot.elements if "pozos" in e.text or "bosques" in e.text)
    assert (first, second.text) == (replace(whole, text="Construir los pozos."), "Plantar los bosques.")
    assert (second.parent, second.level, second.code) == (whole.parent, whole.level, None)
    places = {s.subject: s.place for s in made.snapshot.sources if not s.field}
    assert places[part_of(address, 2)] == places[address]


def test_what_joins_another_gives_its_words_and_what_hangs_from_it(proposal: Proposal) -> None:
    head, tail, leaf = element(proposal, "Ampliar"), element(proposal, "segura"), element(proposal, "pozos")
    made = restructured(proposal, cut((f"element/{tail.id}", MERGED, f"element/{head.id}")))
    texts = {e.id: e for e in made.snapshot.elements}
    assert tail.id not in texts
    assert texts[head.id].text == "Ampliar el acceso de las familias al agua segura y al saneamiento."
    assert texts[leaf.id].parent == head.id
    source = next(s for s in made.snapshot.sources if s.subject == f"element/{head.id}" and not s.field)
    assert (source.place.line, source.place.last_line) == (3, 4)


def test_a_child_that_swallows_its_parent_hangs_from_the_one_above(proposal: Proposal) -> None:
    tail, leaf = element(proposal, "segura"), element(proposal, "pozos")
    made = restructured(proposal, cut((f"element/{tail.id}", MERGED, f"element/{leaf.id}")))
    kept = next(e for e in made.snapshot.elements if e.id == leaf.id)
    assert kept.parent == tail.parent


@pytest.mark.parametrize("target", ["element/nobody", "self", "indicator/i1"])
def test_a_ring_or_a_stranger_is_passed_over(proposal: Proposal, target: str) -> None:
    own = f"element/{element(proposal, 'segura').id}"
    made = restructured(proposal, cut((own, MERGED, own if target == "self" else target)))
    assert made.snapshot == proposal.snapshot


def test_parts_can_be_corrected_and_rejected_like_all_the_rest(proposal: Proposal) -> None:
    address = f"element/{element(proposal, 'pozos').id}"
    second = part_of(address, 2)
    decided = [
        Decision(address, Verdict.CORRECTED, SPLIT, ["Construir los pozos.", "Plantar los bosques.", "¿Algo más?"]),
        Decision(second, Verdict.CORRECTED, "text", "Plantar los bosques nativos."),
        Decision(part_of(address, 3), Verdict.REJECTED),
    ]
    texts = [e.text for e in applied(proposal, decided).elements]
    assert texts[-2:] == ["Construir los pozos.", "Plantar los bosques nativos."]
