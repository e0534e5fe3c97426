"""The sheet of a report in the hands of somebody with a spreadsheet program."""

import html
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from ceiba.indicators.models import Report
from tests.people import Office
from tests.plans.pages import fields_of

HEADER = 6


class Book:
    """A workbook that was taken away: cells by heading and key."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = load_workbook(BytesIO(content))
        self.page: Any = self.book.active

    @property
    def headings(self) -> list[str]:
        return [cell.value for cell in self.page[HEADER]]

    def row(self, key: str, part: str = "") -> int:
        """Return the row of an indicator, or of a part of it."""
        for cells in self.page.iter_rows(min_row=HEADER + 1):
            if (cells[0].value, cells[3].value or "") == (key, part):
                return int(cells[0].row)
        raise AssertionError(key)

    def cell(self, key: str, heading: str, part: str = "") -> Any:
        """Return a cell to look at or to write into."""
        return self.page.cell(self.row(key, part), self.headings.index(heading) + 1)

    def put(self, key: str, heading: str, value: object, part: str = "") -> str:
        """Write into a cell; return where it stands."""
        found = self.cell(key, heading, part)
        found.value = value
        return str(found.coordinate)

    @property
    def content(self) -> bytes:
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()


def place(office: Office, report: Report, more: str = "hoja/") -> str:
    return f"/{office.slug}/mi-unidad/{report.pk}/{more}"


def taken(office: Office, report: Report, who: str = "unit_head") -> Book:
    """Take the sheet of a report away."""
    response = office.client(who).get(place(office, report, "hoja.xlsx"))
    assert response.status_code == 200
    return Book(response.content)


@dataclass(frozen=True)
class Preview:
    """The page that says what a sheet would change, as it was sent and as it is read."""

    raw: str

    @property
    def text(self) -> str:
        return html.unescape(self.raw)


def brought(office: Office, report: Report, book: Book | bytes, who: str = "unit_head") -> Preview:
    """Bring a sheet back; return what is said of it."""
    content = book if isinstance(book, bytes) else book.content
    file = SimpleUploadedFile("hoja.xlsx", content)
    response = office.client(who).post(place(office, report), {"sheet": file})
    assert response.status_code == 200
    return Preview(response.content.decode())


def applied(office: Office, report: Report, page: Preview, **more: str) -> tuple[int, str]:
    """Confirm what a preview shows, with the choices given; return the status, and the page where one came."""
    fields = {name: text for name, text in fields_of(page.raw).items() if name != "sure"}
    response = office.client("unit_head").post(place(office, report), {**fields, **more, "do": "apply"})
    return response.status_code, response.content.decode()
