"""Invented reports of the finance system, as the municipal one prints them, for tests; every amount is made up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

HEAD = ("MUNICIPALIDAD DE VALLE ALTO", "Ejecución de Egresos del Ejercicio 2026", "Del 01/01/2026 al 31/03/2026")
HEADERS = (
    "Estructura programática", "Renglón", "Fuente", "Descripción", "Asignado", "Modificado", "Vigente", "PreCompromiso",
    "Compromiso", "Devengado", "Pagado", "ExtraPresupuestario", "Saldo Disponible", "Saldo por Devengar",
    "Saldo por Pagar",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line of expenditure in hundredths."""

    activity: str
    item: str
    source: str
    name: str
    initial: int
    modified: int
    committed: int
    accrued: int
    paid: int

    @property
    def amounts(self) -> list[int]:
        """Return its amounts in the order of the columns."""
        current = self.initial + self.modified
        return [
            self.initial, self.modified, current, 0, self.committed, self.accrued, self.paid, 0,
            current - self.committed, current - self.accrued, self.accrued - self.paid,
        ]  # fmt: skip

    @property
    def key(self) -> str:
        """Return its whole classifier key."""
        return f"{self.activity}-{self.item}-{self.source}"


LINES = (
    Line("11-00-001-001-000", "021", "21-0101-0001", "Personal de agua", 1_000_000_00, -50_000_00, 700_000_00,
         400_000_00, 399_999_99),
    Line("11-00-001-002-000", "021", "21-0101-0001", "Personal de drenajes", 500_000_00, 50_000_00, 300_000_10,
         300_000_10, 250_000_00),
    Line("11-00-001-002-000", "331", "22-0101-0001", "Red de agua, fase I", 2_345_678_91, 0, 2_000_000_00, 0, 0),
)  # fmt: skip


def american(hundredths: int) -> str:
    """Write 1,234.50."""
    sign, whole = ("-" if hundredths < 0 else ""), abs(hundredths)
    return f"{sign}{whole // 100:,}.{whole % 100:02}"


def european(hundredths: int) -> str:
    """Write 1.234,50."""
    return american(hundredths).translate(str.maketrans(",.", ".,"))


def table(
    lines: Sequence[Line] = LINES, head: Sequence[str] = HEAD, spoil: dict[tuple[int, int], int] | None = None
) -> list[list[str | int]]:
    """Return the cells of a report; ``spoil`` adds hundredths to an amount (line, column) after adding up."""
    sums = [sum(column) for column in zip(*(line.amounts for line in lines), strict=True)]
    rows: list[list[str | int]] = [[text] for text in head]
    rows.append(list(HEADERS))
    for place, line in enumerate(lines):
        amounts = [a + (spoil or {}).get((place, column), 0) for column, a in enumerate(line.amounts)]
        rows.append([line.activity, line.item, line.source, line.name, *amounts])
    rows.append(["TOTAL", "", "", "", *sums])
    return rows


def csv(rows: Sequence[Sequence[str | int]], write: Callable[[int], str] = american) -> bytes:
    """Return a table as CSV, parted by semicolons."""
    lines = (";".join(cell if isinstance(cell, str) else write(cell) for cell in row) for row in rows)
    return "\n".join(lines).encode()


def xlsx(rows: Sequence[Sequence[str | int]]) -> bytes:
    """Return a table as a workbook whose format hides the cents."""
    import xlsxwriter

    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet, whole = book.add_worksheet("Reporte"), book.add_format({"num_format": "#,##0"})
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(place, column, cell)
            else:
                sheet.write_number(place, column, cell / 100, whole)
    book.close()
    return content.getvalue()


def changed(line: Line, **fields: int) -> Line:
    """Return a line with other amounts."""
    return replace(line, **fields)  # type: ignore[arg-type]
