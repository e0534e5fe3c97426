"""Findings: what a rule says about a plan. A finding stores facts; the sentence is made in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Severity(StrEnum):
    """The consequence: an error stops approval, a warning must be answered, a notice is only shown."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Dimension(StrEnum):
    """The seven dimensions of coherence."""

    LOGIC = "logic"
    MEASUREMENT = "measurement"
    FUNDING = "funding"
    TIME = "time"
    ALIGNMENT = "alignment"
    EVIDENCE = "evidence"
    CLARITY = "clarity"


Fact = Decimal | int | str | bool | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the rule's code and version, the address of its subject, and the facts of the arithmetic.

    ``source`` is the norm that the methodology names for the rule, None where it names none.
    """

    rule: str
    version: int
    severity: Severity
    dimension: Dimension
    subject: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    source: str | None = None
