"""What the amounts of a report must be to one another: modified, balances, the total row; and what deserves a look."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ceiba.exchange.money_report import ReportFault, ReportRow
from ceiba.exchange.readers.money_grid import Grid
from ceiba.kernel.budget import Stage
from ceiba.kernel.classifier import Classifier, Segment
from ceiba.kernel.text import _

MOST = 500  # faults of one kind that are told; nobody mends more by hand
_NEAR = 3  # rows that a difference of the total may be explained by
Amounts = tuple[int | None, ...]
Line = tuple[int, Amounts]  # row in the grid, amounts in the order of the columns
Ways = Mapping[str, tuple[tuple[str, ...], ...]]


def identities(
    lines: Sequence[Line], columns: Mapping[str, int], labels: Mapping[str, str], ways: Ways, grid: Grid
) -> Iterator[ReportFault]:
    """Yield the cells that are not what the columns beside them say, by the way that most rows keep."""
    order = {key: place for place, key in enumerate(columns)}
    for key, column in columns.items():
        usable = [way for way in ways.get(key, ()) if all(name in order for name in way)]
        broken = [list(_broken(lines, order[key], [order[name] for name in way])) for way in usable]
        if not broken:
            continue
        best = min(range(len(broken)), key=lambda place: len(broken[place]))
        wanted = " − ".join(labels.get(name, name) for name in usable[best])
        for row, difference in broken[best][:MOST]:
            message = _("«%(column)s» no es %(wanted)s. Descargue el informe otra vez o corrija la fila.")
            facts = {"column": labels.get(key, key), "wanted": wanted}
            yield ReportFault(grid.place(row, column), message % facts, difference)


def _broken(lines: Iterable[Line], shown: int, way: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the rows that do not keep a way, with what they show less what they should; rows that lack one are left."""
    first, rest = way[0], way[1:]
    for row, amounts in lines:
        says, expected = amounts[shown], amounts[first]
        if says is None or expected is None:
            continue
        for place in rest:
            less = amounts[place]
            if less is None:
                break
            expected -= less
        else:
            if says != expected:
                yield row, says - expected


def total(
    lines: Sequence[Line], totals: Sequence[Line], columns: Mapping[str, int], labels: Mapping[str, str], grid: Grid
) -> Iterator[ReportFault]:
    """Yield what the last total row says otherwise than its rows, with the rows that would explain it."""
    if not totals:
        message = _("El informe no trae su fila TOTAL: puede haber llegado cortado. Descárguelo otra vez, completo.")
        yield ReportFault(_("final"), message)
        return
    row, stated = totals[-1]
    for place, (key, column) in enumerate(columns.items()):
        says = stated[place]
        if says is None:
            continue
        difference = says - sum(amounts[place] or 0 for _row, amounts in lines)
        if difference:
            facts = {"column": labels.get(key, key), "row": grid.number(row)}
            message = _("La fila TOTAL no es la suma de las filas en «%(column)s». Descargue el informe otra vez.")
            near = [grid.number(r) for r, amounts in lines if amounts[place] == abs(difference)]
            if 0 < len(near) <= _NEAR:
                facts["rows"] = ", ".join(map(str, near))
                message = _(
                    "La fila TOTAL no es la suma de las filas en «%(column)s». Eso mismo vale la fila %(rows)s: "
                    "¿falta o sobra?"
                )
            yield ReportFault(grid.place(row, column), message % facts, difference)


def notices(
    rows: Sequence[ReportRow],
    classifier: Classifier | None,
    stages: Sequence[str],
    place: Callable[[int], str],
    labels: Mapping[str, str],
) -> list[ReportFault]:
    """Return what is no error and deserves a look: codes that the classifier lacks, lines spent beyond themselves."""
    current = stages.index(Stage.CURRENT)
    found = list(_lacking(rows, classifier, current, place))[:MOST]
    overspent = (fault for row in rows for fault in _overspent(row, stages, current, place, labels))
    return [*found, *islice(overspent, MOST)]


def _lacking(
    rows: Iterable[ReportRow], classifier: Classifier | None, current: int, place: Callable[[int], str]
) -> Iterator[ReportFault]:
    """Yield each code that its segment lacks once, at the first row, with the money of all rows that have it."""
    money: dict[tuple[int, str], int] = {}
    first: dict[tuple[int, str], int] = {}
    if classifier is None:
        return
    listed = _listed(classifier)
    for row in rows:
        parts = row.key.split(classifier.separator)
        for at, _segment in listed:
            if at < len(parts):
                found = at, parts[at]
                money[found] = money.get(found, 0) + (row.amounts[current] or 0)
                first.setdefault(found, row.number)
    for at, segment in listed:
        for (where, code), number in first.items():
            if where == at and segment.code(code) is None:
                message = _("El clasificador no tiene el código %(code)s de «%(segment)s». Entra igual; confírmelo.")
                facts = {"code": code, "segment": segment.label}
                yield ReportFault(place(number), message % facts, money[at, code])


def _listed(classifier: Classifier) -> list[tuple[int, Segment]]:
    """Return the segments whose codes are a list: one that only says what zeros mean is none."""
    return [(at, s) for at, s in enumerate(classifier.segments) if any(code.code.strip("0") for code in s.codes)]


def _overspent(
    row: ReportRow, stages: Sequence[str], current: int, place: Callable[[int], str], labels: Mapping[str, str]
) -> Iterator[ReportFault]:
    if Stage.PAID not in stages:
        return
    has = row.amounts[current]
    if has is None:
        return
    if has < 0:
        message = _("El renglón tiene «%(stage)s» negativo. Entra como está.")
        yield ReportFault(place(row.number), message % {"stage": labels.get(stages[current], stages[current])}, has)
        return
    beyond = [
        (amount - has, at)
        for at, amount in enumerate(row.amounts)
        if amount is not None and at > current and amount > has
    ]
    if beyond:
        more, at = max(beyond)
        facts = {"stage": labels.get(stages[at], stages[at]), "current": labels.get(stages[current], stages[current])}
        message = _("El renglón queda con saldo negativo: «%(stage)s» pasa de «%(current)s». Entra como está.")
        yield ReportFault(place(row.number), message % facts, -more)
