"""Rules on the chain: what peers have and one lacks, jumps, branches, circles, and what is said twice."""

import pytest

from ceiba.kernel.finding import Finding
from ceiba.kernel.plan import Element, Link, LinkKind, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.loader import load
from ceiba.rules.catalogue import rule_of
from ceiba.rules.engine import audit
from ceiba.rules.likeness import repeated, says_the_same, signed
from tests.cast import snapshot

TREE = """\
plans:
- kind: pei
  title: Plan de Valle Alto
  period: 2022..2026
  elements:
"""


def told(rule: str, text: str) -> list[Finding]:
    return list(audit(snapshot(text), (rule_of(rule),)).findings)


def subjects(rule: str, *lines: str, links: str = "") -> list[str]:
    return [f.subject for f in told(rule, TREE + "".join(f"  - {{{line}}}\n" for line in lines) + links)]


GOALS = [f"level: objetivo, code: O{n}, text: Objetivo {n}" for n in range(1, 5)]
RESULTS = [f"level: resultado, code: R{n}, parent: O{n}, text: Resultado {n}" for n in range(1, 4)]


def test_one_goal_without_result_where_the_others_have_one() -> None:
    assert subjects("L008", *GOALS, *RESULTS) == ["element/O4"]


def test_where_nobody_has_results_nobody_lacks_one() -> None:
    assert subjects("L008", *GOALS, RESULTS[0]) == []


def test_a_goal_whose_results_stand_in_another_plan_is_carried() -> None:
    link = "links:\n- {kind: contributes, origin: element/R1, destination: element/O4}\n"
    assert subjects("L008", *GOALS, *RESULTS, links=link) == []


def test_a_goal_with_lines_alone_lacks_the_result_of_the_others() -> None:
    line = "level: linea_estrategica, code: L1, parent: O4, text: Línea"
    (finding,) = told("L008", TREE + "".join(f"  - {{{x}}}\n" for x in (*GOALS, *RESULTS, line)))
    assert (finding.subject, finding.facts["reason"], finding.facts["missing"]) == ("element/O4", "level", "resultado")


def test_two_lines_more_or_less_are_no_custom() -> None:
    lines = [f"level: linea_estrategica, code: L{n}, parent: O1, text: Línea {n}" for n in range(3)]
    assert subjects("L008", GOALS[0], *lines, "level: linea_accion, code: A, parent: L0, text: Acción") == []


@pytest.mark.parametrize(
    ("links", "circle"),
    [
        ([("a", "b"), ("b", "a")], ("element/a",)),
        ([("b", "a")], ()),
        ([("a", "b"), ("b", "c"), ("c", "b")], ("element/b",)),
        ([("a", "a")], ("element/a",)),
        ([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")], ()),
    ],
)
def test_circles_of_contributions(links: list[tuple[str, str]], circle: tuple[str, ...]) -> None:
    elements = tuple(Element(name, "objetivo", f"Objetivo {name}") for name in "abcd")
    made = tuple(Link(LinkKind.CONTRIBUTES, f"element/{a}", f"element/{b}") for a, b in links)
    plan = Snapshot(load("base"), plans=(Plan("p", "pei", "Plan", elements=elements),), links=made)
    assert tuple(f.subject for f in audit(plan, (rule_of("L009"),)).findings) == circle


def test_a_long_chain_is_walked_without_recursion() -> None:
    elements = tuple(Element(f"e{n}", "objetivo", "Objetivo", parent=f"e{n - 1}" if n else None) for n in range(5000))
    plan = Snapshot(load("base"), plans=(Plan("p", "pei", "Plan", elements=elements),))
    assert not audit(plan, (rule_of("L009"),)).findings


def test_a_branch_that_others_take_is_no_jump() -> None:
    axes = ["level: eje, code: '1', text: Bienestar", "level: tematica, code: T1, parent: '1', text: Agua"]
    below = [
        f"level: objetivo, code: O{n}, parent: {p}, text: Objetivo {n}" for n, p in enumerate(("T1", "'1'", "'1'"))
    ]
    assert subjects("L010", *axes, *below) == []


def test_one_other_shows_the_way_whatever_the_levels_are_called() -> None:
    axes = ["level: eje, code: '1', text: Bienestar", "level: tematica, code: T1, parent: '1', text: Agua"]
    goals = [f"level: objetivo, code: O{n}, parent: T1, text: Objetivo {n}" for n in (1, 2)]
    lines = [f"level: linea_estrategica, code: L{n}, parent: {p}, text: Línea {n}" for n, p in ((1, "O1"), (2, "T1"))]
    assert subjects("L010", *axes, *goals, *lines) == ["element/L2"]


def test_codes_that_do_not_follow_their_parents_say_nothing() -> None:
    lines = ["level: eje, code: '1', text: Uno", "level: eje, code: '2', text: Dos"]
    lines += [f"level: tematica, code: '2.{n}', parent: '1', text: Tema {n}" for n in range(3)]
    assert subjects("L011", *lines) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ampliar la red de agua potable rural", "Ampliación de la red de aguas potables rurales", True),
        ("Ampliar la red de agua potable rural", "Ampliar la red de aguas potabels rural", True),
        ("Construir la escuela de la aldea Las Pilas", "Construir la escuela de la aldea El Mirador", False),
        ("Pavimentar la calle principal de zona 3", "Pavimentar la calle principal de zona 6", False),
        ("Agua segura", "AGUA SEGURA.", True),
        ("Agua segura", "Aguas seguras", False),
    ],
)
def test_what_says_the_same(one: str, other: str, same: bool) -> None:
    assert says_the_same(one, other) is same


def test_repetitions_point_at_the_first() -> None:
    texts = [
        ("a", "Ampliar la red de agua potable"),
        ("b", "Sembrar árboles"),
        ("c", "Ampliar la red de agua potable."),
    ]
    texts.append(("d", "Ampliar las red de agua potabel"))
    beside, known = signed((None, key, text) for key, text in texts), dict(texts)
    found = {key: repeated(None, key, text, beside, known.__getitem__) for key, text in texts}
    same = {key: (like.earlier, like.exact) for key, like in found.items() if like}
    assert same == {"c": ("a", True), "d": ("a", False)}


def test_texts_that_differ_in_one_word_share_a_pair() -> None:
    words = "construir puente peatonal hormigon sobre rio grande aldea norte".split()
    whole = " ".join(words)
    for place, word in enumerate(words):
        misspelt = whole.replace(word, word[0] + "x" + word[2:])
        longer = " ".join([*words[:place], "nuevo", *words[place:]])
        assert signed([(None, "a", whole), (None, "b", misspelt)])
        assert signed([(None, "a", whole), (None, "b", longer)])


def test_repeated_activities_of_different_products_are_routine() -> None:
    products = [f"level: producto, code: P{n}, text: Producto {n}" for n in (1, 2)]
    acts = [f"level: actividad, code: A{n}, parent: P{n}, text: Supervisar la obra con la comunidad" for n in (1, 2)]
    assert subjects("L012", *products, *acts) == []


def test_a_part_for_another_year_is_not_held_against_the_whole() -> None:
    text = TREE + (
        "  - {level: objetivo, code: O1, text: Agua}\n"
        "  - level: resultado\n    code: R1\n    parent: O1\n    text: Agua segura\n    indicators:\n"
        "    - {text: Viviendas con agua, measure_unit: viviendas, targets: {2024: 300, 2026: 800}}\n"
        "  - level: producto\n    code: P1\n    parent: R1\n    text: Red\n    indicators:\n"
        "    - {text: Viviendas con agua nueva, measure_unit: viviendas, targets: {2025: 700, 2026: 750}}\n"
    )
    assert told("L013", text) == []
    (finding,) = told("L013", text.replace("{2025: 700", "{2024: 301"))
    assert finding.facts["difference"] == 1
