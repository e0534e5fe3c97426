"""The dictionary: laws, institutions, acronyms and units of measure of every country, each with who says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ceiba.kernel.law import LegalSource
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import fold


class WordKind(StrEnum):
    """What a word of the dictionary names."""

    LAW = "law"
    INSTITUTION = "institution"
    ACRONYM = "acronym"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class DictionaryWord:
    """A word of the dictionary, what it stands for, and where; ``country`` is None where every country shares it.

    ``others`` are names that are wrong but seen, or further words for a unit. Laws know their first and last day and
    what replaced them, where that is known.
    """

    kind: WordKind
    name: str
    meaning: str
    country: str | None = None
    source: LegalSource | None = None
    others: tuple[str, ...] = ()
    note: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    superseded_by: str | None = None

    def holds(self, words: Iterable[str]) -> bool:
        """Tell whether each of these folded words stands somewhere in it."""
        told = fold(" ".join((self.name, self.meaning, self.note, *self.others, self.country or "")))
        return all(word in told for word in words)


def dictionary(methodologies: Iterable[Methodology]) -> tuple[DictionaryWord, ...]:
    """Return the words of all methodologies, each once: what all countries share first, then country by country."""
    found: dict[tuple[WordKind, str, str], DictionaryWord] = {}
    for methodology in sorted(methodologies, key=lambda one: one.country or ""):
        for word in _words(methodology):
            if (word.kind, word.name, "") not in found:
                found.setdefault((word.kind, word.name, word.country or ""), word)
    return tuple(found.values())


def search(words: Iterable[DictionaryWord], query: str, country: str = "") -> tuple[DictionaryWord, ...]:
    """Return the words that hold every word of a query, accents forgiven, of one country and of all or of every one."""
    wanted = fold(query).split()
    here = (word for word in words if not country or word.country in (None, country))
    return tuple(word for word in here if word.holds(wanted))


def _words(methodology: Methodology) -> Iterator[DictionaryWord]:
    country = methodology.country
    for norm in methodology.norms:
        yield DictionaryWord(
            WordKind.LAW,
            f"{norm.norm} {norm.number}",
            norm.titles[0],
            country,
            norm.source,
            norm.titles[1:],
            norm.note,
            norm.valid_from,
            norm.valid_until,
            norm.superseded_by,
        )
    for body in methodology.institutions:
        wrong = body.mistaken_names
        yield DictionaryWord(WordKind.INSTITUTION, body.name, body.acronym or "", country, body.source, wrong)
    for acronym, name in methodology.acronyms.items():
        yield DictionaryWord(WordKind.ACRONYM, acronym, name, country, methodology.acronym_sources.get(acronym))
    for unit in methodology.measure_units:
        yield DictionaryWord(WordKind.UNIT, unit.name, unit.family, country, unit.source, unit.words)
