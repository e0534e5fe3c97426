"""Which reader passes the rows of a file: its content says so, not its name."""

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers import archive
from ceiba.exchange.readers.formats import Format, format_of
from ceiba.exchange.readers.rows.cells import RowSource
from ceiba.exchange.readers.rows.csv import CsvRows
from ceiba.exchange.readers.rows.ods import OdsRows
from ceiba.exchange.readers.rows.xlsx import XlsxRows
from ceiba.kernel.text import _


def source_of(name: str, content: bytes) -> RowSource:
    """Return the sheets of a file; ``UnusableDocument`` where it is neither XLSX, ODS nor CSV, or is damaged."""
    found = format_of(name, content)
    if found is Format.TEXT:
        return CsvRows(name, content)
    if found is Format.ODS:
        return OdsRows(name, archive.opened(name, content))
    if found is Format.XLSX:
        opened = archive.opened(name, content)
        if any(part.startswith("xl/worksheets/") and part.endswith(".xml") for part in opened.namelist()):
            return XlsxRows(name, opened)
    message = _(
        "%(file)s no es una hoja de Excel (.xlsx), de LibreOffice (.ods) ni un CSV. Guárdela en uno de los tres y "
        "súbala otra vez."
    )
    raise UnusableDocument(message % {"file": name})
