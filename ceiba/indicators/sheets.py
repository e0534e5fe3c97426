"""The sheet that a unit takes away: its report with what stands in it now, and what is needed to know it again."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ceiba.exchange.entry_sheet import LONGEST, WORDS, Column, EntryRow, EntrySheet
from ceiba.exchange.readers.entry_sheet import CODE
from ceiba.exchange.readers.sheets.cells import clean
from ceiba.exchange.writers import entry_sheet
from ceiba.exchange.writers.page_figures import STATE_WORDS
from ceiba.indicators.cell_faces import digest, figure_words
from ceiba.indicators.cells import columns
from ceiba.indicators.cycles import duty_of
from ceiba.indicators.desk import Desk, Row
from ceiba.indicators.entering import TEXTS
from ceiba.indicators.models import Measurement, Narrative, Report
from ceiba.indicators.typed_cells import ABSENCES
from ceiba.kernel.states import Absent, Value
from ceiba.ui import formats

_PAIR = (Column.NUMERATOR, Column.DENOMINATOR)
Figure = tuple[Decimal | None, str, Decimal | None, Decimal | None]  # value, state, numerator, denominator


def code_of(report: Report) -> str:
    """Return the code by which a sheet says whose report it is."""
    return f"{CODE}{report.institution.slug}:{report.key}"


def figure_of(row: Measurement | None, *, pair: bool) -> Figure:
    """Return what the columns of a figure say of a row."""
    if row is None:
        return None, "", None, None
    state = row.value.state.value if isinstance(row.value, Absent) else ""
    numbers = columns(row)
    if pair and (numbers["numerator"] is not None or numbers["denominator"] is not None):
        return None, "", numbers["numerator"], numbers["denominator"]
    return row.value.amount if isinstance(row.value, Value) else None, state, None, None


def figure_digest(figure: Figure) -> str:
    """Return a short word for a figure, the same for 25.2 and 25.20: a workbook knows no decimals beyond the last."""
    plain = [format(one.normalize(), "f") if isinstance(one, Decimal) else one for one in figure]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:10]


def words_of(row: Narrative | None) -> dict[str, str]:
    """Return the three texts as a workbook gives them back."""
    return {name: clean(getattr(row, name))[:LONGEST] if row else "" for name in TEXTS}


@dataclass(frozen=True)
class Mark:
    """What was shown when the sheet went out: version and short word, of the figure and (where asked) of the texts."""

    version: int
    digest: str
    said: int | None = None
    said_digest: str = ""

    def __str__(self) -> str:
        told = f"{self.version}:{self.digest}"
        return told if self.said is None else f"{told}|{self.said}:{self.said_digest}"

    @classmethod
    def parse(cls, text: str) -> "Mark | None":
        """Return the mark of a text, None where it is none."""
        figure, _bar, words = text.strip().partition("|")
        version, _colon, short = figure.partition(":")
        said, _colon, said_short = words.partition(":")
        if not version.isdecimal() or not short or len(version) > 9 or (words and not said.isdecimal()):
            return None
        return cls(int(version), short, int(said) if words else None, said_short)


def workbook(here: Desk) -> bytes:
    """Return the sheet of a report as XLSX, in the reader's language and with the institution's separators."""
    report, duty = here.report, duty_of(here.report)
    unit = report.unit.name if report.unit else _("Lo que ninguna unidad tiene a cargo")
    period = formats.period(report.cycle.period)
    sheet = EntrySheet(
        code_of(report),
        _("Reporte"),
        (
            _("Reporte del %(period)s") % {"period": period},
            f"{report.institution.name} · {unit} · {duty.label if duty else report.cycle.duty}",
            _("Llene las celdas claras y suba la hoja en Ceiba. Nada cambia hasta que usted lo confirme allí."),
            _("No cambie «Clave» ni «Control»: dicen qué había aquí cuando bajó la hoja."),
        ),
        tuple(state_words().values()),
        tuple(row for one in here.rows for row in _rows(one)),
    )
    return entry_sheet.write(sheet, formats.say())


def state_words() -> Mapping[str, str]:
    """Return the reasons why there is no figure, by their key, as the sheet lists them."""
    return {state.value: formats.say()(STATE_WORDS[state]).capitalize() for state in ABSENCES}


def _rows(row: Row) -> Iterator[EntryRow]:
    figures = _PAIR if row.takes_pair else (Column.VALUE,)
    for number, (part, now) in enumerate(row.cells.items()):
        figure = figure_of(now, pair=row.takes_pair)
        first = number == 0
        is_fed = row.binding is not None and not part
        words = words_of(row.narrative)
        said = (row.narrative.version if row.narrative else 0, digest(words)) if first else (None, "")
        yield EntryRow(
            {
                Column.KEY: row.indicator.id,
                Column.INDICATOR: row.indicator.text,
                Column.UNIT: row.indicator.measure_unit.name if row.indicator.measure_unit else "",
                Column.PART: part,
                Column.TARGET: formats.datum(row.promise.value, row.indicator.measure_unit),
                Column.KEPT: _kept(row, now, is_fed=is_fed),
                **_numbers(figure),
                Column.STATE: state_words().get(figure[1], ""),
                **(dict(zip(WORDS, words.values(), strict=True)) if first else {}),
                Column.MARK: str(Mark(now.version if now else 0, figure_digest(figure), *said)),
            },
            frozenset({*(() if is_fed else (*figures, Column.STATE)), *(WORDS if first else ())}),
        )


def _kept(row: Row, now: Measurement | None, *, is_fed: bool) -> str:
    """Return what stands in a cell, and that a register fills it, which is why nobody types it in the sheet."""
    words = figure_words(now, row) if now else ""
    return f"{words} {_('(la llena un registro)')}".strip() if is_fed else words


def _numbers(figure: Figure) -> dict[Column, Decimal | str]:
    value, _state, numerator, denominator = figure
    columns_of = {Column.VALUE: value, Column.NUMERATOR: numerator, Column.DENOMINATOR: denominator}
    return {column: number for column, number in columns_of.items() if number is not None}
