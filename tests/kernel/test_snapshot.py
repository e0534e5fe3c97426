"""Look-ups of a snapshot agree with what it holds, for generated snapshots."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from ceiba.kernel.budget import BudgetLine, Share
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Link, LinkKind, Plan
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, Source, address
from tests.generated import INVENTED, snapshots


@pytest.mark.slow
@given(snapshots())
@settings(max_examples=25)
def test_look_ups_agree_with_the_parts(snapshot: Snapshot) -> None:
    elements = list(snapshot.elements)
    everything = [element for plan in snapshot.plans for element in plan.elements]
    for element in everything:
        assert snapshot.element(element.id) == element
        assert element in snapshot.plan_of(element).elements
        assert snapshot.children(element) == tuple(e for e in elements if e.parent == element.id)
        assert all(i.element == element.id for i in snapshot.indicators_of(element))
        assert snapshot.role(element) is not None
        above = snapshot.ancestors(element)
        assert [e.id for e in above[:1]] == ([element.parent] if element.parent else [])
    for plan in snapshot.plans:
        assert snapshot.plan(plan.id) == plan
        assert all(root.parent is None for root in snapshot.roots(plan))
    assert not any(element.withdrawn for element in elements)
    for indicator in snapshot.indicators:
        assert snapshot.indicator(indicator.id) == indicator
        assert snapshot.measurements_of(indicator) == tuple(
            m for m in snapshot.measurements if m.indicator == indicator.id
        )
    for link in snapshot.links:
        assert link in snapshot.links_from(link.origin)
        assert link in snapshot.links_to(link.destination, link.kind)
    for line in snapshot.budget_lines:
        assert all(line in snapshot.budget_lines_for(share.subject) for share in line.serves)


@given(snapshots())
@settings(max_examples=15)
def test_elements_are_written_parents_before_children_with_unique_identifiers(snapshot: Snapshot) -> None:
    seen: set[str] = set()
    for plan in snapshot.plans:
        for element in plan.elements:
            assert element.parent is None or element.parent in seen
            assert element.id not in seen
            seen.add(element.id)


def _snapshot() -> Snapshot:
    elements = (Element("a", "outcome", "A"), Element("b", "output", "B", parent="a", withdrawn=True))
    measured = (Indicator("i1", "a", "X"), Indicator("i2", "b", "Y"), Indicator("i3", None, "Z"))
    return Snapshot(
        INVENTED,
        plans=(Plan("p", "plan", "P", elements=elements, indicators=measured),),
        links=(
            Link(LinkKind.REPEATS, address("element", "a"), address("element", "b")),
            Link(LinkKind.EXECUTES, address("element", "a"), address("project", "p1")),
        ),
        budget_lines=(BudgetLine("b1", "1", serves=(Share("element/a", Decimal(1)), Share("element/a", Decimal(0)))),),
        projects=(Project("p1", "Puente"),),
        sources=(
            Source("element/a", "", Place(3), "A", 1),
            Source("element/a", "text", Place(4, 6), "A", 1),
        ),
    )


def test_withdrawn_elements_and_their_indicators_count_in_nothing() -> None:
    snapshot = _snapshot()
    assert [element.id for element in snapshot.elements] == ["a"]
    assert [indicator.id for indicator in snapshot.indicators] == ["i1", "i3"]
    withdrawn = snapshot.element("b")
    assert withdrawn is not None
    assert (snapshot.indicators_of(withdrawn), snapshot.children(snapshot.plans[0].elements[0])) == ((), ())
    assert snapshot.indicator("i2") is not None


def test_links_by_kind_and_what_is_not_there() -> None:
    snapshot = _snapshot()
    assert [link.kind for link in snapshot.links_from("element/a")] == [LinkKind.REPEATS, LinkKind.EXECUTES]
    assert [link.destination for link in snapshot.links_from("element/a", LinkKind.EXECUTES)] == ["project/p1"]
    assert snapshot.links_to("element/a") == ()
    assert snapshot.project("p1") == Project("p1", "Puente")
    assert len(snapshot.budget_lines_for("element/a")) == 1
    for look_up in (snapshot.element, snapshot.indicator, snapshot.project, snapshot.unit, snapshot.plan):
        assert look_up(None) is None
        assert look_up("nobody") is None
    stranger = Element("z", "level", "Z")
    assert snapshot.level(stranger) is None
    with pytest.raises(KeyError):
        snapshot.plan_of(stranger)


def test_a_field_without_a_place_of_its_own_has_that_of_its_thing() -> None:
    snapshot = _snapshot()
    own, thing = snapshot.source_of("element/a", "text"), snapshot.source_of("element/a", "code")
    assert own is not None
    assert thing is not None
    assert (str(own.place), str(thing.place), str(Place(cell="Hoja1!C14")), str(Place())) == (
        "4–6",
        "3",
        "Hoja1!C14",
        "—",
    )
    assert snapshot.source_of("element/nobody") is None


def test_ancestors_of_a_circle_end() -> None:
    circle = (Element("a", "outcome", "A", parent="b"), Element("b", "output", "B", parent="a"))
    snapshot = replace(_snapshot(), plans=(Plan("p", "plan", "P", elements=circle),))
    assert [element.id for element in snapshot.ancestors(circle[0])] == ["b"]
