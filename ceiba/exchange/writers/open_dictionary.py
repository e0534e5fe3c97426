"""The dictionary of open data: what each column of each table says, in Spanish and in English."""

from collections.abc import Iterable, Iterator

from ceiba.exchange.datasets.dataset import Cell, Dataset
from ceiba.exchange.language import translator
from ceiba.exchange.writers import open_csv

HEADINGS = (
    "conjunto", "titulo", "title", "columna", "tipo", "llave", "unidad", "codigos", "refiere", "descripcion",
    "description", "sale_de",
)  # fmt: skip


def write(datasets: Iterable[Dataset]) -> Iterator[bytes]:
    """Yield the dictionary of some tables as CSV, in parts."""
    return open_csv.lines(HEADINGS, rows(datasets))


def rows(datasets: Iterable[Dataset]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each column of each table, in the order of ``HEADINGS``."""
    spanish, english = translator("es"), translator("en")
    for dataset in datasets:
        for column in dataset.columns:
            yield (
                dataset.name,
                spanish(dataset.title),
                english(dataset.title),
                column.name,
                column.type.value,
                column.name in dataset.key,
                spanish(column.unit) or None,
                ";".join(column.codes) or None,
                f"{column.refers}.clave" if column.refers else None,
                spanish(column.says),
                english(column.says),
                column.source,
            )
