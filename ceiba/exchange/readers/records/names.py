"""Keys by what people call them: folded, capitals and accents do not matter; and what was perhaps meant."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from ceiba.kernel.register_type import Field
from ceiba.kernel.text import fold

_LIKE = 70  # of a hundred: how like a name must be to be offered
_OFFERED = 3


class Names:
    """Things and what each is called: its key, and any number of names of which the first is shown."""

    def __init__(self, things: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        self._exact: dict[str, str] = {}
        self._folded: dict[str, str | None] = {}
        self._shown: dict[str, str] = {}
        for key, names in things:
            self._exact[key] = key
            for name in {fold(text) for text in (key, *names)} - {""}:
                known = self._folded.get(name, key)
                self._folded[name] = key if known == key else None
                self._shown.setdefault(name, names[0] if names else key)

    def find(self, text: str) -> str | None:
        """Return the key of what is called so; None where nothing is, or several are."""
        return self._exact.get(text) or self._folded.get(fold(text))

    def like(self, text: str) -> tuple[str, ...]:
        """Return up to three names that somebody may have meant, the likeliest first."""
        found = process.extract(fold(text), self._shown.keys(), scorer=fuzz.WRatio, score_cutoff=_LIKE, limit=12)
        return tuple(dict.fromkeys(self._shown[name] for name, _score, _place in found))[:_OFFERED]


def option_names(field: Field) -> Names:
    """Return the options of a choice, also by the way to them («Agua > Pozo»)."""
    return Names((option.key, (option.label, _way(field, option.key))) for option in field.options)


def written_options(field: Field) -> dict[str, str]:
    """Return how each option is written so that it is read back: its label, else its way, else its key."""
    names = option_names(field)
    return {
        option.key: next(
            (text for text in (option.label, _way(field, option.key)) if names.find(text) == option.key), option.key
        )
        for option in field.options
    }


def _way(field: Field, key: str) -> str:
    return " > ".join(field.option_by_key[each].label for each in reversed(field.lineage(key)))


def offered(names: Iterable[str]) -> str:
    """Return names as a question offers them: «Pozo», «Pila»."""
    return ", ".join(f"«{name}»" for name in names)
