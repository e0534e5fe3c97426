"""The whole reading: every thing has its place, a text without a plan says so, and the cost stays linear."""

from ceiba.exchange.extraction.engine import extract
from tests.exchange.extraction.invented import METHODOLOGY, propose
from tests.exchange.extraction.plans_of_known_truth import Maker, headed


def test_everything_read_has_a_source_with_place_quote_and_confidence() -> None:
    proposal = propose(headed(Maker(3).plan()))
    claims = list(proposal.claims())
    subjects = {claim.subject for claim in claims}
    assert {f"element/{e.id}" for e in proposal.snapshot.elements} <= subjects
    assert all(claim.place.line and claim.quote and 0 < claim.confidence <= 1 for claim in claims)


def test_the_quote_stands_in_the_line_that_the_place_names() -> None:
    text = headed(Maker(4).plan())
    printed = text.split("\n")
    for source in propose(text).snapshot.sources:
        assert source.place.line is not None
        assert source.quote.split()[0] in printed[source.place.line - 1]


def test_parents_stand_before_their_children() -> None:
    seen: set[str] = set()
    for element in propose(headed(Maker(5).plan())).snapshot.elements:
        assert element.parent is None or element.parent in seen
        seen.add(element.id)


def test_a_promise_that_two_plans_make_is_linked() -> None:
    text = "PLAN DE DESARROLLO 2020-2032\n\nTemática: Ríos\n\nPLAN OPERATIVO ANUAL 2024\n\nTEMÁTICA: RÍOS\n"
    (link,) = propose(text).snapshot.links
    assert (link.origin, link.destination) == ("element/e2", "element/e1")


def test_a_text_without_a_plan_says_so() -> None:
    proposal = propose("Receta de pan.\n\nMezcle la harina con el agua y espere una hora.\n")
    assert proposal.is_empty
    assert "No se encontró ningún plan" in proposal.problems[0].text


def test_notes_of_the_reader_reach_the_proposal() -> None:
    from ceiba.exchange.readers import txt

    content = "Objetivo: Cuidar el agua de la niñez.".encode("latin-1")
    proposal = extract(txt.read("viejo.txt", content), METHODOLOGY)
    assert any("UTF-8" in problem.text for problem in proposal.problems)
    assert len(list(proposal.snapshot.elements)) == 1
