"""What a person decided about a proposal changes exactly that, and never leaves a thing hanging from nothing known."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.exchange import decisions
from ceiba.exchange.decisions import Answer, Decision, Verdict, applied, without
from ceiba.exchange.proposal import Proposal, Question
from ceiba.exchange.reader import read
from ceiba.kernel.plan import LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, Source, address
from ceiba.kernel.text import _
from ceiba.methodologies.loader import load
from tests.cast import METHODOLOGY, snapshot, with_elements
from tests.exchange.plan_strategies import snapshots

TREE = """
    - {id: o1, level: objetivo, text: Más agua.}
    - {id: l1, level: linea_estrategica, parent: o1, text: Ampliar la red.}
    - {id: r1, level: resultado, parent: l1, text: Viviendas con agua., indicators: [{id: i1, text: Viviendas}]}
    - {id: o2, level: objetivo, text: Más caminos.}
"""


def proposal(held: Snapshot, *questions: Question) -> Proposal:
    """Return a proposal that holds a snapshot."""
    return Proposal("plan.txt", held, questions)


def reject(*subjects: str) -> list[Decision]:
    """Return the decisions that leave things out."""
    return [Decision(subject, Verdict.REJECTED) for subject in subjects]


def correct(subject: str, **fields: object) -> list[Decision]:
    """Return the decisions that correct fields of a thing."""
    return [Decision(subject, Verdict.CORRECTED, name, value) for name, value in fields.items()]


def parents(held: Snapshot) -> dict[str, str | None]:
    """Return what every element hangs from."""
    return {element.id: element.parent for element in held.elements}


@pytest.mark.slow
@settings(max_examples=25)  # a whole snapshot takes long to draw
@given(snapshots(load(METHODOLOGY)))
def test_without_decisions_a_proposal_is_its_snapshot(held: Snapshot) -> None:
    assert applied(proposal(held), []) == held


def test_accepting_changes_nothing() -> None:
    held = with_elements(TREE)
    assert applied(proposal(held), [Decision("element/l1", Verdict.ACCEPTED)]) == held


def test_what_hangs_from_a_rejected_element_hangs_from_the_nearest_kept_above() -> None:
    held = with_elements(TREE)
    assert parents(applied(proposal(held), reject("element/l1"))) == {"o1": None, "r1": "o1", "o2": None}
    assert parents(applied(proposal(held), reject("element/l1", "element/o1"))) == {"r1": None, "o2": None}
    left = applied(proposal(held), reject("element/r1"))
    assert left.indicator("i1").element == "l1"  # type: ignore[union-attr]


def test_a_rejected_plan_takes_everything_with_it() -> None:
    held = with_elements(TREE)
    plan = held.plans[0].id
    left = applied(proposal(held), reject(f"plan/{plan}"))
    assert left.plans == ()


def test_a_rejected_thing_is_named_by_nobody() -> None:
    held = snapshot("""
        units: [{id: u1, name: Alcaldía}, {id: u2, name: Aguas, parent: u1}]
        plans:
        - kind: pom
          title: Plan
          elements:
          - {id: p1, level: producto, text: Pozos., unit: u2}
          - {id: p2, level: producto, text: Redes.}
        links: [{kind: contributes, origin: element/p2, destination: element/p1}]
        funding: [{id: f1, name: Propios, amount: 10}]
        budget_lines: [{id: b1, classifier: '171', source: f1, serves: {element/p1: 0.5, element/p2: 0.5}}]
        projects: [{id: j1, name: Pozo, serves: [element/p1]}]
        sources: [{of: element/p1, line: 3, quote: Pozos.}, {of: element/p2, line: 4, quote: Redes.}]
    """)
    left = applied(proposal(held), reject("element/p1", "funding/f1", "unit/u2"))
    assert left.links == ()
    assert left.budget_lines[0].source is None
    assert [share.subject for share in left.budget_lines[0].serves] == ["element/p2"]
    assert left.projects[0].serves == ()
    assert [source.subject for source in left.sources] == ["element/p2"]
    kept = applied(proposal(held), reject("unit/u2"))
    assert kept.element("p1").unit == "u1"  # type: ignore[union-attr]


def test_what_stands_in_the_plan_may_still_be_named() -> None:
    left = without(with_elements(TREE), {"element/l1"}, standing={"element/l1"})
    assert parents(left) == {"o1": None, "r1": "l1", "o2": None}


def test_a_correction_replaces_its_field_alone() -> None:
    held = with_elements(TREE)
    made = applied(proposal(held), correct("element/r1", text="Viviendas con agua potable.", weight=Decimal(40)))
    expected = replace(held.element("r1"), text="Viviendas con agua potable.", weight=Decimal(40))  # type: ignore[type-var]
    assert made.element("r1") == expected
    assert [e for e in made.elements if e.id != "r1"] == [e for e in held.elements if e.id != "r1"]


def test_a_rejected_field_goes_back_to_nothing() -> None:
    held = with_elements("- {id: o1, level: objetivo, text: Agua., weight: 30}")
    made = applied(proposal(held), [Decision("element/o1", Verdict.REJECTED, "weight")])
    assert made.element("o1").weight is None  # type: ignore[union-attr]


def test_a_corrected_parent_comes_before_its_child() -> None:
    made = applied(proposal(with_elements(TREE)), correct("element/l1", parent="o2"))
    assert parents(made)["l1"] == "o2"
    assert [element.id for element in made.elements] == ["o1", "o2", "l1", "r1"]


@pytest.mark.parametrize(
    "wrong",
    [
        correct("element/o1", parent="r1"),
        correct("element/o1", parent="o1"),
        correct("element/r1", parent="nobody"),
        correct("indicator/i1", element="nobody"),
        correct("element/nobody", text="x"),
    ],
)
def test_a_correction_that_would_break_the_tree_is_passed_over(wrong: list[Decision]) -> None:
    held = with_elements(TREE)
    assert applied(proposal(held), wrong) == held


def test_two_corrections_never_close_a_ring() -> None:
    both = [*correct("element/o1", parent="o2"), *correct("element/o2", parent="o1")]
    made = applied(proposal(with_elements(TREE)), both)
    assert parents(made) == {"o1": "o2", "l1": "o1", "r1": "l1", "o2": None}


@pytest.mark.slow
@settings(max_examples=25)  # a whole snapshot takes long to draw
@given(st.data())
def test_any_decisions_leave_a_tree(data: st.DataObject) -> None:
    held = data.draw(snapshots(load(METHODOLOGY)))
    known = [subject for subject, _thing in decisions.things(held)]
    if not known:
        return
    elements = [subject for subject in known if subject.startswith("element/")] or known
    drawn = data.draw(st.lists(st.sampled_from(known), max_size=5))
    hung = data.draw(st.lists(st.tuples(st.sampled_from(elements), st.sampled_from(elements)), max_size=5))
    said = reject(*drawn)
    for subject, parent in hung:
        if subject.startswith("element/"):
            said += correct(subject, parent=parent.partition("/")[2])
    made = applied(proposal(held), said)
    there = {subject for subject, _thing in decisions.things(made)}
    assert there.isdisjoint(drawn)
    for plan in made.plans:
        seen: set[str | None] = {None}
        for element in plan.elements:
            assert element.parent in seen or address("element", element.parent or "") not in there
            seen.add(element.id)


OPTIONS = Question(
    _("¿De qué eje es «%(theme)s»?") % {"theme": "Agua"}, Place(7), options=("Vida sana", "Territorio ordenado")
)
THEMES = """
    - {id: x1, level: eje, text: Vida sana}
    - {id: x2, level: eje, text: Territorio ordenado}
    - {id: t1, level: tematica, text: Agua}
"""


def themes() -> Snapshot:
    """Return axes and a theme that hangs from none, read at line 7 together with an indicator."""
    held = with_elements(THEMES)
    sources = (
        Source("element/x1", "", Place(5), "Vida sana", 0.9),
        Source("element/x2", "", Place(7), "Territorio ordenado", 0.9),
        Source("element/t1", "", Place(7), "Agua", 0.9),
    )
    return replace(held, sources=sources)


def test_a_question_speaks_of_the_thing_that_it_names() -> None:
    assert decisions.about(proposal(themes(), OPTIONS)) == ("element/t1",)
    assert decisions.about(proposal(themes(), Question("¿?", Place(99)), Question("¿?", Place()))) == (None, None)


def test_an_answer_that_names_a_parent_hangs_the_thing_from_it() -> None:
    made = applied(proposal(themes(), OPTIONS), [], [Answer(0, "territorio ORDENADO")])
    assert parents(made)["t1"] == "x2"


def test_an_answer_that_names_nothing_is_only_a_note() -> None:
    assert applied(proposal(themes(), OPTIONS), [], [Answer(0, "No lo sé."), Answer(9, "Vida sana")]) == themes()


def test_what_a_person_corrected_goes_before_what_they_answered() -> None:
    made = applied(proposal(themes(), OPTIONS), correct("element/t1", parent="x1"), [Answer(0, "Territorio ordenado")])
    assert parents(made)["t1"] == "x1"


AXES = """PLAN DE DESARROLLO MUNICIPAL Y ORDENAMIENTO TERRITORIAL 2020-2032
EJES
EJE 1: Vida sana
EJE 2: Territorio ordenado

TEMÁTICA
Agua segura
OBJETIVO
Ampliar el acceso de las familias al agua segura.
"""


def test_the_question_of_a_document_is_answered_by_one_of_its_options() -> None:
    asked = read("ejes.txt", AXES.encode(), METHODOLOGY)
    (place,) = [n for n, question in enumerate(asked.questions) if question.options]
    theme = next(e for e in asked.snapshot.elements if e.text == "Agua segura")
    assert theme.parent is None
    made = applied(asked, [], [Answer(place, asked.questions[place].options[1])])
    assert made.element(made.element(theme.id).parent).text == "Territorio ordenado"  # type: ignore[union-attr]


def test_the_questions_of_a_real_document_find_what_they_ask_about(shared: Path) -> None:
    path = next((shared / "seeds").glob("002_*.txt"))
    asked = read(path.name, path.read_bytes())
    subjects = decisions.about(asked)
    assert len(subjects) == len(asked.questions) > 0
    assert all(subject is not None for subject in subjects)


def test_links_between_kept_things_stay() -> None:
    held = snapshot("""
        plans:
        - kind: pom
          title: Plan
          elements: [{id: p1, level: producto, text: Pozos.}, {id: p2, level: producto, text: Redes.}]
        links: [{kind: repeats, origin: element/p2, destination: element/p1}]
    """)
    assert [link.kind for link in applied(proposal(held), []).links] == [LinkKind.REPEATS]
