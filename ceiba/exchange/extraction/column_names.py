"""Lines made of column names alone: the headers of tables that lost their tabs."""

from collections.abc import Sequence

from ceiba.exchange.extraction.tables import assign
from ceiba.kernel.text import fold
from ceiba.kernel.vocabulary import Layout

_CHARACTERS = 160
_WORDS = 14  # words that a header line has at most


class FlatHeaders:
    """Recognises lines that hold the names of columns and nothing else."""

    def __init__(self, layouts: Sequence[Layout]) -> None:
        self._layouts = [layout for layout in layouts if layout.row == "element"]
        phrases = {fold(header) for layout in self._layouts for column in layout.columns for header in column.headers}
        self._phrases: dict[str, list[list[str]]] = {}
        for phrase in sorted((p.split() for p in phrases if p), key=len, reverse=True):
            self._phrases.setdefault(phrase[0], []).append(phrase)

    def columns(self, text: str) -> tuple[Layout, tuple[str, ...]] | None:
        """Return the layout and the fields of a header line, None for any other line."""
        if len(text) > _CHARACTERS or not text[:1].isupper() or text.endswith((".", ":")):
            return None
        words = fold(text).split()
        if not 1 < len(words) <= _WORDS or words[0] not in self._phrases:
            return None
        headers = self._split(words)
        if headers is None or len(headers) < 2:
            return None
        for layout in self._layouts:
            fields = assign(headers, layout)
            met = {name for name in fields if name}
            if all(fields) and met >= set(layout.required):
                return layout, tuple(name for name in fields if name)
        return None

    def _split(self, words: list[str]) -> list[str] | None:
        headers = []
        while words:
            phrase = next((p for p in self._phrases.get(words[0], ()) if words[: len(p)] == p), None)
            if phrase is None:
                return None
            headers.append(" ".join(phrase))
            words = words[len(phrase) :]
        return headers
