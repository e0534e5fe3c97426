"""What goes out of each table is decided column by column: a new one fails here until somebody has said."""

import re

from django.apps import apps
from django.db import models

from ceiba.institutions.models import Owned
from ceiba.institutions.written import columns
from ceiba.takeout.decisions import Reason, decisions, taken

SECRET = re.compile(r"password|secret|token|private|mfa|hash|nonce|salt")
HARMLESS = {"previous_hash", "hash"}  # of the history: what it is checked by


def tables() -> list[type[models.Model]]:
    """Return the tables of Ceiba."""
    return [model for model in apps.get_models() if model.__module__.startswith("ceiba.")]


def test_every_table_and_every_column_is_decided() -> None:
    known = {one.model: one for one in decisions()}
    undecided = [model._meta.label for model in tables() if model not in known]
    assert undecided == [], "say in ceiba/takeout/columns.yaml what goes out of these tables"
    for model, one in known.items():
        if one.whole is not None:
            continue
        named = [*one.columns, *one.left_out]
        assert sorted(named) == sorted(column.attname for column in columns(model)), model._meta.label


def test_what_an_institution_owns_goes_out_unless_its_table_is_made_again() -> None:
    stays = [one.model for one in decisions() if one.whole is not None]
    assert [model for model in stays if issubclass(model, Owned)] == []


def test_no_column_that_sounds_like_a_secret_goes_out() -> None:
    found = {f"{one.name}.{name}" for one in taken() for name in one.columns if SECRET.search(name)}
    assert {name for name in found if name.rpartition(".")[2] not in HARMLESS} == set()
    kept = {(one.name, name) for one in decisions() for name, why in one.left_out.items() if why is Reason.SECRET}
    assert {("institutions.person", "password"), ("institutions.invitation", "token_hash")} <= kept
