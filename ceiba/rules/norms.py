"""What the dictionary of norms knows of a citation, and when two titles name one norm."""

from rapidfuzz import fuzz

from ceiba.kernel.plan import Citation
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import fold

_SAME = 85  # percent of agreement over the words of both titles


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles name one norm, whatever their case, accents, order and further words."""
    return fuzz.token_set_ratio(fold(one), fold(other)) >= _SAME


def right_titles(citation: Citation, plan: Snapshot) -> tuple[str, ...]:
    """Return the titles that the dictionary has for the number of a citation, none where it does not know it."""
    known = (n for n in plan.methodology.norms if n.number == citation.number and fold(n.norm) == fold(citation.norm))
    return tuple(title for norm in known for title in norm.titles)


def right_number(citation: Citation, plan: Snapshot) -> str | None:
    """Return the number that the dictionary has for the title of a citation, None where it does not know it."""
    norms = plan.methodology.norms
    return next((norm.number for norm in norms if any(same_title(citation.title, t) for t in norm.titles)), None)
