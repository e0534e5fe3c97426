"""The corpora of layouts and damage: a seed gives the same documents, no two alike, and their truth is in them."""

import random
from collections import Counter

import pytest

from tests.corpora import damage, layouts
from tests.corpora.plans import random_plan
from tests.corpora.scoring import GROUP, folded
from tests.corpora.words import Words, frames

pytestmark = pytest.mark.slow

COUNT = 40


@pytest.mark.parametrize("corpus", [layouts, damage])
def test_a_seed_gives_the_same_documents_and_no_two_alike(corpus):
    first, second = (list(corpus.cases(7, COUNT)) for _round in range(2))
    assert first == second
    assert len({case.content for case in first}) == COUNT
    assert len({case.name for case in first}) == COUNT
    assert next(corpus.cases(8, 1)).content != first[0].content


@pytest.mark.parametrize("corpus", [layouts, damage])
def test_waves_can_be_had_apart_and_come_by_turns(corpus):
    for wave in (1, 2):
        assert all(f"wave:{wave}" in case.features for case in corpus.cases(5, 6, wave=wave))
    assert [f"wave:{1 + place % 2}" in case.features for place, case in enumerate(corpus.cases(5, 6))] == [True] * 6


@pytest.mark.parametrize("wave", [1, 2])
@pytest.mark.parametrize("corpus", [layouts, damage])
def test_the_truth_is_whole(corpus, wave):
    for case in corpus.cases(11, COUNT, wave=wave):
        ids = [e["id"] for e in case.gold["elements"]]
        assert ids
        assert len(set(ids)) == len(ids)
        assert {e["parent"] for e in case.gold["elements"]} <= {*ids, None}
        assert {e["kind"] for e in case.gold["elements"]} <= set(GROUP)
        assert {i["element"] for i in case.gold["indicators"]} <= set(ids)


@pytest.mark.parametrize("wave", [1, 2])
def test_all_that_the_truth_says_is_printed(wave):
    for place in range(3 * COUNT):
        case = layouts.case(random.Random(place), "plan", "html", wave)
        text = folded(case.content.decode().replace("&#x27;", "'"))
        for element in case.gold["elements"]:
            assert folded(element["text"]) in text, (place, element)
        for indicator in case.gold["indicators"]:
            assert folded(indicator["text"]) in text, (place, indicator)


def test_documents_differ_in_what_they_hold():
    features = Counter(f for corpus in (layouts, damage) for case in corpus.cases(3, 120) for f in case.features)
    assert len([f for f in features if f.startswith("injury:")]) > 30
    assert len([f for f in features if f.startswith("country:")]) > 10
    assert len([f for f in features if f.startswith("numbering:")]) > 12


def test_plans_have_two_to_six_levels():
    depths = set()
    for seed in range(80):
        plan = random_plan(random.Random(seed))
        parents = {node.id: parent for node, parent in plan.walk()}
        depths.add(max(_depth(node, parents) for node in parents))
    assert depths == {2, 3, 4, 5, 6}


def test_sentences_do_not_repeat():
    words = Words(random.Random(1))
    said = [words.of(kind, field) for kind in (*frames(), "name") for field in words.fields() for _i in range(12)]
    assert len(set(said)) == len(said)
    assert all(len(shapes) > 20 for kind, shapes in frames().items() if kind != "policy")


def _depth(node, parents):
    depth = 1
    while parents[node]:
        node, depth = parents[node], depth + 1
    return depth
