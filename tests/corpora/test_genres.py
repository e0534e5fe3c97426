"""The corpus of genres: a seed always gives the same documents, and what their truth says stands in their text."""

import re
import unicodedata
from collections import Counter
from functools import cache

import pytest

from tests.corpora.genres import GENRES, TRAP_EVERY, cases
from tests.corpora.truth import LISTS, Case

KINDS = (
    "axis theme objective strategic_objective operational_objective policy_objective unit_objective strategic_line "
    "action_line action activity result product"
).split()


@cache
def corpus() -> tuple[Case, ...]:
    """Return some documents of every genre."""
    return tuple(cases(7, 3 * len(GENRES)))


def folded(text: str) -> str:
    """Return the text without case, accents and punctuation."""
    text = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", text).split())


def genre(case: Case) -> str:
    """Return the genre that the features name."""
    return next(f for f in case.features if f.startswith("genre:")).removeprefix("genre:")


def interleaved(case: Case) -> bool:
    """Tell whether a text may be torn apart by its neighbour column or by a page turned within a table."""
    return bool({"layout", "panels", "table:layout", "pages"} & set(case.features))


def test_a_seed_gives_the_same_documents_and_another_seed_others() -> None:
    once, again, other = list(cases(7, 30)), list(cases(7, 30)), list(cases(8, 30))
    assert [(c.name, c.content, c.gold) for c in once] == [(c.name, c.content, c.gold) for c in again]
    assert not {c.content for c in once} & {c.content for c in other}


def test_no_two_documents_are_alike_and_every_genre_comes() -> None:
    assert len({c.content for c in corpus()}) == len(corpus())
    assert {genre(c) for c in corpus()} == {*GENRES, "traps"}
    assert len(GENRES) >= 24


def test_a_document_has_between_thirty_and_four_hundred_lines() -> None:
    for case in corpus():
        count = case.content.decode().count("\n")
        assert 30 <= count <= 400, case.name
        assert case.gold["labelled_lines"] == [1, count], case.name


@pytest.mark.slow
def test_one_in_twenty_is_a_trap_whose_truth_is_empty() -> None:
    traps = [c for c in corpus() if genre(c) == "traps"]
    assert len(traps) == len(corpus()) // TRAP_EVERY
    assert not any(case.gold[key] for case in traps for key in (*LISTS, "mission", "vision", "period"))


def test_the_text_of_every_element_stands_in_the_document() -> None:
    for case in corpus():
        text = folded(case.content.decode())
        words = Counter(text.split())
        for row in case.gold["elements"]:
            wanted = folded(row["text"])
            if interleaved(case):
                assert not Counter(wanted.split()) - words, (case.name, row)
            else:
                assert wanted in text, (case.name, row)


def test_parents_are_elements_that_stand_before() -> None:
    for case in corpus():
        seen: set[str] = set()
        for row in case.gold["elements"]:
            assert row["kind"] in KINDS
            assert row["parent"] is None or row["parent"] in seen, (case.name, row)
            seen.add(row["id"])
        assert all(row["element"] in seen for key in ("indicators", "alignment") for row in case.gold[key]), case.name


@pytest.mark.parametrize("key", ["baseline_year", "target_year"])
def test_no_year_is_invented(key: str) -> None:
    for case in corpus():
        text = case.content.decode()
        for row in case.gold["indicators"]:
            assert row[key] is None or str(row[key]) in text, (case.name, row)


def test_every_value_is_printed() -> None:
    for case in corpus():
        text = case.content.decode()
        plain = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text).replace(",", ".")
        told = genre(case) == "prose_plans"  # there numbers stand in words too
        for row in case.gold["indicators"]:
            for key in ("baseline_value", "target_value"):
                missing = key == "baseline_value" and None in row.get("baseline_value_alt", ())
                assert row[key] is None or told or missing or f"{row[key]:g}" in plain or f"{row[key]}" in plain, (
                    case.name,
                    row,
                )


def test_sums_say_what_was_computed_and_whether_it_agrees() -> None:
    totals = [row for case in corpus() for row in case.gold["totals"]]
    assert {row["agrees"] for row in totals} == {True, False}
    assert all(row["agrees"] == (abs(row["stated"] - row["computed"]) < 0.005) for row in totals)


def test_wide_headers_run_over_a_hundred_lines() -> None:
    for case in corpus():
        if genre(case) == "wide_headers":
            lines = case.content.decode().split("\n")
            body = min(row["line"] for row in case.gold["elements"])
            assert body > 100
            assert lines[body - 1].count("\t") > 30 or "\t" in lines[body - 1]
