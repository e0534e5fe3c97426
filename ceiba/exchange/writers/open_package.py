"""Tables of open data as a Frictionless Data Package: where each file is, its hash, and what each column holds.

Data Package and Table Schema, version 1 of the published texts. The same publication gives the same bytes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ceiba.exchange.datasets.dataset import ColumnType, DataColumn, Dataset
from ceiba.exchange.language import translator
from ceiba.exchange.writers.exact_json import Tree, exact_json, known
from ceiba.exchange.writers.open_data import Imprint, moment
from ceiba.kernel.text import _

TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.DECIMAL: "number",
    ColumnType.MONEY: "number",
    ColumnType.DATE: "date",
    ColumnType.MOMENT: "datetime",
    ColumnType.BOOLEAN: "boolean",
}
"""What the types of columns are called in a Table Schema."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that was written: how many bytes it has, and their SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


def write(imprint: Imprint, tables: Mapping[Dataset, OpenFile], path: Callable[[str], str]) -> bytes:
    """Return ``datapackage.json`` of tables in CSV; ``path`` tells where the file of a name is found."""
    say, here = translator(), imprint.publisher
    names = {dataset.name for dataset in tables}
    resources: list[Tree] = [_resource(dataset, file, path, names) for dataset, file in tables.items()]
    facts = {"name": here.name, "number": imprint.number, "until": imprint.until}
    says = _("Publicación %(number)s de %(name)s, con cifras hasta %(until)s.")
    package = known(
        profile="data-package",
        name=f"{here.key}-{imprint.number}",
        id=f"urn:sha256:{imprint.digest}",
        title=say(_("Datos abiertos de %(name)s")) % facts,
        description=say(says) % facts,
        version=str(imprint.number),
        homepage=here.address,
        created=moment(here.changed),
        contributors=[{"title": here.name, "role": "publisher"}],
        licenses=[{"path": here.license}] if here.license else None,
        resources=resources,
    )
    return exact_json(package).encode()


def _resource(dataset: Dataset, file: OpenFile, path: Callable[[str], str], names: Iterable[str]) -> dict[str, Tree]:
    say = translator()
    schema: dict[str, Tree] = {
        "fields": [_field(dataset, column) for column in dataset.columns],
        "missingValues": [""],
    }
    if dataset.is_keyed:
        schema["primaryKey"] = list(dataset.key)
    led: list[Tree] = [_leads(dataset, column) for column in dataset.columns if column.refers in names]
    if led:
        schema["foreignKeys"] = led
    return known(
        profile="tabular-data-resource",
        name=dataset.name,
        path=path(f"{dataset.name}.csv"),
        title=say(dataset.title),
        description=say(dataset.says),
        format="csv",
        mediatype="text/csv",
        encoding="utf-8",
        bytes=file.bytes,
        hash=f"sha256:{file.sha256}",
        dialect={"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        schema=schema,
    )


def _field(dataset: Dataset, column: DataColumn) -> dict[str, Tree]:
    say = translator()
    constraints = known(
        required=True if column.name in dataset.key and not column.optional else None,
        enum=list(column.codes),
    )
    return known(
        name=column.name,
        type=TYPES[column.type],
        description=say(column.says),
        unit=say(column.unit),
        constraints=constraints,
    )


def _leads(dataset: Dataset, column: DataColumn) -> dict[str, Tree]:
    own = column.refers == dataset.name
    return {"fields": column.name, "reference": {"resource": "" if own else column.refers, "fields": "clave"}}
