"""The measure of the corpora: what counts as read, as hung right, as measured right, and what confidence is worth."""

import pytest

from tests.corpora.scoring import Score, scored
from tests.corpora.truth import element, gold, indicator


def truth():
    found = gold()
    found["elements"] = [
        element("e1", "axis", "Agua segura", code="1"),
        element("e2", "objective", "Llevar agua a las aldeas", "e1"),
        element("e3", "action", "Construir el tanque de la loma", "e2"),
    ]
    found["indicators"] = [indicator("Viviendas con agua", "e2", baseline_value=40, target_value=80, target_year=2027)]
    return found


def read(*elements, indicators=()):
    return {"elements": list(elements), "indicators": list(indicators)}


def printed(found):
    """Return the truth as a reader would print it who made no mistake."""
    return {key: [{**row, "line": 1, "confidence": 0.9} for row in found[key]] for key in ("elements", "indicators")}


def test_what_is_read_as_it_is_scores_full():
    score = scored(truth(), printed(truth()))
    assert (score.f1, score.parents_right, score.f1_indicators) == (1.0, 1.0, 1.0)


def test_nothing_read_scores_nothing():
    score = scored(truth(), read())
    assert (score.f1, score.f1_indicators) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "kind", "right"),
    [
        ("EJE 1: AGUA SEGURA.", "axis", 1),
        ("Eje estratégico I – Agua segura", "theme", 1),
        ("Agua se- gura", "axis", 1),
        ("Agua turbia y lejana", "axis", 0),
        ("Agua segura", "objective", 0),
    ],
)
def test_labels_case_and_torn_words_are_folded_and_kinds_are_groups(text, kind, right):
    score = scored(truth(), read({"id": "x", "kind": kind, "text": text, "parent": None}))
    assert score.elements == [right, 3, 1]


def test_a_text_counts_once():
    again = [{"id": f"x{i}", "kind": "axis", "text": "Agua segura", "parent": None} for i in range(2)]
    assert scored(truth(), read(*again)).elements == [1, 3, 2]


def test_a_parent_is_right_over_what_was_not_matched():
    axis = {"id": "a", "kind": "axis", "text": "Agua segura", "parent": None}
    wrong = {"id": "b", "kind": "theme", "text": "Otra cosa", "parent": "a"}
    action = {"id": "c", "kind": "action", "text": "Construir el tanque de la loma", "parent": "b"}
    assert scored(truth(), read(axis, wrong, action)).parents == [2, 2]
    assert scored(truth(), read(axis, wrong, {**action, "parent": None})).parents == [1, 2]


def test_what_is_optional_is_neither_missed_nor_wrong():
    found = truth()
    found["elements"][2]["optional"] = True
    with_it, without = printed(truth()), printed(truth())
    without["elements"].pop()
    assert scored(found, with_it).elements == [2, 2, 2]
    assert scored(found, without).elements == [2, 2, 2]


@pytest.mark.parametrize(
    ("change", "right"), [({}, 1), ({"target_value": 80.0}, 1), ({"target_value": 81}, 0), ({"baseline_year": 2020}, 0)]
)
def test_indicators_need_every_number(change, right):
    seen = printed(truth())
    seen["indicators"][0] |= change
    assert scored(truth(), seen).indicators == [right, 1, 1]


def test_an_alternative_value_is_right_too():
    found = truth()
    found["indicators"][0]["target_value_alt"] = [0.8]
    seen = printed(truth())
    seen["indicators"][0]["target_value"] = 0.8
    assert scored(found, seen).indicators == [1, 1, 1]


def test_calibration_is_the_gap_between_confidence_and_what_held():
    sure = Score(weighed=[(0.9, True)] * 9 + [(0.9, False)])
    boastful = Score(weighed=[(0.9, True)] * 5 + [(0.9, False)] * 5)
    assert sure.calibration_error == pytest.approx(0.0)
    assert boastful.calibration_error == pytest.approx(0.4)


def test_lines_outside_the_labelled_ones_are_left_out():
    found = truth() | {"labelled_lines": [10, 20]}
    seen = read({"id": "x", "kind": "axis", "text": "Otra cosa", "parent": None, "line": 30})
    assert scored(found, seen).elements == [0, 3, 0]
