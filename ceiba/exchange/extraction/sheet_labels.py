"""The labels of indicator sheets: where one begins, which field it names, and the year that it carries."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ceiba.exchange.extraction.numbers import find_years
from ceiba.kernel.text import fold, unaccented
from ceiba.kernel.vocabulary import Vocabulary

VALUES = frozenset({"baseline", "target"})
_SEPARATOR = re.compile(
    r"\s*(?:\(s\)|s)?\s*(?P<year>\(?\s*(?:(?:al|para|en|del?|a|hasta)\s+)?(?:el\s+)?(?:a[ñn]o\s+)?(?:19|20|21)\d\d(?!\d)(?:\s?[*†/]+)?\s*\)?)?"
    r"\s*(?P<code>\d{1,3}(?:\.\d{1,3})*(?=[\s:.]|$))?\s*(?P<sep>[:.=\-–]+(?=\s|\d|$))?\s*(?P<rest>.*)",
    re.DOTALL,
)
_UNIT_NOTE = re.compile(r"\s*\((?:en\s+)?(?:%|porcentaje|n[úu]mero|unidad(?:es)?|tasa|[íi]ndice)\)", re.IGNORECASE)
_TRANSLATED = re.compile(  # «Línea base / Linha de base 2020:»
    r"(?:\s*\(s\)|s)?\s*/\s*[^\W\d_]{3,}(?:\s[^\W\d_]+){0,3}(?=\s*(?:(?:\(|al\s|en\s)?20\d\d|[:=(]|$))"
)
_SUBFIELD = re.compile(
    r"(?P<in>\()?(?P<name>valor|dato|a[ñn]o|fecha)\b\s*(?(in)\))\s*(?P<sep>[:=\-–.]*)\s*", re.IGNORECASE
)
_INSIDE = re.compile(
    r"(?P<strong>[|;•·]|\s{2,}|\s[-–]\s|(?<=[\d%)])\s|\.\s)?\s*(?<=[\s|;•·])(?=[A-ZÁÉÍÓÚÑ])|[;,]\s*(?=[a-zíéá])"
)
_JOINED = re.compile(r"(?:y|con|y\s+su|con\s+su)\s+(?P<label>.+)", re.DOTALL)
_LONGEST_HEAD = 90


@dataclass(frozen=True, slots=True)
class Found:
    """A label at the head of a text: its group, what follows it, its year («Meta 2027:»).

    ``parted`` tells that a sign stands between label and text, that the text is empty or a number.
    """

    group: str
    rest: str
    parted: bool
    year: int | None = None
    signed: bool = False  # a colon stands behind the label
    listed: str = ""  # the value that the items below an indicator's label print: «Indicadores y valor objetivo 2030:»


class SheetLabels:
    """Recognises the labels of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        groups: dict[str, tuple[str, ...]] = {
            "indicator": vocabulary.indicator_labels,
            "baseline": vocabulary.baseline_labels,
            "target": vocabulary.target_labels,
        } | dict(vocabulary.indicator_fields)
        values = sorted((fold(w) for w, g in _pairs(groups) if g in VALUES), key=len, reverse=True)
        either = "|".join(map(re.escape, values)) or "(?!)"
        self._value_at_end = re.compile(rf"\S\W* (?:{either})(?: \(?(?:19|20|21)\d\d\)?)? ?:$")
        self._labels: dict[str, list[tuple[str, str]]] = {}
        for label, group in sorted(((fold(w), g) for w, g in _pairs(groups)), key=lambda pair: -len(pair[0])):
            self._labels.setdefault(_stem(label), []).append((label, group))
        self._heads = frozenset(stem + ending for stem in self._labels for ending in ("", "s"))

    def find(self, text: str) -> Found | None:
        """Return the label that a text begins with, None where it begins with none."""
        head = text.lstrip("¿•- ")
        if not head[:1].isupper() or _stem(fold(head.split(None, 1)[0])) not in self._labels:
            return None
        folded = fold(head[:_LONGEST_HEAD])
        for word, group in self._labels.get(_stem(folded), ()):
            if folded == word or folded.startswith((word + " ", word + "s ")):
                found = self._found(head, len(word.split()), group)
                if found is not None:
                    return found
        return None

    def group(self, text: str) -> str | None:
        """Return the group of a text that is a label and nothing else, but for a year or a colon."""
        found = self.find(text)
        return found.group if found is not None and not found.rest else None

    def split(self, text: str) -> list[str]:
        """Return the parts of a line that holds several labelled fields, each beginning with its label."""
        cuts = [0]
        if not self._may_hold_labels(text):
            return [text]
        for match in _INSIDE.finditer(text):
            rest = text[match.end() : match.end() + 2 * _LONGEST_HEAD]
            found = self.find(rest[:1].upper() + rest[1:])
            parted = found is not None and found.parted and found.rest and found.group != "indicator"
            if found is not None and parted and (match["strong"] or (found.signed and found.group in VALUES)):
                cuts.append(match.end())
        parts = [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
        ended = [re.sub(r"[\s|;,•·]+$", "", part[:1].upper() + part[1:]) for part in parts]
        return [re.sub(r"(?<=[^\s:=])\s[-–]$", "", part) for part in ended]  # «Línea base: –» keeps its dash

    def _may_hold_labels(self, text: str) -> bool:
        """Tell cheaply whether the words of some label stand anywhere in a text."""
        folded = fold(text)
        stems = {_stem(word) for word in self._heads.intersection(folded.split())} & self._labels.keys()
        return any(f" {label}" in f" {folded}" for stem in stems for label, _group in self._labels[stem])

    def awaits_value(self, text: str) -> bool:
        """Tell whether a line breaks off behind the label of a value: «… Línea base (2022):»."""
        return self._value_at_end.search(_fold_marks(text[-_LONGEST_HEAD:])) is not None

    def _value(self, text: str) -> Found | None:
        """Return the label of a baseline or target that a text is and nothing else, but for a year."""
        found = self.find(text[:1].upper() + text[1:])
        return found if found is not None and found.group in VALUES and not found.rest else None

    def _found(self, head: str, words: int, group: str) -> Found | None:
        end = _end_of(head, words)
        for beside in (_TRANSLATED, _UNIT_NOTE):
            note = beside.match(head, end)
            end = note.end() if note else end
        match = _SEPARATOR.match(head, end)
        if match is None:
            return None
        rest, sep, year = match["rest"].strip(" ?"), match["sep"], _year(match["year"])
        if group == "indicator" and (joined := _JOINED.match(rest)) and (value := self._value(joined["label"])):
            return replace(value, group=group, listed=value.group)
        if match["code"] and sep and rest and group not in {*VALUES, "indicator"}:
            return None  # «Medida 2. Abrir la ribera» is counted: no field
        if match["code"] and group != "indicator":  # «Línea base 30.5 (2022)»: the number is no code
            rest = head[match.start("code") :].strip()
        if (
            group in VALUES
            and (sub := _SUBFIELD.match(rest))
            and (sub["in"] or sub["sep"] or sep or sub.end() == len(rest))
        ):
            dated = sub["name"].lower() not in ("valor", "dato")
            return Found(f"{group}_year" if dated else group, rest[sub.end() :], True, year, True)
        if rest and not sep and not _stands_without_sign(group, match["code"], rest, dated=year is not None):
            return None
        parted = bool(sep) or not rest or rest[:1].isdigit() or year is not None
        return Found(group, rest, parted, year, bool(sep) and ":" in sep)


def _pairs(groups: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Return every label with its group."""
    return [(word, group) for group, words in groups.items() for word in words]


def _fold_marks(text: str) -> str:
    """Return a text folded, its colons and brackets kept."""
    return " ".join(unaccented(text).lower().split())


def _stem(folded: str) -> str:
    return folded.partition(" ")[0].removesuffix("s")


def _year(printed: str | None) -> int | None:
    years = find_years(f"año {re.sub(r'[^0-9]', '', printed)}") if printed else ()
    return int(years[0].value) if years else None


def _stands_without_sign(group: str, code: str | None, rest: str, *, dated: bool) -> bool:
    """Tell whether a label needs no sign before its text: numbered («Indicador 1.1 Tasa …») or before a value."""
    if group in VALUES or group.removesuffix("_year") in VALUES:
        return rest[:1].isdigit() or (dated and rest[:1] in "(|")
    return group == "indicator" and code is not None and not rest[:1].islower()


def _end_of(text: str, words: int) -> int:
    """Return where the first so many words of a text end."""
    end = 0
    for _count, match in zip(range(words), re.finditer(r"[^\W_]+(?:\.[^\W_]+)*", text), strict=False):
        end = match.end()
    return end
