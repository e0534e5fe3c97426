"""A drawn card as a picture of dots, for sites that show links and take no drawings: set by Typst, without network."""

from pathlib import Path

import typst

PAGE = Path(__file__).resolve().parent / "templates" / "card.typ"


def write(svg: str) -> bytes:
    """Return the picture as PNG, a dot for each unit of the drawing; no font of the machine goes in."""
    made: bytes = typst.compile(
        str(PAGE),
        root=str(PAGE.parent),
        sys_inputs={"svg": svg},
        format="png",
        ppi=72,
        ignore_system_fonts=True,
    )
    return made
