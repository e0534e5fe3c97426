"""Letters that came wrong into a document, put right before anything is read: one place for all formats.

Entities of pages («Educaci&oacute;n»), UTF-8 read as another encoding («EducaciÃ³n»), letters that were lost
(«Educaci?n»), letters joined or printed twice, rests of fields, and the numbers of lines at the margin.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ceiba.exchange.document import Document, Line

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[\da-fA-F]{2,5});")
_TYPED = "–—‘’“”•…€™º°"


def _misread(letter: str) -> str:
    """Return the letters that one makes whose UTF-8 is read byte by byte as Windows does."""
    raw = letter.encode()
    return "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in raw)


_WRONG = {_misread(letter): letter for letter in (*map(chr, range(0xA0, 0x100)), *_TYPED)}
_ENCODED = re.compile("|".join(map(re.escape, sorted(_WRONG, key=len, reverse=True))))
_HALF = re.compile(r"Ã\xad?(?=[a-z])|(?<=[a-z])Ã(?![A-Z])")  # of «í» the second byte shows nothing and gets lost
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_JOINED = re.compile("|".join(_LIGATURES))
_LOST = re.compile(
    r"(?<=[A-Za-zñÑ])[?\ufffd](?=[a-zñ])|(?<=[A-ZÑ])[?\ufffd](?=[A-ZÑ]{2})|(?<=[A-ZÑ]{2})[?\ufffd](?=[A-ZÑ])"
)
_LOST_ION = re.compile(r"(?<=[a-z]i)[?\ufffd](?=n\b)|(?<=[A-Z]I)[?\ufffd](?=N\b)")
_REST = re.compile(r"\s*(?:_x000[dDaA]_|#¡?(?:REF|VALOR|N/A|DIV/0)!|\{ ?(?:MERGEFIELD|PAGEREF|REF)\b[^{}]{0,60}\})")
_SPACED = re.compile(r"^(\W{0,4})((?:[^\W\d_] ){2,14}[^\W\d_])(?=\s)")
_SUSPECT = re.compile("[&ÃÂâﬀ-ﬄ?\ufffd{#]|_x000")
_MARGIN = re.compile(r"\s{0,6}(\d{1,5})(?:\s{3,}|\t\s*)(?=\S)")
_STEP, _MARGINS = 5, 4  # lines from one number at the margin to the next; numbers that make a margin
_TWICE = 8  # letters of a text that may be printed twice


def legible(document: Document) -> Document:
    """Return the document with the letters that came wrong put right; the same one where none did."""
    lines = _without_margin(tuple(_line(line) for line in document.lines))
    tables = tuple(
        replace(table, rows=tuple(tuple(replace(cell, text=mended(cell.text)) for cell in row) for row in table.rows))
        if any(_SUSPECT.search(cell.text) for row in table.rows for cell in row)
        else table
        for table in document.tables
    )
    return replace(document, lines=lines, tables=tables)


def mended(text: str) -> str:
    """Return a text whose wrong letters are right again."""
    if not _SUSPECT.search(text):
        return text
    text = _ENTITY.sub(lambda m: html.unescape(m[0]).replace("\xa0", " "), text)
    text = _ENCODED.sub(lambda m: _WRONG[m[0]].replace("\xa0", " "), text)
    text = _JOINED.sub(lambda m: _LIGATURES[m[0]], _HALF.sub("í", text))
    if "//" not in text:
        text = _LOST_ION.sub(lambda m: "ó" if m.string[m.start() - 1] == "i" else "Ó", text)
        text = _LOST.sub("", text)
    return _REST.sub("", text)


def _line(line: Line) -> Line:
    text = mended(line.text)
    if line.table is None:
        text = _SPACED.sub(_word, _once(text))
    return line if text == line.text else replace(line, text=text)


def _word(match: re.Match[str]) -> str:
    """Return «Eje» for «E j e»: small letters behind the first one, or all of them capitals."""
    word = match[2].replace(" ", "")
    return match[1] + word if word[1:].islower() or word.isupper() else match[0]


def _once(text: str) -> str:
    """Return a text that is printed over itself («EEjjee 11») once."""
    words = text.split()
    letters = sum(map(len, words))
    if letters < _TWICE or letters % 2 or text[:1] != text[1:2] or any(w[::2] != w[1::2] for w in words):
        return text
    if len(set(text.replace(" ", ""))) < _TWICE // 2:
        return text  # a rule of signs
    return " ".join(word[::2] for word in words)


def _without_margin(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Take off the numbers of the lines, where they stand at the margin of every fifth or tenth one."""
    found = {i: m for i, line in enumerate(lines) if line.table is None and (m := _MARGIN.match(line.text))}
    numbers = {i: int(m[1]) for i, m in found.items() if int(m[1]) % _STEP == 0}
    rising = [(a, b) for a, b in pairwise(numbers.items()) if a[1] < b[1] and (b[1] - a[1]) <= (b[0] - a[0]) + _STEP]
    if len(numbers) < _MARGINS or len(rising) < 0.9 * (len(numbers) - 1) or len(numbers) < 0.5 * len(found):
        return tuple(lines)
    return tuple(
        replace(line, text=line.text[found[i].end() :]) if i in numbers else line for i, line in enumerate(lines)
    )
