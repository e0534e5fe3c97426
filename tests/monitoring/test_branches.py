"""Trees: what is open, what is folded and counted, what findings mark, and that no circle holds anybody."""

from dataclasses import replace

from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.monitoring.branches import MOST, Branch, Tree
from ceiba.monitoring.marks import Marks, marked
from ceiba.monitoring.outline import outline
from tests.cast import valle_alto, with_elements


def tree(snapshot: Snapshot, current: str | None = None, plan: int = 0) -> Tree:
    """Return the tree of a plan with an element open."""
    return Tree("valle", outline(snapshot), Marks(), snapshot.plans[plan], snapshot.element(current))


def keys(rows: tuple[Branch, ...]) -> list[str]:
    """Return every row in sight."""
    return [key for row in rows for key in (row.key, *keys(row.children))]


def wide(count: int) -> Snapshot:
    """Return a plan with one axis and many objectives."""
    rows = "".join(f"- {{id: o{n}, level: objetivo, parent: e, text: Objetivo {n}.}}\n" for n in range(count))
    return with_elements(f"- {{id: e, level: eje, text: Agua}}\n{rows}")


def test_the_path_is_open_with_what_stands_beside_it_and_hangs_from_it() -> None:
    assert keys(tree(valle_alto()).rows()) == ["1", "2", "3"]
    shown = keys(tree(valle_alto(), "1.1.1").rows())
    assert set(shown) >= {"1", "1.1", "1.2", "1.1.1", "L1", "L2", "R1", "R2", "R3", "2", "3"}
    assert "L1a" not in shown


def test_what_is_folded_is_counted() -> None:
    rows = {row.key: row for row in tree(valle_alto()).rows()}
    below = list(outline(valle_alto()).branch(valle_alto().element("1")))
    assert rows["1"].hidden == len(below) - 1 > 0
    assert tree(valle_alto()).under(valle_alto().element("1")).hidden == 0


def test_of_many_beside_one_those_around_it_are_in_sight_and_the_rest_is_told() -> None:
    plan = wide(100)
    shown = tree(plan, "o70").rows()[0]
    assert len(shown.children) == MOST
    assert "o70" in keys(shown.children)
    assert shown.more.count == 100 - MOST


def test_an_element_under_another_plan_is_a_root_of_its_own() -> None:
    snapshot = valle_alto()
    here = outline(snapshot)
    for plan in snapshot.plans:
        seen = [element.id for root in here.roots(plan) for element in here.branch(root)]
        assert sorted(seen) == sorted(element.id for element in plan.elements if not element.withdrawn)


def test_a_circle_holds_nobody() -> None:
    sound = with_elements("- {id: a, level: eje, text: A}\n- {id: b, level: eje, text: B}")
    turned = tuple(replace(e, parent={"a": "b", "b": "a"}[e.id]) for e in sound.plans[0].elements)
    circle = replace(sound, plans=(replace(sound.plans[0], elements=turned),))
    here = outline(circle)
    first: Element = circle.element("a")
    assert [e.id for e in here.branch(first)] == ["a", "b"]
    assert here.line(first) == ()
    assert keys(tree(circle, "b").rows()) == ["a", "b"]


def test_findings_mark_their_branch_up_to_the_plan_with_the_gravest() -> None:
    rows = [("element/L1a", "notice", 2), ("indicator/i1", "error", 1), ("funding/f1", "warning", 1)]
    marks = marked(valle_alto(), rows)
    assert (marks.of("element/L1").worst, marks.of("element/L1").found) == ("notice", 2)
    assert (marks.of("element/R1").worst, marks.of("element/R1").found) == ("error", 1)
    assert (marks.of("element/1.1.1").worst, marks.of("element/1.1.1").found) == ("error", 3)
    assert marks.of("plan/pdmot").found == 3
    assert marks.of("funding/f1").found == 1
    assert marks.of("element/2").worst is None
