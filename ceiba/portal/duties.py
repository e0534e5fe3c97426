"""Transparency duties on the portal: what is shown of one today, of a publication, or of a month that was kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from ceiba.exchange.duty_month import Month, cutoff_of, read_month, table_of
from ceiba.exchange.writers.duty_items import items_table
from ceiba.exchange.writers.duty_pdf import matrix_pdf
from ceiba.exchange.writers.duty_table import matrix_csv, matrix_xlsx, together
from ceiba.exchange.writers.plain_table import as_csv, as_workbook
from ceiba.kernel.duty import Duty
from ceiba.kernel.duty_fields import Cell
from ceiba.kernel.duty_table import FilledTable
from ceiba.portal.edition import Edition
from ceiba.portal.pages import Told
from ceiba.transparency.models import DutyMonth
from ceiba.transparency.queries import DutyView
from ceiba.ui import formats

CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ITEMS = "puntos"
_INSIDE = "/publico/"  # how an address of this portal begins in a cell


def view_of(edition: Edition, duty: Duty) -> DutyView:
    """Return a duty as it stands today; where the address names its publication, as it stood on that day."""
    if edition.asked is None:
        return DutyView(edition.institution, duty, edition.row, timezone.localdate())
    return DutyView(edition.institution, duty, edition.row, edition.today, edition.row.at)


@dataclass(frozen=True)
class KeptMonth:
    """A month of a duty that was kept, as its frozen text tells it."""

    row: DutyMonth

    @cached_property
    def told(self) -> Month:
        """Return the frozen text as a tree."""
        return read_month(self.row.text)

    @property
    def items(self) -> Sequence[Any]:
        """Return how the items stood."""
        items: Sequence[Any] = self.told["items"]
        return items

    @property
    def cutoff(self) -> date:
        """Return the last day that the month tells of."""
        return cutoff_of(self.told)

    def table(self, key: str) -> FilledTable | None:
        """Return a table as it was filled then."""
        return table_of(self.told, key)


@dataclass(frozen=True)
class ShownTable:
    """A table ready to be shown or taken away: cells that lead to this portal say the whole address."""

    filled: FilledTable
    institution: str
    cutoff: date
    base: str

    @cached_property
    def absolute(self) -> FilledTable:
        """Return the table with whole addresses."""
        bands = tuple(
            replace(band, rows=tuple(tuple(self._whole(cell) for cell in row) for row in band.rows))
            for band in self.filled.bands
        )
        return replace(self.filled, bands=bands)

    def _whole(self, cell: Cell) -> Cell:
        return f"{self.base}{cell}" if isinstance(cell, str) and cell.startswith(_INSIDE) else cell

    @property
    def files(self) -> list[tuple[str, str]]:
        """Return the files that it goes out as: the name in the address, and the words of its link."""
        key, table = self.filled.table.key, self.filled.table
        three = [(f"{key}-{file}.csv", f"{file} (CSV)") for file in table.files]
        return [*three, (f"{key}.csv", "CSV"), (f"{key}.xlsx", "XLSX"), (f"{key}.pdf", "PDF")]

    def file(self, name: str) -> Told | None:
        """Return one of its files by the name in the address; None where it has none such."""
        key, three = self.filled.table.key, self.filled.table.files
        if name == f"{key}.csv":
            return Told(matrix_csv(self.absolute), CSV, name)
        if name == f"{key}.xlsx":
            return Told(matrix_xlsx(self.absolute), XLSX, name)
        if name == f"{key}.pdf":
            return Told(matrix_pdf(self.absolute, self.institution), PDF, name)
        part = next((place for place, each in enumerate(three) if name == f"{key}-{each}.csv"), None)
        if part is None:
            return None
        file = together(self.absolute, self.institution, self.cutoff.month)[part]
        return Told(file.content, CSV, file.name)


def items_file(view: DutyView, name: str) -> Told | None:
    """Return how the items stand as a file: puntos.csv or puntos.xlsx; None for another name."""
    lines = (view.institution.name, view.duty.source.citation, formats.day(view.today))
    table = items_table(view.duty.title, view.standings, formats.say(), lines)
    if name == f"{ITEMS}.csv":
        return Told(as_csv(table), CSV, f"{view.duty.address}.csv")
    if name == f"{ITEMS}.xlsx":
        return Told(as_workbook(table), XLSX, f"{view.duty.address}.xlsx")
    return None


def key_of(name: str) -> str:
    """Return the key of the table that a file is of, by the name in the address."""
    return name.rpartition(".")[0].partition("-")[0]
