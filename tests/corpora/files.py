"""A drawing as the bytes of a file. Here txt, html and csv; the others have their own modules."""

import csv
import io
import random
import re
import textwrap
import zipfile
from collections.abc import Iterator
from html import escape

from tests.corpora.blocks import Box, Break, Drawing, Grid, Para

PAGE = 46  # lines of a printed page of plain text


def written(drawing: Drawing, format: str, rng: random.Random) -> bytes:
    """Return the bytes of a drawing in a format."""
    if format == "txt":
        return text_bytes("\n".join(text_lines(drawing, rng)) + "\n", rng, drawing)
    if format == "html":
        return html(drawing, rng).encode()
    if format == "csv":
        return csv_bytes(drawing, rng)
    if format in ("xlsx", "ods"):
        from tests.corpora import spreadsheets

        return settled(spreadsheets.written(drawing, format, rng))
    if format == "pdf":
        from tests.corpora import pdf

        return pdf.written(drawing, rng)
    from tests.corpora import word

    return settled(word.written(drawing, format, rng))


def settled(content: bytes) -> bytes:
    """Return a packed file without the hour at which it was packed, so that a seed always gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2024-01-01T00:00:00Z", data)
            new.writestr(zipfile.ZipInfo(entry.filename, (2024, 1, 1, 0, 0, 0)), data, entry.compress_type)
    return out.getvalue()


def text_bytes(text: str, rng: random.Random, drawing: Drawing) -> bytes:
    """Return text in one of the encodings that files come in."""
    style = rng.random()
    if style < 0.08:
        drawing.features.add("latin-1")
        return text.encode("cp1252", errors="replace")
    if style < 0.16:
        drawing.features.add("byte order mark")
        return text.encode("utf-8-sig")
    return text.encode()


def text_lines(drawing: Drawing, rng: random.Random) -> list[str]:
    """Return the printed lines of a drawing as plain text: perhaps wrapped, perhaps paged."""
    width = rng.choice((0, 0, 0, 78, 100))
    if width:
        drawing.features.add("wrapped")
    lines: list[str] = []
    for block in drawing.blocks:
        if isinstance(block, Break):
            lines.append("")
        elif isinstance(block, Grid):
            lines += ["", *([block.name] if block.name else []), *grid_lines(block), ""]
        else:
            lines += ([""] if block.gap or block.role == "heading" else []) + paragraph_lines(block, width)
    return list(_paged(lines, drawing)) if drawing.running_head or drawing.running_foot else lines


def paragraph_lines(block: Para, width: int) -> list[str]:
    """Return the lines of a paragraph, wrapped where a width is given; an item hangs under its own text."""
    indent = "  " * block.depth if block.role == "item" else ""
    text = indent + block.printed
    if not width or len(text) <= width:
        return [text]
    hang = indent + "  " if block.role == "item" else ""
    return textwrap.wrap(text, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)


def grid_lines(grid: Grid) -> Iterator[str]:
    """Yield the rows of a table, cells parted by tabs."""
    for row in grid.texts():
        yield "\t".join(row).rstrip("\t") or "\t"


def _paged(lines: list[str], drawing: Drawing) -> Iterator[str]:
    page = 1
    for count, line in enumerate(lines, 1):
        yield line
        if count % PAGE == 0:
            yield from ("", drawing.running_foot.format(page), drawing.running_head, "")
            page += 1


def csv_bytes(drawing: Drawing, rng: random.Random) -> bytes:
    """Return the tables of a drawing as comma (or semicolon, or tab) separated text."""
    out = io.StringIO()
    delimiter = rng.choice((",", ";", ";", "\t"))
    writer = csv.writer(out, delimiter=delimiter, lineterminator=rng.choice(("\r\n", "\n")))
    for block in drawing.blocks:
        if isinstance(block, Grid):
            writer.writerows(block.texts())
    drawing.features.add({",": "comma", ";": "semicolon", "\t": "tab"}[delimiter])
    return text_bytes(out.getvalue(), rng, drawing)


def html(drawing: Drawing, rng: random.Random) -> str:
    """Return a drawing as a page; lists become lists of the format where their marks are bullets."""
    real_lists = rng.random() < 0.6
    parts: list[str] = []
    for block in drawing.blocks:
        if isinstance(block, Grid):
            parts.append(html_grid(block))
        elif isinstance(block, Para):
            parts.append(_html_paragraph(block, real_lists=real_lists))
    body = "\n".join(parts).replace("</ul>\n<ul>", "")
    style = (
        "<style>td{border:1px solid}</style><script>var plan = 'Eje 9: nada';</script>" if rng.random() < 0.3 else ""
    )
    head = f"<head><meta charset='utf-8'><title>{escape(drawing.plan.institution)}</title>{style}</head>"
    return f"<!DOCTYPE html>\n<html lang='es'>{head}<body>\n{body}\n</body></html>\n"


def _html_paragraph(block: Para, *, real_lists: bool) -> str:
    text = escape(block.text)
    if block.role in ("title", "heading"):
        return f"<h{min(block.depth, 6)}>{text}</h{min(block.depth, 6)}>"
    if block.role == "item" and real_lists and not any(c.isalnum() for c in block.mark):
        return f"<ul><li>{text}</li></ul>"
    if block.role == "box":
        return f"<div style='border:1px solid'>{text}</div>"
    if block.role == "label":
        return f"<p><b>{escape(block.printed)}</b></p>"
    return f"<p>{escape(block.printed)}</p>"


def html_grid(grid: Grid) -> str:
    """Return a table with its merged cells."""
    rows = []
    for place, row in enumerate(grid.rows):
        tag = "th" if place < grid.heads else "td"
        rows.append("<tr>" + "".join(_html_cell(box, tag) for box in row if box) + "</tr>")
    caption = f"<caption>{escape(grid.name)}</caption>" if grid.name else ""
    return f"<table>{caption}{''.join(rows)}</table>"


def _html_cell(box: Box, tag: str) -> str:
    across = f" colspan='{box.across}'" if box.across > 1 else ""
    down = f" rowspan='{box.down}'" if box.down > 1 else ""
    return f"<{tag}{across}{down}>{escape(box.text).replace(chr(10), '<br>')}</{tag}>"
