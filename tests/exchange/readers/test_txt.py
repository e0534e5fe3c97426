"""Bytes become lines, whatever the encoding; what is no text is turned away in Spanish with a way out."""

import pytest

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers import txt

SENTENCE = "Año de la niñez: atención a la población"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_and_plain_unicode(encoding: str) -> None:
    document = txt.read("plan.txt", SENTENCE.encode(encoding))
    assert [line.text for line in document.lines] == [SENTENCE]
    assert document.notes == ()


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_one_byte_encodings_are_read_and_noted(encoding: str) -> None:
    document = txt.read("plan.txt", SENTENCE.encode(encoding))
    assert document.lines[0].text == SENTENCE
    assert len(document.notes) == 1
    assert "UTF-8" in document.notes[0]


def test_lines_are_split_at_line_feeds_only() -> None:
    document = txt.read("plan.txt", "uno\r\ndos\x0ctres\u2028cuatro\n\ncinco".encode())
    assert [(line.number, line.text) for line in document.lines] == [
        (1, "uno"),
        (2, "dos tres cuatro"),
        (3, ""),
        (4, "cinco"),
    ]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "vacío"),
        (b" \n\t\n", "vacío"),
        ("\u00a0\n\u00a0".encode(), "espacios"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "binario"),
        (bytes(range(256)) * 20, "binario"),
        (b"\xff\xfea", "dañada"),
    ],
)
def test_what_is_no_text_is_turned_away_with_the_file_named(content: bytes, word: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        txt.read("plan.txt", content)
    assert "plan.txt" in str(refusal.value)
    assert word in str(refusal.value)
