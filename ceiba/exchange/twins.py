"""Projects that stand twice under two spellings: one code written in two ways, or two names that say the same."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from ceiba.exchange.neighbours import neighbours
from ceiba.kernel.money import Money
from ceiba.kernel.project import Project
from ceiba.kernel.text import fold

ALIKE = 90.0  # rapidfuzz ratio of sorted words from which two names are one name, spelled twice


@dataclass(frozen=True, slots=True)
class Twins:
    """Two projects that seem to be one. ``same_code`` says whether their codes agree; else their names do."""

    first: Project
    second: Project
    same_code: bool

    @property
    def difference(self) -> Money | None:
        """Return the amount of the second less that of the first; None where one is not known, or of two currencies."""
        if self.first.amount is None or self.second.amount is None:
            return None
        try:
            return self.second.amount - self.first.amount
        except ValueError:
            return None


def twins(projects: Sequence[Project]) -> tuple[Twins, ...]:
    """Return the pairs that seem to be one project, each once, in the order of the projects.

    Codes are compared without blanks, signs and leading zeros. Names are compared without accents, case and the order
    of words, and every number in them must agree: two phases of a work are two works. Two projects with two codes of
    their own are two, however alike their names, and so are two of which a person said so. Cost grows linearly, but
    for one sort.
    """
    found = dict.fromkeys((*_by_code(projects), *_by_name(projects)))
    order = sorted(found, key=lambda pair: pair[:2])
    kept = {pair[:2]: pair for pair in reversed(order)}
    pairs = (Twins(projects[i], projects[j], same) for i, j, same in sorted(kept.values()))
    return tuple(pair for pair in pairs if not _are_two(pair.first, pair.second))


def _are_two(first: Project, second: Project) -> bool:
    """Tell whether a person said that two projects are two."""
    return second.id in first.apart or first.id in second.apart


def _by_code(projects: Sequence[Project]) -> Iterator[tuple[int, int, bool]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, project in enumerate(projects):
        if code := _plain(project.code):
            places[code].append(place)
    for same in places.values():
        for i, j in combinations(same[:20], 2):
            yield i, j, True


def _by_name(projects: Sequence[Project]) -> Iterator[tuple[int, int, bool]]:
    names = [" ".join(sorted(fold(project.name).split())) for project in projects]
    written = [fold(project.name) for project in projects]
    for i, j in neighbours(written, written) | neighbours(names, names):
        if i >= j or not names[i]:
            continue
        codes = (_plain(projects[i].code), _plain(projects[j].code))
        apart = all(codes) and codes[0] != codes[1]
        if not apart and _numbers(names[i]) == _numbers(names[j]) and fuzz.ratio(names[i], names[j]) >= ALIKE:
            yield i, j, bool(codes[0]) and codes[0] == codes[1]


def _plain(code: str | None) -> str:
    return "".join(sign for sign in fold(code or "") if sign.isalnum()).lstrip("0")


def _numbers(name: str) -> list[str]:
    return [word for word in name.split() if any(sign.isdigit() for sign in word)]
