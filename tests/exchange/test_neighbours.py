"""Which sentences of two lists are compared at all."""

from ceiba.exchange.neighbours import neighbours


def test_a_reworded_sentence_is_compared_wherever_it_moved() -> None:
    old = [f"{chr(97 + i % 26)} oración número {i}" for i in range(200)]
    new = [*old[1:], f"{old[0]} con una cola"]
    assert (0, len(new) - 1) in neighbours(old, new)


def test_the_pairs_grow_with_the_sentences_and_not_with_their_square() -> None:
    texts = [f"{i * 7919 % 1000:04d} texto" for i in range(1000)]
    assert len(neighbours(texts, texts)) < 60 * len(texts)


def test_nothing_is_compared_with_nothing() -> None:
    assert neighbours([], ["uno"]) == set() == neighbours(["uno"], [])
