"""Norms that a plan cites: kind, number and the title that the plan gives them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ceiba.exchange.extraction.paragraphs import Block
from ceiba.kernel.text import fold, squeeze

_TITLES = r"(?:Ley|Código|Constitución|Reglamento|Estatuto|Norma|Política|Convenio|Convención|Tratado)"
_NUMBERED = re.compile(r"\s+(?:numero|no|num)$")
_NUMBER = r"(?P<number>\d{1,5}\s?[-–/]\s?\d{2,4}|\d{1,5}\s+de\s+(?:19|20)\d{2}|\d{1,3}(?:\.\d{3})?)"


@dataclass(frozen=True, slots=True)
class CitationDraft:
    """A norm as cited in one line."""

    norm: str
    number: str
    title: str
    line: int
    quote: str


class Citations:
    """Finds norms by the words of a vocabulary («decreto», «acuerdo gubernativo», «ley»)."""

    def __init__(self, norms: Sequence[str]) -> None:
        words = "|".join(re.escape(word) for word in sorted(norms, key=len, reverse=True))
        self._pattern = (
            re.compile(
                rf"(?<!\w)(?P<norm>{words})\s+(?:legislativo\s+)?(?:n[úu]mero|n[o°º]\.?|num\.)?\s*{_NUMBER}(?!\w)",
                re.IGNORECASE,
            )
            if words
            else None
        )

    def find(self, block: Block) -> tuple[CitationDraft, ...]:
        """Return the norms of a block that have a number and, in a list of norms, a title."""
        if self._pattern is None or not any(map(str.isdigit, block.text)):
            return ()
        text = block.text
        found = []
        for match in self._pattern.finditer(text[:4000]):
            title = _title(text[: match.start()], text[match.end() :], listed=bool(block.first.bullet))
            number = re.sub(r"\s", "", match["number"]) if " de " not in match["number"] else squeeze(match["number"])
            found.append(
                CitationDraft(
                    _NUMBERED.sub("", fold(match["norm"])),
                    number.replace("–", "-"),
                    title,
                    block.first.number,
                    _around(text, match),
                )
            )
        return tuple(found)


def _title(before: str, after: str, *, listed: bool) -> str:
    """Return the title next to a number: what stands before it, otherwise what follows up to the end of the clause."""
    head = before.strip(" ,.;:-–(")
    if listed and len(head) < 200 and re.match(_TITLES, head):
        return squeeze(head)
    named = re.search(rf"({_TITLES}\b[^.;:()]{{3,150}})[,.(]?\s*$", before)
    if named:
        return squeeze(named[1].rstrip(" ,"))
    behind = re.match(rf"\s*,?\s*(?:del?\s+(?:la\s+)?)?({_TITLES}\b[^.;:()]{{3,150}})", after)
    return squeeze(behind[1].rstrip(" ,")) if behind else ""


def _around(text: str, match: re.Match[str]) -> str:
    return squeeze(text[max(0, match.start() - 120) : match.end() + 60])
