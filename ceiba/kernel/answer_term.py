"""How long an institution has to answer what people ask of it: days, how they are counted, and who says so."""

from dataclasses import dataclass
from enum import StrEnum

from ceiba.kernel.law import LegalSource


class AnswerMatter(StrEnum):
    """What is answered: a public question or objection, who asks for their own data, who has it corrected."""

    QUESTION = "question"
    DATA_ACCESS = "data_access"
    DATA_CORRECTION = "data_correction"


@dataclass(frozen=True, slots=True)
class AnswerTerm:
    """The days of one matter, counted from the day after it came in: working days, or days of the calendar.

    ``source`` is the norm, and how well it is known.
    """

    matter: AnswerMatter
    label: str
    days: int
    working: bool
    source: LegalSource | None = None
