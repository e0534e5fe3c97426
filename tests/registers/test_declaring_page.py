"""The manual's page on declaring a register says all of the language, and its example is proved like a shipped one."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ceiba import methodologies
from ceiba.institutions.permissions import Role
from ceiba.methodologies.registers import available_registers, read_register
from ceiba.ui import manual
from tests.registers.written_page import SLUG, blocks, document

SCHEMA = Path(methodologies.__file__).with_name("register_schema.json")
LANGUAGES = ("es", "en")


def said(language: str) -> set[str]:
    """Return every word that the page writes as code outside its examples, also those inside a longer piece."""
    prose = re.sub(r"```.*?```", "", manual.page(SLUG, language).text, flags=re.DOTALL)
    return {word for piece in re.findall(r"`([^`]+)`", prose) for word in re.findall(r"[a-z0-9_]+", piece)}


def words(schema: Any) -> Iterator[str]:
    """Yield every key and every fixed value that the language of register types has."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from schema.get("enum", ())
        for part in schema.values():
            yield from words(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from words(part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_language_is_on_the_page(language: str) -> None:
    known = set(words(json.loads(SCHEMA.read_text(encoding="utf-8"))))
    assert len(known) > 100
    assert known - said(language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_is_on_the_page(language: str) -> None:
    assert {str(role) for role in Role} <= said(language)


def test_both_languages_have_the_same_example() -> None:
    assert blocks("es") == blocks("en")


def test_what_is_explained_in_pieces_stands_in_the_whole() -> None:
    whole = document()
    pieces = [block for block in blocks() if block != whole]
    assert pieces
    assert all(piece in whole for piece in pieces)


@pytest.mark.slow
def test_the_example_is_proved_and_is_none_of_those_that_are_shipped() -> None:
    register = read_register(document().encode(), "manual")
    assert register.id not in {shipped.id for shipped in available_registers()}
    assert register.public is not None
    assert register.public.measures


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("required: {states: [devuelto]}", "required: {states: [entregado]}"), ("value: 50", "value: 51")],
)
def test_what_somebody_mistypes_is_told(wrong: str, right: str) -> None:
    broken = document().replace(wrong, right, 1)
    assert broken != document()
    with pytest.raises(methodologies.problems.MethodologyError):
        read_register(broken.encode(), "manual")
