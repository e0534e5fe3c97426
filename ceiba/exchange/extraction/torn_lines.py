"""Lines of a torn matrix sorted into its four columns, by their beginnings and by the sentences that wait for more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ceiba.exchange.document import Line
from ceiba.kernel.text import fold, squeeze
from ceiba.kernel.vocabulary import Vocabulary


class Start(StrEnum):
    """The columns of the matrix, each named by what begins in it."""

    UNIT = "unit"
    OBJECTIVE = "objective"
    INDICATOR = "indicator"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a line that belongs to one column; ``place`` counts fragments, ``wraps`` a blank printed at its end.

    Text taken from a page keeps the blank at which a cell broke its line, so such a cell goes on in the next line.
    """

    text: str
    line: int
    place: int
    wraps: bool = False


_MEASURES = (
    r"%\s|#\s|(?:porcentajes?|n[uú]mero|nro\.?|tasa|[ií]ndice|cantidad|proporci[oó]n|raz[oó]n|promedio|nivel|grado|"
    r"cobertura|variaci[oó]n|total|ratio)\s+(?:de\b|del\b|promedio|anual)"
)
_INDICATOR = re.compile(_MEASURES, re.IGNORECASE)
_GOAL = re.compile(r"\d[\d.,]*\s*%\s*\S|\d[\d.,]*\s+(?:[a-zñáéíóú]{4,})")
_CODE = re.compile(r"(?P<code>\d{1,3}(?:\.\d+)*)[.)]?\s+(?=[A-ZÁÉÍÓÚÑ])")
_INFINITIVE = re.compile(r"[A-ZÁÉÍÓÚÑ][a-zñáéíóú]{2,}(?:ar|er|ir)(?:se)?[,\s]")
_ARTICLE = re.compile(r"(?:El|La|Los|Las|Un|Una)\s")
_WAITING = re.compile(
    r"(?:^|\s)(?:al?|ante|con|de|del|desde|e|el|en|entre|hacia|la|las|lo|los|o|para|por|que|se|según|sin|sobre|su"
    r"|sus|u|un|una|y)$|,$",
    re.IGNORECASE,
)
_VERBS_LISTED = re.compile(r"\w+(?:ar|er|ir),?\s+[yeo]$", re.IGNORECASE)
_FIRST_INFINITIVE = re.compile(r"[a-zñáéíóú]+(?:ar|er|ir)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:ante|con|del?|durante|en|entre|hacia|para|por|que|según|sin|sobre|al?|y|e|o)\b")
_SMALL = frozenset(["a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "los", "para", "por", "y"])
_SHORT = 3


@dataclass(slots=True)
class _Open:
    """The piece that a column is being filled with."""

    fragments: list[Fragment]
    ended: bool = False

    @property
    def waits(self) -> bool:
        """Tell whether its sentence cannot end here."""
        return _WAITING.search(self.fragments[-1].text) is not None


@dataclass(slots=True)
class Reader:
    """Sorts the lines of a text into columns; ``pieces`` gives what a column holds."""

    vocabulary: Vocabulary
    fragments: list[Fragment] = field(default_factory=list)
    _open: dict[Start, _Open] = field(default_factory=dict)
    _pieces: dict[Start, list[list[Fragment]]] = field(default_factory=lambda: {start: [] for start in Start})
    _codes: dict[int, str] = field(default_factory=dict)
    _last: Start | None = None
    _unit_words: tuple[str, ...] = ()

    def pieces(self, start: Start) -> list[list[Fragment]]:
        """Return the pieces of a column in order."""
        return self._pieces[start]

    def code_of(self, unit: Sequence[Fragment]) -> str | None:
        """Return the number printed before the name of a unit."""
        return self._codes.get(unit[0].place)

    def read(self, lines: Sequence[Line]) -> None:
        """Sort lines into columns; lines before the first recognised beginning are passed over."""
        words = {fold(word) for word in self.vocabulary.unit_words}
        self._unit_words = tuple(sorted(words, key=len, reverse=True))
        for line in lines:
            text = squeeze(line.text)
            if text:
                self._take(text, line.number, line.text != line.text.rstrip(" "))

    def _take(self, text: str, line: int, wraps: bool) -> None:
        if self._unit(text, line, wraps):
            return
        start = self._beginning(text)
        if start is not None:
            self._begin(start, text, line, wraps)
            return
        column = self._waiting_for(text)
        if column is Start.INDICATOR and (Start.INDICATOR not in self._open or self._open[column].ended):
            self._begin(Start.INDICATOR, text, line, wraps)
        elif column is not None:
            self._continue(column, text, line, wraps)

    # Beginnings

    def _unit(self, text: str, line: int, wraps: bool) -> bool:
        """Take a line that begins with the name of a unit; what follows the name goes on with the objective."""
        code = _CODE.match(text)
        body = text[code.end() :] if code else text
        name = self._unit_name(body)
        if name is None:
            return False
        rest = body[len(name) :].strip()
        if code is None and self._is_expected(rest):
            return False
        self._begin(Start.UNIT, name, line, wraps and not rest)
        if code:
            self._codes[self._open[Start.UNIT].fragments[0].place] = code.group("code")
        if rest:
            self._open[Start.UNIT].ended = True
            column = self._waiting_for(rest)
            self._continue(Start.OBJECTIVE if column in (None, Start.UNIT) else column, rest, line, wraps)
        return True

    def _is_expected(self, rest: str) -> bool:
        """Tell whether a unit is only mentioned: the line before waits for it and the sentence goes on after it."""
        last = self._open.get(self._last) if self._last else None
        if last is None or not (last.waits or last.fragments[-1].wraps) or last.ended:
            return False
        if rest:
            return _GOES_ON.match(rest) is not None
        owed = len(self._pieces[Start.UNIT]) < len(self._pieces[Start.OBJECTIVE])
        return not owed and last.waits

    def _unit_name(self, text: str) -> str | None:
        """Return the name of a unit that a line begins with: a unit word, then capitals and small words."""
        if not text[:1].isupper() or self._unit_word(text) is None:
            return None
        words = text.split(" ")
        kept = 1
        while kept < len(words) and (words[kept][:1].isupper() or fold(words[kept]) in _SMALL):
            kept += 1
        if kept < len(words):  # what follows is no name: the small words before it belong to what follows
            while kept > 1 and fold(words[kept - 1]) in _SMALL:
                kept -= 1
        name = " ".join(words[:kept])
        return None if name.endswith(",") else name.rstrip(" .;:")  # «Tesorería, a los demás» lists it in a sentence

    def _unit_word(self, text: str) -> str | None:
        folded = fold(text)
        return next((word for word in self._unit_words if folded == word or folded.startswith(word + " ")), None)

    def _beginning(self, text: str) -> Start | None:
        """Return the column whose piece begins with a text by its own form, None where it only may continue."""
        last = self._open.get(self._last) if self._last else None
        waited = last is not None and not last.ended and last.waits
        if _GOAL.match(text) and not _CODE.match(text):
            return None if waited and last is not None and last.fragments[-1].wraps else Start.GOAL
        if _INFINITIVE.match(text):
            return Start.OBJECTIVE
        article = _ARTICLE.match(text)
        if article:
            return Start.OBJECTIVE if self._unit_word(text[article.end() :]) else Start.INDICATOR
        labels = tuple(fold(label) for label in self.vocabulary.indicator_labels)
        labelled = any(fold(text).startswith(label + " ") for label in labels) and ":" in text
        if (_INDICATOR.match(text) or labelled) and (text[:1].isupper() or not text[:1].isalpha() or not waited):
            return Start.INDICATOR
        return None

    # Continuations

    def _waiting_for(self, text: str) -> Start | None:
        """Return the column that a text continues, None where nothing has begun yet."""
        last = self._open.get(self._last) if self._last else None
        if last is not None and self._last is not None and not last.ended and last.fragments[-1].wraps:
            return self._last
        if self._last is Start.UNIT and self._names_on(text):
            return Start.UNIT
        order = sorted(
            (s for s in self._open if not self._open[s].ended), key=lambda s: -self._open[s].fragments[-1].place
        )
        if (
            last is not None
            and not last.ended
            and text[:1].isupper()
            and (last.waits or self._last in (Start.INDICATOR, Start.GOAL))
        ):
            return self._last
        waiting = [s for s in order if self._fits(self._open[s], text)]
        if waiting:
            return waiting[0]
        if text[:1].isupper() and (Start.INDICATOR not in self._open or self._open[Start.INDICATOR].ended):
            return Start.INDICATOR
        going = [s for s in order if s is not Start.UNIT]
        return going[0] if going else None

    def _names_on(self, text: str) -> bool:
        """Tell whether a line goes on with the name of the unit in front: it waits, or no objective is open."""
        unit = self._open[Start.UNIT]
        if unit.ended or len(text.split()) > _SHORT:
            return False
        if unit.waits:
            return True
        objective = self._open.get(Start.OBJECTIVE)
        return (objective is None or objective.ended) and not text.endswith(".")

    @staticmethod
    def _fits(piece: _Open, text: str) -> bool:
        """Tell whether an unfinished sentence can go on with a text; a list of verbs goes on with a verb."""
        if not piece.waits:
            return False
        if _VERBS_LISTED.search(piece.fragments[-1].text):
            return _FIRST_INFINITIVE.match(text) is not None
        return True

    # Filling

    def _begin(self, column: Start, text: str, line: int, wraps: bool) -> None:
        fragment = self._fragment(text, line, wraps)
        self._open[column] = _Open([fragment])
        self._pieces[column].append(self._open[column].fragments)
        self._finish(column, text)

    def _continue(self, column: Start, text: str, line: int, wraps: bool) -> None:
        if column not in self._open or self._open[column].ended:
            self._begin(column, text, line, wraps)
            return
        self._open[column].fragments.append(self._fragment(text, line, wraps))
        self._finish(column, text)

    def _finish(self, column: Start, text: str) -> None:
        self._open[column].ended = text.endswith(".")
        if column is Start.UNIT and self._open[column].ended:
            self._open[column].ended = False
        self._last = column

    def _fragment(self, text: str, line: int, wraps: bool) -> Fragment:
        fragment = Fragment(text, line, len(self.fragments), wraps)
        self.fragments.append(fragment)
        return fragment
