"""What an indicator read from a sentence is called: the noun phrase that changes, is counted, or is listed."""

import re
from collections.abc import Sequence

from ceiba.exchange.extraction.change_wording import Wording, change_verb
from ceiba.exchange.extraction.figures import Figure
from ceiba.exchange.extraction.measured import YEAR_PHRASE, Sentence, noun_phrase, stems
from ceiba.kernel.text import fold, initials

_SPLIT_NAMES = re.compile(r"\s*,\s*|\s+[ye]\s+|\s+el\s+(?=[A-ZÁÉÍÓÚ]{2,})")
_TAIL_NAMES = re.compile(
    r"\b(?:respectivamente|respecto)\s*,?\s*(?:(?:al?|de)\s+(?:los?|las?)?\s*|al\s+)?(?P<names>[^();]+)", re.IGNORECASE
)

_PRONOUN_STEMS = frozenset(["es", "est", "ell", "ello", "aquell", "mism"])  # eso, esto, ellas, lo mismo
_OBJECT = re.compile(
    r"^\w+(?:\s+(?:por|al|a\s+la)\s+\w+)?\s+(?=(?:el|la|los|las)\s)"
)  # «5 días el tiempo de atención»: unit, then object
_IN_TURN = re.compile(r"[\s,(]*\brespectivamente\b.*$", re.IGNORECASE | re.DOTALL)
_RELATIVE = re.compile(
    r",\s*(?:que|l[ao]s?\s+cual(?:es)?)\s+(?:era[n]?|fue(?:ron)?|es|son|est[áa]|estaba[n]?|se\s+ubica(?:ba)?)\s*$",
    re.IGNORECASE,
)
_NEAR, _LONGEST_TAIL = 40, 240


def names_of(sentence: Sentence, figures: Sequence[Figure], stated: Sequence[Wording]) -> tuple[list[str], int]:
    """Return the name of each figure (nothing where they cannot be told apart) and where the clause with them ends."""
    wanted, end = figures[0].together, figures[0].end
    listed, tail_end = _tail(sentence, end, wanted)
    if listed or len(sentence.text) - tail_end < 3:
        end = tail_end
    if len(stated) == wanted:
        return [w.measured for w in stated], end
    if listed and len(stated) != 1:
        return listed, end
    if len(stated) == 1:
        return _listed(stated[0].measured, wanted) or listed, end
    behind = sentence.phrase(figures[0].end, len(sentence.text))
    own = _listed(figures[0].words, wanted) or _listed(re.sub(r"[\s,]*respectivamente.*$", "", behind), wanted)
    return listed or own, end


def in_turn(sentence: Sentence, figures: Sequence[Figure]) -> list[str]:
    """Return the names of «de A a B y de C a D los X y Z, respectivamente», nothing where the sentence is another."""
    last = figures[-1]
    if len(figures) < 2 or any(f.together > 1 for f in figures):
        return []
    named = _IN_TURN.search(sentence.text, last.start)
    if named is None:
        return []
    behind = _IN_TURN.sub("", sentence.text[last.end :])
    own = _listed(noun_phrase(behind) or noun_phrase(_IN_TURN.sub("", last.words)), len(figures))
    return own if len(own) == len(figures) else []


def in_listed_order(sentence: Sentence, figures: Sequence[Figure], stated: Sequence[Wording]) -> list[Wording]:
    """Return as many wordings as figures in the order in which the clause's tail lists their acronyms.

    Without such a list, or where it names others, the order of the sentence stands.
    """
    listed, _ = _tail(sentence, figures[0].end, figures[0].together)
    by_initials = {initials(w.measured): w for w in stated}
    if len(by_initials) == len(stated) and sorted(listed) == sorted(by_initials):
        return [by_initials[acronym] for acronym in listed]
    return list(stated)


def _tail(sentence: Sentence, end: int, wanted: int) -> tuple[list[str], int]:
    """Return the names listed after a clause («…, respectivamente a los índices A y B») and where the list ends."""
    tail = _TAIL_NAMES.search(sentence.text, end, end + _LONGEST_TAIL)
    if tail is None or tail.start() - end >= _NEAR:
        return [], end
    return _listed(tail.group("names"), wanted), tail.end()


def _listed(text: str, wanted: int) -> list[str]:
    """Split a list of names into exactly as many as wanted; [] where it is no such list."""
    parts = [noun_phrase(part) for part in _SPLIT_NAMES.split(text) if noun_phrase(part)]
    if len(parts) < wanted:
        return []
    parts = parts[:wanted]
    if len(fold(parts[0]).split()) <= 2:  # short names (acronyms): the last one without the words that qualify them all
        parts[-1] = re.split(r"\s+(?:del?|en)\s+", parts[-1])[0]
    return parts


def name_of(sentence: Sentence, figure: Figure, own: Sequence[Wording]) -> str:
    """Return what is measured: what the stated change names, else the head's phrase for the noun that is counted."""
    plain = sorted(own, key=lambda w: w.bracketed)
    named = next((w.measured for w in plain if _says_what(w.measured)), "")
    if named:
        return named
    if plain and not plain[0].bracketed and (before := _clause_before(sentence, plain[0].start)):
        return before
    bracketed = sentence.text.rfind("(", 0, figure.start) > sentence.text.rfind(")", 0, figure.start)
    if not bracketed and subject(sentence, figure.start):
        return subject(sentence, figure.start)
    head = sentence.text[: figure.start].rsplit("(", 1)[0]
    noun = next(iter(stems(figure.words)), "")
    unit = stems(figure.measure_unit.name)[:1] if figure.measure_unit else ()
    for wanted in (*unit, noun):
        for match in re.finditer(r"[^\W\d_]{3,}", head):
            if wanted and stems(match.group()) == (wanted,):
                phrase = sentence.phrase(match.start(), len(head))
                if len(phrase.split()) > 1 and len(phrase) >= len(figure.words) * 0.8:
                    return phrase
    behind = _OBJECT.search(figure.words)
    if behind is not None:
        return noun_phrase(figure.words[behind.end() :])
    return figure.words or subject(sentence, figure.start) or sentence.phrase(figure.end, len(sentence.text))


def _says_what(phrase: str) -> bool:
    """Tell whether a phrase names a thing: not a pronoun, a year or nothing at all."""
    return any(not stem.isdigit() and stem not in _PRONOUN_STEMS for stem in stems(phrase))


def thing_of(sentence: Sentence, wording: Wording) -> str:
    """Return what a stated change speaks of: the thing that it names, or what stands before it."""
    return wording.measured if _says_what(wording.measured) else _clause_before(sentence, wording.start)


def _clause_before(sentence: Sentence, place: int) -> str:
    """Return the subject of a change that stands before its verb, or the clause that its pronoun stands for."""
    head = sentence.text[:place]
    own = subject(sentence, place)
    if _says_what(own):
        return own
    earlier = head.rfind(",")
    return subject(sentence, earlier) if earlier > 0 else ""


def subject(sentence: Sentence, place: int) -> str:
    """Return the phrase in front of a clause, from its last verb of change or its last break on; "" for none."""
    head = _RELATIVE.sub("", sentence.text[:place].rstrip(" ("))
    start = 0
    for match in re.finditer(r"[^\W\d_]{4,}|[;,.:]\s|\)", head):
        word = match.group()
        if not word[0].isalpha() or change_verb(word, sentence.vocabulary) or fold(word).startswith("pasa"):
            start = match.end()
    return noun_phrase(re.sub(rf"^\W*{YEAR_PHRASE}", "", head[start:], flags=re.IGNORECASE))
