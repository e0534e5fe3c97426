"""The columns of any table by their names: those of matrices, and of projects, sources of money, actors and units."""

import re
from collections.abc import Sequence

from ceiba.exchange.extraction.content import Content
from ceiba.exchange.extraction.headers import HEAD, NEARLY, phrases_of_all, words_of
from ceiba.exchange.extraction.open_matrix import OpenMatrix
from ceiba.exchange.extraction.tables import assign
from ceiba.exchange.extraction.totals import is_total
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import fold
from ceiba.kernel.vocabulary import Layout

_ROWS = frozenset({"project", "funding", "stakeholder", "unit"})
_MONEY = frozenset({"investment", "operating", "stated_investment_percent", "stated_operating_percent"})
_GRADES = frozenset({"decision_influence", "implementation_influence"})
_YEAR = re.compile(r"(?:19|20)\d{2}")
_UNFINISHED = re.compile(r"\b(?:a|al|con|de|del|el|en|la|las|los|o|para|por|y)$", re.IGNORECASE)
_UNFINISHED_COST = 0.5


class AnyColumns(OpenMatrix):
    """The columns of any matrix, and those of the tables whose rows are no elements; asked where cells are put back."""

    def __init__(self, matrix: OpenMatrix, methodology: Methodology) -> None:
        """``matrix`` knows the columns of matrices; the layouts of ``methodology`` those of the other tables."""
        self._matrix = matrix
        self.layout = matrix.layout
        self._layouts: tuple[Layout, ...] = tuple(lt for lt in methodology.vocabulary.layouts if lt.row in _ROWS)
        self.closing = frozenset(map(fold, methodology.vocabulary.grades))  # words that no cell goes on behind
        self._totals = methodology.vocabulary.totals
        self._phrases = phrases_of_all(self._layouts)
        self._seen: dict[str, bool] = {}  # what is a name; most lines of a document are asked more than once

    def knows(self, header: str) -> bool:
        """Tell whether a header is, as a whole, the name of a column."""
        own = header.replace("\n", " ")
        return self._matrix.knows(header) or self._phrases.knows(own)

    def heads(self, text: str) -> bool:
        """Tell whether a line is the name of a column and nothing that could stand in a row, as «Total» could."""
        return text[:1].isupper() and self.knows(text) and not is_total(text, self._totals)

    def names(self, header: str) -> bool:
        """Tell whether a header is the name of a column, with a year or a note beside it at most."""
        if header not in self._seen:
            self._seen[header] = self._matrix.names(header) or self.knows(header) or self._score(header) >= NEARLY
        return self._seen[header]

    def likeness(self, header: str) -> float:
        """Return how much of a header is the name of a column with which it begins: 1 the whole, 0 nothing.

        One that ends in «de la» waits for its other half.
        """
        best = self._score(header)
        if best < HEAD or best >= NEARLY:
            own = float(best >= NEARLY)
        else:
            own = min(1.0, (best - HEAD) / max(1, sum(map(len, words_of(header)))))
        found = max(own, self._matrix.likeness(header))
        return found * _UNFINISHED_COST if _UNFINISHED.search(header) else found

    def read(
        self, headers: Sequence[str], contents: Sequence[Content], plan_kind: str = ""
    ) -> tuple[str | None, ...] | None:
        """Return what each column holds in the words of a matrix: by the layout that knows most of the columns."""
        best = self._matrix.read(headers, contents, plan_kind)
        for layout in self._layouts:
            fields = assign(headers, layout)
            if not set(filter(None, fields)) >= set(layout.required) or _is_led_by_amount(fields):
                continue
            if _met(fields) > _met(best or ()):
                best = tuple(map(_as_of_matrix, fields, headers))
        return best

    def _score(self, header: str) -> int:
        return max(self._phrases.scores(header.replace("\n", " ")).values(), default=0)


def _is_led_by_amount(fields: Sequence[str | None]) -> bool:
    """Tell whether an amount stands before the name whose it is: then the first header is the title of the table."""
    return "amount" in fields and fields.index("amount") < fields.index("name")


def _met(fields: Sequence[str | None]) -> int:
    return sum(field is not None for field in fields)


def _as_of_matrix(field: str | None, header: str) -> str | None:
    """Return the field of a matrix that holds the same: money, a code, a single word."""
    if field in _MONEY:
        return "amount"
    if field is None and _YEAR.fullmatch(header):
        return "yearly_amount"
    return "measure_unit" if field in _GRADES else field
