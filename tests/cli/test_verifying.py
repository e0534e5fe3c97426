"""``ceiba verify``: good publications leave with 0, forged ones with 1, other files with 2, in words."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.exchange.test_publication import FINGERPRINT, FIRST, HEAD, OTHER, SECOND, TEXT, compose, header, parse


@pytest.fixture
def files(ceiba: Terminal) -> tuple[Path, Path]:
    return ceiba.file("1.txt", FIRST), ceiba.file("2.txt", SECOND)


def test_a_sound_chain_leaves_with_0_and_says_what_it_looked_at(ceiba: Terminal, files: tuple[Path, Path]) -> None:
    told = ceiba("verify", *files, "--expect", HEAD, "--key", FINGERPRINT)
    assert told.code == 0
    assert "NO VALE" not in told.out
    assert HEAD in told.out
    assert "Sigue a la publicación 1" in told.out
    assert "Corrige la 1: Meta 3 leía mal el acta" in told.out
    assert "Todo vale." in told.err


def test_without_a_known_hash_it_says_what_that_is_worth(ceiba: Terminal, files: tuple[Path, Path]) -> None:
    told = ceiba("verify", files[0])
    assert told.code == 0
    assert "sólido en sí mismo" in told.err


def test_a_forged_figure_leaves_with_1(ceiba: Terminal) -> None:
    forged = ceiba.file("3.txt", SECOND.replace(b"Inventada, invented", b"Mejorada, invented"))
    told = ceiba("verify", forged)
    assert told.code == 1
    assert "NO VALE: La firma" in told.out


def test_a_chain_written_anew_is_told_by_the_known_hash_and_key(ceiba: Terminal) -> None:
    first = compose(header(key=OTHER), TEXT, OTHER)
    second = compose(header(2, parse(first).digest, OTHER), TEXT, OTHER)
    forged = ceiba.file("1.txt", first), ceiba.file("2.txt", second)
    assert ceiba("verify", *forged).code == 0
    told = ceiba("verify", *forged, "--expect", HEAD, "--key", FINGERPRINT)
    assert told.code == 1
    assert "NO VALE: La huella" in told.out
    assert "NO VALE: La llave" in told.out


def test_another_order_leaves_with_1(ceiba: Terminal, files: tuple[Path, Path]) -> None:
    assert ceiba("verify", files[1], files[0]).code == 1


@pytest.mark.parametrize("content", [b"", b"hola\n", SECOND[:-1], bytes(range(256))])
def test_what_is_no_publication_leaves_with_2_and_a_sentence(ceiba: Terminal, content: bytes) -> None:
    told = ceiba("verify", ceiba.file("otro.txt", content))
    assert told.code == 2
    assert told.out == ""
    assert "otro.txt" in told.err
    assert "Traceback" not in told.err


def test_it_speaks_english(ceiba: Terminal, files: tuple[Path, Path]) -> None:
    told = ceiba("--lang", "en", "verify", *files)
    assert "Publication 2 of Municipalidad «Inventada»" in told.out
