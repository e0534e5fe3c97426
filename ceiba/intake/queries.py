"""What can be asked about proposals: those of an institution, and what people decided and answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, get_type_hints

from ceiba.exchange import stored
from ceiba.exchange.layouts import load_layout
from ceiba.exchange.restructuring import MERGED, SPLIT
from ceiba.institutions.models import Institution
from ceiba.intake.models import Answer, Decision, Proposal, TableLayout
from ceiba.kernel.vocabulary import Layout


def proposals(institution: Institution) -> Any:
    """Return the proposals of an institution, the newest first, without their readings."""
    rows = Proposal.objects.of(institution).defer("reading")
    return rows.select_related("document", "by", "settled_by", "job")


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as the table holds it, with the name of whose it is: thousands of them are read at once."""

    subject: str
    field: str
    verdict: str
    value: Any
    person: str
    at: datetime
    version: int


def decisions(row: Proposal) -> tuple[Decided, ...]:
    """Return what was decided of a proposal, in the order of the first word on each thing: one query."""
    columns = ("subject", "field", "verdict", "value", "person__name", "at", "version")
    return tuple(Decided(*found) for found in Decision.objects.filter(proposal=row).values_list(*columns))


def answers(row: Proposal) -> tuple[Answer, ...]:
    """Return the answers to the questions of a proposal: one query."""
    return tuple(Answer.objects.filter(proposal=row).select_related("person"))


def decided_value(row: Decided, kinds: Mapping[str, type]) -> object:
    """Return what a corrected field becomes, as the kernel has it; None where nothing is to stand there."""
    kind = kinds.get(row.subject)
    if not row.field or row.value is None or kind is None:
        return None
    if row.field in (SPLIT, MERGED):
        return row.value
    return stored.load_value(field_kind(kind, row.field), row.value)


@cache
def field_kind(kind: Any, name: str) -> Any:
    """Return the type of a field of a kernel value."""
    return get_type_hints(kind)[name]


def layouts(institution: Institution) -> Any:
    """Return the tables that people of an institution explained, the newest first."""
    return TableLayout.objects.of(institution).select_related("person")


def layouts_of(institution: Institution) -> tuple[Layout, ...]:
    """Return their layouts as a reader wants them."""
    return tuple(load_layout(layout) for layout in layouts(institution).values_list("layout", flat=True))
