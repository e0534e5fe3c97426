"""Labels of levels at the head of a text: «Eje 1:», «OEI.01», «L.A. 1.2», «Líneas de acción», also misspelt."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ceiba.exchange.extraction.misspellings import Mender, unmasked
from ceiba.kernel.methodology import Level, Role
from ceiba.kernel.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", re.UNICODE)
_fold_word = lru_cache(maxsize=1 << 16)(fold)
_LINKS = frozenset(("de", "del", "la", "las", "los", "el"))
_NUMBER = r"(?!(?:19|20)\d\d(?!\d))\d{1,4}(?:\.\d{1,3}){0,5}"
_SEPARATOR = r"[:.)\-–—]{1,3}(?=\s|$|[A-ZÁÉÍÓÚÑ“\"])"
_OF_YEAR = r"\(?(?i:(?:al?|para|del?|en)\s+(?:el\s+)?(?:año\s+)?)?(?:19|20)\d{2}(?:\s?[-–/a]\s?(?:19|20)\d{2})?\)?"
_AFTER = re.compile(
    r"(?:\s+(?:anual|semestral|cuatrimestral|trimestral|bimestral|mensual)(?:es)?\b)?"
    r"(?:\s+(?i:al?\s+(?:la\s+|el\s+)?(?:que|cual)\s+(?:se\s+)?\w+|(?:asocia|vincula|relaciona)d[oa]s?)(?=\s*:))?"
    r"\s*(?:(?:N\.?[º°o]?|Nro|N[úu]m|#)\.?\s*(?=[\dIVX]))?(?P<code>(?:[IVX]{1,5}(?:\.(?:[A-Z]|\d{1,2}))+|\d{1,2}(?:\.\d{1,2})*\.[A-Za-z](?:\.\d{1,2})?"
    rf"|{_NUMBER}|[A-Z]{{1,3}}[.\-]?{_NUMBER}|[IVX]{{1,5}}|[A-H]"
    r"|(?i:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez))(?![\w%]))?"
    rf"\s*[º°]?(?P<year>\s*{_OF_YEAR}(?=\s*[:.\-–—)]))?\s*(?P<sep>{_SEPARATOR})?\s*(?P<rest>.*)",
    re.DOTALL,
)
_ACRONYM_HEAD = re.compile(
    r"(?P<word>[A-ZÁÉ]{2,4}|(?:[A-ZÁÉ]\.\s?){2,4})(?P<link>[\s.\-–]{0,2})"
    rf"(?P<code>{_NUMBER}(?![\w%]))?\s*(?P<sep>[:.)\-–—]{{1,2}}(?=\s|$|[A-ZÁÉÍÓÚÑ“\"]))?\s*(?P<rest>.*)",
    re.DOTALL,
)
_TRANSLATED = re.compile(r"\s*/\s*[A-Z][a-z]+(?:\s[a-z]+){0,2}(?=\s*(?:\d|[:.]|$))")  # «Objetivo / Objective 1.1:»
_LETTER_FOR_DIGIT = re.compile(r"^\s[lI](?=\.\d)")  # «Meta l.1.1»
_ORDINALS = {w: str(i) for i, w in enumerate("UNO DOS TRES CUATRO CINCO SEIS SIETE OCHO NUEVE DIEZ".split(), 1)}
_QUOTED = re.compile(r"[^“\"«]{0,80}[“\"«](?P<text>.+)", re.DOTALL)
_YEARS = re.compile(r"\(?\d{4}(?:\s?[-–/a]\s?\d{4})?\)?")
_ACRONYM = re.compile(r"[A-ZÁÉÍÓÚÑ]{2,}(?:[-/][A-ZÁÉÍÓÚÑ]+)*")
_SHORT = 10
_LONGEST_NAME = 60
_NAME = re.compile(r"\s+[^\W\d_]+(?:[\s,]+[^\W\d_]+){0,5}")
_LONGEST_ACRONYM = 4
_ADJECTIVE = re.compile(r"(?!l[ao]s$|.*[ai]d[ao]s$)[a-z]{3,}(?:es|as|os)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label met at the head of a text. ``rest`` is the text behind it, empty where the label announces.

    ``levels`` are all levels that use the label; ``kept`` tells that the label is part of the name («EJE SOCIAL»).
    ``year`` is what it says of years before its separator («Meta al 2028:»).
    ``guessed`` tells that the document's own codes, and no word of the vocabulary, say which level it is.
    """

    levels: tuple[Level, ...]
    words: str
    rest: str = ""
    code: str | None = None
    plural: bool = False
    tail: str = ""
    kept: bool = False
    separated: bool = False
    guessed: bool = False
    year: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A label of a level. A ``strict`` one is too common a word to open anything without number or separator."""

    words: tuple[str, ...]
    level: Level
    plural: bool
    strict: bool


@dataclass(frozen=True, slots=True)
class _Head:
    entries: list[_Entry]
    end: int
    mended: bool = field(default=False)


def is_capitals(text: str) -> bool:
    """Tell whether a text is written in capitals (at least three letters, and hardly a small one)."""
    letters = sum(map(str.isalpha, text))
    return letters > 2 and sum(map(str.isupper, text)) >= 0.9 * letters


class LabelBook:
    """The labels of a methodology's levels, prepared for many texts."""

    def __init__(self, levels: Sequence[Level], unit_words: Iterable[str] = ()) -> None:
        """``unit_words`` begin names of units: behind a label that is a common word («Área:») they make no element."""
        entries: dict[str, list[_Entry]] = defaultdict(list)
        self._acronyms: dict[str, list[Level]] = defaultdict(list)
        for level in levels:
            plural = fold(level.plural or "")
            terms = (term for term in (level.term, level.plural) if term and f"{term}:" not in level.labels)
            for label in dict.fromkeys((*level.labels, *terms)):
                if label.isupper() and len(label) <= _LONGEST_ACRONYM:
                    self._acronyms[label].append(level)
                elif words := _content_words(label):
                    many = fold(label) == plural or words[0].endswith("s")
                    entries[words[0]].append(_Entry(words, level, many, label.endswith(":")))
        self._entries = {word: sorted(found, key=lambda e: -len(e.words)) for word, found in entries.items()}
        self._mender = Mender({word for found in entries.values() for entry in found for word in entry.words})
        self._named: frozenset[str] = frozenset()
        self._units = tuple({fold(word).split()[0] for word in unit_words if fold(word)})

    def read(self, text: str, *, bullet: bool = False, coded: bool = False) -> Label | None:
        """Return the label that a text begins with, or None.

        Behind a bullet or a code («ARTÍCULO 4º. PROGRAMA AGUA SEGURA.») the name needs no separator from its label.
        """
        if text[:1].isupper() and (label := self._acronym(text)) is not None:
            return label
        text = unmasked(text)
        head = self._longest(text)
        if head is None:
            return None
        label = _read_label(head, text, bullet=bullet, coded=coded)
        if label is None and not bullet and self._is_qualified(head, text):
            tail = text[head.end :].strip(" :.")
            return Label(_unique([e.level for e in head.entries]), text[: head.end], plural=True, tail=tail)
        if label is None and fold(text[: head.end]) in self._named and len(text) <= _LONGEST_NAME and _is_axis(head):
            named = _NAME.fullmatch(text[head.end :]) is not None
            return Label(_unique([e.level for e in head.entries]), text[: head.end], text, kept=True) if named else None
        if label is None or (head.mended and not label.separated and label.rest):
            return None
        strict = all(entry.strict for entry in head.entries)
        if strict and (not label.separated or fold(label.rest[:40]).startswith(self._units)):
            return None
        return label

    def learn(self, texts: Sequence[str]) -> None:
        """Learn which common words name axes in lines of their own («Dimensión social», «Dimensión económica»)."""
        met: dict[str, set[str]] = defaultdict(set)
        for text, following in zip(texts, [*texts[1:], ""], strict=True):
            short = text[:1].isupper() and len(text) <= _LONGEST_NAME and not text.endswith((".", ",", ";", ":"))
            head = self._longest(text) if short and not following[:1].islower() else None
            if head is not None and _is_axis(head) and _NAME.fullmatch(text[head.end :]):
                met[fold(text[: head.end])].add(fold(text))
        self._named = frozenset(word for word, names in met.items() if len(names) > 1)

    def chain(self, words: Sequence[str]) -> tuple[Level, ...]:
        """Return the levels that folded words name one after another, each below the one before it.

        A level named twice counts once; () where something between them is named out of that order.
        """
        chosen: list[Level] = []
        content = [word for word in words if word not in _LINKS]
        i = 0
        while i < len(content):
            entries = [e for e in self._entries.get(content[i], ()) if tuple(content[i : i + len(e.words)]) == e.words]
            size = max((len(e.words) for e in entries), default=0)
            levels = [e.level for e in entries if len(e.words) == size]
            i += size or 1
            if not levels or any(level in chosen for level in levels):
                continue
            fitting = [lv for lv in levels if not chosen or any(rule.level == chosen[-1].key for rule in lv.parents)]
            chosen.append((fitting or levels)[0])
        return tuple(chosen)

    def _is_qualified(self, head: _Head, text: str) -> bool:
        """Tell whether words behind a label only say which they are: «Metas sanitarias del componente».

        An adjective may follow a plural only; of works («Actividades económicas») it names a subject instead.
        """
        if len(text) > _LONGEST_NAME or head.mended or all(entry.strict for entry in head.entries):
            return False
        words = fold(text[head.end :]).rstrip(" :.").split()
        if words and _ADJECTIVE.fullmatch(words[0]) and all(_takes_adjective(entry) for entry in head.entries):
            if len(words) == 1:
                return True
            words = words[1:]
        own = tuple(word for word in words if word not in _LINKS)
        if not own or words[0] not in _LINKS:
            return False
        return any(entry.words == own for entry in self._entries.get(own[0], ()))

    def _acronym(self, text: str) -> Label | None:
        match = _ACRONYM_HEAD.match(text)
        if match is None:
            return None
        word = match["word"].replace(".", "").replace(" ", "")
        levels, code, rest = self._acronyms.get(word), match["code"], match["rest"].strip()
        if not levels:
            return None
        if code is None:
            alone = not rest or (match["sep"] or "").startswith(":") or match["link"].startswith("–")
            return Label(tuple(levels), word, rest, separated=True) if alone else None
        loose = len(word) < 3 and " " in match["link"] and "." not in code and not match["sep"]
        if loose and (not rest[:1].isupper() or is_capitals(rest)):
            return None  # «LA 25 de Mayo»
        if match["link"].startswith(".") and not match["word"].endswith("."):
            code = f"{word}.{code}"
        return Label(tuple(dict.fromkeys(levels)), word, rest, code, separated=True)

    def _longest(self, text: str) -> _Head | None:
        head = text[:90]
        content: list[tuple[str, int]] = []
        end, mended = 0, False
        for count, match in enumerate(_WORD.finditer(head)):
            if count == 7 or (count and head[end : match.start()].strip(" ") not in {"", "/", "-"}):
                break
            printed, end = _fold_word(match[0]), match.end()
            word = self._mender.mend(printed)
            if not count and word not in self._entries:
                return None
            if not count or word not in _LINKS:
                mended = mended or word != printed
                content.append((word, end))
        best: list[_Entry] = []
        size = 0
        for entry in self._entries[content[0][0]] if content else ():
            n = len(entry.words)
            if n < size:
                break
            if tuple(w for w, _end in content[:n]) == entry.words:
                best.append(entry)
                size = n
        return _Head(best, content[size - 1][1], mended) if best else None


def _read_label(head: _Head, text: str, *, bullet: bool, coded: bool) -> Label | None:
    levels = _unique([e.level for e in head.entries])
    words, plural = text[: head.end], any(e.plural for e in head.entries)
    text = text[: head.end] + _LETTER_FOR_DIGIT.sub(" 1", text[head.end :], count=1)
    translated = _TRANSLATED.match(text, head.end)
    after = _AFTER.match(text, translated.end() if translated else head.end)
    assert after is not None, "the pattern matches any text"
    code, rest = after["code"], after["rest"].strip()
    if code == "E" and plural and not after["sep"]:
        return None  # «OBJETIVOS E INDICADORES»
    code = _ORDINALS.get(code.upper(), code) if code else None
    label = Label(levels, words, rest, code, plural, separated=bool(after["sep"] or code))
    label = replace(label, year=(after["year"] or "").strip())
    if not rest:
        return label
    if after["sep"] or (code and (is_capitals(words) or not rest[:1].islower())):
        return replace(label, separated=True)
    if code:
        return None
    if coded and is_capitals(words) and not plural and len(rest.split()) < _SHORT and _is_name(rest):
        return replace(label, separated=True)
    found = _unseparated(label, text, bullet=bullet)
    strict = all(
        entry.strict for entry in head.entries
    )  # «LÍNEA BASE Valor»: capitals part no common word from its text
    return replace(found, separated=False) if found is not None and strict else found


def _unseparated(label: Label, text: str, *, bullet: bool) -> Label | None:
    """Return the label of a text without number or separator behind the label, where case and length speak for one."""
    rest, plural = label.rest, label.plural
    count = len(rest.split())
    top = any(level.role is Role.AXIS for level in label.levels)
    if top and count < _SHORT and (bullet or is_capitals(text)) and not plural:
        return replace(label, rest=text.rstrip("."), kept=True)
    named = is_capitals(label.words) and len(label.words) > 3 and rest[:1].isupper() and not is_capitals(rest)
    if named and count < _SHORT and not plural and not bullet:
        return replace(label, separated=True)
    quoted = _QUOTED.fullmatch(rest)
    if quoted and not bullet:
        return replace(label, rest=quoted["text"], tail=rest[: quoted.start("text")])
    if count > _SHORT or rest.rstrip().endswith((".", ",", ";")):
        return None
    if _is_tail(rest) or (is_capitals(text) and not bullet):
        return replace(label, rest="", tail=rest.rstrip(" :"))
    return None


def _takes_adjective(entry: _Entry) -> bool:
    return entry.plural and entry.level.kind != "activity" and entry.level.role not in {Role.AXIS, Role.PROJECT}


def _is_axis(head: _Head) -> bool:
    return any(e.level.role is Role.AXIS and not e.plural for e in head.entries)


def _is_name(text: str) -> bool:
    return text[:1].isupper() or text[:1] in {"“", '"', "«"}


def _is_tail(rest: str) -> bool:
    """Tell whether the words behind a label only qualify it: acronyms, years, «de la política»."""
    bare = _YEARS.sub(" ", rest).rstrip(": ")
    words = [w for w in re.split(r"[\s()]+", bare) if w]
    if rest.rstrip().endswith(":") and len(words) <= 5:
        return True
    return all(_ACRONYM.fullmatch(w) or fold(w) in _LINKS for w in words)


def _content_words(label: str) -> tuple[str, ...]:
    words = fold(label).split()
    return tuple(w for i, w in enumerate(words) if i == 0 or w not in _LINKS)


def _unique(levels: list[Level]) -> tuple[Level, ...]:
    return tuple({level.key: level for level in levels}.values())
