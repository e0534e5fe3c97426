"""Every sentence that the code marks stands in the catalogues, and has an English translation with the same facts."""

import re
from pathlib import Path

import pytest
from babel.messages import Catalog

from tools import messages

pytestmark = pytest.mark.slow

PACKAGE = messages.ROOT / "ceiba"
PLACEHOLDER = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[a-z]")


def texts(entry: object) -> tuple[str, ...]:
    """Return the forms of a message or translation: one, or one for each plural."""
    return (entry,) if isinstance(entry, str) else tuple(entry)  # type: ignore[arg-type]


def untranslated(found: Catalog, catalogue: Catalog) -> list[str]:
    """Return the sentences of the code that a catalogue lacks, leaves empty or marks as doubtful."""
    return [
        str(message.id)
        for message in found
        if message.id and not ((said := catalogue.get(message.id)) and all(texts(said.string)) and not said.fuzzy)
    ]


def lost_facts(catalogue: Catalog) -> list[str]:
    """Return the sentences whose translation does not carry the same facts."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and all(texts(message.string))
        and {name for text in texts(message.id) for name in PLACEHOLDER.findall(text)}
        != {name for text in texts(message.string) for name in PLACEHOLDER.findall(text)}
    ]


@pytest.mark.slow
def test_english_is_complete() -> None:
    found = messages.extracted(PACKAGE)
    assert len(found) > 100
    assert untranslated(found, messages.existing("en")) == []


def test_spanish_knows_every_sentence() -> None:
    catalogue = messages.existing("es")
    found = [message.id for message in messages.extracted(PACKAGE) if message.id]
    assert [sentence for sentence in found if sentence not in catalogue] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_keep_the_facts(language: str) -> None:
    assert lost_facts(messages.existing(language)) == []


def test_a_missing_translation_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('x = _("Hola, %(name)s")\ny = _("Adiós")\nz = "suelto"\n', encoding="utf-8")
    catalogue = Catalog(locale="en")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text('<h1>{{ _("Título") }}</h1>', encoding="utf-8")
    found = messages.extracted(tmp_path)
    assert sorted(untranslated(found, catalogue)) == ["Adiós", "Hola, %(name)s", "Título"]
    catalogue.add("Título", "Title")
    catalogue.add("Adiós", "Bye")
    catalogue.add("Hola, %(name)s", "Hello, %(who)s")
    assert untranslated(found, catalogue) == []
    assert lost_facts(catalogue) == ["Hola, %(name)s"]


def test_an_update_keeps_translations_and_drops_what_is_no_longer_said(tmp_path: Path) -> None:
    path = messages.path_of("en", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Sí"\nmsgstr "Yes"\n\nmsgid "Viejo"\nmsgstr "Old"\n', encoding="utf-8")
    (tmp_path / "a.py").write_text('x = _("Sí")\ny = _("Nuevo")\n', encoding="utf-8")
    path.write_bytes(messages.updated("en", messages.extracted(tmp_path), tmp_path))
    catalogue = messages.existing("en", tmp_path)
    assert {message.id: message.string for message in catalogue if message.id} == {"Sí": "Yes", "Nuevo": ""}
