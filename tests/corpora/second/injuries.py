"""Further things that happen to the text of plans: wrong letters, rests of codes, stamps. The truth stays.

An injury returns False where the document has nothing that it could strike, as in ``tests.corpora.injuries``.
"""

import random
import re
from collections.abc import Callable
from html.entities import codepoint2name

from tests.corpora.pieces import Piece, Sheaf

STAMPS = ("BORRADOR", "COPIA NO CONTROLADA", "DOCUMENTO EN CONSULTA", "Folio 0231", "Firma y sello")
EDGES = ("--- Página {} ---", "========== {} ==========", "[Página {}]", "{}/60")
MISREAD = (("rn", "m"), ("ci", "d"), ("í", "i"), ("ó", "6"), ("l", "1"), ("o", "0"), ("m", "rn"), ("é", "e"),
           ("u", "ii"), ("h", "b"), ("ñ", "n"), ("S", "5"), ("t", "f"))  # fmt: skip
LIGATURES = (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
LABEL = re.compile(r"[A-ZÁÉÍÓÚa-záéíóúñ]+(?= )")
ACCENTED = "áéíóúñÁÉÍÓÚÑü«»"


def misread_letters(sheaf: Sheaf) -> bool:
    """Read a letter of some words as another one that looks like it, as a scanner does."""
    share = 0.03 * sheaf.force

    def misread(word: str) -> str:
        found = [pair for pair in MISREAD if pair[0] in word[1:]]
        if len(word) < 6 or not word.isalpha() or not found or sheaf.rng.random() > share:
            return word
        old, new = sheaf.rng.choice(found)
        return word[0] + word[1:].replace(old, new, 1)

    return _each_word(sheaf, misread)


def ligatures(sheaf: Sheaf) -> bool:
    """Print fi, fl and ffi as one letter each."""

    def joined(word: str) -> str:
        for two, one in LIGATURES:
            word = word.replace(two, one)
        return word

    return _each_word(sheaf, joined)


def entities(sheaf: Sheaf) -> bool:
    """Print the accented letters of some paragraphs and cells as a page's source has them: «Educaci&oacute;n»."""

    def coded(text: str) -> str:
        return "".join(f"&{codepoint2name[ord(c)]};" if c in ACCENTED else c for c in text).replace(" y ", "&nbsp;y ")

    return _some_texts(sheaf, coded, 0.25)


def wrong_encoding(sheaf: Sheaf) -> bool:
    """Print the accented letters of some paragraphs and cells as two: «EducaciÃ³n»."""

    def wrong(text: str) -> str:
        return "".join(c.encode().decode("cp1252", errors="ignore") if c in "áéóúñüÉÓÚÑ" else c for c in text)

    return _some_texts(sheaf, wrong, 0.3)


def lost_letters(sheaf: Sheaf) -> bool:
    """Print the accented letters of some paragraphs and cells as a sign of question, or as a black diamond."""
    sign = sheaf.rng.choice("?\ufffd")
    return _some_texts(sheaf, lambda text: "".join(sign if c in "áéíóúñÁÉÍÓÚÑü" else c for c in text), 0.12)


def spaced_labels(sheaf: Sheaf) -> bool:
    """Print the first word of headings with a blank between its letters: «E J E 1: Agua»."""
    found = [i for i in sheaf.text() if sheaf.pieces[i].role == "heading" and LABEL.match(sheaf.pieces[i].lines[0])]
    for i in sheaf.some(found, 0.3):
        lines = sheaf.pieces[i].lines
        lines[0] = LABEL.sub(lambda m: " ".join(m.group()) + " ", lines[0], count=1)
    return bool(found)


def doubled_letters(sheaf: Sheaf) -> bool:
    """Print every letter of some headings twice, as where bold was made by printing over."""
    found = [i for i in sheaf.text() if sheaf.pieces[i].role in ("heading", "title")]
    for i in sheaf.some(found, 0.2):
        piece = sheaf.pieces[i]
        piece.lines = ["".join(c * 2 if c != " " else c for c in line) for line in piece.lines]
    return bool(found)


def cut_by_pages(sheaf: Sheaf) -> bool:
    """Cut paragraphs in the middle of a word at the end of a page, with the edges of the pages between."""
    found = [i for i in sheaf.text() if sheaf.pieces[i].is_long]
    edge = sheaf.rng.choice(EDGES)
    for i in sheaf.some(found, 0.06):
        piece = sheaf.pieces[i]
        place = sheaf.rng.randint(1, len(piece.lines) - 1)
        word = piece.lines[place].split(" ")[0]
        page = ["", edge.format(sheaf.page), *sheaf.edge()[-1:], ""]
        if len(word) > 6 and word.isalpha():
            piece.lines[place - 1] += f" {word[:3]}-"
            piece.lines[place] = piece.lines[place][3:]
        piece.lines[place:place] = page
    return bool(found)


def aired_lines(sheaf: Sheaf) -> bool:
    """Print a stretch with a blank line after every printed line."""
    found = list(sheaf.text())
    if len(found) < 6:
        return False
    start = sheaf.rng.randrange(len(found) - 4)
    for i in found[start : start + 6 * sheaf.force]:
        piece = sheaf.pieces[i]
        piece.lines = [part for line in piece.lines for part in (line, "")][:-1]
        piece.gap = True
    return True


def stamps(sheaf: Sheaf) -> bool:
    """Print a stamp or a watermark between the lines of paragraphs."""
    stamp = sheaf.rng.choice(STAMPS)
    found = [i for i in sheaf.text() if sheaf.pieces[i].is_long]
    for i in sheaf.some(found, 0.07):
        lines = sheaf.pieces[i].lines
        lines.insert(sheaf.rng.randint(1, len(lines) - 1), stamp)
    return bool(found)


def line_numbers(sheaf: Sheaf) -> bool:
    """Print the number of every fifth line at its margin."""
    count = 0
    for piece in sheaf.pieces:
        for place, line in enumerate(piece.lines):
            count += 1
            if count % 5 == 0 and line:
                piece.lines[place] = f"{count:>4}     {line}"
    return True


def narrow_headings(sheaf: Sheaf) -> bool:
    """Break headings and labels after one to three words, wherever that is."""
    found = [i for i in sheaf.text() if sheaf.pieces[i].role in ("heading", "label")]
    struck = False
    for i in sheaf.some(found, 0.25):
        piece = sheaf.pieces[i]
        words = " ".join(piece.lines).split(" ")
        if len(words) > 4:
            size = sheaf.rng.randint(2, 3)
            piece.lines = [" ".join(words[k : k + size]) for k in range(0, len(words), size)]
            piece.gap = struck = True
    return struck


def initials_apart(sheaf: Sheaf) -> bool:
    """Print the first letter of paragraphs apart, as of a great initial: «F ortalecer»."""
    found = [i for i in sheaf.text() if sheaf.pieces[i].role == "body" and sheaf.pieces[i].lines[0][:1].isupper()]
    found = [i for i in found if sheaf.pieces[i].lines[0][1:3].islower()]
    for i in sheaf.some(found, 0.2):
        lines = sheaf.pieces[i].lines
        lines[0] = f"{lines[0][0]} {lines[0][1:]}"
    return bool(found)


def list_in_a_line(sheaf: Sheaf) -> bool:
    """Print the items of a list one behind the other as one line; each still has its mark."""
    runs: list[list[int]] = [[]]
    for i, piece in enumerate(sheaf.pieces):
        if piece.role == "item" and piece.mark:
            runs[-1].append(i)
        elif runs[-1]:
            runs.append([])
    found = [run for run in runs if len(run) > 1]
    for run in sheaf.rng.sample(found, min(len(found), sheaf.force)):
        sheaf.pieces[run[0]].lines = [" ".join(" ".join(sheaf.pieces[i].lines) for i in run)]
        for i in run[1:]:
            sheaf.pieces[i] = Piece("noise")
    return bool(found)


def shouted(sheaf: Sheaf) -> bool:
    """Print everything in capitals."""
    return _each_word(sheaf, str.upper)


def rests_of_sheets(sheaf: Sheaf) -> bool:
    """Leave the rests of workbooks and word processors in cells and lines: carriage returns as codes, field names."""
    rest = sheaf.rng.choice(("_x000D_", "#¡REF!", "{ MERGEFIELD }", "\\n"))
    struck = False
    for i in list(sheaf.text()):
        if sheaf.rng.random() < 0.05 * sheaf.force:
            sheaf.pieces[i].lines[-1] += f" {rest}"
            struck = True
    return struck


def _some_texts(sheaf: Sheaf, change: Callable[[str], str], share: float) -> bool:
    """Change a share of the paragraphs and of the cells."""
    rng: random.Random = sheaf.rng
    for i in list(sheaf.text()):
        if rng.random() < share * sheaf.force:
            sheaf.pieces[i].lines = [change(line) for line in sheaf.pieces[i].lines]
    for grid in sheaf.grids():
        grid.rows = [[change(c) if rng.random() < share * sheaf.force else c for c in row] for row in grid.rows]
    return True


def _each_word(sheaf: Sheaf, change: Callable[[str], str]) -> bool:
    for i in list(sheaf.text()):
        sheaf.pieces[i].lines = [" ".join(change(w) for w in line.split(" ")) for line in sheaf.pieces[i].lines]
    for grid in sheaf.grids():
        grid.rows = [[" ".join(change(w) for w in cell.split(" ")) for cell in row] for row in grid.rows]
    return True
