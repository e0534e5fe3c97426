"""The same invented plan as text and as PDF says the same."""

import pytest

from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.readers import pdf, txt
from tests.exchange.extraction.invented import METHODOLOGY
from tests.exchange.extraction.plans_of_known_truth import Maker, headed, inline, truth_of_table
from tests.exchange.readers.pdf_files import flowing, plan_pages, ruled


def tree(proposal: Proposal) -> list[tuple[str, str, str | None]]:
    """Return level, text and the parent's text of every element."""
    found = list(proposal.snapshot.elements)
    texts = {element.id: element.text for element in found}
    return [(e.level, e.text, texts.get(e.parent or "")) for e in found]


@pytest.mark.parametrize("form", [headed, inline])
@pytest.mark.parametrize("seed", [3, 11])
def test_an_outline_says_the_same_as_text_and_as_pdf(form, seed) -> None:  # type: ignore[no-untyped-def]
    text = form(Maker(seed).plan())
    as_text = extract(txt.read("plan.txt", text.encode()), METHODOLOGY)
    as_pdf = extract(pdf.read("plan.pdf", plan_pages(text)), METHODOLOGY)
    assert tree(as_pdf) == tree(as_text)
    assert len(tree(as_pdf)) > 5


def test_a_matrix_in_pdf_says_what_is_true() -> None:
    plan = Maker(7).plan()
    rows = [["EJE", "OBJETIVO", "LÍNEAS ESTRATÉGICAS"]]
    for axis in plan:
        for theme in axis.children:
            for goal in theme.children:
                rows += [[axis.text, goal.text, line.text] for line in goal.children]
    proposal = extract(pdf.read("plan.pdf", flowing([ruled(rows, [110, 170, 170])], "Plan del valle")), METHODOLOGY)
    assert sorted(tree(proposal), key=str) == sorted(truth_of_table(plan), key=str)


def test_sources_name_the_page() -> None:
    text = inline(Maker(5).plan())
    proposal = extract(pdf.read("plan.pdf", plan_pages("\n\n".join([text, *["Fin."] * 3]))), METHODOLOGY)
    pages = {source.place.page for source in proposal.snapshot.sources}
    assert 1 in pages
    assert None not in pages
