"""Reports of the finance system: execution of the budget, and income. Bytes in, checked lines out; nothing is stored.

Which headers name what, and how a line's key is written, is data of the methodology.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.money_report import MoneyReport, ReportFault, ReportRow
from ceiba.exchange.readers import money_checks, money_columns, money_head
from ceiba.exchange.readers.money_amounts import NoAmount, TooMuch, hundredths
from ceiba.exchange.readers.money_checks import Line
from ceiba.exchange.readers.money_columns import Columns, joined
from ceiba.exchange.readers.money_grid import Grid, grids
from ceiba.kernel.budget import IncomeStage, Stage
from ceiba.kernel.classifier import Classifier, ClassifierUse, Segment, WrongKey
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.period import Period
from ceiba.kernel.text import _, fold

_TOTAL = re.compile(r"(?:gran )?total(?:es)?\b|suma\b")
_SUBTOTAL = re.compile(r"sub ?total|total (?:de|del|por)\b|total (?:programa|fuente|renglon|grupo)")
_TOTALS = ("total", "gran", "sub", "suma")
_ESTIMATED = "estimated"
STAGES: Mapping[ClassifierUse, tuple[str, ...]] = {
    ClassifierUse.EXPENDITURE: tuple(map(str, Stage)),
    ClassifierUse.INCOME: (_ESTIMATED, *map(str, IncomeStage)),
}


@dataclass(frozen=True)
class Asked:
    """What a report is held against: whose it must be (any of these names) and the month that the person named."""

    use: ClassifierUse
    names: tuple[str, ...] = ()
    until: Period | None = None


def read(name: str, content: bytes, methodology: Methodology, asked: Asked) -> MoneyReport:
    """Return what a report holds, with everything that does not add up.

    ``UnusableDocument`` where it is no such report at all: another format, no header, no key.
    """
    known = money_columns.headers_of(methodology, asked.use)
    found = [(grid, *money_columns.header(grid, known)) for grid in grids(name, content)]
    grid, row, amounts = max(found, key=lambda one: len(one[2]), default=(Grid({}), -1, {}))
    classifier = methodology.classifier(asked.use)
    if row < 0:
        raise UnusableDocument(_no_header(name, methodology, asked.use))
    columns = money_columns.columns(grid, row, amounts, classifier)
    if columns is None:
        raise UnusableDocument(_no_key(name, classifier))
    reading = _Reading(grid, columns, classifier, STAGES[asked.use])
    reading.run()
    labels = _labels(methodology, asked.use)
    faults = [*reading.faults, *_head(reading, asked)]
    faults += money_checks.identities(reading.lines, columns.amounts, labels, _ways(methodology, asked.use), grid)
    faults += money_checks.total(reading.lines, reading.totals, columns.amounts, labels, grid)
    notices = money_checks.notices(reading.rows, classifier, STAGES[asked.use], reading.key_place, labels)
    until = asked.until or money_head.told_month(reading.above)
    return MoneyReport(asked.use, STAGES[asked.use], labels, until, tuple(reading.rows), tuple(faults), tuple(notices))


def _ways(methodology: Methodology, use: ClassifierUse) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {column.key: column.ways for column in methodology.report_columns if column.report is use and column.ways}


def _labels(methodology: Methodology, use: ClassifierUse) -> dict[str, str]:
    found = {column.key: column.label for column in methodology.report_columns if column.report is use}
    if use is ClassifierUse.EXPENDITURE:
        found.update({str(stage.stage): stage.label for stage in methodology.money_stages})
    return found


def _no_header(name: str, methodology: Methodology, use: ClassifierUse) -> str:
    message = _("%(file)s no trae el encabezado del informe: una fila con columnas como %(columns)s.")
    labels = _labels(methodology, use)
    wanted = [labels[key] for key in STAGES[use] if key in labels]
    return message % {"file": name, "columns": ", ".join(f"«{label}»" for label in wanted)}


def _no_key(name: str, classifier: Classifier | None) -> str:
    if classifier is None:
        message = _("%(file)s no trae una columna con la clave de cada renglón.")
        return message % {"file": name}
    message = _("%(file)s no trae la clave completa de cada renglón: %(parts)s, en una columna o en varias.")
    return message % {"file": name, "parts": classifier.separator.join(part.label for part in classifier.segments)}


@dataclass
class _Short:
    """A line whose key does not fit: perhaps the sum of those that begin with it."""

    number: int
    codes: tuple[str, ...]
    message: str
    amounts: tuple[int | None, ...]


@dataclass
class _Reading:
    """The lines of one table so far. ``lines`` keeps every amount of a row by its column's key."""

    grid: Grid
    columns: Columns
    classifier: Classifier | None
    stages: Sequence[str]
    rows: list[ReportRow] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    totals: list[Line] = field(default_factory=list)
    faults: list[ReportFault] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)  # the row of each key
    begun: set[tuple[str, ...]] = field(default_factory=set)  # what keys begin with
    short: list[_Short] = field(default_factory=list)

    def run(self) -> None:
        """Read everything."""
        head = self.grid.rows[self.columns.header]
        for number in sorted(self.grid.rows):
            cells = self.grid.rows.pop(number)  # the texts of fifty thousand rows are not kept beside their amounts
            if number < self.columns.header:
                self.above.append(" ".join(cells[column] for column in sorted(cells)))
            elif number > self.columns.header and cells != head:
                self._row(number, cells)
        self._tell_short()

    def _row(self, number: int, cells: Mapping[int, str]) -> None:
        if not any(place in cells for place in self.columns.amounts.values()):
            return
        first = fold(cells[min(cells)])
        if first.startswith(_TOTALS) and (_TOTAL.match(first) or _SUBTOTAL.match(first)):
            if not _SUBTOTAL.match(first):
                self.totals.append((number, self._amounts(number, cells)))
            return
        text = joined(cells, self.columns.keys)
        try:
            codes = self.classifier.read(text) if self.classifier else (text,)
        except WrongKey as wrong:
            codes = tuple(re.findall(r"\w+", text))
            self.short.append(_Short(number, codes, _misfit(text, wrong.part), self._amounts(number, cells)))
            return
        key = self.classifier.write(codes) if self.classifier else text.strip()
        amounts = self._amounts(number, cells)
        if key in self.seen:
            self._twice(number, key, amounts)
            return
        self.seen[key] = number
        self.begun.update([codes[:end] for end in range(1, len(codes))])
        self._keep(number, key, cells, amounts)

    def _keep(self, number: int, key: str, cells: Mapping[int, str], amounts: tuple[int | None, ...]) -> None:
        self.lines.append((number, amounts))
        by_key = dict(zip(self.columns.amounts, amounts, strict=True))
        name = cells.get(self.columns.name, "") if self.columns.name is not None else ""
        own = tuple([by_key.get(stage) for stage in self.stages])
        self.rows.append(ReportRow(self.grid.number(number), key, name, own))

    def _amounts(self, number: int, cells: Mapping[int, str]) -> tuple[int | None, ...]:
        found: list[int | None] = []
        for place in self.columns.amounts.values():
            text = cells.get(place, "")
            try:
                found.append(hundredths(text))
            except TooMuch:
                found.append(None)
                message = _("«%(text)s» tiene más cifras de las que caben en un monto. Corrija la celda en el informe.")
                self.faults.append(ReportFault(self.grid.place(number, place), message % {"text": text[:60]}))
            except NoAmount:
                found.append(None)
                message = _("«%(text)s» no es un monto con dos decimales. Corrija la celda en el informe.")
                self.faults.append(ReportFault(self.grid.place(number, place), message % {"text": text[:60]}))
        return tuple(found)

    def _twice(self, number: int, key: str, amounts: tuple[int | None, ...]) -> None:
        message = _(
            "La clave %(key)s ya está en la fila %(row)s. Deje una sola, o escriba la clave completa de cada una."
        )
        self.lines.append((number, amounts))
        facts = {"key": key, "row": self.grid.number(self.seen[key])}
        self.faults.append(ReportFault(self.key_place(self.grid.number(number)), message % facts, _first(amounts)))

    def _tell_short(self) -> None:
        """Tell of the keys that do not fit; a shorter key that others begin with is the sum of those, no line."""
        segments = self.classifier.segments if self.classifier else ()
        for short in self.short:
            pairs = zip(short.codes, segments, strict=False)
            if short.codes and tuple(code.zfill(segment.digits) for code, segment in pairs) not in self.begun:
                self.lines.append((short.number, short.amounts))
                place = self.key_place(self.grid.number(short.number))
                self.faults.append(ReportFault(place, short.message, _first(short.amounts)))

    def key_place(self, number: int) -> str:
        """Return where the key of a row stands, by the row as a person counts it."""
        return f"{self.grid.place(0, self.columns.keys[0]).rstrip('0123456789')}{number}"


def _misfit(text: str, part: Segment | None) -> str:
    if part is None:
        return _("La clave «%(key)s» tiene partes de más. Revise la celda.") % {"key": text[:80]}
    message = _("A la clave «%(key)s» le falta o le sobra algo en «%(part)s» (%(digits)s cifras).")
    return message % {"key": text[:80], "part": part.label, "digits": part.digits}


def _first(amounts: Sequence[int | None]) -> int | None:
    """Return the money of a line: the first amount that it tells."""
    return next((amount for amount in amounts if amount is not None), None)


def _month(period: Period) -> str:
    """Return a month in figures («03/2026»)."""
    return f"{period.last_month % 12 + 1:02}/{period.end_year}"


def _head(reading: _Reading, asked: Asked) -> list[ReportFault]:
    """Return what the lines above the table say against what was asked: another year, month or institution."""
    found = []
    year, month = money_head.told_year(reading.above), money_head.told_month(reading.above)
    other = money_head.other_institution(reading.above, asked.names)
    place = _("encabezado")
    if other is not None:
        message = _("El informe es de otra institución: «%(line)s». Suba el de la suya.")
        found.append(ReportFault(place, message % {"line": other[:120]}))
    if asked.until is None:
        if month is None:
            message = _("El informe no dice hasta qué mes llega. Elíjalo al subirlo.")
            found.append(ReportFault(place, message))
    elif month is not None and month != asked.until:
        message = _("El informe llega hasta %(told)s y usted eligió %(asked)s. Corrija el mes o suba el otro informe.")
        found.append(ReportFault(place, message % {"told": _month(month), "asked": _month(asked.until)}))
    elif year is not None and year != asked.until.start_year:
        message = _("El informe es del año %(told)s y usted eligió %(asked)s. Corrija el mes o suba el otro informe.")
        found.append(ReportFault(place, message % {"told": year, "asked": _month(asked.until)}))
    if not reading.rows:
        found.append(ReportFault(place, _("El informe no trae ningún renglón con su clave y sus montos.")))
    return found
