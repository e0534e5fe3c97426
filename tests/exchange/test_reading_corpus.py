"""A hundred generated documents of known truth over every corpus: reading must not fall below what it reached.

``make bench NAME=reading_corpus`` reads two thousand of them and says where it fails.
"""

import importlib

import pytest

from ceiba.exchange.reader import UnusableDocument, read
from ceiba.exchange.writers.reading_json import write
from tests.corpora.scoring import Score, scored
from tests.corpora.truth import gold

pytestmark = pytest.mark.slow

# Elements, parents, indicators: a little under what a chunk of ten documents reaches today at worst.
# The second waves of layouts and damage were written without a look at the reader and have floors of their own.
FLOORS = {
    ("layouts", 1): (0.92, 0.82, 0.80),
    ("damage", 1): (0.70, 0.80, 0.80),
    ("layouts", 2): (0.78, 0.78, 0.35),
    ("damage", 2): (0.61, 0.58, 0.55),
    ("genres", None): (0.70, 0.88, 0.30),
}
CHUNK = 10


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("corpus", "wave"), FLOORS)
def test_generated_documents_are_read(corpus, wave, seed):
    total = Score()
    for case in importlib.import_module(f"tests.corpora.{corpus}").cases(seed, CHUNK, wave=wave):
        try:
            prediction = write(read(case.name, case.content))
        except UnusableDocument:
            prediction = gold()
        total.add(scored(case.gold, prediction))
    elements, parents, indicators = FLOORS[corpus, wave]
    assert total.documents == CHUNK
    assert total.f1 >= elements
    assert total.parents_right >= parents
    assert total.f1_indicators >= indicators
