"""Heads of forms: lines «LABEL : 07 VALUE» that say whose form it is, and name no part of a plan."""

import re
from collections.abc import Sequence

from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.lines import TextLine

_CODED_FIELD = re.compile(r"(?P<label>[^\W\d_][^:.]{2,30})\s:\s+\d{1,5}\s+\S")  # «PLIEGO : 007 M. DEL …»


def fields(lines: Sequence[TextLine], grammar: Grammar) -> set[int]:
    """Return the numbers of the coded lines at the head of a form that are labelled like a theme («SECTOR : 07 …»).

    A form is told by a coded line next to it whose label is none of a plan's.
    """
    printed = [line for line in lines if not line.is_blank]
    coded = [_CODED_FIELD.match(line.text) is not None for line in printed]
    foreign = [is_coded and grammar.label(line.text) is None for is_coded, line in zip(coded, printed, strict=True)]
    found = set()
    for i, line in enumerate(printed):
        label = grammar.label(line.text) if coded[i] and any(foreign[max(0, i - 1) : i + 2]) else None
        if label is not None and any(level.kind == "theme" for level in label.levels):
            found.add(line.number)
    return found
