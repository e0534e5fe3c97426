"""What a backup is made of: which tables, how their rows are written as lines of text, and the manifest over them.

A line is a JSON list with the values of a row in the order of the columns that the manifest names. Values are written
so that either database gives them back exactly: decimals, dates and our own columns as text, bytes as Base64.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from ceiba.institutions.written import columns, written

FORMAT = 1
MANIFEST, SUM = "manifest.json", "manifest.json.sha256"
TABLES, DOCUMENTS, KEYS = "tables", "documents", "keys"
# Made anew by the migrations, or over with the process that made them: sessions, and the queue's own notes on jobs.
LEFT_OUT = frozenset({"auth", "contenttypes", "sessions", "django_tasks_database"})


@dataclass
class Manifest:
    """What is in a backup. ``migrations`` is the last one of each application: the shape that the rows have."""

    ceiba: str
    made: str
    database: str
    migrations: dict[str, str]
    format: int = FORMAT
    tables: dict[str, "Table"] = field(default_factory=dict)
    files: dict[str, "Bytes"] = field(default_factory=dict)
    histories: dict[str, "Head"] = field(default_factory=dict)

    def text(self) -> str:
        """Return the manifest as it is written."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def of(cls, text: str) -> "Manifest":
        """Return a manifest that was written; ``ValueError``, ``KeyError`` or ``TypeError`` where it is none."""
        raw = json.loads(text)
        return cls(
            **{
                **raw,
                "tables": {name: Table(**table) for name, table in raw["tables"].items()},
                "files": {path: Bytes(**found) for path, found in raw["files"].items()},
                "histories": {slug: Head(**head) for slug, head in raw["histories"].items()},
            }
        )


@dataclass(frozen=True)
class Table:
    """A table: its columns in the order of each line, and how many rows it has."""

    columns: list[str]
    rows: int


@dataclass(frozen=True)
class Bytes:
    """A file: its size and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Head:
    """A history: how many acts are chained, how many wait, the hash of the last; ``broken`` is where it fails."""

    length: int
    waiting: int
    head: str
    broken: int | None = None


def tables(registry: Apps = installed) -> list[type[models.Model]]:
    """Return the tables that a backup holds, each after those that it refers to where that is possible."""
    found = [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    ]
    ordered: dict[type[models.Model], None] = {}
    for model in sorted(found, key=lambda model: model._meta.label_lower):
        _after_its_own(model, set(found), ordered, ())
    return list(ordered)


def _after_its_own(
    model: type[models.Model],
    found: set[type[models.Model]],
    ordered: dict[type[models.Model], None],
    way: tuple[type[models.Model], ...],
) -> None:
    if model in ordered or model in way or model not in found:
        return
    for column in columns(model):
        if column.is_relation and column.related_model:
            _after_its_own(column.related_model, found, ordered, (*way, model))
    ordered[model] = None


def leaves() -> dict[str, str]:
    """Return the last migration of each application whose tables a backup holds, as the database has them."""
    loader = MigrationLoader(connection)
    applied = {key for key in loader.graph.nodes if key in loader.applied_migrations}
    outgrown = {
        key
        for key in applied
        for child in loader.graph.node_map[key].children
        if child.key in applied and child.key[0] == key[0]
    }
    return dict(sorted(key for key in applied - outgrown if key[0] not in LEFT_OUT))


def lines(model: type[models.Model]) -> Iterator[str]:
    """Yield the rows of a table, each as a line of text, by primary key."""
    names = [column.attname for column in columns(model)]
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=500):
        told = [written(column, value) for column, value in zip(columns(model), row, strict=True)]
        yield json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def rows(model: type[models.Model], names: Sequence[str], text: Iterable[str]) -> Iterator[models.Model]:
    """Yield the rows that lines of text hold, not saved; ``KeyError`` where the table has no such column."""
    by_name = {column.attname: column for column in columns(model)}
    wanted = [by_name[name] for name in names]
    for line in text:
        values = json.loads(line)
        yield model(**{c.attname: _value(c, value) for c, value in zip(wanted, values, strict=True)})


def _value(column: models.Field[Any, Any], text: Any) -> Any:
    if text is None or isinstance(column, models.JSONField):
        return text
    if isinstance(column, models.BinaryField):
        return base64.b64decode(text)
    if column.is_relation:
        return column.target_field.to_python(text)
    return column.to_python(text)


def table_path(folder: Path, model: type[models.Model]) -> Path:
    """Return where the lines of a table stand in a backup."""
    return folder / TABLES / f"{model._meta.label_lower}.jsonl"
