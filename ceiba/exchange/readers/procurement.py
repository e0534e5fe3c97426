"""The yearly plan of what will be bought, from a sheet: bytes in, lines out, with everything that does not hold.

Which headers name what, which procedures there are and how product codes begin is data of the methodology.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.money_report import ReportFault
from ceiba.exchange.readers import money_columns
from ceiba.exchange.readers.money_amounts import NoAmount, hundredths
from ceiba.exchange.readers.money_grid import Grid, grids
from ceiba.kernel.budget import BudgetLine, Nature
from ceiba.kernel.classifier import Classifier, ClassifierUse, WrongKey
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.procurement import ProcurementKind, ProcurementLine, overdrawn, product
from ceiba.kernel.text import _, distinct, fold, squeeze

_PREFIX = "pac_"
_KINDS = (
    ("consult", ProcurementKind.CONSULTING),
    ("bien", ProcurementKind.GOODS),
    ("servicio", ProcurementKind.SERVICES),
    ("obra", ProcurementKind.WORKS),
)
_PART = re.compile(r"\bc?([123])\b|\b(i{1,3})\b")
_NO = frozenset({"", "n", "no", "-", "0"})
_CODE = re.compile(r"\d{5,9}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class ProcurementPlan:
    """What a sheet holds. With ``faults`` nothing of it may be loaded."""

    lines: tuple[ProcurementLine, ...]
    faults: tuple[ReportFault, ...]


def read(
    name: str, content: bytes, methodology: Methodology, year: Period, budget: Iterable[BudgetLine]
) -> ProcurementPlan:
    """Return the plan of a year, each line with the budget line of its key where there is just one.

    ``UnusableDocument`` where the file has no such table.
    """
    known = money_columns.headers_of(methodology, ClassifierUse.PRODUCT)
    found = [(grid, *money_columns.header(grid, known)) for grid in grids(name, content)]
    grid, head, columns = max(found, key=lambda one: len(one[2]), default=(Grid({}), -1, {}))
    places = {key.removeprefix(_PREFIX): column for key, column in columns.items()}
    if head < 0 or not {"object", "amount"} <= set(places):
        message = _("%(file)s no trae el encabezado del plan de contratación: una fila con «Objeto» y «Valor total».")
        raise UnusableDocument(message % {"file": name})
    lines = tuple(line for line in budget if line.period is None or line.period.overlaps(year))
    reading = _Reading(grid, places, methodology, year, _by_key(lines, methodology))
    for row in sorted(grid.rows):
        if row > head and grid.rows[row] != grid.rows[head]:
            reading.row(row)
    reading.close(lines)
    return ProcurementPlan(tuple(reading.named()), tuple(reading.faults))


@dataclass
class _Reading:
    """The lines of one table so far; ``lines`` are the budget lines of the year by their whole key."""

    grid: Grid
    places: Mapping[str, int]
    methodology: Methodology
    year: Period
    lines: Mapping[str, list[BudgetLine]]
    read: list[ProcurementLine] = field(default_factory=list)
    faults: list[ReportFault] = field(default_factory=list)
    totals: list[tuple[int, int]] = field(default_factory=list)  # rows of totals, each with its hundredths

    def row(self, row: int) -> None:
        """Take in a row: a line, a total, or nothing."""
        cells = self.grid.rows[row]
        amount = self._hundredths(row, "amount")
        first = fold(next((cells[column] for column in sorted(cells) if cells[column].strip()), ""))
        if first.startswith(("total", "suma", "gran total")):
            if amount is not None:
                self.totals.append((row, amount))
            return
        if amount is None and not self._text(row, "object"):
            return
        self._line(row, amount)

    def _line(self, row: int, amount: int | None) -> None:
        what, code = self._text(row, "object"), self._code(row)
        if not what:
            self._fault(row, "object", _("La línea no dice qué se compra. Escriba el objeto."), amount)
        if amount is None:
            self._fault(row, "amount", _("La línea no tiene valor total. Escríbalo."), None)
            return
        money = Money.from_hundredths(amount, self.methodology.currency)
        quantity, cost = self._decimal(row, "quantity"), self._decimal(row, "unit_cost")
        unit_cost = None if cost is None else Money(cost, self.methodology.currency)
        if quantity is not None and unit_cost is not None:
            self._hold(row, money, product(quantity, unit_cost))
        key = self._text(row, "partida")
        paying = self.lines.get(_key(key, self.methodology), [])
        self.read.append(
            ProcurementLine(
                id="",
                object=what,
                amount=money,
                classifier=key,
                code=code,
                kind=next((kind for word, kind in _KINDS if fold(self._text(row, "kind")).startswith(word)), None),
                method=self._method(row),
                quantity=quantity,
                measure_unit=self._text(row, "measure_unit"),
                unit_cost=unit_cost,
                nature=self._nature(row),
                period=self.year,
                periods=tuple(self._periods(row)),
                line=paying[0].id if len(paying) == 1 else None,
            )
        )

    def close(self, lines: Iterable[BudgetLine]) -> None:
        """Hold the whole against its own total rows and against the budget lines that are to pay for it."""
        added = sum(line.amount.hundredths for line in self.read)
        for row, stated in self.totals[-1:]:
            if stated != added:
                self._fault(row, "amount", _("El total impreso no es la suma de las líneas."), stated - added)
        if not self.read and not self.faults:
            self.faults.append(ReportFault(_("tabla"), _("El plan no trae ninguna línea.")))
        by_id = {line.id: line for line in lines}
        for over in overdrawn(self.read, by_id.values()):
            message = _("Las líneas con la partida %(key)s suman más que su renglón del presupuesto.")
            place = by_id[over.line].classifier
            self.faults.append(ReportFault(place, message % {"key": place}, over.missing.hundredths))

    def named(self) -> Iterator[ProcurementLine]:
        """Yield the lines, each with an identifier that follows from what it says: the same sheet gives the same."""
        year = self.year.notation()
        texts = ("\n".join(map(fold, (one.classifier, one.code, one.method, one.object))) for one in self.read)
        ids = distinct(f"pac-{year}-{sha256(text.encode()).hexdigest()[:12]}" for text in texts)
        return (replace(line, id=key) for key, line in zip(ids, self.read, strict=True))

    def _hold(self, row: int, amount: Money, computed: Money) -> None:
        if amount.amount != computed.amount:
            message = _("El valor total no es cantidad por costo unitario.")
            self._fault(row, "amount", message, amount.hundredths - computed.hundredths)

    def _code(self, row: int) -> str:
        """Return the code of the product; a fault where it lacks, is no code, or begins with no known division."""
        printed = self._text(row, "cpc")
        code = re.sub(r"[\s.\-]", "", printed)
        classifier = self.methodology.classifier(ClassifierUse.PRODUCT)
        if classifier is None or "cpc" not in self.places:
            return printed
        known = bool(_CODE.fullmatch(code)) and classifier.named(classifier.read(code))
        if not known:
            message = _("El CPC «%(code)s» no existe en la clasificación de productos: de 5 a 9 cifras.")
            self._fault(row, "cpc", message % {"code": printed[:40]}, None)
        return code if known else printed

    def _method(self, row: int) -> str:
        """Return the key of the procedure, or what is printed where the country has none of that name."""
        printed = self._text(row, "method")
        names = ((fold(name), one.key) for one in self.methodology.procurement_methods for name in one.names)
        return dict(names).get(fold(printed), printed)

    def _nature(self, row: int) -> Nature | None:
        said = fold(self._text(row, "nature"))
        if "inversion" in said:
            return Nature.INVESTMENT
        return Nature.OPERATING if "corriente" in said or "funcionamiento" in said else None

    def _periods(self, row: int) -> Iterator[Period]:
        """Yield the thirds of the year that are marked, in columns of their own or named in one."""
        named = {match[1] or str(len(match[2])) for match in _PART.finditer(fold(self._text(row, "period")))}
        for part in "123":
            if part in named or fold(self._text(row, f"c{part}")) not in _NO:
                yield Period.parse(f"{self.year.notation()[:4]}-C{part}")

    def _text(self, row: int, key: str) -> str:
        return squeeze(self.grid.rows[row].get(self.places.get(key, -1), ""))

    def _hundredths(self, row: int, key: str) -> int | None:
        try:
            return hundredths(self._text(row, key))
        except NoAmount:
            message = _("«%(text)s» no es un monto con dos decimales. Corrija la celda.")
            self._fault(row, key, message % {"text": self._text(row, key)[:60]}, None)
            return None

    def _decimal(self, row: int, key: str) -> Decimal | None:
        """Return a number with as many decimals as printed: unit costs have parts of a cent."""
        text = re.sub(r"[\s$]", "", self._text(row, key))
        if text in ("", "-"):
            return None
        if not _NUMBER.fullmatch(text):
            message = _("«%(text)s» no es un número. Corrija la celda.")
            self._fault(row, key, message % {"text": text[:60]}, None)
            return None
        return _decimal(text, self.methodology.decimal_separator)

    def _fault(self, row: int, key: str, message: str, difference: int | None) -> None:
        place = self.grid.place(row, self.places.get(key, min(self.grid.rows[row])))
        self.faults.append(ReportFault(place, message, difference))


def _decimal(text: str, usual: str) -> Decimal:
    """Return a number of digits and marks; one mark before three digits is the country's decimal one or groups."""
    last = max(text.rfind("."), text.rfind(","))
    mark = text[last] if last >= 0 else ""
    alone = text.count(mark) == 1 if mark else False
    grouped = len(text) - last - 1 == 3 and mark != usual and {".", ","} - set(text)
    if not mark or not alone or grouped:
        return Decimal(re.sub(r"[.,]", "", text))
    return Decimal(f"{re.sub(r'[.,]', '', text[:last])}.{text[last + 1 :]}")


def _by_key(lines: Iterable[BudgetLine], methodology: Methodology) -> dict[str, list[BudgetLine]]:
    found: dict[str, list[BudgetLine]] = {}
    for line in lines:
        found.setdefault(_key(line.classifier, methodology), []).append(line)
    return found


def _key(text: str, methodology: Methodology) -> str:
    """Return a key as its classifier writes it; as printed where it has another shape."""
    classifier: Classifier | None = methodology.classifier(ClassifierUse.EXPENDITURE)
    try:
        return classifier.write(classifier.read(text)) if classifier and text else squeeze(text)
    except WrongKey:
        return squeeze(text)
