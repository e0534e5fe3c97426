"""How many queries a page asks: pinned for each page in ``queries.json``, so that no list asks one for each row.

::

    with pinned("people"):
        client.get(reverse("people", args=[office.slug]))

A page that asks more fails with its queries; one that asks fewer fails too, so that the file stays true.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

FILE = Path(__file__).with_suffix(".json")
_NOT_OURS = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def pinned(name: str) -> Iterator[None]:
    """Count what is asked inside and compare it with the number of this page; steps of a transaction do not count."""
    numbers: dict[str, int] = json.loads(FILE.read_text(encoding="utf-8"))
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(_NOT_OURS)]
    if name not in numbers:
        pytest.fail(f"«{name}» asks {len(asked)} queries: write that into {FILE.name}, if it has to be so many")
    if len(asked) != numbers[name]:
        listed = "\n".join(f"{number}. {sql}" for number, sql in enumerate(asked, 1))
        pytest.fail(f"«{name}» asks {len(asked)} queries, and {FILE.name} says {numbers[name]}:\n{listed}")
