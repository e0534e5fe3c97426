"""What a generated document truly says: the case that every generator yields, and the entries of its gold.

The gold follows the exchange schema of document reading: ``elements`` (id, kind, code, text, parent), ``indicators``,
``funding``, ``projects``, ``totals`` and so on. An entry may carry ``optional`` (neither missed nor wrong) and
alternatives under ``<key>_alt``.
"""

from dataclasses import dataclass
from typing import Any

Entry = dict[str, Any]

LISTS = ("elements", "indicators", "funding", "projects", "actors", "units", "totals", "alignment")


@dataclass(frozen=True)
class Case:
    """One generated document: its bytes as a file would hold them, and what a careful person reads in it.

    ``format`` is one of txt, docx, odt, pdf, xlsx, ods, csv, html. ``features`` are what the document holds
    («numbering:decimal», «matrix», «torn words»), so that failures can be counted by what they have in common.
    """

    name: str
    content: bytes
    format: str
    gold: Entry
    damaged: bool
    features: tuple[str, ...]
    corpus: str


def gold(institution: str | None = None, country: str | None = None, period: tuple[int, int] | None = None) -> Entry:
    """Return the gold of a document that says nothing yet."""
    return {
        "institution": {"name": institution, "country": country},
        "period": {"start": period[0], "end": period[1]} if period else None,
        "mission": None,
        "vision": None,
        **{name: [] for name in LISTS},
    }


def element(identifier: str, kind: str, text: str, parent: str | None = None, **more: Any) -> Entry:
    """Return an element; ``more`` holds code, optional, kind_alt, text_alt, parent_alt."""
    return {"id": identifier, "kind": kind, "code": None, "text": text, "parent": parent, **more}


def indicator(text: str, element_id: str | None = None, **more: Any) -> Entry:
    """Return an indicator; what ``more`` does not give (baseline_value, target_year …) is missing in the document."""
    nothing = dict.fromkeys(("unit_name", "baseline_value", "baseline_year", "target_value", "target_year"))
    return {"text": text, "element": element_id, **nothing, "measure_unit": None, "stated_change": None, **more}
