"""What happens to the tables of plans on their way through PDF and Word. The truth stays, as in ``injuries``."""

import textwrap

from tests.corpora.pieces import Piece, Sheaf


def header_repeated(sheaf: Sheaf) -> bool:
    """Repeat the header rows in the middle of tables, behind the edge of a page."""
    found = [i for i, p in enumerate(sheaf.pieces) if p.rows and p.heads and len(p.rows) > p.heads + 3]
    for i in reversed(found):
        grid = sheaf.pieces[i]
        place = sheaf.rng.randint(grid.heads + 2, len(grid.rows) - 1)
        heads = [list(row) for row in grid.rows[: grid.heads]]
        first = Piece("grid", rows=grid.rows[:place], heads=grid.heads, gap=True)
        second = Piece("grid", rows=[*heads, *grid.rows[place:]], heads=grid.heads)
        edge = Piece("noise", sheaf.edge()) if sheaf.rng.random() < 0.6 else Piece("noise")
        sheaf.pieces[i : i + 1] = [first, edge, second]
    return bool(found)


def cells_over_rows(sheaf: Sheaf) -> bool:
    """Split the long cells of rows over the rows below, where every other cell is empty."""
    struck = False
    for grid in _plans(sheaf):
        rows: list[list[str]] = grid.rows[: grid.heads]
        for row in grid.rows[grid.heads :]:
            if row[0] and any(len(c) > 40 for c in row) and sheaf.rng.random() < 0.3 * sheaf.force:
                parts = [textwrap.wrap(cell, max(24, len(cell) // 2 + 6)) or [""] for cell in row]
                deep = max(len(p) for p in parts)
                rows += [[p[k] if k < len(p) else "" for p in parts] for k in range(deep)]
                struck = True
            else:
                rows.append(row)
        grid.rows = rows
    return struck


def lines_in_cells(sheaf: Sheaf) -> bool:
    """Break the lines inside cells, so that a record takes many lines and its tabs stand anywhere."""
    grids = _plans(sheaf)
    for grid in grids:
        width = sheaf.rng.choice((18, 26, 34))
        lines = []
        for row in grid.rows:
            text = "\t".join("\n".join(textwrap.wrap(cell, width)) for cell in row)
            lines += text.split("\n")
        grid.rows, grid.lines = [], lines
        grid.role = "noise"
    return bool(grids)


def columns_of_blanks(sheaf: Sheaf) -> bool:
    """Print tables in columns of blanks, each cell wrapped in its own column, as a layout keeping extractor does."""
    grids = [grid for grid in _plans(sheaf) if len(grid.rows[0]) <= 9]
    for grid in grids:
        count = max(len(row) for row in grid.rows)
        longest = [max(len(row[c]) if c < len(row) else 0 for row in grid.rows) for c in range(count)]
        widths = [max(min(n, 30), 6) for n in longest]
        lines = []
        for row in grid.rows:
            parts = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=False)]
            for k in range(max(len(p) for p in parts)):
                cells = [(p[k] if k < len(p) else "").ljust(width) for p, width in zip(parts, widths, strict=False)]
                lines.append("   ".join(cells).rstrip())
            lines += [""] if sheaf.rng.random() < 0.9 else []
        grid.rows, grid.lines, grid.role = [], lines, "noise"
    return bool(grids)


def cell_a_line(sheaf: Sheaf) -> bool:
    """Print every cell on a line of its own; only where no cell is empty, for an empty one would leave no trace."""
    grids = [g for g in _plans(sheaf) if all(cell for row in g.rows for cell in row)]
    for grid in grids:
        lines = [cell for row in grid.rows for cell in (*row, *([""] if sheaf.rng.random() < 0.5 else []))]
        grid.rows, grid.lines, grid.role = [], lines, "noise"
    return bool(grids)


def values_apart(sheaf: Sheaf) -> bool:
    """Print the labels of a sheet first, and then its values in the same order."""
    struck = False
    for grid in sheaf.grids():
        if not grid.heads and len(grid.rows[0]) == 2 and len(grid.rows) > 4:
            labels, values = zip(*grid.rows, strict=True)
            if all(values):
                grid.lines, grid.rows, grid.role = [*labels, "", *values], [], "noise"
                struck = True
    return struck


def caption_only(sheaf: Sheaf) -> bool:
    """Lose a table of money or projects; its title stays, and nothing may be invented for it."""
    gold = sheaf.drawing.gold
    for i, piece in enumerate(sheaf.pieces):
        money = piece.rows and len(piece.rows[0]) == 2 and piece.heads and piece.rows[-1][0] == "TOTAL"
        projects = piece.rows and len(piece.rows[0]) == 4 and piece.rows[0][0] == "No."
        if money or projects:
            sheaf.pieces[i : i + 1] = [Piece("body", ["Fuente: elaboración propia."])]
            gold["funding" if money else "projects"] = []
            gold["totals"] = gold["totals"][:-1] if money else gold["totals"]
            return True
    return False


def total_before_last(sheaf: Sheaf) -> bool:
    """Print the total of a table of money before its last row."""
    for grid in sheaf.grids():
        if len(grid.rows) > 3 and grid.rows[-1][0] == "TOTAL" and grid.heads:
            grid.rows[-1], grid.rows[-2] = grid.rows[-2], grid.rows[-1]
            return True
    return False


def _plans(sheaf: Sheaf) -> list[Piece]:
    """Return the tables that hold the plan: those with header rows and more than two columns."""
    return [grid for grid in sheaf.grids() if grid.heads and len(grid.rows[0]) > 2 and grid.rows[0][0] != "No."]
