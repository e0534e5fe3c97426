"""What every generator of documentation shares: the head of a page, tables, and writing or comparing a folder."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

HEAD = "<!-- Página generada: no se edita a mano; «python -m tools.fresh» la escribe de nuevo. -->"


def text(parts: Iterable[str]) -> str:
    """Return the paragraphs of a page as one text."""
    return "\n\n".join(parts) + "\n"


def table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield one Markdown table; nothing where there are no rows."""
    body = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    if body:
        yield "\n".join(["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *body])


def refresh(folder: Path, wanted: Mapping[Path, str], *, check: bool) -> int:
    """Write the pages of a folder and remove orphans, or only compare; return 1 where that finds a difference."""
    present = {path: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    different = sorted(path for path in wanted.keys() | present.keys() if wanted.get(path) != present.get(path))
    if check:
        for path in different:
            print(f"{folder.name}/{path.name} no está al día: python -m tools.fresh", file=sys.stderr)
        return 1 if different else 0
    folder.mkdir(parents=True, exist_ok=True)
    for path in different:
        if path in wanted:
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
    return 0
