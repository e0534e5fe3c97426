"""How rules read Spanish prose: its words and verbs, texts in capitals, words spelled two ways, acronyms explained.

Grammar of the language, no country. What is asked of one text is kept by the text, so that asking a plan again after
one edit reads one text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import fold, unaccented
from ceiba.rules.indexes import index
from ceiba.rules.wording import words

_KEPT = 1 << 15
_WORD = re.compile(r"[^\W\d_]+")
_ASIDE = re.compile(r"\([^()]*\)")
_INFINITIVE = re.compile(r"\w+(?:ar|er|ir)(?:se|los?|las?|les?)?")
# Nouns and adjectives that end like an infinitive.
_NOT_VERBS = words(
    "alquiler auxiliar ayer azucar bienestar cancer caracter celular circular complementar escolar extraescolar "
    "familiar hogar lider lugar lunar militar molecular monoparental mujer multifamiliar nuclear particular peatonal "
    "peculiar popular preescolar primer pilar regular similar singular solar taller tercer titular unifamiliar "
    "vehicular militar mar par bar ser ir super"
)
_FINITE = re.compile(
    r"\b(?:se|que|han?|es|son|esta|estan|sera|seran|sea|sean|hay|tienen?|cuentan?|dispone|disponen|existen?|pueden?"
    r"|debe|deben|reciben?|viven?|logran?)\b"
)
_FUTURE = re.compile(r"\w{2,}r(?:á|án|emos)\b")
_CAPITALS_FROM = 6  # words from which a text in capitals is a sentence and no heading

_LONG = 5
_LONGER = 8  # letters from which one letter less is a slip and no other word
_SURE = 3  # times that the other spelling stands, for each time of the doubtful one
_BOTH_ARE_WORDS = words(
    "amplia animo calculo circulo continua continuo critica critico deposito diagnostico domestico ejercito fabrica "
    "genero hacia habito interprete intimo limite liquido magnifico maquina medico numero opera participe "
    "perdida practica practico publica publico pronostico secretaria seria sabia solicito tenia termino titulo trafico "
    "tramite transito ultimo valido varia venia vinculo adonde cuando cuales cuanta cuantas cuanto cuantos donde quien "
    "quienes"
)


@lru_cache(maxsize=_KEPT)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text as written, without figures and signs."""
    return tuple(_WORD.findall(text))


def without_asides(text: str) -> str:
    """Return a text without what stands in parentheses."""
    return _ASIDE.sub(" ", text)


def is_infinitive(word: str) -> bool:
    """Tell whether a word, folded, is an infinitive: «mejorar», «mejorarse»; not «mujer», «escolar»."""
    return _INFINITIVE.fullmatch(word) is not None and word not in _NOT_VERBS


@lru_cache(maxsize=_KEPT)
def has_verb(text: str) -> bool:
    """Tell whether a text has an infinitive, a future or one of the verbs by which goals say what will be."""
    plain = fold(text)
    return bool(_FUTURE.search(text) or _FINITE.search(plain)) or any(map(is_infinitive, plain.split()))


@lru_cache(maxsize=_KEPT)
def in_capitals(text: str) -> bool:
    """Tell whether a whole sentence is written in capitals; headings and acronyms are no sentences."""
    written = tokens(text)
    return len(written) >= _CAPITALS_FROM and all(word.isupper() for word in written if len(word) > 1)


def sentences(snapshot: Snapshot) -> Iterator[str]:
    """Yield the texts that a plan writes itself: what it states and promises, and how it measures."""
    for plan in snapshot.plans:
        yield from (statement.text for statement in plan.statements)
    yield from (element.text for element in snapshot.elements)
    yield from (indicator.text for indicator in snapshot.indicators)


@lru_cache(maxsize=_KEPT)
def _counted(text: str) -> tuple[str, ...]:
    """Return the words of a text that can be compared by spelling: long ones, in small letters."""
    return tuple(word.lower() for word in tokens(text) if len(word) >= _LONG and (word.islower() or word[1:].islower()))


def spellings(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """Return the words that a document spells two ways, each with the spelling that it mostly uses."""
    counts: Counter[str] = Counter()
    for own in (_words_of_statements, _words_of_elements, _words_of_indicators):
        counts.update(index(snapshot, own))
    return (*_accents(counts), *_slips(counts))


def _words_of_statements(snapshot: Snapshot) -> Counter[str]:
    return _all(statement.text for plan in snapshot.plans for statement in plan.statements)


def _words_of_elements(snapshot: Snapshot) -> Counter[str]:
    return _all(element.text for element in snapshot.elements)


def _words_of_indicators(snapshot: Snapshot) -> Counter[str]:
    return _all(indicator.text for indicator in snapshot.indicators)


def _all(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _counted(text))


def _accents(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield words that once lack, or once have, an accent: «gestion» among «gestión»."""
    forms: dict[str, list[str]] = {}
    for word in counts:
        forms.setdefault(unaccented(word), []).append(word)
    for bare, written in forms.items():
        if len(written) < 2 or bare in _BOTH_ARE_WORDS:
            continue
        usual = max(written, key=lambda word: (counts[word], word))
        for other in written:
            # An accent on the last letter makes a verb of a noun: «mejoro», «mejoró».
            verbs = unaccented(other[-1]) != other[-1] or unaccented(usual[-1]) != usual[-1]
            if other != usual and not verbs and counts[usual] >= _SURE * counts[other]:
                yield other, usual


def _slips(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield words that stand once and lack a letter of, or have one more than, a word that stands often."""
    usual: dict[str, str] = {}
    often = [word for word, count in counts.items() if count >= _SURE and len(word) >= _LONGER]
    for word in often:
        usual.update((short, word) for short in _one_less(word))
    known = {unaccented(word): word for word in often}
    for word, count in counts.items():
        bare = unaccented(word)
        if count > 1 or len(word) < _LONGER - 1 or bare in known:
            continue
        right = usual.get(bare) or next((known[s] for s in _one_less(word) if s in known), None)
        if right is not None:
            yield word, right


@lru_cache(maxsize=_KEPT)
def _one_less(word: str) -> tuple[str, ...]:
    """Return a word, unaccented, without one of its inner letters each time; its beginning and ending stay."""
    bare = unaccented(word)
    return tuple(bare[:at] + bare[at + 1 :] for at in range(1, len(bare) - 3))


def bodies(snapshot: Snapshot) -> Mapping[str, str]:
    """Return the names of units and institutions, and their acronyms, by how they are compared."""
    names = {fold(unit.name): unit.name for unit in snapshot.units}
    for institution in snapshot.methodology.institutions:
        own = {fold(institution.name): institution.name, fold(institution.acronym or ""): institution.name}
        names |= own
    names.pop("", None)
    return names
