"""The flow drawn: bars and ribbons of one scale, few crossings, labels apart, small ones gathered, all in the table."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise, permutations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from ceiba.charts.flow import LINE, NARROW, WIDE, FlowNode, FlowRibbon, FlowWords, Shape, flow, folded, small_ones
from ceiba.charts.flow_order import OTHERS, Ribbon, columns, crossed, gathered, joined, sizes

WORDS = FlowWords(
    "Dinero <1>",
    ("Viene", "Va", "Naturaleza", "Monto"),
    {1: "inversión", 2: "funcionamiento", 3: "sin decir"},
    lambda count: f"Otros ({count})",
    lambda amount: f"Q{amount}",
)


def ribbon(source: str, destination: str, amount: int, part: int = 1) -> FlowRibbon:
    return FlowRibbon(source, destination, part, Decimal(amount), f"Q{amount}")


def nodes(keys: Sequence[str], loose: Sequence[str] = ()) -> list[FlowNode]:
    return [FlowNode(key, f"Nodo {key}", "Q1", f"/{key}/", key in loose) for key in keys]


ribbons = st.lists(
    st.builds(
        Ribbon,
        st.sampled_from("abcde"),
        st.sampled_from("vwxyz"),
        st.integers(1, 3),
        st.integers(1, 10**9).map(Decimal),
    ),
    min_size=1,
    max_size=14,
).map(lambda found: joined(found, frozenset(), frozenset()))


@over(ribbons)
def test_no_two_neighbours_would_cross_less_the_other_way_round(drawn: tuple[Ribbon, ...]) -> None:
    left, right = columns(drawn)
    best = crossed(left, right, drawn)
    for place in range(len(left) - 1):
        moved = [*left[:place], left[place + 1], left[place], *left[place + 2 :]]
        assert crossed(moved, right, drawn) >= best
    for place in range(len(right) - 1):
        moved = [*right[:place], right[place + 1], right[place], *right[place + 2 :]]
        assert crossed(left, moved, drawn) >= best


def test_what_can_be_drawn_without_a_crossing_is() -> None:
    drawn = [Ribbon(s, d, 1, Decimal(n)) for n, (s, d) in enumerate(["az", "by", "cx", "cw", "dv"], start=1)]
    left, right = columns(drawn)
    assert crossed(left, right, drawn) == 0
    worst = max(crossed("abcd", order, drawn) for order in permutations("vwxyz"))
    assert worst > 0


def test_the_last_stay_at_the_foot() -> None:
    drawn = [
        Ribbon("a", "sin meta", 1, Decimal(90)),
        Ribbon("b", "x", 1, Decimal(5)),
        Ribbon(OTHERS, "x", 1, Decimal(9)),
    ]
    left, right = columns(drawn, (), ("sin meta",))
    assert right == ("x", "sin meta")
    assert left[-1] == OTHERS


@over(ribbons, st.sets(st.sampled_from("abcde")), st.sets(st.sampled_from("vwxyz")))
def test_gathering_loses_no_cent(drawn: tuple[Ribbon, ...], sources: set[str], ends: set[str]) -> None:
    fewer = joined(drawn, frozenset(sources), frozenset(ends))
    whole = sum(r.amount for r in drawn)
    assert sum(sizes(fewer, of_sources=True).values()) == whole
    assert sum(sizes(fewer, of_sources=False).values()) == whole


def test_the_smallest_are_gathered_and_never_one_alone() -> None:
    known = {key: Decimal(n) for n, key in enumerate("abcdef")}
    assert gathered(known, [], 6) == frozenset()
    assert gathered(known, [], 5) == {"a", "b"}
    assert gathered(known, ["a"], 5) == frozenset()
    assert gathered(known, ["a"], 4) == {"b", "c"}


@settings(max_examples=40)
@over(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12), st.integers(1, 10**8)), min_size=1, max_size=40))
@pytest.mark.parametrize("shape", [WIDE, NARROW])
def test_bars_are_their_ribbons_and_words_never_overlap(shape: Shape, drawn: list[tuple[int, int, int]]) -> None:
    given = [ribbon(f"s{s}", f"d{d}", amount) for s, d, amount in drawn]
    ends = nodes(sorted({r.source for r in given})), nodes(sorted({r.destination for r in given}))
    chart = flow("g", *ends, given, WORDS, shape)
    assert chart is not None
    root = ET.fromstring(chart.svg)
    height = float(root.get("viewBox", "").split()[3])
    bars = [rect for rect in root.iter("rect") if (rect.get("class") or "").startswith("node")]
    for x in {rect.get("x") for rect in bars}:
        column = [rect for rect in bars if rect.get("x") == x]
        assert sum(float(rect.get("height", "0")) for rect in column) == pytest.approx(
            shape.money, abs=1.5 * len(column)
        )
        assert all(0 <= float(r.get("y", "")) <= height - float(r.get("height", "")) + 1 for r in column)
    for x in {span.get("x") for span in root.iter("tspan")}:
        lines = sorted(float(span.get("y", "")) for span in root.iter("tspan") if span.get("x") == x)
        assert all(below - above >= LINE - 0.2 for above, below in pairwise(lines))
        assert lines[-1] <= height + 4
    shown = {rect.get("x"): 0 for rect in bars}
    assert len(shown) == 2
    assert len(chart.table.rows) == len(given)


def test_the_table_has_what_the_drawing_gathers_and_what_is_below_zero() -> None:
    many = [ribbon("f", f"d{n:02d}", 100 - n) for n in range(14)]
    given = [*many, ribbon("g", "d00", -5, 2)]
    sources, ends = nodes(["f", "g"]), nodes([f"d{n:02d}" for n in range(14)])
    chart = flow("g", sources, ends, given, WORDS)
    assert chart is not None
    assert small_ones(given, ends, of_sources=False) == {f"d{n:02d}" for n in range(8, 14)}
    assert "Otros (6)" in chart.svg
    assert "Nodo d13</tspan>" not in chart.svg
    assert chart.table.rows[-2:] == (
        ("Nodo f", "Nodo d13", "inversión", "Q87"),
        ("Nodo g", "Nodo d00", "funcionamiento", "Q-5"),
    )


def test_natures_are_told_apart_without_colour_and_each_end_leads_to_its_list() -> None:
    given = [ribbon("a", "b", 1), ribbon("a", "b", 2, 2), ribbon("a", "nada", 3, 3)]
    chart = flow("g-1", nodes(["a"]), nodes(["b", "nada"], loose=["nada"]), given, WORDS)
    assert chart is not None
    root = ET.fromstring(chart.svg)
    assert [found.get("id") for found in root.iter("pattern")] == ["g-1-p1", "g-1-p2", "g-1-p3", "g-1-p4"]
    fills = {path.get("fill") for path in root.iter("path") if path.get("class") == "ribbon"}
    assert fills == {"url(#g-1-p1)", "url(#g-1-p2)", "url(#g-1-p3)"}
    assert [link.get("href") for link in root.iter("a")] == ["/a/", "/b/", "/nada/"]
    assert [rect.get("class") for rect in root.iter("rect") if rect.get("class")] == ["node", "node", "node loose"]
    assert root.get("role") == "group"
    assert next(root.iter("title")).text == "Dinero <1>"


def test_nothing_flows_where_nothing_is_above_zero() -> None:
    assert flow("g", nodes(["a"]), nodes(["b"]), [ribbon("a", "b", 0)], WORDS) is None
    assert flow("g", [], [], [], WORDS) is None


def test_the_same_flow_gives_the_same_bytes_whatever_its_order() -> None:
    given = [ribbon(s, d, n, n % 2 + 1) for n, (s, d) in enumerate(["ax", "ay", "bx", "cz", "cy"], start=1)]
    one = flow("g", nodes("abc"), nodes("xyz"), given, WORDS)
    other = flow("g", nodes("abc"), nodes("xyz"), given[::-1], WORDS)
    assert one is not None
    assert one == other


def test_long_names_stand_on_two_lines_and_are_cut_on_the_second() -> None:
    assert folded("Agua", Decimal(100)) == ["Agua"]
    first, second = folded("Viviendas con conexión domiciliar nueva de agua potable en aldeas", Decimal(160))
    assert first == "Viviendas con"
    assert second.endswith("…")
    assert folded("Otorrinolaringológicamente", Decimal(60)) == [folded("Otorrinolaringológicamente", Decimal(60))[0]]
