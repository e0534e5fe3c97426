"""What happens to plans on their way through PDF, Word and scanners. Each injury changes pieces; the truth stays.

An injury returns False where the document has nothing that it could strike. Everything here was seen in real files; no
injury goes so far that a careful person could no longer tell what was meant.
"""

import random
import re
import unicodedata
from collections.abc import Callable

from tests.corpora.pieces import Piece, Sheaf

LEFTOVERS = ("¡Error! Marcador no definido.", "[bookmark: _GoBack]", "&nbsp;")
TWINS = str.maketrans({"a": "а", "e": "е", "o": "о", "c": "с", "p": "р"})  # Cyrillic letters that look the same
EMOJI = ("🔹", "✅", "📌", "➡️")
LETTER = re.compile(r"\w{7,}")


def torn_words(sheaf: Sheaf) -> bool:
    """Break words with a hyphen: inside a line («resul- tados», «resul - tados») or over its end."""
    join = sheaf.rng.choice(("- ", " - ", "- ", "-\n"))
    for i in list(sheaf.text()):
        piece = sheaf.pieces[i]
        if piece.role in ("heading", "title") and sheaf.force < 3:
            continue
        text = "\n".join(piece.lines)
        torn = LETTER.sub(lambda m: _torn(m.group(), join, sheaf.rng, 0.04 * sheaf.force), text)
        piece.lines = torn.split("\n")
    for grid in sheaf.grids():
        for row in grid.rows[grid.heads :]:
            row[:] = [LETTER.sub(lambda m: _torn(m.group(), "- ", sheaf.rng, 0.03 * sheaf.force), cell) for cell in row]
    return True


def _torn(word: str, join: str, rng: random.Random, share: float) -> str:
    if rng.random() > share or not word.isalpha():
        return word
    place = rng.randint(3, len(word) - 3)
    return word[:place] + join + word[place:]


def running_heads_inside(sheaf: Sheaf) -> bool:
    """Print the foot of a page and the head of the next in the middle of paragraphs."""
    for i in sheaf.some([i for i in sheaf.text() if sheaf.pieces[i].is_long], 0.08):
        piece = sheaf.pieces[i]
        place = sheaf.rng.randint(1, len(piece.lines) - 1)
        piece.lines[place:place] = ["", *sheaf.edge(), ""] if sheaf.rng.random() < 0.6 else sheaf.edge()
    return any(p.is_long for p in sheaf.pieces)


def tail_before_head(sheaf: Sheaf) -> bool:
    """Print the last line of a paragraph before its first ones, over a page break."""
    found = [i for i in sheaf.text() if sheaf.pieces[i].is_long and _goes_on(sheaf.pieces[i])]
    for i in sheaf.some(found, 0.03):
        piece = sheaf.pieces[i]
        piece.lines = [piece.lines[-1], "", *sheaf.edge(), "", *piece.lines[:-1]]
    return bool(found)


def _goes_on(piece: Piece) -> bool:
    """Tell whether the last line shows by its first letter that it is not the beginning."""
    return piece.lines[-1][:1].islower() and not piece.lines[-2].endswith((".", ":"))


def one_word_a_line(sheaf: Sheaf) -> bool:
    """Print a stretch of the text with one word on each line."""
    found = [i for i in sheaf.text() if sheaf.pieces[i].role in ("item", "body", "label")]
    if not found:
        return False
    start = sheaf.rng.randrange(len(found))
    for i in found[start : start + 1 + 2 * (sheaf.force - 1)]:
        piece = sheaf.pieces[i]
        piece.lines = " ".join(piece.lines).split()
        piece.gap = True
        if i + 1 < len(sheaf.pieces):
            sheaf.pieces[i + 1].gap = True
    return True


def interleaved(sheaf: Sheaf) -> bool:
    """Print two neighbouring columns line by line: a stretch of the plan beside running text."""
    found = [i for i in sheaf.text() if sheaf.pieces[i].role in ("item", "body", "label", "heading")]
    if len(found) < 8:
        return False
    size = 3 + 2 * sheaf.force
    start = sheaf.rng.randrange(0, max(1, len(found) - size))
    stretch = [i for i in range(found[start], found[min(start + size, len(found) - 1)]) if not sheaf.pieces[i].rows]
    left = [line for i in stretch for line in _narrow(sheaf.pieces[i])]
    words = " ".join(sheaf.rng.sample(PROSE, 4)).split()
    right = _lines(words, 44)[: len(left)]
    lines: list[str] = []
    for k, line in enumerate(left):
        lines += [line, *right[k : k + 1]]
    sheaf.pieces[stretch[0] : stretch[-1] + 1] = [Piece("noise", lines, gap=True)]
    return True


PROSE = (
    "La participación de los habitantes permitió recoger propuestas de todos los sectores y de cada grupo de edad.",
    "Los datos del último censo muestran que la población urbana crece más que la rural desde hace dos décadas.",
    "El clima es templado la mayor parte del año y las lluvias se concentran entre los meses de mayo y octubre.",
    "Las fotografías de esta página fueron tomadas durante los recorridos por las comunidades del sur.",
    "Entre los oficios más antiguos están la cerámica, el tejido de palma y la elaboración de panela.",
    "El comité de redacción agradece a quienes aportaron documentos, mapas y testimonios.",
)


def _narrow(piece: Piece) -> list[str]:
    return _lines(" ".join(piece.lines).split(), 48)


def _lines(words: list[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def heading_after_text(sheaf: Sheaf) -> bool:
    """Print the label of one element after its text: the label stands where a text should follow and none does."""
    found = [
        i
        for i, piece in enumerate(sheaf.pieces[:-1])
        if piece.role in ("heading", "label") and len(piece.lines) == 1 and sheaf.pieces[i + 1].role == "body"
        and re.fullmatch(r"\D{4,40} [\d.]+:?", piece.lines[0])
    ]  # fmt: skip
    if not found:
        return False
    i = sheaf.rng.choice(found)
    sheaf.pieces[i], sheaf.pieces[i + 1] = sheaf.pieces[i + 1], sheaf.pieces[i]
    sheaf.pieces[i].gap = True
    return True


def codes_apart(sheaf: Sheaf) -> bool:
    """Print the codes of a list as a block of their own before the block of its texts."""
    runs: list[list[int]] = [[]]
    for i, piece in enumerate(sheaf.pieces):
        if piece.role == "item" and re.fullmatch(r"[A-Z]{1,4}[\d.]+|\d+(\.\d+)+\.?", piece.mark):
            runs[-1].append(i)
        elif runs[-1]:
            runs.append([])
    found = [run for run in runs if len(run) > 1]
    for run in found[: sheaf.force]:
        codes = [sheaf.pieces[i].mark for i in run]
        for i in run:
            piece = sheaf.pieces[i]
            piece.lines[0] = piece.lines[0].removeprefix(piece.mark).strip()
        sheaf.pieces[run[0]].lines[:0] = codes
    return bool(found)


def page_on_one_line(sheaf: Sheaf) -> bool:
    """Print a stretch on a single line; its paragraphs still end with a point or begin with a mark."""
    found = [i for i in sheaf.text() if sheaf.pieces[i].role in ("item", "heading", "label", "body")]
    whole = [i for i in found if _stands_alone(sheaf.pieces[i])]
    if len(found) < 12 or len(whole) < 0.95 * len(found):
        return False
    start = found[len(found) // 3]
    stop = min(start + 6 * sheaf.force, len(sheaf.pieces) - 1)
    stretch = [piece for piece in sheaf.pieces[start:stop] if not piece.rows]
    if len(stretch) < stop - start:
        return False
    line = " ".join(" ".join(piece.lines) for piece in stretch)
    sheaf.pieces[start:stop] = [Piece("noise", [line], gap=True)]
    return True


def _stands_alone(piece: Piece) -> bool:
    """Tell whether one sees where a paragraph begins or ends without its line breaks."""
    return bool(piece.mark) or piece.role == "heading" or " ".join(piece.lines).endswith((".", ":"))


def without_accents(sheaf: Sheaf) -> bool:
    """Lose accents, and put a few where they do not belong."""
    share = (0.3, 0.6, 1.0)[sheaf.force - 1]
    return _words(sheaf, lambda word: _plain(word) if sheaf.rng.random() < share else word)


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if c != "\u0301")


def misspelt(sheaf: Sheaf) -> bool:
    """Misspell words of headings and labels: two letters change places, or one is lost."""
    struck = False
    for i in list(sheaf.text()):
        piece = sheaf.pieces[i]
        if piece.role in ("heading", "label") and sheaf.rng.random() < 0.15 * sheaf.force:
            piece.lines[0] = _misspelt(piece.lines[0], sheaf.rng)
            struck = True
    return struck


def _misspelt(line: str, rng: random.Random) -> str:
    words = line.split(" ")
    long = [k for k, word in enumerate(words) if len(word) > 5 and word.isalpha()][:2]
    if not long:
        return line
    k = rng.choice(long)
    place = rng.randint(2, len(words[k]) - 3)
    word = words[k]
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    words[k] = swapped if rng.random() < 0.5 else word[:place] + word[place + 1 :]
    return " ".join(words)


def twins(sheaf: Sheaf) -> bool:
    """Print some letters by others that look the same, and 1 as l in the numbers of labels."""
    for i in list(sheaf.text()):
        piece = sheaf.pieces[i]
        if sheaf.rng.random() < 0.06 * sheaf.force:
            words = piece.lines[-1].split(" ")
            k = sheaf.rng.randrange(len(words))
            words[k] = words[k].translate(TWINS)
            piece.lines[-1] = " ".join(words)
        if piece.role in ("heading", "label") and sheaf.rng.random() < 0.1 * sheaf.force:
            piece.lines[0] = re.sub(r"^(\w+ )1([:.\s])", r"\1l\2", piece.lines[0])
    return True


def leftovers(sheaf: Sheaf) -> bool:
    """Leave marks of other formats in the text: bold, list items, bookmarks, broken references."""
    kind = sheaf.rng.choice(("bold", "li", "rests", "b"))
    for i in list(sheaf.text()):
        piece = sheaf.pieces[i]
        if kind == "bold" and piece.role in ("heading", "label"):
            piece.lines[0] = f"**{piece.lines[0]}"
            piece.lines[-1] += "**"
        elif kind == "b" and piece.role in ("heading", "label"):
            piece.lines[0] = f"<b>{piece.lines[0]}"
            piece.lines[-1] += "</b>"
        elif kind == "li" and piece.role == "item" and not any(c.isalnum() for c in piece.mark):
            piece.lines[0] = f"<li>{piece.lines[0].removeprefix(piece.mark).strip()}"
            piece.lines[-1] += "</li>"
        elif kind == "rests" and sheaf.rng.random() < 0.05 * sheaf.force:
            piece.lines[-1] += " " + sheaf.rng.choice(LEFTOVERS)
    return True


def odd_blanks(sheaf: Sheaf) -> bool:
    """Fill the text with blanks that are none: unbreakable, soft hyphens, zero width, doubled, tabs in front."""

    def odd(word: str) -> str:
        chance = sheaf.rng.random() / sheaf.force
        if chance < 0.02 and len(word) > 6:
            return word[:4] + "\u00ad" + word[4:]
        return word + "\u200b" if chance < 0.04 else word + " " if chance < 0.07 else word  # noqa: RUF100

    _words(sheaf, odd)
    for i in list(sheaf.text()):
        piece = sheaf.pieces[i]
        if sheaf.rng.random() < 0.1:
            piece.lines[0] = sheaf.rng.choice(("\t", "   ", "\u00a0")) + piece.lines[0].replace(" ", "\u00a0", 1)
    return True


def ornaments(sheaf: Sheaf) -> bool:
    """Set headings in mathematical letters or behind an emoji."""
    kind = sheaf.rng.choice(("letters", "emoji"))
    for i in list(sheaf.text()):
        piece = sheaf.pieces[i]
        if piece.role == "heading":
            if kind == "emoji":
                piece.lines[0] = f"{sheaf.rng.choice(EMOJI)} {piece.lines[0]}"
            else:
                piece.lines = [re.sub(r"[A-Za-z]", _mathematical, line) for line in piece.lines]
    return True


def _mathematical(match: re.Match[str]) -> str:
    letter = match.group()
    first = 0x1D468 if letter.isupper() else 0x1D482
    return chr(first + ord(letter) - ord("A" if letter.isupper() else "a"))


def _words(sheaf: Sheaf, change: Callable[[str], str]) -> bool:
    """Change every word of paragraphs and cells."""
    for i in list(sheaf.text()):
        piece = sheaf.pieces[i]
        piece.lines = [" ".join(change(word) for word in line.split(" ")) for line in piece.lines]
    for grid in sheaf.grids():
        grid.rows = [[" ".join(change(w) for w in cell.split(" ")) for cell in row] for row in grid.rows]
    return True
