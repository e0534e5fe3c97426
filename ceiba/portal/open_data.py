"""The open data of a publication as the portal gives it out: its tables, their files, and who gives them out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ceiba.exchange.datasets.dataset import DataColumn, Dataset, Issue
from ceiba.exchange.datasets.registry import DATASETS
from ceiba.exchange.writers import (
    open_csv,
    open_dictionary,
    open_iati,
    open_json,
    open_package,
    open_parquet,
    open_sdmx,
    open_xlsx,
    open_zip,
)
from ceiba.exchange.writers.open_cells import written
from ceiba.exchange.writers.open_data import Imprint, Publisher
from ceiba.exchange.writers.open_package import OpenFile
from ceiba.kernel.text import _
from ceiba.portal.edition import NUMBER, Edition
from ceiba.portal.open_files import OpenFiles
from ceiba.publications import queries

FIRST = 20  # rows that the page of a table shows
DICTIONARY, ARCHIVE, IATI, SDMX = "diccionario.csv", "todo.zip", "iati.xml", "sdmx.csv"
OC4IDS, BUDGET = "oc4ids.json", "presupuesto.json"
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
"""The media type of each format in which a table is given out."""


_DOCUMENTS = (
    (
        OC4IDS,
        _("Proyectos, en OC4IDS 0.9"),
        _("Contratación abierta de infraestructura: cada proyecto con presupuesto, contratos, pagos, etapas y avance."),
    ),
    (
        BUDGET,
        _("Presupuesto, en Fiscal Data Package"),
        _("Qué quiere decir cada columna de presupuesto.csv: los montos por renglón y momento del gasto."),
    ),
    (IATI, _("Resultados, en IATI 2.03"), _("Cada plan con sus resultados, indicadores, metas y cifras.")),
    (SDMX, _("Mediciones, en SDMX-CSV 2.0"), _("Cada cifra como una observación estadística, con su estado.")),
    (ARCHIVE, _("Todo de una vez"), _("Todas las tablas en CSV, qué es cada columna y la publicación firmada.")),
)


@dataclass(frozen=True)
class OpenData:
    """The open data of one publication."""

    edition: Edition

    @cached_property
    def issue(self) -> Issue:
        """Return what is told and until when."""
        return Issue(self.edition.face, self.edition.row.until)

    @cached_property
    def files(self) -> OpenFiles:
        """Return the files on disk."""
        return OpenFiles(self.edition.row.digest)

    @cached_property
    def imprint(self) -> Imprint:
        """Return what every file says of its publication; no address, which an installation may change."""
        here, row = self.edition.institution, self.edition.row
        publisher = Publisher(
            key=here.slug,
            name=self.edition.header.name,
            address="",
            changed=row.at,
            country=here.country,
            prefix=settings.OC4IDS_PREFIX,
            license=settings.OPEN_DATA_LICENSE,
        )
        until = row.until.notation(self.edition.face.methodology.fiscal_start)
        return Imprint(publisher, row.number, row.digest, until)

    def imprint_at(self, address: str) -> Imprint:
        """Return the same with the address at which a file is found."""
        return replace(self.imprint, publisher=replace(self.imprint.publisher, address=address))

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many rows each table has, by its name."""
        return {name: dataset.count(self.issue) for name, dataset in DATASETS.items()}

    @property
    def tables(self) -> list[tuple[Dataset, int]]:
        """Return the tables that have rows, and how many."""
        return [(DATASETS[name], rows) for name, rows in self.counts.items() if rows]

    @property
    def empty(self) -> list[Dataset]:
        """Return the tables of which this publication says nothing."""
        return [DATASETS[name] for name, rows in self.counts.items() if not rows]

    def first_rows(self, dataset: Dataset) -> list[list[str]]:
        """Return the first rows of a table as they are read, blank where nobody said anything."""
        rows = islice(dataset.rows(self.issue), FIRST)
        return [[cell if isinstance(cell, str) else written(cell) for cell in row] for row in rows]

    def parts(self, dataset: Dataset, form: str) -> Iterable[bytes]:
        """Return a table in a format, in parts; ``KeyError`` for a format that there is not."""
        return {
            "csv": lambda: open_csv.write(dataset, self.issue),
            "json": lambda: open_json.write(dataset, self.issue, self.imprint),
            "xlsx": lambda: [open_xlsx.write(dataset, self.issue, self.imprint)],
            "parquet": lambda: [open_parquet.write(dataset, self.issue, self.imprint)],
        }[form]()

    def table(self, dataset: Dataset, form: str) -> OpenFile:
        """Return the facts of the file of a table, made where it is not there yet."""
        return self.files.kept(f"{dataset.name}.{form}", lambda out: out.writelines(self.parts(dataset, form)))

    def dictionary(self) -> OpenFile:
        """Return the facts of the dictionary of every table."""
        return self.files.kept(DICTIONARY, lambda out: out.writelines(open_dictionary.write(DATASETS.values())))

    def results(self) -> OpenFile:
        """Return the facts of the plans as results of IATI; only where some plan has a period."""
        return self.files.kept(IATI, lambda out: out.writelines([open_iati.write(self.issue, self.imprint) or b""]))

    def observations(self) -> OpenFile:
        """Return the facts of the figures in SDMX-CSV."""
        return self.files.kept(SDMX, lambda out: out.writelines(open_sdmx.write(self.issue, self.imprint)))

    @property
    def documents(self) -> list[tuple[str, str, str]]:
        """Return the documents of standards that this publication fills: name, title and meaning (marked sentences)."""
        face = self.edition.face
        filled = {
            OC4IDS: bool(face.projects),
            BUDGET: bool(face.budget_lines),
            IATI: any(plan.period for plan in face.plans),
            SDMX: bool(self.counts["mediciones"]),
        }
        return [one for one in _DOCUMENTS if filled.get(one[0], True)]

    def package(self, imprint: Imprint, path: Callable[[str], str]) -> bytes:
        """Return the description of the tables in CSV, whose files are made where they are not there yet."""
        return open_package.write(imprint, {one: self.table(one, "csv") for one, _rows in self.tables}, path)

    def archive(self) -> OpenFile:
        """Return the facts of the archive of everything."""
        return self.files.kept(ARCHIVE, lambda out: open_zip.write(out, self._everything()))

    def _everything(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield what stands in the archive: the signed publication, the tables, and what describes them."""
        yield "publicacion.txt", [queries.content_of(self.edition.row)]
        yield "datapackage.json", [self.package(self.imprint, lambda name: name)]
        self.dictionary()
        for name in (DICTIONARY, *(f"{one.name}.csv" for one, _rows in self.tables)):
            yield name, _read(self.files, name)


def _read(files: OpenFiles, name: str) -> Iterator[bytes]:
    with files.path(name).open("rb") as file:
        while part := file.read(1 << 20):
            yield part


def frozen(request: HttpRequest, edition: Edition, name: str, view: str = "public_data_file") -> str:
    """Return the address at which a file of this publication, or a page of a table, stays for ever."""
    path = reverse(view, args=[edition.slug, name])
    return f"{request.build_absolute_uri(path)}?{NUMBER}={edition.row.number}"


def columns(dataset: Dataset) -> list[tuple[DataColumn, bool]]:
    """Return the columns of a table, each with whether it tells its rows apart."""
    return [(column, column.name in dataset.key) for column in dataset.columns]
