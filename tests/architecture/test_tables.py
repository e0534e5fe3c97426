"""What the tables of the house promise one another: foreign keys point down, and nobody reads them backwards."""

import tomllib
from pathlib import Path

from django.apps import apps
from django.db import models

from ceiba.institutions.models import Institution, Owned

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
FLOORS = [
    name.strip("() ") for row in next(c for c in CONTRACTS if c["id"] == "floors")["layers"] for name in row.split("|")
]


def tables() -> list[type[models.Model]]:
    """Return the tables of Ceiba, without those of the libraries."""
    return [model for model in apps.get_models() if model.__module__.startswith("ceiba.")]


def relations() -> list[tuple[type[models.Model], models.ForeignKey]]:
    """Return every foreign key with its table."""
    return [(t, f) for t in tables() for f in t._meta.get_fields() if isinstance(f, models.ForeignKey)]


def height(table: type[models.Model]) -> int:
    """Return how many floors lie above the one where a table lives."""
    return FLOORS.index(table.__module__.split(".")[1])


def test_foreign_keys_point_down() -> None:
    ours = [(t, f) for t, f in relations() if f.related_model.__module__.startswith("ceiba.")]
    assert len(ours) > 10
    assert [f"{t.__name__}.{f.name}" for t, f in ours if height(f.related_model) < height(t)] == []


def test_no_table_is_read_backwards() -> None:
    assert [f"{t.__name__}.{f.name}" for t, f in relations() if f.remote_field.related_name != "+"] == []


def test_what_an_institution_owns_has_one_key_in_it() -> None:
    owned = [table for table in tables() if issubclass(table, Owned)]
    assert owned
    for table in owned:
        unique = {tuple(c.fields) for c in table._meta.constraints if isinstance(c, models.UniqueConstraint)}
        assert ("institution", "key") in unique, table


def test_every_table_belongs_to_an_institution_or_to_a_row_that_does() -> None:
    free = {"Institution", "Person", "RequestCount"}  # whoever asks is counted before an institution is known
    for table in tables():
        reached, seen = {table}, set()
        while reached - seen:
            seen |= reached
            reached = {
                f.related_model for t in seen for f in t._meta.get_fields() if isinstance(f, models.ForeignKey)
            } | seen
        assert Institution in reached or table.__name__ in free, table
