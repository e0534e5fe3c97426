"""Figures as SDMX-CSV 2.0: one observation for each figure of an indicator in a period, with its state as an attribute.

``OBS_STATUS`` is of the code list CL_OBS_STATUS: A, a value; O, missing; M, it cannot exist (it does not apply, or was
never programmed). That list has no word for what is not yet due, so ``STATE`` keeps the five states as Ceiba has
them. A ratio keeps its numerator and denominator. Values without period do not stand here: the format asks for one.
"""

from collections.abc import Iterator

from ceiba.exchange.datasets.dataset import Cell, Issue
from ceiba.exchange.datasets.figures import FIGURES
from ceiba.exchange.writers import open_csv
from ceiba.exchange.writers.open_data import Imprint
from ceiba.kernel.calendar import first_day
from ceiba.kernel.period import Period
from ceiba.kernel.states import State

HEADINGS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "INDICATOR", "PART", "FREQ", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS",
    "STATE", "NUMERATOR", "DENOMINATOR", "UNIT_MEASURE",
)  # fmt: skip
STATUS = {
    State.VALUE: "A",
    State.NO_DATA: "O",
    State.NOT_DUE: "O",
    State.NOT_PROGRAMMED: "M",
    State.NOT_APPLICABLE: "M",
}
"""The code of each state in CL_OBS_STATUS."""
TOTAL = "_T"  # what code lists call the whole
# Months of a period: its letter in the time format of SDMX, and its code in CL_FREQ.
_LENGTHS = {12: ("A", "A"), 6: ("S", "S"), 4: ("T", "A_3"), 3: ("Q", "Q"), 2: ("", "M2"), 1: ("M", "M")}
_OTHER = "_O"


def write(issue: Issue, imprint: Imprint) -> Iterator[bytes]:
    """Yield the observations as CSV in UTF-8 without a mark, in parts."""
    return open_csv.lines(HEADINGS, _rows(issue, imprint), mark="")


def _rows(issue: Issue, imprint: Imprint) -> Iterator[tuple[Cell, ...]]:
    structure = f"{_agency(imprint.publisher.key)}:MEDICIONES(1.0.0)"
    for one in FIGURES.things(issue):
        code, when = when_of(one.period)
        if when:
            value = one.value.amount if one.value.state is State.VALUE else None
            pair = (one.seen.numerator, one.seen.denominator) if one.seen else (None, None)
            unit = one.indicator.measure_unit.name if one.indicator.measure_unit else None
            yield (
                "dataflow", structure, "I", one.indicator.id, one.part or TOTAL, code, when, value,
                STATUS[one.value.state], one.value.state.value, *pair, unit,
            )  # fmt: skip


def when_of(period: Period) -> tuple[str, str]:
    """Return frequency and time of a period as SDMX writes them: a part of a calendar year, else a day and months.

    Both are blank for a period that no calendar has.

    >>> when_of(Period.parse("2026-C2")), when_of(Period.parse("2024..2027"))
    (('A_3', '2026-T2'), ('_O', '2024-01-01/P48M'))
    """
    try:
        day = first_day(period.first_month)
    except ValueError:
        return "", ""
    letter, code = _LENGTHS.get(period.months, ("", _OTHER))
    year, month = divmod(period.first_month, 12)
    if not letter or month % period.months:
        return code, f"{day.isoformat()}/P{period.months}M"
    if letter == "A":
        return code, f"{year:04d}"
    place = month // period.months + 1
    return code, f"{year:04d}-{letter}{place:02d}" if letter == "M" else f"{year:04d}-{letter}{place}"


def _agency(key: str) -> str:
    """Return the key of an institution as the name of an agency: letters, digits and signs that the format allows."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "_-") else "_" for sign in key).upper()
