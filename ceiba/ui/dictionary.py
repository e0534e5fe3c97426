"""The page of the dictionary: its words grouped by what they name, each with its remarks and how sure its source is."""

from collections.abc import Iterator
from dataclasses import dataclass

from babel import Locale
from django.utils.translation import gettext as _

from ceiba.exchange.writers.rule_text import STANDINGS
from ceiba.methodologies.dictionary import DictionaryWord, WordKind, dictionary, search
from ceiba.methodologies.loader import available
from ceiba.ui import formats


@dataclass(frozen=True, slots=True)
class DictionaryRow:
    """A word as the page shows it."""

    word: DictionaryWord
    country: str
    standing: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DictionaryGroup:
    """The words of one kind, with the heads of their table."""

    kind: str
    title: str
    name: str
    meaning: str
    rows: tuple[DictionaryRow, ...]


def countries() -> tuple[tuple[str, str], ...]:
    """Return the countries that the dictionary knows, as code and name, by name."""
    codes = {methodology.country for methodology in available() if methodology.country}
    return tuple(sorted(((code, _country(code)) for code in codes), key=lambda pair: pair[1]))


def groups(query: str, country: str) -> tuple[DictionaryGroup, ...]:
    """Return what the dictionary knows of a query, kind by kind; kinds without a word are left out."""
    found = search(dictionary(available()), query, country)
    heads = {
        WordKind.LAW: (_("Leyes y normas"), _("Norma"), _("Título")),
        WordKind.INSTITUTION: (_("Instituciones"), _("Nombre"), _("Sigla")),
        WordKind.ACRONYM: (_("Siglas"), _("Sigla"), _("Qué significa")),
        WordKind.UNIT: (_("Unidades de medida"), _("Unidad"), _("Familia")),
    }
    made = (
        DictionaryGroup(kind.value, *head, tuple(_row(word) for word in found if word.kind is kind))
        for kind, head in heads.items()
    )
    return tuple(group for group in made if group.rows)


def _row(word: DictionaryWord) -> DictionaryRow:
    standing = formats.say()(STANDINGS[word.source.standing]) if word.source else ""
    return DictionaryRow(word, _country(word.country), standing, tuple(_remarks(word)))


def _remarks(word: DictionaryWord) -> Iterator[str]:
    """Yield what else is to be known of a word: since when, until when, what replaced it, other names."""
    if word.valid_from:
        yield _("Rige desde el %(day)s") % {"day": formats.day(word.valid_from)}
    if word.valid_until:
        yield _("Rigió hasta el %(day)s") % {"day": formats.day(word.valid_until)}
    if word.superseded_by:
        yield _("La sustituye: %(name)s") % {"name": word.superseded_by}
    if word.note:
        yield word.note
    if word.others and word.kind is WordKind.INSTITUTION:
        yield _("No se llama: %(names)s") % {"names": "; ".join(word.others)}
    elif word.others and word.kind is WordKind.UNIT:
        yield ", ".join(word.others)
    elif word.others:
        yield _("También: %(names)s") % {"names": "; ".join(word.others)}


def _country(code: str | None) -> str:
    return str(Locale(formats.language()).territories[code]) if code else _("Todos")
