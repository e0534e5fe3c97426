"""The second corpus: plans of known truth in text that PDF, Word and scanners have injured, mildly to severely."""

import io
import random
from collections.abc import Callable, Iterator, Sequence
from html import escape

from docx import Document
from docx.oxml import parse_xml

from tests.corpora import files, injuries, injuries_of_tables, layouts, pdf, word
from tests.corpora.pieces import Piece, Sheaf, grid_of, printed, sheaf
from tests.corpora.second import drawing as second
from tests.corpora.second import injuries as further
from tests.corpora.second import injuries_of_tables as further_of_tables
from tests.corpora.truth import Case

Injury = Callable[[Sheaf], bool]
TEXT: Sequence[Injury] = (
    injuries.torn_words,
    injuries.torn_words,
    injuries.running_heads_inside,
    injuries.running_heads_inside,
    injuries.tail_before_head,
    injuries.one_word_a_line,
    injuries.interleaved,
    injuries.heading_after_text,
    injuries.codes_apart,
    injuries.page_on_one_line,
    injuries.without_accents,
    injuries.misspelt,
    injuries.twins,
    injuries.leftovers,
    injuries.odd_blanks,
    injuries.ornaments,
)
RESHAPING: Sequence[Injury] = (
    injuries_of_tables.header_repeated,
    injuries_of_tables.cells_over_rows,
    injuries_of_tables.lines_in_cells,
    injuries_of_tables.columns_of_blanks,
    injuries_of_tables.cell_a_line,
    injuries_of_tables.values_apart,
)
UNPRINTABLE: Sequence[Injury] = (injuries.ornaments, injuries.odd_blanks)
FLAT: Sequence[Injury] = (
    injuries_of_tables.lines_in_cells,
    injuries_of_tables.columns_of_blanks,
    injuries_of_tables.cell_a_line,
)
TABLES: Sequence[Injury] = (*RESHAPING, injuries_of_tables.caption_only, injuries_of_tables.total_before_last)
AGAIN: Sequence[Injury] = (
    further.misread_letters,
    further.ligatures,
    further.entities,
    further.wrong_encoding,
    further.lost_letters,
    further.spaced_labels,
    further.doubled_letters,
    further.cut_by_pages,
    further.aired_lines,
    further.stamps,
    further.line_numbers,
    further.narrow_headings,
    further.initials_apart,
    further.list_in_a_line,
    further.shouted,
    further.rests_of_sheets,
)
AGAIN_FLAT: Sequence[Injury] = (
    further_of_tables.tabs_lost,
    further_of_tables.bars,
    further_of_tables.quoted_cells,
    further_of_tables.cell_addresses,
)
AGAIN_TABLES: Sequence[Injury] = (
    *AGAIN_FLAT,
    further_of_tables.halves,
    further_of_tables.row_over_pages,
    further_of_tables.blank_columns,
)
FORCES = ("mild", "moderate", "severe")
SHAPES = ("outline",) * 5 + ("matrix",) * 3 + ("mixed", "sheets")
FORMATS = ("txt",) * 7 + ("pdf", "docx", "html")


def cases(seed: int, count: int, wave: int | None = None) -> Iterator[Case]:
    """Yield as many injured documents as asked for; the same seed gives the same ones.

    ``wave`` 1 or 2 asks for the injuries of that wave only, None for both by turns.
    """
    for place in range(count):
        rng = random.Random(f"damage {seed} {place}")
        yield case(rng, f"torn_{seed}_{place:05}", rng.choice(FORMATS), wave or 1 + place % 2)


def case(rng: random.Random, name: str, format: str, wave: int = 1) -> Case:
    """Return one document with one to three injuries, all of one force.

    In the second wave the injuries are new; of the plans, every other one is drawn in a layout of that wave.
    """
    if wave == 2 and rng.random() < 0.5:
        drawing = second.draw(rng, rng.choice(second.PRINTED))
    else:
        drawing = layouts.draw(rng, rng.choice(SHAPES))
    force = rng.choice((1, 1, 2, 2, 3))
    injured = sheaf(drawing, rng, force)
    struck = _injure(injured, rng, format) if wave == 1 else _injure_again(injured, rng, format)
    if format == "txt":
        content = _text(printed(injured.pieces), rng, drawing.features)
    elif format == "pdf":
        content = pdf.printed(injured.pieces, rng)
    else:
        content = _word(injured.pieces) if format == "docx" else _page(injured.pieces)
    features = {*drawing.features, *(f"injury:{name}" for name in struck), f"wave:{wave}"}
    shown = tuple(sorted(features | {f"force:{FORCES[force - 1]}", f"format:{format}"}))
    return Case(f"{name}.{format}", content, format, drawing.gold, damaged=True, features=shown, corpus="damage")


def _injure(injured: Sheaf, rng: random.Random, format: str) -> list[str]:
    """Strike one to three times with what fits the document; a table is brought out of its form only once.

    Only plain text has tables that are no tables any more, and a font of a PDF has no letters for some ornaments.
    """
    wanted = rng.choice((1, 1, 2, 3))
    tables = [injury for injury in TABLES if format == "txt" or injury not in FLAT]
    texts = [injury for injury in TEXT if format != "pdf" or injury not in UNPRINTABLE]
    known = [*texts, *tables, *tables, *tables] if injured.grids() else texts
    struck: list[str] = []
    reshaped = False
    for injury in rng.sample(known, len(known)):
        name = injury.__name__.replace("_", " ")
        if len(struck) == wanted:
            break
        if name in struck or (injury in RESHAPING and reshaped):
            continue
        if injury(injured):
            struck.append(name)
            reshaped = reshaped or injury in RESHAPING
    return struck


def _injure_again(injured: Sheaf, rng: random.Random, format: str) -> list[str]:
    """Strike one to three times with injuries of the second wave, once at most at the tables."""
    tables = [injury for injury in AGAIN_TABLES if format == "txt" or injury not in AGAIN_FLAT]
    struck: list[str] = []
    if injured.grids() and rng.random() < 0.7:
        for injury in rng.sample(tables, len(tables)):
            if injury(injured):
                struck.append(injury.__name__.replace("_", " "))
                break
    wanted = max(rng.choice((0, 1, 1, 2)), not struck)
    for injury in rng.sample(AGAIN, len(AGAIN)):
        if wanted and injury(injured):
            struck.append(injury.__name__.replace("_", " "))
            wanted -= 1
    return struck


def _text(lines: list[str], rng: random.Random, features: set[str]) -> bytes:
    text = "\n".join(lines) + "\n"
    ends = rng.random()
    if ends < 0.15:
        features.add("crlf")
        text = text.replace("\n", "\r\n")
    elif ends < 0.3:
        features.add("form feeds")
        text = "\n".join(f"\f{line}" if line and i % 50 == 49 else line for i, line in enumerate(lines)) + "\n"
    return text.encode()


def _word(pieces: list[Piece]) -> bytes:
    """Return a Word file with a paragraph for each printed line and real tables: a PDF that somebody converted."""
    document = Document()
    for piece in pieces:
        for line in piece.lines:
            document.add_paragraph("".join(c for c in line if c >= " " or c == "\t"))
        if piece.rows:
            body = document.element.body
            body.insert(len(body) - 1, parse_xml(word.table(grid_of(piece))))
            document.add_paragraph()
    out = io.BytesIO()
    document.save(out)
    return files.settled(out.getvalue())


def _page(pieces: list[Piece]) -> bytes:
    """Return a page in which the printed lines stand in one block, with real tables between."""
    parts = []
    for piece in pieces:
        if piece.rows:
            parts.append(files.html_grid(grid_of(piece)))
        else:
            air = "<br>\n" if piece.gap else ""
            parts.append(air + "".join(f"{escape(line)}<br>\n" for line in piece.lines))
    body = "".join(parts)
    return f"<html><head><meta charset='utf-8'></head><body><div>{body}</div></body></html>".encode()
