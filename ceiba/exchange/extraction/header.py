"""Who speaks and for which years: the institution, the country and the period of a document."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ceiba.exchange.extraction.drafts import ElementDraft, PlanDraft
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.plans import labelled_period, period_in
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.period import Period
from ceiba.kernel.text import fold, squeeze

_NAME = r"(?:\s+(?:de|del|de la|de las|de los|y|e)(?=\s+[A-ZÁÉÍÓÚÑ])|\s+[A-ZÁÉÍÓÚÑ][\wÁÉÍÓÚÑáéíóúüñ’']*){1,9}"
_HONOUR = r"(?:(?<!\w)(?i:ilustre|honorable|muy ilustre|h\.|i\.)\s+)?"
_LIMIT = 3000  # lines that are asked for a name: it stands at the beginning or often
_ENDS_IN_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}[\s)»”]*$")
_FRONT = 6  # lines in which a title stands
_TITLE_LINES = 15
_TITLE_BONUS = 5.0
_RANK = 0.1  # what each place in the vocabulary's list of words costs: the first ones speak for themselves
_HIGHEST_COST = 4.5
_NAME_OF_COUNTRY, _NAME_OF_PEOPLE = 4, 2
_LONGEST_PLAN = 30  # years
# The institution or the whole document must be called so: «nombres ficticios» protect people in a real one.
_INVENTED = re.compile(
    r"\b(?:municipio|municipalidad|instituci[óo]n|entidad|documento|plan|provincia|departamento)\s+(?:\w+\s+)?"
    r"(?:inventad|fictici)[oa]\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Name:
    text: str
    line: int
    quote: str
    rank: int
    mentions: float = 0.0


def institution(lines: Sequence[TextLine], methodology: Methodology) -> tuple[str, int, str] | None:
    """Return name, line and quote of the institution that the text speaks of most; None where none stands out.

    A name that goes on with more words («… de Chimaltenango») takes the mentions of its shorter form, and two words
    for one place («municipio», «municipalidad») are one: the one that the vocabulary names first.
    """
    words = methodology.vocabulary.institution_words
    found = _names(lines[:_LIMIT], words) if words else {}
    for key, name in found.items():
        name.mentions += sum(other.mentions for short, other in found.items() if key.startswith(short + " "))
    places: dict[str, list[_Name]] = defaultdict(list)
    for key, name in found.items():
        places[_place(key, words[name.rank])].append(name)
    scored = [(sum(n.mentions for n in names), min(names, key=lambda n: n.rank)) for names in places.values()]
    if not scored:
        return None
    mentions, best = max(scored, key=lambda pair: (pair[0] - _cost(pair[1].rank), -pair[1].line))
    return (best.text, best.line, best.quote) if mentions > _cost(best.rank) else None


def _cost(rank: int) -> float:
    return min(_RANK * rank, _HIGHEST_COST)


def _names(lines: Sequence[TextLine], words: Sequence[str]) -> dict[str, _Name]:
    begin = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"{_HONOUR}(?<!\w)(?P<word>(?i:{begin}))(?!\w){_NAME}|(?<!\w)(?P<whole>(?:{begin}))(?!\w)")
    ranks = {fold(word): i for i, word in enumerate(words)}
    firsts = {folded.partition(" ")[0] for folded in ranks}
    found: dict[str, _Name] = {}
    for position, line in enumerate(lines):
        text = line.text[:4000] if len(line.cells) < 4 else ""
        text = f"{line.enumerator}. {text}" if line.style == "capital" else text  # «H. Ayuntamiento»
        if firsts.isdisjoint(fold(text).split()):
            continue
        for match in pattern.finditer(text):
            printed = squeeze(match[0])
            word = fold(match["word"] or match["whole"])
            if " " not in printed:
                continue
            printed = printed[0].upper() + printed[1:]
            quote = squeeze(text[max(0, match.start() - 60) : match.end() + 60])
            name = found.setdefault(fold(_bare(printed)), _Name(printed, line.number, quote, ranks[word]))
            name.text = max(name.text, printed, key=len)  # with its title of honour where one is printed
            name.mentions += _TITLE_BONUS if position < _TITLE_LINES and printed == text else 1
    return found


def _bare(name: str) -> str:
    """Return a name without its title of honour («Ilustre Municipalidad …»)."""
    return re.sub(rf"^{_HONOUR}", "", name)


def _place(key: str, word: str) -> str:
    """Return the proper name in a name of an institution: what stands behind the word and its «de»."""
    return re.sub(r"^(?:de|del|de la)\s+", "", key.removeprefix(fold(word)).strip()) or key


def is_invented(lines: Sequence[TextLine]) -> bool:
    """Tell whether the first lines of a document say that the institution is an invented one."""
    return any(_INVENTED.search(line.text) for line in lines[:_TITLE_LINES])


def country(lines: Sequence[TextLine], methodology: Methodology) -> str | None:
    """Return the country of the methodology, or the one whose own words the text uses most."""
    if methodology.country:
        return methodology.country
    text = f" {fold(' '.join(line.text for line in lines[:_LIMIT])[:400_000])} "
    printed = frozenset(text.split())

    def times(name: str) -> int:
        return text.count(f" {name} ") if printed.issuperset(name.split()) else 0  # most are not there at all

    scores = {
        code: sum(min(times(fold(word)), 3) * _weight(place) for place, word in enumerate(words))
        for code, words in methodology.vocabulary.countries.items()
    }
    best = max(scores, key=lambda code: (scores[code], code), default=None)
    return best if best and scores[best] > 0 and list(scores.values()).count(scores[best]) == 1 else None


def _weight(place: int) -> int:
    """Return what a word says by its place in the vocabulary: the country's name most, then the names of its people."""
    return _NAME_OF_COUNTRY if place == 0 else _NAME_OF_PEOPLE if place < 3 else 1


def period(
    plans: Sequence[PlanDraft], elements: Sequence[ElementDraft], lines: Sequence[TextLine], methodology: Methodology
) -> Period | None:
    """Return the period of the plan that the document names first; otherwise that of its elements, or of its title."""
    titles = [line.text for line in lines if not line.is_blank][:_TITLE_LINES]
    labelled = next((found for text in titles[:_FRONT] if (found := labelled_period(text)) is not None), None)
    named = labelled or next((plan.period for plan in plans if plan.period is not None), None)
    if named is not None:
        return named
    periods = [e.period for e in elements if e.period is not None]
    widest = max(periods, key=lambda p: (p.months, -p.first_month), default=None)
    return widest or _beside_a_plan(lines, methodology) or _in_title(titles)


def _beside_a_plan(lines: Sequence[TextLine], methodology: Methodology) -> Period | None:
    """Return the years printed right behind the name of a plan that is no other government's."""
    others = {fold(name) for f in methodology.frameworks for name in (f.label, *f.names)}
    names = [n for kind in methodology.plan_kinds for n in (kind.label, *kind.names) if fold(n) not in others]
    if not names:
        return None
    begin = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?i:{begin})(?!\w)[^.;]{{0,40}}?(?=(?:19|20)\d{{2}}\s?[-–])")
    for line in lines[:_LIMIT]:
        match = pattern.search(line.text[:2000])
        found = period_in(line.text[match.end() : match.end() + 20]) if match else None
        if found is not None and found.months <= 12 * _LONGEST_PLAN:
            return found
    return None


def _in_title(titles: Sequence[str]) -> Period | None:
    found = [p for text in titles if len(text) < 160 and (p := period_in(text)) is not None]
    span = next((p for p in found if p.months <= 12 * _LONGEST_PLAN), None)
    ends = (text for text in titles[:_FRONT] if len(text) < 80 and _ENDS_IN_YEAR.search(text))
    return span or next((p for text in ends if (p := period_in(text, single=True)) is not None), None)
