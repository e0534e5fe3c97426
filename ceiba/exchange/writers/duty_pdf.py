"""An official table of a duty on paper: one PDF that people without sight can read, too (PDF/UA-1).

Same table, same bytes: no clock and no font of the machine goes in.
"""

import json
from decimal import Decimal
from pathlib import Path

import typst

from ceiba.kernel.duty_table import FilledTable

PAGE = Path(__file__).resolve().parent / "templates" / "duty.typ"


def matrix_pdf(filled: FilledTable, institution: str) -> bytes:
    """Return the whole matrix as a tagged PDF, its words as the duty declares them."""
    rows = [
        {
            "title": band.title,
            "rows": [[format(cell, "f") if isinstance(cell, Decimal) else cell for cell in row] for row in band.rows],
        }
        for band in filled.bands
    ]
    data = {
        "title": filled.table.title,
        "institution": institution,
        "lines": filled.table.lines,
        "headings": filled.headings,
        "bands": rows,
        "below": [*filled.closing, *filled.footer],
        "words": {"label": "Dato", "told": "Información"},  # official tables are in Spanish
    }
    made: bytes = typst.compile(
        str(PAGE),
        root=str(PAGE.parent),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=0,
    )
    return made
