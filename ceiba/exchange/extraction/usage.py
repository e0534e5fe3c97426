"""How a document uses its labels: which ones, in which order, and what follows what. Read before the text itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ceiba.exchange.extraction.codes import parts
from ceiba.exchange.extraction.headings import Grammar, Label
from ceiba.exchange.extraction.texts import is_values
from ceiba.kernel.methodology import Level, Role
from ceiba.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Use:
    """A line that a label heads: the levels that the label may mean, and whether a code stands behind it."""

    levels: tuple[Level, ...]
    code: str | None
    word: str = ""  # the first of the label, in the singular
    keys: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()

    @classmethod
    def of(cls, label: Label) -> "Use":
        """Return the use of a label."""
        keys, roles = (frozenset(getattr(level, name) for level in label.levels) for name in ("key", "role"))
        return cls(label.levels, label.code, first_word(label), keys, roles)

    def may_be(self, role: Role) -> bool:
        """Tell whether the label may open an element of a role."""
        return role in self.roles

    def must_be(self, role: Role) -> bool:
        """Tell whether the label opens elements of one role only."""
        return self.roles <= {role}


def first_word(label: Label) -> str:
    """Return the first word of a label, without the ending of its plural."""
    return fold(label.words).partition(" ")[0].removesuffix("s")


def _is_value(label: Label) -> bool:
    """Tell whether a label only heads numbers («Meta 2028: 247»)."""
    return bool(label.rest) and is_values(label.rest)


class Usage:
    """The labels of one document in order."""

    def __init__(self, grammar: Grammar, texts: Iterable[str], codes: Iterable[tuple[str, ...]] = ()) -> None:
        """``codes`` are all that number lines of the document, in parts."""
        labels = (grammar.label(text[:200]) for text in texts if text)
        self._codes = frozenset(codes)
        self._uses = [Use.of(label) for label in labels if label is not None and not _is_value(label)]
        self.keys = frozenset(key for use in self._uses for key in use.keys)
        self.goals_carry_results = self._goals_carry_results()
        self._carriers = self._count_carriers()
        self._first: dict[str, int] = {}
        self._firmest: dict[str, tuple[bool, int]] = {}  # of each level the first numbered label, else the first
        for place, use in enumerate(self._uses):
            for key in use.keys:
                self._first.setdefault(key, place)
                self._firmest[key] = min(self._firmest.get(key, (True, place)), (use.code is None, place))
        self._first_goal = next((i for i, use in enumerate(self._uses) if use.must_be(Role.GOAL)), -1)
        self._axes = [use.word for use in self._uses if use.must_be(Role.AXIS) and use.levels[0].kind == "axis"]

    def nests(self, inner: str, outer: str) -> bool:
        """Tell whether axes by one word stand below axes by another («Prioridad …» below every «Eje 1», «Eje 2»)."""
        if inner == outer or inner not in self._axes or outer not in self._axes:
            return False
        first = self._axes.index(inner)
        return self._axes.index(outer) < first and outer in self._axes[first:]

    def comes_first(self, level: str, others: Iterable[str]) -> bool:
        """Tell whether the label of a level comes before those of others, numbered ones where there are such."""
        places = [self._firmest[key] for key in others if key in self._firmest]
        return bool(places) and self._first.get(level, -1) < min(places)[1]

    def goes_on(self, code: tuple[str, ...]) -> bool:
        """Tell whether another code of the document goes on from this one."""
        return (*code, "1") in self._codes

    def goals_below(self, level: str) -> bool:
        """Tell whether the label of a level comes before the first goal of the document, and goals follow it."""
        return self._first.get(level, self._first_goal) < self._first_goal

    def carriers(self, level: str) -> frozenset[str]:
        """Return the levels whose codes, and no others, those of a level go on from («2» carries «2.1»)."""
        return self._carriers.get(level, frozenset())

    def _count_carriers(self) -> dict[str, frozenset[str]]:
        newest: dict[frozenset[str], tuple[str, ...]] = {}
        votes: dict[frozenset[str], Counter[frozenset[str]]] = defaultdict(Counter)
        for use in self._uses:
            code = parts(use.code)
            above = [keys for keys, other in newest.items() if other == code[:-1] and keys != use.keys]
            if len(code) > 1 and len(above) == 1:
                votes[use.keys][above[0]] += 1
            newest[use.keys] = code
        return {key: counted.most_common(1)[0][0] for keys, counted in votes.items() for key in keys}

    def _goals_carry_results(self) -> bool:
        """Tell whether a label of both goals and outcomes means goals here.

        It does where it stands right below axes, before the first result, and results go on from it.
        """
        shared = [i for i, use in enumerate(self._uses) if use.may_be(Role.GOAL) and use.may_be(Role.OUTCOME)]
        results = [i for i, use in enumerate(self._uses) if use.must_be(Role.OUTCOME)]
        if not shared or not results or not 0 < shared[0] < results[0]:
            return False
        if not self._uses[shared[0] - 1].may_be(Role.AXIS):
            return False
        below = [i for i in shared if self._uses[i - 1].may_be(Role.AXIS)]
        followed = len(set(results) & {i + 1 for i in below})
        return followed * 2 > len(below)
