"""Acronyms in the texts of a plan: which stand there, and which of them somebody explains."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ceiba.kernel.methodology import Methodology
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import fold, initials, unaccented
from ceiba.rules.indexes import index
from ceiba.rules.prose import sentences, tokens

_KEPT = 1 << 15
_ACRONYM = re.compile(r"(?<![\w-])[A-ZÑ]{3,8}(?![\w])")
_ROMAN = re.compile(r"[IVXLCDM]+")
# «Plan Operativo Multianual (POM)», «-POM-», «POM: Plan …», «POM (Plan …)», «SEGEPLAN - Secretaría …».
_EXPLAINED = re.compile(
    r"[(«\-–—]\s?([A-ZÑ]{3,8})\s?[)»\-–—]|(?<![\w-])([A-ZÑ]{3,8})s?\s?(?:[:(]|[-–—]\s)\s?(?=[A-ZÁÉÍÓÚ])"
)
# Two words in capitals side by side are words that somebody stresses.
_SHOUTED = re.compile(r"(?<![\w-])[A-ZÑ]{2,}(?:[ ,]+(?:Y |DE |DEL |LA |EL |LOS |LAS |EN )*[A-ZÑ]{2,})+(?!\w)")
_LOUD = 0.5  # share of capitals above which every word looks like an acronym


@lru_cache(maxsize=_KEPT)
def written(text: str) -> tuple[str, ...]:
    """Return the acronyms of a text; none where the text itself is in capitals."""
    plain = unaccented(text)
    letters = [letter for letter in plain if letter.isalpha()]
    if not letters or sum(map(str.isupper, letters)) > _LOUD * len(letters):
        return ()
    return tuple(a for a in _ACRONYM.findall(_SHOUTED.sub(" ", plain)) if not _ROMAN.fullmatch(a))


@lru_cache(maxsize=_KEPT)
def _plain(text: str) -> frozenset[str]:
    """Return the words of a text that are not in capitals, as capitals: a word that also stands so is no acronym."""
    return frozenset(unaccented(word).upper() for word in tokens(text) if not word.isupper() and len(word) > 2)


@lru_cache(maxsize=_KEPT)
def explained(text: str) -> tuple[str, ...]:
    """Return the acronyms that a text explains beside them."""
    return tuple(one or other for one, other in _EXPLAINED.findall(unaccented(text)))


def unexplained(snapshot: Snapshot) -> Mapping[str, int]:
    """Return how often each acronym stands that neither the dictionary nor the document explains, in order."""
    found = Counter[str]()
    for own in (_of_statements, _of_elements, _of_indicators):
        found.update(index(snapshot, own))
    if not found:
        return {}
    told = {*_named(snapshot), *_known(snapshot.methodology)}
    plain: set[str] = set()
    for text in sentences(snapshot):
        plain.update(_plain(text))
        told.update(explained(text))
    known = told | plain
    return {acronym: count for acronym, count in found.items() if known.isdisjoint(_forms(acronym))}


def _of_statements(snapshot: Snapshot) -> Counter[str]:
    return _counted(statement.text for plan in snapshot.plans for statement in plan.statements)


def _of_elements(snapshot: Snapshot) -> Counter[str]:
    return _counted(element.text for element in snapshot.elements)


def _of_indicators(snapshot: Snapshot) -> Counter[str]:
    return _counted(indicator.text for indicator in snapshot.indicators)


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(acronym for text in texts for acronym in written(text))


def _forms(acronym: str) -> tuple[str, ...]:
    """Return an acronym and what it may be the plural of: «COCODES», «COLREDES»."""
    return tuple(acronym.removesuffix(ending) for ending in ("", "S", "ES"))


def _named(snapshot: Snapshot) -> Iterator[str]:
    """Yield what the document's own names stand for: titles, actors, units, the institution, statements."""
    names = [snapshot.institution.name or "", *(unit.name for unit in snapshot.units)]
    for plan in snapshot.plans:
        names += [plan.title, *(stakeholder.name for stakeholder in plan.stakeholders)]
        names += [statement.text for statement in plan.statements]
    for name in names:
        yield from explained(name)
        yield initials(name)
    yield from (unit.code.upper() for unit in snapshot.units if unit.code)


@lru_cache(maxsize=16)
def _words(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(unaccented(word).strip(".,;:()").upper() for text in texts for word in text.split())


def _known(methodology: Methodology) -> frozenset[str]:
    """Return the acronyms that the methodology's dictionary and its own words hold, and their parts."""
    texts = [*methodology.acronyms, *(i.acronym for i in methodology.institutions if i.acronym)]
    texts += [unit.name for unit in methodology.measure_units] + [methodology.currency]
    for framework in (*methodology.frameworks, *methodology.classifications):
        texts += [framework.key, *framework.names]
    texts += [name for kind in methodology.plan_kinds for name in (kind.label, *kind.names)]
    texts += [label for level in methodology.levels for label in level.labels if label.isupper()]
    texts += [norm.number for norm in methodology.norms] + list(methodology.vocabulary.evidence)
    texts += [name for rule in methodology.funding_rules for name in rule.names]
    parts = [part for text in texts for part in (text, *text.replace("-", " ").split())]
    return _words(tuple(parts)) | {fold(acronym).upper() for acronym in methodology.acronyms}
