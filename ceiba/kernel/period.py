"""Periods: a run of whole months, from the bimester to the horizon of a long plan."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Self

_FIRST_YEAR, _LAST_YEAR = 1, 9999


class PeriodKind(Enum):
    """The kinds of period by their length in months; longer runs of whole years are ``MULTI_YEAR``."""

    MONTH = 1
    BIMESTER = 2
    QUARTER = 3
    CUATRIMESTRE = 4
    SEMESTER = 6
    YEAR = 12
    MULTI_YEAR = 0
    OTHER = -1


_LETTER = {"M": 1, "B": 2, "Q": 3, "C": 4, "S": 6}
_NOTATION = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<letter>[MBQCS])(?P<ordinal>[0-9]{1,2})|\.\.(?P<last>[0-9]{4}))?")
_MONTHS = re.compile(r"(?P<first>[0-9]{4}-M[0-9]{1,2})\.\.(?P<last>[0-9]{4}-M[0-9]{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of ``months`` whole months from ``first_month`` on, counted as year × 12 + month − 1.

    Written ``2024``, ``2024-M03``, ``2024-B1``, ``2024-Q4``, ``2024-C2``, ``2024-S1``, ``2024..2028``, and any other
    run from month to month, ``2024-M03..2024-M07``. With a fiscal start other than January the year names the calendar
    year in which the fiscal year begins, and months are counted from it. Ordered by first month, the shorter first.
    """

    first_month: int
    months: int

    def __post_init__(self) -> None:
        if self.months < 1:
            raise ValueError("a period has at least one month")

    @classmethod
    def of_year(cls, year: int, fiscal_start: int = 1) -> Self:
        """Return the (fiscal) year that begins in ``year``."""
        return cls.of_years(year, year, fiscal_start)

    @classmethod
    def of_years(cls, start: int, end: int, fiscal_start: int = 1) -> Self:
        """Return the years from ``start`` to ``end``, both included; ``ValueError`` where they run backwards."""
        if end < start:
            raise ValueError(f"a period cannot end in {end} before it starts in {start}")
        if not _FIRST_YEAR <= start <= end <= _LAST_YEAR:
            raise ValueError(f"years run from {_FIRST_YEAR} to {_LAST_YEAR}")
        return cls(start * 12 + _offset(fiscal_start), 12 * (end - start + 1))

    @classmethod
    def parse(cls, text: str, fiscal_start: int = 1) -> Self:
        """Return the period that a notation stands for; ``ValueError`` with the notations known where it is none."""
        run = _MONTHS.fullmatch(text.strip())
        if run is not None:
            first, last = cls.parse(run["first"], fiscal_start), cls.parse(run["last"], fiscal_start)
            return cls(first.first_month, last.first_month - first.first_month + 1)
        match = _NOTATION.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"«{text}» is not a period: 2024, 2024-M03, 2024-Q1, 2024-C2, 2024-S1 or 2024..2028")
        year = int(match["year"])
        if match["last"]:
            return cls.of_years(year, int(match["last"]), fiscal_start)
        if not match["letter"]:
            return cls.of_year(year, fiscal_start)
        months, ordinal = _LETTER[match["letter"]], int(match["ordinal"])
        if not 1 <= ordinal <= 12 // months:
            raise ValueError(f"«{text}»: the year has {12 // months} such periods")
        return cls(cls.of_year(year, fiscal_start).first_month + months * (ordinal - 1), months)

    def notation(self, fiscal_start: int = 1) -> str:
        """Return the period as text, the inverse of ``parse``; ``ValueError`` outside the years 1 to 9999."""
        year, offset = divmod(self.first_month - _offset(fiscal_start), 12)
        last_year, last_offset = divmod(self.last_month - _offset(fiscal_start), 12)
        if not _FIRST_YEAR <= year <= last_year <= _LAST_YEAR:
            raise ValueError(f"years run from {_FIRST_YEAR} to {_LAST_YEAR}")
        if self.months % 12 == 0 and offset == 0:
            return f"{year:04d}" if self.months == 12 else f"{year:04d}..{last_year:04d}"
        for letter, months in _LETTER.items():
            if self.months == months and offset % months == 0:
                ordinal = offset // months + 1
                return f"{year:04d}-{letter}{ordinal:02d}" if letter == "M" else f"{year:04d}-{letter}{ordinal}"
        return f"{year:04d}-M{offset + 1:02d}..{last_year:04d}-M{last_offset + 1:02d}"

    @property
    def kind(self) -> PeriodKind:
        """Return the kind of the period by its length."""
        if self.months > 12 and self.months % 12 == 0:
            return PeriodKind.MULTI_YEAR
        try:
            return PeriodKind(self.months)
        except ValueError:
            return PeriodKind.OTHER

    @property
    def start_year(self) -> int:
        """Return the calendar year of the first month."""
        return self.first_month // 12

    @property
    def end_year(self) -> int:
        """Return the calendar year of the last month."""
        return self.last_month // 12

    @property
    def last_month(self) -> int:
        """Return the last month, counted like ``first_month``."""
        return self.first_month + self.months - 1

    def shift(self, months: int) -> "Period":
        """Return the period of the same length so many months later, or earlier where negative."""
        return Period(self.first_month + months, self.months)

    def next(self) -> "Period":
        """Return the period of the same length that follows."""
        return self.shift(self.months)

    def previous(self) -> "Period":
        """Return the period of the same length that comes before."""
        return self.shift(-self.months)

    def years(self, fiscal_start: int = 1) -> "tuple[Period, ...]":
        """Return the (fiscal) years that share a month with this period, in order."""
        first = (self.first_month - _offset(fiscal_start)) // 12
        last = (self.last_month - _offset(fiscal_start)) // 12
        return tuple(Period.of_year(year, fiscal_start) for year in range(first, last + 1))

    def contains(self, other: "Period") -> bool:
        """Tell whether every month of the other period lies in this one."""
        return self.first_month <= other.first_month and other.last_month <= self.last_month

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two periods share a month."""
        return self.first_month <= other.last_month and other.first_month <= self.last_month

    def divide(self, months: int) -> tuple["Period", ...]:
        """Return the parts of ``months`` each, in order; ``ValueError`` where they do not fill the period."""
        if months < 1 or self.months % months:
            raise ValueError(f"{self.months} months do not divide into periods of {months}")
        return tuple(Period(self.first_month + i, months) for i in range(0, self.months, months))


def _offset(fiscal_start: int) -> int:
    if not 1 <= fiscal_start <= 12:
        raise ValueError(f"a fiscal year starts in a month from 1 to 12, not {fiscal_start}")
    return fiscal_start - 1
