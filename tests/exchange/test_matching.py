"""A document that comes in again doubles nothing, and shows what it would change and nothing else."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.exchange import matching
from ceiba.exchange.decisions import things, without
from ceiba.exchange.differences import Change, Differences, differences, merged, withdrawn
from ceiba.exchange.examples import content, names
from ceiba.exchange.matching import Matching, matched
from ceiba.exchange.reader import read
from ceiba.kernel.indicator import Accumulation, Target
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import Value
from ceiba.methodologies.loader import load
from tests import generated
from tests.cast import METHODOLOGY, snapshot, valle_alto, with_elements
from tests.exchange.plan_strategies import snapshots

TREE = """
    - {id: o1, level: objetivo, code: '1', text: Ampliar el acceso de las familias al agua segura.}
    - {id: r1, level: resultado, code: '1.1', parent: o1, text: Para 2032 aumentan las viviendas con agua., weight: 40}
    - {id: r2, level: resultado, code: '1.2', parent: o1, text: Para 2032 bajan los cortes de agua., weight: 60}
    - {id: o2, level: objetivo, code: '2', text: Mejorar los caminos que unen las aldeas.}
    - {id: r3, level: resultado, code: '2.1', parent: o2, text: Para 2032 se pavimentan treinta kilómetros.}
"""


def apart(held: Snapshot, mark: str = "x") -> Snapshot:
    """Return the snapshot with other identifiers, as another reading of the same document would give them."""
    fresh = matched(held, held).keys
    turned = {subject: f"{subject}{mark}" for subject in fresh}
    return matching._renamed(held, turned)


def compared(current: Snapshot, proposed: Snapshot) -> tuple[Matching, Differences]:
    """Return the matching and what it would change."""
    pairing = matched(current, proposed)
    return pairing, differences(current, pairing.snapshot)


def is_the_same(current: Snapshot, proposed: Snapshot) -> None:
    """Fail where the proposal would change anything."""
    pairing, found = compared(current, proposed)
    assert found.is_empty
    assert found.missing == ()
    assert len(found.same) == len(list(things(proposed)))
    assert dict(things(pairing.snapshot)).keys() == dict(things(current)).keys()


FEW = settings(max_examples=25)  # a whole snapshot takes long to draw


@pytest.mark.slow
@FEW
@given(snapshots(load(METHODOLOGY)))
def test_a_snapshot_is_itself(held: Snapshot) -> None:
    pairing, found = compared(held, held)
    assert pairing.snapshot == held
    assert all(old == new for old, new in pairing.keys.items())
    assert pairing.standing == set(pairing.keys.values())
    assert found.is_empty
    assert found.missing == ()


@pytest.mark.slow
@FEW
@given(generated.snapshots())
def test_a_plan_of_the_kernel_is_itself_however_it_is_numbered(held: Snapshot) -> None:
    pairing, found = compared(held, apart(held))
    assert [c for c in found.changed if c.field not in ("parent", "element")] == []
    assert len(found.new) == len(found.missing) == 0
    assert sorted(pairing.keys.values()) == sorted(subject for subject, _thing in things(held))


@pytest.mark.slow
@FEW
@given(snapshots(load(METHODOLOGY)), snapshots(load(METHODOLOGY)))
def test_any_two_snapshots_are_matched_one_to_one(current: Snapshot, proposed: Snapshot) -> None:
    pairing, found = compared(current, proposed)
    there = [subject for subject, _thing in things(pairing.snapshot)]
    assert sorted(there) == sorted(pairing.keys.values())
    assert len(set(there)) == len(there)
    assert pairing.standing <= {subject for subject, _thing in things(current)}
    assert set(found.new) == set(there) - pairing.standing
    whole = merged(current, pairing.snapshot)
    again = matched(whole, pairing.snapshot)
    assert differences(whole, again.snapshot).new == ()
    for plan in whole.plans:
        for element in plan.elements:
            assert element not in whole.ancestors(element)


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_the_examples_come_in_twice_and_change_nothing(name: str) -> None:
    held = read(name, content(name)).snapshot
    is_the_same(held, apart(held))


@pytest.mark.slow
def test_the_seeds_come_in_twice_and_change_nothing(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        held = read(path.name, path.read_bytes()).snapshot
        is_the_same(held, apart(held))


def test_one_changed_sentence_shows_exactly_that_change() -> None:
    text = content("valle-alto.txt").decode()
    current = read("plan.txt", text.encode()).snapshot
    lines = {line.strip("-• ") for line in text.splitlines()}
    once = next(e for e in current.elements if e.text in lines and text.count(e.text) == 1 and len(e.text) > 50)
    changed = text.replace(once.text, once.text.rstrip(".") + " y aldeas.")
    _matching, found = compared(current, apart(read("plan.txt", changed.encode()).snapshot))
    assert found.new == found.missing == ()
    (change,) = found.changed
    assert (change.subject, change.field, change.before) == (address("element", once.id), "text", once.text)
    assert str(change.after).endswith(" y aldeas.")


def test_a_sentence_put_in_between_is_the_only_new_one() -> None:
    current = with_elements(TREE)
    inserted = TREE.replace(
        "    - {id: r2, level: resultado, code: '1.2'",
        "    - {id: n1, level: resultado, code: '1.2', parent: o1, text: Para 2030 se siembran árboles.}\n"
        "    - {id: r2, level: resultado, code: '1.3'",
    )
    _matching, found = compared(current, apart(with_elements(inserted)))
    assert len(found.new) == 1
    assert found.changed == (Change("element/r2", "code", "1.2", "1.3"),)
    assert found.missing == ()


def test_a_thing_under_another_parent_is_the_same_thing_moved() -> None:
    current = with_elements(TREE)
    _matching, found = compared(current, with_elements(TREE.replace("'2.1', parent: o2", "'2.1', parent: o1")))
    assert found.changed == (Change("element/r3", "parent", "o2", "o1"),)


def test_two_equal_sentences_are_told_apart_by_what_they_hang_from() -> None:
    text = """
        - {id: a, level: objetivo, text: Agua para todas las aldeas.}
        - {id: b, level: objetivo, text: Caminos para todas las aldeas.}
        - {id: c, level: linea_estrategica, parent: a, text: Capacitar al personal.}
        - {id: d, level: linea_estrategica, parent: b, text: Capacitar al personal.}
    """
    current = with_elements(text)
    turned = with_elements("""
        - {id: a, level: objetivo, text: Caminos para todas las aldeas.}
        - {id: b, level: objetivo, text: Agua para todas las aldeas.}
        - {id: c, level: linea_estrategica, parent: a, text: Capacitar al personal.}
        - {id: d, level: linea_estrategica, parent: b, text: Capacitar al personal.}
    """)
    pairing, found = compared(current, turned)
    assert found.is_empty
    assert pairing.keys["element/c"] == "element/d"


def test_new_things_get_keys_of_their_own_and_are_named_by_them() -> None:
    current = with_elements(TREE)
    other = with_elements("""
        - {id: o1, level: objetivo, text: Proteger los bosques de la montaña.}
        - {id: r1, level: resultado, parent: o1, text: Para 2030 hay cien hectáreas cuidadas.}
    """)
    pairing, found = compared(current, other)
    assert found.new == ("element/o1-2", "element/r1-2")
    assert pairing.snapshot.element("r1-2").parent == "o1-2"  # type: ignore[union-attr]
    assert len(found.missing) == 5
    whole = merged(current, pairing.snapshot)
    assert {e.id for e in whole.elements} == {"o1", "r1", "r2", "o2", "r3", "o1-2", "r1-2"}


def test_a_plan_of_another_year_is_another_plan() -> None:
    this, following = (
        snapshot(f"""
            plans:
            - kind: poa
              title: POA
              period: {year}
              elements: [{{id: p1, level: producto, text: Pozos perforados.}}]
        """)
        for year in (2024, 2025)
    )
    pairing, found = compared(this, following)
    assert set(found.new) == {"plan/poa-2", "element/p1-2"}
    assert found.missing == ()
    assert len(merged(this, pairing.snapshot).plans) == 2


@pytest.mark.parametrize(
    ("title", "period", "same"),
    [
        ("Plan Operativo Anual", "2024", True),
        ("Cualquier otro título, con el nombre del pueblo", "2024", False),
        ("POA 2024", "2024", True),
        ("POA", "2025", False),
    ],
)
def test_when_two_plans_of_one_kind_are_one(title: str, period: str, same: bool) -> None:
    current = snapshot("plans: [{kind: poa, title: Plan de trabajo de la alcaldía, period: 2024}]")
    proposed = snapshot(f"plans: [{{kind: poa, title: '{title}', period: {period}}}]")
    assert bool(matched(current, proposed).standing) is same


MEASURED = """
    plans:
    - kind: pei
      title: PEI
      elements: [{id: r1, level: resultado, text: Viviendas con agua., unit: u1}]
      indicators:
      - id: i1
        element: r1
        text: Viviendas con agua segura
        accumulation: sum
        targets: {2024: 10, 2025: 20}
    units: [{id: u1, name: Aguas}]
"""


def test_where_the_document_is_silent_the_plan_keeps_its_own() -> None:
    silent = snapshot("""
        plans:
        - kind: pei
          title: PEI
          elements: [{id: e1, level: resultado, text: Viviendas con agua.}]
          indicators: [{id: i9, element: e1, text: Viviendas con agua segura, targets: {2025: 25, 2026: 30}}]
    """)
    current = snapshot(MEASURED)
    pairing, found = compared(current, silent)
    kept = pairing.snapshot.indicator("i1")
    assert kept is not None
    assert kept.accumulation is Accumulation.SUM
    assert pairing.snapshot.element("r1").unit == "u1"  # type: ignore[union-attr]
    assert kept.targets == tuple(
        Target(Value(Decimal(amount)), Period.of_year(year)) for year, amount in ((2024, 10), (2025, 25), (2026, 30))
    )
    assert [(change.subject, change.field) for change in found.changed] == [("indicator/i1", "targets")]


def test_what_was_corrected_in_the_plan_is_not_undone_by_the_same_document() -> None:
    document = read("plan.txt", content("valle-alto.txt")).snapshot
    plan = next(p for p in document.plans if p.indicators)
    mended = (replace(plan.indicators[0], text="Dicho de otro modo", targets=()), *plan.indicators[1:])
    reworded = tuple(replace(e, text=f"{n}. Otra frase.", weight=Decimal(n)) for n, e in enumerate(plan.elements))
    edited = replace(plan, indicators=mended, elements=reworded)
    current = replace(document, plans=tuple(edited if p is plan else p for p in document.plans))
    pairing, found = compared(current, apart(document))
    assert found.new == found.missing == ()
    assert {c.field for c in found.changed} <= {"targets"}
    assert pairing.snapshot.plan(plan.id).elements == reworded  # type: ignore[union-attr]


def test_what_the_document_says_otherwise_now_goes_before_what_the_plan_had() -> None:
    text = content("valle-alto.txt").decode()
    current = read("plan.txt", text.encode()).snapshot
    changed = read("plan.txt", text.replace("2032", "2033").encode()).snapshot
    _pairing, found = compared(current, apart(changed))
    assert found.changed
    assert all("2033" in repr(c.after) or c.field in ("targets", "period") for c in found.changed)


def test_what_a_person_emptied_is_empty() -> None:
    current = snapshot(MEASURED)
    plan = current.plans[0]
    emptied = replace(current, plans=(replace(plan, elements=(replace(plan.elements[0], unit=None),)),))
    assert differences(current, matched(current, emptied).snapshot).is_empty
    said = matched(current, emptied, {("element/r1", "unit")})
    assert differences(current, said.snapshot).changed == (Change("element/r1", "unit", "u1", None),)


def test_what_was_withdrawn_does_not_come_back_with_its_document() -> None:
    document = with_elements(TREE)
    current = withdrawn(document, ["o1"])
    assert [element.id for element in current.elements] == ["o2", "r3"]
    pairing, found = compared(current, document)
    assert found.is_empty
    assert [element.id for element in merged(current, pairing.snapshot).elements] == ["o2", "r3"]


def test_what_was_rejected_stays_as_the_plan_has_it() -> None:
    current = with_elements(TREE)
    pairing = matched(current, with_elements(TREE.replace("cortes", "apagones")))
    left = without(pairing.snapshot, {"element/r2"}, pairing.standing)
    found = differences(current, left, {"element/r2"})
    assert found.is_empty
    assert found.missing == ()
    assert merged(current, left) == current


def test_silence_never_closes_a_ring() -> None:
    current = with_elements("""
        - {id: b, level: objetivo, text: Caminos para todas las aldeas.}
        - {id: a, level: linea_estrategica, parent: b, text: Agua para todas las aldeas.}
    """)
    turned = with_elements("""
        - {id: a, level: linea_estrategica, text: Agua para todas las aldeas.}
        - {id: b, level: objetivo, parent: a, text: Caminos para todas las aldeas.}
    """)
    whole = merged(current, matched(current, turned).snapshot)
    assert {element.id: element.parent for element in whole.elements} in ({"a": None, "b": "a"}, {"a": "b", "b": None})


def test_money_and_projects_are_found_again() -> None:
    current = replace(valle_alto(), sources=())
    rewritten = replace(
        apart(current), projects=tuple(replace(p, name=f"{p.name} (fase 1)") for p in apart(current).projects)
    )
    _matching, found = compared(current, rewritten)
    assert found.new == ()
    assert {change.field for change in found.changed} == {"name"}
    assert len(found.changed) == len(current.projects)


def test_merging_with_itself_changes_nothing() -> None:
    held = valle_alto()
    whole = merged(held, matched(held, apart(held)).snapshot)
    assert whole == held


def many(count: int) -> Snapshot:
    """Return a plan of so many elements, all under one parent and without codes."""
    rows = "".join(
        f"- {{id: e{n}, level: linea_accion, parent: o1, text: 'Acción {n} de la oficina {n * 7919 % count}.'}}\n"
        for n in range(count)
    )
    return with_elements("- {id: o1, level: objetivo, text: Hacer todo.}\n" + rows)


def test_comparing_stays_linear_where_every_sentence_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    ratio = matching.fuzz.ratio

    def counted(*texts: str, score_cutoff: float) -> float:
        calls.append(1)
        return float(ratio(*texts, score_cutoff=score_cutoff))

    monkeypatch.setattr(matching.fuzz, "ratio", counted)
    costs = []
    for count in (200, 400):
        calls.clear()
        held = many(count)
        plan = held.plans[0]
        reworded = tuple(replace(e, text=f"{e.text} Hoy.") if e.parent else e for e in plan.elements)
        found = matched(held, apart(replace(held, plans=(replace(plan, elements=reworded),))))
        assert len(found.standing) == count + 2
        costs.append(len(calls))
    assert costs[1] <= 2.2 * costs[0]


@pytest.mark.slow
@FEW
@given(st.data())
def test_withdrawing_takes_along_what_hangs(data: st.DataObject) -> None:
    held = data.draw(snapshots(load(METHODOLOGY)))
    every = [element.id for plan in held.plans for element in plan.elements]
    if every:
        going = data.draw(st.sampled_from(every))
        left = withdrawn(held, [going])
        assert going not in {element.id for element in left.elements}
        for plan in left.plans:
            for element in plan.elements:
                if element.parent == going:
                    assert element.withdrawn
        assert {address("element", e) for e in every} == {s for s, _t in things(left) if s.startswith("element/")}


def test_a_document_of_the_plan_that_was_written_by_hand_doubles_nothing() -> None:
    current = valle_alto()
    proposed = read("valle-alto.txt", content("valle-alto.txt")).snapshot
    found = matched(current, proposed)
    told = differences(current, found.snapshot)
    assert [subject for subject in told.new if subject.startswith(("project/", "funding/", "total/"))] == []
    assert [change for change in told.changed if change.field in ("alignments", "baseline")] == []
    kept = [i for i in found.snapshot.indicators if f"indicator/{i.id}" in found.standing]
    assert len(kept) > 5
    assert [i.baseline for i in kept] == [current.indicator(i.id).baseline for i in kept]


def test_capital_letters_and_blanks_are_no_difference_and_an_accent_is_one() -> None:
    current = with_elements("- {id: a, level: eje, text: Mas agua}", "pdmot")
    for text, count in (("MAS  AGUA", 0), ("Más agua", 1)):
        proposed = with_elements(f"- {{id: a, level: eje, text: {text}}}", "pdmot")
        assert len(differences(current, matched(current, proposed).snapshot).changed) == count
