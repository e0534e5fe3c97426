"""Nothing of any table is in a public answer but what was declared: a canary in every text column, after publishing.

What is published is frozen, so that every other text of the installation may be written over: whatever public address
then tells one of them reads a table that it should not. ``DECLARED`` are the columns that the public may read.
"""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.db.models import CharField, Field, Model, TextField, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from pytest_django import Settings

from tests import test_doors as doors
from tests.furnished import furnish
from tests.people import Office

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(400)]
MARK = "canarioz"
SHORTEST = 40  # characters that a column must hold to have a canary
# Frozen when they were published: nobody writes over them.
FROZEN = frozenset({"publications.Publication", "registers.RegisterRelease"})
# The database itself refuses to write over these.
APPEND_ONLY = frozenset({"institutions.Entry"})
# What an address or the program itself is made of, and no text that somebody typed.
CODES = frozenset({"key", "slug", "methodology", "public", "verb", "sha256", "content", "digest"})
# What the public may read outside publications, by table and column, and why.
DECLARED = {
    "documents.Document.name": "a file that answers a duty of transparency",
    "institutions.Institution.name": "who publishes",
    "institutions.Institution.short_name": "who publishes",
    "participation.Objection.about": "how the publication calls what is asked about",
    "participation.Objection.text": "what anybody asked in public",
    "participation.Objection.name": "of who wanted it shown",
    "participation.ObjectionStep.office": "who signs",
    "participation.ObjectionStep.text": "a public answer",
    "participation.VoiceSetting.office": "where one asks for one's own data",
    "participation.VoiceSetting.email": "of the office where one asks for one's own data",
    "participation.VoiceSetting.place": "where one asks for one's own data",
    "participation.VoiceSetting.law": "the notice of privacy",
    "participation.VoiceSetting.promised_by": "the act that promises a term",
    "registers.Register.plural": "of which registers the notice of privacy says how long they keep personal data",
    "registers.RetentionRule.source": "the act that says how long they keep it",
}


def planted() -> Iterator[tuple[type[Model], Field]]:
    """Yield every column of ours that holds a text which somebody may have typed."""
    for table in apps.get_models():
        if not table.__module__.startswith("ceiba.") or table._meta.label in FROZEN:
            continue
        for column in table._meta.get_fields():
            if not isinstance(column, CharField | TextField) or column.choices or column.name in CODES:
                continue
            if column.max_length is None or column.max_length >= SHORTEST:
                yield table, column


def plant() -> dict[str, str]:
    """Write a canary of its own over every text of every table; return what each says by its name."""
    found = {}
    for number, (table, column) in enumerate(planted()):
        said = f"{MARK}{number:03}x"
        try:
            with transaction.atomic():
                changed = table._default_manager.update(**{column.name: Concat(Value(said), Cast("pk", TextField()))})
        except DatabaseError:
            assert table._meta.label in APPEND_ONLY, table
            continue
        if changed:
            found[said] = f"{table._meta.label}.{column.name}"
    return found


def followed(office: Office, client: Client, most: int = 400) -> dict[str, bytes]:
    """Return what every public address answers, and every one that those lead to, headers and all."""
    paths = [
        path
        for address in doors.OUTSIDE
        if address.name in doors.EVERYBODYS_DOORS | doors.API_DOORS and (path := doors.path_of(address, office))
    ]
    assert len(paths) > 30
    found: dict[str, bytes] = {}
    while paths and len(found) < most:
        path = paths.pop(0)
        if path in found:
            continue
        answer = client.get(path)
        assert answer.status_code < 500, path
        content = b"".join(answer) if answer.streaming else answer.content
        found[path] = content + repr(sorted(answer.headers.items())).encode()
        links = re.findall(r'(?:href|src)="((?:/publico/|/api/v1/)[^"#]*)', content.decode(errors="replace"))
        paths += [link.replace("&amp;", "&") for link in links]
    return found


def test_no_table_tells_anything_but_what_was_declared(office: Office, settings: Settings) -> None:
    furnish(office)
    settings.PUBLIC_SHELF_SECONDS = 600
    cache.clear()
    names = plant()
    assert len(names) > 60, "there is something in most tables"
    answers = followed(office, Client())
    assert len(answers) > 60
    told = {}
    for path, content in answers.items():
        for said in re.findall(rf"{MARK}\d{{3}}x", content.decode(errors="replace")):
            told.setdefault(names[said], path)
    assert set(told) <= set(DECLARED), {name: path for name, path in told.items() if name not in DECLARED}
    assert "institutions.Institution.name" in told, "the walk sees what is there"
