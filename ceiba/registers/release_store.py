"""Protected tables as JSON and back: what later releases are held against, of the office alone."""

from collections.abc import Mapping
from typing import Any

from ceiba.kernel.suppression import (
    Key,
    ReleasedCell,
    SuppressionReason,
    TableAxis,
    TableEdition,
    TableLayout,
    TableRelease,
)

Stored = dict[str, Any]


def stored(releases: Mapping[str, TableRelease]) -> Stored:
    """Return the tables of each basis as JSON: a cell is [layout, codes, count, why, protects, held]."""
    return {basis: _stored(release) for basis, release in releases.items()}


def read_stored(tables: Stored) -> dict[str, TableRelease]:
    """Return the tables of each basis."""
    return {basis: _read(tree) for basis, tree in tables.items()}


def _stored(release: TableRelease) -> Stored:
    edition = release.edition
    values = sorted({key[0] for key in edition.counts})
    place = {value: at for at, value in enumerate(values)}
    return {
        "dimensions": list(edition.dimensions),
        "units": [[value, edition.counts[(value,)]] for value in values],
        "layouts": [
            [
                layout.id,
                [
                    [axis.dimension, [[code, sorted(place[one] for one in members)] for code, members in axis.groups]]
                    for axis in layout.axes
                ],
            ]
            for layout in edition.layouts
        ],
        "cells": [[cell.layout, cell.codes, cell.count, cell.why, cell.protects, cell.held] for cell in release.cells],
        "exposed": list(release.exposed),
    }


def _read(tree: Stored) -> TableRelease:
    values = [value for value, _number in tree["units"]]
    layouts = tuple(
        TableLayout(
            name,
            tuple(
                TableAxis(dimension, tuple((code, frozenset(values[at] for at in members)) for code, members in groups))
                for dimension, groups in axes
            ),
        )
        for name, axes in tree["layouts"]
    )
    counts: dict[Key, int] = {(value,): number for value, number in tree["units"]}
    edition = TableEdition(tuple(tree["dimensions"]), counts, layouts)
    return TableRelease(edition, tuple(map(_cell, tree["cells"])), tuple(tree["exposed"]))


def _cell(tree: list[Any]) -> ReleasedCell:
    layout, codes, count, why, protects, held = tree
    cell = (protects[0], tuple(protects[1])) if protects else None
    return ReleasedCell(layout, tuple(codes), count, SuppressionReason(why) if why else None, cell, held)
