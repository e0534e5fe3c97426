"""Further things that happen to the tables of plans: tabs lost, bars, quotes, addresses, halves on two pages."""

import textwrap

from tests.corpora.pieces import Piece, Sheaf


def tabs_lost(sheaf: Sheaf) -> bool:
    """Print rows with one blank between cells; only where no cell is empty and each begins as a new one."""
    grids = [g for g in _plans(sheaf) if len(g.rows[0]) < 8 and all(c and _opens(c) for row in g.rows for c in row)]
    for grid in grids:
        _as_lines(grid, [" ".join(row) for row in grid.rows])
    return bool(grids)


def bars(sheaf: Sheaf) -> bool:
    """Print tables with bars between cells, with or without a ruler below the header."""
    ruler = sheaf.rng.random() < 0.6
    grids = _plans(sheaf)
    for grid in grids:
        lines = ["| " + " | ".join(cell or " " for cell in row) + " |" for row in grid.rows]
        if ruler and grid.heads:
            lines.insert(grid.heads, "|" + "---|" * len(grid.rows[0]))
        _as_lines(grid, lines)
    return bool(grids)


def quoted_cells(sheaf: Sheaf) -> bool:
    """Print the rows of tables as values in quotes between commas or semicolons."""
    grids = _plans(sheaf)
    sign = sheaf.rng.choice((",", ";"))
    for grid in grids:
        _as_lines(grid, [sign.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in grid.rows])
    return bool(grids)


def cell_addresses(sheaf: Sheaf) -> bool:
    """Print every filled cell on its own line behind its address: «B12: Agua»."""
    grids = [grid for grid in _plans(sheaf) if len(grid.rows[0]) <= 20]
    sign = sheaf.rng.choice((": ", " = ", "\t"))
    for grid in grids:
        lines = [
            f"{chr(65 + c)}{r}{sign}{cell}" for r, row in enumerate(grid.rows, 3) for c, cell in enumerate(row) if cell
        ]
        _as_lines(grid, lines)
    return bool(grids)


def halves(sheaf: Sheaf) -> bool:
    """Print the right columns of a table as a table of their own, row for row as the left one, on the next page."""
    found = [i for i, p in enumerate(sheaf.pieces) if p in _plans(sheaf) and p.heads == 1 and len(p.rows[0]) > 4]
    for i in reversed(found):
        grid = sheaf.pieces[i]
        place = sheaf.rng.randint(3, len(grid.rows[0]) - 1)
        numbers = sheaf.rng.random() < 0.6
        left, right = [row[:place] for row in grid.rows], [row[place:] for row in grid.rows]
        if numbers:  # a number of the row in both
            left, right = (
                [[("N.º" if not r else str(r)), *row] for r, row in enumerate(half)] for half in (left, right)
            )
        sheaf.pieces[i : i + 1] = [
            Piece("grid", rows=left, heads=1, gap=True),
            Piece("noise", sheaf.edge()),
            Piece("grid", rows=right, heads=1, gap=True),
        ]
    return bool(found)


def row_over_pages(sheaf: Sheaf) -> bool:
    """Cut a row at the end of a page: the tails of its cells stand below the header, which is printed again."""
    found = [i for i, p in enumerate(sheaf.pieces) if p in _plans(sheaf) and len(p.rows) > p.heads + 2]
    struck = False
    for i in reversed(found):
        grid = sheaf.pieces[i]
        long = [r for r in range(grid.heads, len(grid.rows)) if grid.rows[r][0] and max(map(len, grid.rows[r])) > 50]
        if not long:
            continue
        r = sheaf.rng.choice(long)
        parts = [textwrap.wrap(cell, max(24, 2 * len(cell) // 3)) or [""] for cell in grid.rows[r]]
        head = [part[0] for part in parts]
        tail = [" ".join(part[1:]) for part in parts]
        heads = [list(row) for row in grid.rows[: grid.heads]]
        sheaf.pieces[i : i + 1] = [
            Piece("grid", rows=[*grid.rows[:r], head], heads=grid.heads, gap=True),
            Piece("noise", sheaf.edge()),
            Piece("grid", rows=[*heads, tail, *grid.rows[r + 1 :]], heads=grid.heads),
        ]
        struck = True
    return struck


def blank_columns(sheaf: Sheaf) -> bool:
    """Put empty columns between the columns of tables, as converters do where they see a line."""
    grids = _plans(sheaf)
    for grid in grids:
        places = sorted(sheaf.rng.sample(range(1, len(grid.rows[0])), min(sheaf.force, len(grid.rows[0]) - 1)))
        for place in reversed(places):
            for row in grid.rows:
                row.insert(place, "")
    return bool(grids)


def _opens(cell: str) -> bool:
    """Tell whether one sees that a new cell begins: by a capital, a figure or a sign."""
    return not cell[0].islower()


def _as_lines(grid: Piece, lines: list[str]) -> None:
    grid.rows, grid.lines, grid.role = [], lines, "noise"


def _plans(sheaf: Sheaf) -> list[Piece]:
    """Return the tables that hold the plan: those inside its part that have header rows and more than two columns."""
    return [g for g in sheaf.grids() if not g.around and g.heads and len(g.rows[0]) > 2]
