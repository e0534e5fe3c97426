"""The page: every promise that it makes to whoever reads, prints, saves or tabs through it."""

import base64
import hashlib
import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from ceiba.exchange import examples
from ceiba.exchange.document import Line
from ceiba.exchange.proposal import Problem, Proposal, Question
from ceiba.exchange.reader import read
from ceiba.exchange.writers import page
from ceiba.kernel.source import Place
from ceiba.rules.engine import audit
from tests import cast
from tests.exchange.writers.pages import Node, by_id, complaints, parsed

SHARED = Path(os.environ.get("CEIBA_SHARED", Path(__file__).parents[4] / "shared"))


def written(proposal: Proposal, lang: str = "es", lines: tuple[Line, ...] = ()) -> str:
    return page.write(proposal, audit(proposal.snapshot), lang, lines)


@cache
def valle_alto(lang: str = "es") -> Node:
    return parsed(written(Proposal("valle-alto.yaml", cast.valle_alto()), lang))


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("name", examples.names())
def test_every_example_keeps_the_promises(name: str, lang: str) -> None:
    assert list(complaints(parsed(written(read(name, examples.content(name)), lang)))) == []


@pytest.mark.slow
@pytest.mark.parametrize("stem", ["000", "001", "002", "003"])
def test_every_seed_keeps_the_promises(stem: str) -> None:
    found = sorted((SHARED / "seeds").glob(f"{stem}_*.txt"))
    if not found:
        pytest.skip("the seeds are not beside this checkout")
    proposal = read(found[0].name, found[0].read_bytes())
    assert list(complaints(parsed(written(proposal)))) == []


def test_the_style_block_is_the_only_one_and_the_policy_names_its_hash() -> None:
    html = written(Proposal("valle-alto.yaml", cast.valle_alto()))
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    assert len(styles) == 1
    assert f"'sha256-{digest}'" in page.content_policy()
    assert page.content_policy() in html.replace("&#39;", "'")


def test_nothing_of_the_style_block_reaches_outside() -> None:
    html = written(Proposal("valle-alto.yaml", cast.valle_alto()))
    assert not re.search(r"url\(|@import|https?:", html)


def test_the_same_plan_gives_the_same_bytes() -> None:
    proposal = Proposal("valle-alto.yaml", cast.valle_alto())
    assert written(proposal) == written(proposal)


@pytest.mark.slow
def test_an_invented_institution_says_so_and_a_real_one_does_not() -> None:
    assert "Datos inventados" in valle_alto().text
    real = replace(cast.valle_alto(), institution=replace(cast.valle_alto().institution, invented=False))
    assert "Datos inventados" not in parsed(written(Proposal("x", real))).text


def test_every_element_and_indicator_has_its_anchor() -> None:
    snapshot, ids = cast.valle_alto(), {node.attributes.get("id") for node in valle_alto().walk()}
    assert {f"element-{e.id}" for e in snapshot.elements} <= ids
    assert {f"indicator-{i.id}" for i in snapshot.indicators} <= ids


def test_every_finding_shows_its_sentence_once_in_the_list() -> None:
    found = audit(cast.valle_alto()).findings
    assert found
    ids = [node.attributes.get("id", "") for node in valle_alto().walk()]
    assert sum(bool(re.fullmatch(r"h\d+", i)) for i in ids) == len(found)


def test_text_of_the_document_is_never_markup() -> None:
    evil = '<script>alert("x")</script>'
    snapshot = cast.with_elements(f"- {{id: e1, level: objetivo, text: '{evil}'}}")
    snapshot = replace(snapshot, institution=replace(snapshot.institution, name=evil))
    proposal = Proposal(evil, snapshot, (Question(evil, Place(1), options=(evil,)),), (Problem(evil),))
    html = written(proposal)
    assert "<script" not in html
    assert evil in parsed(html).text


INDICATOR = """
    plans:
    - kind: pdmot
      title: Plan de prueba
      elements:
      - {id: e1, level: resultado, text: Agua para todos}
      indicators:
      - id: i1
        element: e1
        text: suelo permeable
"""


def test_what_an_indicator_lacks_is_said_in_words() -> None:
    shown = by_id(parsed(written(Proposal("x", cast.snapshot(INDICATOR)))), "indicator-i1").text
    assert "sin línea base" in shown
    assert "sin meta" in shown
    assert " 0 " not in shown


def test_a_document_without_a_plan_says_so() -> None:
    empty = replace(cast.snapshot("plans: []"), plans=())
    assert "No se encontró un plan" in parsed(written(Proposal("carta.txt", empty))).text


def test_questions_and_problems_are_asked_with_their_line() -> None:
    question = Question("¿A qué línea pertenece?", Place(12), options=("a la primera", "a la segunda"))
    problem = Problem("La tabla perdió una columna.", Place(40))
    shown = by_id(parsed(written(Proposal("x", cast.valle_alto(), (question,), (problem,)))), "lectura").text
    for words in (
        "¿A qué línea pertenece?",
        "línea 12",
        "a la primera · a la segunda",
        "perdió una columna",
        "línea 40",
    ):
        assert words in shown


def test_english_speaks_english_around_the_documents_own_words() -> None:
    shown = valle_alto("en")
    html = next(node for node in shown.walk() if node.tag == "html")
    heading = next(node for node in shown.walk() if node.tag == "h1")
    assert html.attributes["lang"] == "en"
    assert heading.attributes["lang"] == "es"
    assert "Invented data" in shown.text


def test_a_large_plan_starts_folded() -> None:
    rows = "\n".join(
        f"- {{id: p{i}, level: objetivo, text: Objetivo {i}}}\n"
        + "\n".join(f"- {{id: c{i}x{k}, level: linea_estrategica, parent: p{i}, text: Línea {k}}}" for k in range(20))
        for i in range(20)
    )
    shown = parsed(written(Proposal("x", cast.with_elements(rows))))
    branches = [
        n for n in shown.walk() if n.tag == "details" and any(c.attributes.get("class") == "row" for c in n.children)
    ]
    assert len(branches) >= 20
    assert not any("open" in branch.attributes for branch in branches)
