"""Sixty generated documents of known truth, over every corpus and format: reading must not fall below what it reached.

``make bench NAME=reading_corpus`` reads two thousand of them and says where it fails.
"""

import importlib

import pytest

from ceiba.exchange.reader import UnusableDocument, read
from ceiba.exchange.writers.reading_json import write
from tests.corpora.scoring import Score, scored
from tests.corpora.truth import gold

# Elements, parents, indicators: a little under what a chunk of ten documents reaches today at worst.
FLOORS = {
    "layouts": (0.92, 0.82, 0.80),
    "damage": (0.70, 0.80, 0.80),
    "genres": (0.70, 0.88, 0.30),
}
CHUNK = 10


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("corpus", FLOORS)
def test_generated_documents_are_read(corpus, seed):
    total = Score()
    for case in importlib.import_module(f"tests.corpora.{corpus}").cases(seed, CHUNK):
        try:
            prediction = write(read(case.name, case.content))
        except UnusableDocument:
            prediction = gold()
        total.add(scored(case.gold, prediction))
    elements, parents, indicators = FLOORS[corpus]
    assert total.documents == CHUNK
    assert total.f1 >= elements
    assert total.parents_right >= parents
    assert total.f1_indicators >= indicators
