"""What a sheet that came back would change in its report: said before anything is done, each doubt at its cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ceiba.exchange.entry_sheet import HEADINGS, WORDS, Column, Kind, ReadRow, ReadSheet
from ceiba.exchange.readers.sheets.cells import column_letters
from ceiba.exchange.writers.page_figures import STATE_WORDS
from ceiba.indicators.cell_faces import Answer, CellFace, answer_of, author, digest
from ceiba.indicators.cells import Cell, Fate
from ceiba.indicators.desk import Desk, Row, said
from ceiba.indicators.entering import TEXTS, judge_measurements
from ceiba.indicators.models import Indicator, Narrative, Report
from ceiba.indicators.sheet_cells import AtCell, formula_told, state_of, typed_text
from ceiba.indicators.sheets import Figure, Mark, code_of, figure_digest, figure_of, words_of
from ceiba.indicators.typed_cells import ABSENCES, TypedCell, Unreadable, amount_of, texts_of
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Refused
from ceiba.ui import formats

_NUMBERS = (Column.VALUE, Column.NUMERATOR, Column.DENOMINATOR)
UNSEEN = 10**9 - 1  # a version that nothing has: whoever writes is asked


@dataclass(frozen=True)
class Fault:
    """What cannot be taken from the sheet: at which cell, of which indicator, and why."""

    place: str
    about: str
    message: str


@dataclass(frozen=True)
class Change:
    """A figure of the sheet that differs from what stands in the report; ``answer`` says what saving it would do."""

    place: str
    face: CellFace
    answer: Answer

    @property
    def typed(self) -> TypedCell:
        """Return the cell as the page of the report would send it."""
        return self.answer.typed

    @property
    def author(self) -> str:
        """Return who wrote what stands in the report."""
        return author(self.face.now) if self.face.now else ""

    @property
    def told(self) -> str:
        """Return the figure of the sheet, as it was written there."""
        value, state, num, den = self.typed.texts
        if num or den:
            return _("%(numerator)s de %(denominator)s") % {"numerator": num or "—", "denominator": den or "—"}
        return value or formats.say()(STATE_WORDS[next(s for s in ABSENCES if s.value == state)])


@dataclass(frozen=True)
class Said:
    """Words of the sheet that differ from those of the report; ``clash`` is what somebody else wrote meanwhile."""

    place: str
    row: Row
    words: Mapping[str, str]
    seen: int
    clash: Narrative | None = None

    @property
    def labels(self) -> list[tuple[str, str]]:
        """Return each text with its heading."""
        headings = (formats.say()(HEADINGS[column]) for column in WORDS)
        return list(zip(self.words.values(), headings, strict=True))

    @property
    def mark(self) -> str:
        """Return the hidden field with which the page of the report would send them."""
        return f"{self.seen}:"

    @property
    def author(self) -> str:
        """Return who wrote what stands there."""
        return author(self.clash) if self.clash else ""


@dataclass
class Proposal:
    """Everything that a sheet would do: what is good, what asks something, what cannot be, what should be known."""

    changes: list[Change] = field(default_factory=list)
    texts: list[Said] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    same: int = 0

    def of(self, *fates: Fate) -> list[Change]:
        """Return the changes of some fates, in the order of the sheet."""
        return [change for change in self.changes if change.answer.fate in fates]

    @property
    def good(self) -> list[Change]:
        """Return the figures that go in without a question."""
        return self.of(Fate.STORED)

    @property
    def asked(self) -> list[Change]:
        """Return the figures that are unusual."""
        return self.of(Fate.ASKED)

    @property
    def clashes(self) -> list[Change]:
        """Return the figures that somebody else changed since the sheet went out."""
        return self.of(Fate.CONFLICT)

    @property
    def good_texts(self) -> list[Said]:
        """Return the words that go in without a question."""
        return [one for one in self.texts if one.clash is None]

    @property
    def text_clashes(self) -> list[Said]:
        """Return the words that somebody else changed since the sheet went out."""
        return [one for one in self.texts if one.clash is not None]

    @property
    def ready(self) -> int:
        """Return how many figures and texts go in without a question."""
        return len(self.good) + len(self.good_texts)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to apply."""
        return not self.changes and not self.texts


def proposal_of(actor: Actor, here: Desk, sheet: ReadSheet) -> Proposal:
    """Return what a sheet would change in a report; ``Refused`` where the whole sheet cannot be taken, and why."""
    refuse(here.report, sheet)
    return _Reading(actor, here, sheet).read()


def refuse(report: Report, sheet: ReadSheet) -> None:
    """Say why a sheet cannot be read at all: it is another one, or its columns are not there."""
    if not sheet.header:
        raise Refused(
            _("En el libro no están los títulos de la hoja de reporte. Baje la hoja de este informe y llene esa.")
        )
    if not sheet.code:
        raise Refused(
            _(
                "A la hoja le falta su código, que está encima de la tabla: sin él no se sabe de qué período es. "
                "Baje la hoja de este informe y pegue allí sus cifras."
            )
        )
    if sheet.code != code_of(report):
        raise Refused(_other(report, sheet.code))
    for column, places in sheet.doubled.items():
        told = {"column": formats.say()(HEADINGS[column]), "places": ", ".join(places)}
        raise Refused(
            _("La columna «%(column)s» está dos veces (%(places)s). Deje una y suba la hoja otra vez.") % told
        )
    if sheet.missing:
        names = ", ".join(f"«{formats.say()(HEADINGS[column])}»" for column in sheet.missing)
        message = _("Falta la columna %(names)s, o cambió de nombre.") % {"names": names}
        if sheet.unknown:
            strange = ", ".join(f"«{words}» ({place})" for place, words in sheet.unknown)
            message += " " + _("Ceiba no conoce: %(strange)s.") % {"strange": strange}
        raise Refused(message + " " + _("Devuélvale su título y suba la hoja otra vez; no se cambió nada."))


def _other(report: Report, code: str) -> str:
    """Return whose sheet it is, where it is of another report."""
    mine = f"{code_of(report).removesuffix(report.key)}"
    other = Report.objects.of(report.institution).filter(key=code.removeprefix(mine)).select_related("cycle", "unit")
    found = other.first() if code.startswith(mine) else None
    if found is None:
        return _("Esta hoja es de otra institución o de un informe que ya no existe. Baje la de este informe.")
    facts = {
        "period": formats.period(found.cycle.period),
        "unit": str(found.unit or _("lo que ninguna unidad tiene a cargo")),
        "this": formats.period(report.cycle.period),
        "mine": str(report.unit or _("lo que ninguna unidad tiene a cargo")),
    }
    return (
        _("Esta hoja es del %(period)s, de %(unit)s; este informe es del %(this)s, de %(mine)s. No se cambió nada.")
        % facts
    )


class _Reading:
    """The rows of a sheet, one after the other, held against the report."""

    def __init__(self, actor: Actor, here: Desk, sheet: ReadSheet) -> None:
        self.actor, self.here, self.sheet = actor, here, sheet
        self.rows = {row.indicator.id: row for row in here.rows}
        self.found = Proposal()
        self.seen: dict[tuple[int, str], int] = {}
        self.wanted: list[tuple[str, CellFace, TypedCell, Cell]] = []

    def read(self) -> Proposal:
        """Return the proposal."""
        for row in self.sheet.rows:
            self._row(row)
        outcomes = judge_measurements(self.actor, self.here.report, [cell for *_rest, cell in self.wanted])
        for (place, face, one, _cell), outcome in zip(self.wanted, outcomes, strict=True):
            self._judge(place, face, answer_of(one, outcome, face.row))
        self._note()
        return self.found

    def _note(self) -> None:
        absent = [row for row in self.here.rows if any((row.pk, part) not in self.seen for part in row.required_parts)]
        if self.sheet.moved:
            self.found.notes.append(_("Las columnas cambiaron de lugar: se leyeron por su título."))
        if not self.sheet.has_words:
            self.found.notes.append(_("La hoja no trae las columnas de la explicación: lo escrito se queda como está."))
        if absent:
            names = "; ".join(f"«{row.indicator.text}»" for row in absent[:5]) + ("…" if len(absent) > 5 else "")
            self.found.notes.append(_("No están en la hoja y se quedan como están: %(names)s.") % {"names": names})

    def _judge(self, place: str, face: CellFace, answer: Answer) -> None:
        if answer.fate is Fate.UNCHANGED:
            self.found.same += 1
        elif answer.fate is Fate.REFUSED:
            self.found.faults.append(Fault(place, face.label, answer.message))
        else:
            self.found.changes.append(Change(place, face, answer))

    def _place(self, row: ReadRow, column: Column) -> str:
        return f"{column_letters(self.sheet.columns[column])}{row.number}"

    def _fault(self, row: ReadRow, column: Column, message: str) -> None:
        about = row.text(Column.INDICATOR) or row.text(Column.KEY)
        self.found.faults.append(Fault(self._place(row, column), about, message))

    def _row(self, row: ReadRow) -> None:
        key, part = row.text(Column.KEY), row.text(Column.PART)
        mine = self.rows.get(key)
        if mine is None:
            self._fault(row, Column.KEY, self._strange(key))
            return
        if part not in mine.cells:
            self._fault(row, Column.PART, _("«%(part)s» no es una parte de este indicador.") % {"part": part or "—"})
            return
        if (mine.pk, part) in self.seen:
            told = {"row": self.seen[mine.pk, part]}
            self._fault(row, Column.KEY, _("Esta fila repite la %(row)s. Deje una de las dos.") % told)
            return
        self.seen[mine.pk, part] = row.number
        number = list(mine.cells).index(part)
        mark = Mark.parse(row.text(Column.MARK))
        self._figure(row, CellFace(mine, number, part, mine.cells[part]), mark)
        if self.sheet.has_words:
            self._words(row, mine, mark, first=number == 0)

    def _strange(self, key: str) -> str:
        if not key:
            return _("Falta la clave del indicador: cópiela de la hoja que bajó.")
        if Indicator.objects.of(self.here.report.institution).filter(key=key, withdrawn=False).exists():
            return _("Este indicador es de otra unidad: repórtelo en el informe de ella.")
        return _("La clave «%(key)s» no es de ningún indicador del plan.") % {"key": key}

    def _figure(self, row: ReadRow, face: CellFace, mark: Mark | None) -> None:
        """Hold the figure of a row against what was shown; what nobody touched is left alone."""
        now, pair = face.now, face.pair
        version = now.version if now else 0
        place = next((c for c in (*_NUMBERS, Column.STATE) if c in row.cells), Column.VALUE)
        place = Column.NUMERATOR if pair and place is Column.VALUE and place not in row.cells else place
        shown = mark.digest if mark else figure_digest(figure_of(now, pair=pair))
        try:
            texts, figure = self._texts(row)
            if figure_digest(figure) == shown:
                self.found.same += 1
                return
            self._refuse_cells(row, face)
        except AtCell as problem:
            self._fault(row, problem.column, str(problem))
            return
        seen = mark.version if mark else UNSEEN if now else version
        one = TypedCell(face.row.pk, face.number, face.part, seen, texts_of(now, pair=pair), texts)
        try:
            cell, doubt = one.cell(), one.doubt(face.row) if self._is_text(row) else None
        except Unreadable as problem:
            self._fault(row, place, str(problem))
            return
        if doubt:
            self._judge(self._place(row, place), face, Answer(one, Fate.ASKED, said(doubt), now))
        else:
            self.wanted.append((self._place(row, place), face, one, cell))

    def _is_text(self, row: ReadRow) -> bool:
        value = row.cells.get(Column.VALUE)
        return value is not None and value.kind is Kind.TEXT

    def _texts(self, row: ReadRow) -> tuple[tuple[str, str, str, str], Figure]:
        """Return what a row says as a person would type it, and as a figure; ``AtCell`` for what is no figure."""
        texts, numbers = {}, {}
        for column in _NUMBERS:
            cell = row.cells.get(column)
            if cell and cell.formula and not cell.text:
                raise AtCell(column, formula_told(cell))
            texts[column] = typed_text(column, cell, self.rows[row.text(Column.KEY)]) if cell else ""
            try:
                numbers[column] = amount_of(texts[column])
            except Unreadable as problem:
                raise AtCell(column, str(problem)) from None
        state = state_of(row.text(Column.STATE))
        value, numerator, denominator = (texts[column] for column in _NUMBERS)
        figure = (numbers[Column.VALUE], state, numbers[Column.NUMERATOR], numbers[Column.DENOMINATOR])
        return (value, state, numerator, denominator), figure

    def _refuse_cells(self, row: ReadRow, face: CellFace) -> None:
        """Refuse formulas, and numbers in columns that the indicator does not use."""
        for column in _NUMBERS:
            cell = row.cells.get(column)
            if cell is None:
                continue
            if cell.formula:
                raise AtCell(column, formula_told(cell))
            if face.pair and column is Column.VALUE:
                raise AtCell(column, _("Este indicador se reporta con numerador y denominador: deje vacía la cifra."))
            if not face.pair and column is not Column.VALUE:
                raise AtCell(column, _("Este indicador se reporta con una sola cifra: escríbala en «Cifra»."))

    def _words(self, row: ReadRow, mine: Row, mark: Mark | None, *, first: bool) -> None:
        words = {name: row.text(column) for name, column in zip(TEXTS, WORDS, strict=True)}
        if not first:
            if any(words.values()):
                place = next(column for column in WORDS if row.text(column))
                self._fault(row, place, _("La explicación va en la primera fila del indicador."))
            return
        now = mine.narrative
        here = words_of(now)
        shown = mark.said_digest if mark and mark.said is not None else digest(here)
        if digest(words) in (shown, digest(here)):
            return
        place = next((column for column in WORDS if row.text(column)), WORDS[0])
        version = now.version if now else 0
        seen = mark.said if mark and mark.said is not None else UNSEEN if now else 0
        clash = now if seen != version else None
        self.found.texts.append(Said(self._place(row, place), mine, words, seen, clash))


def hidden(changes: Iterable[Change]) -> list[tuple[str, str]]:
    """Return the hidden fields that carry figures of a sheet to the report, as its page would send them."""
    fields = []
    for change in changes:
        one = change.typed
        names = ("value", "state", "num", "den")
        fields += [(f"{name}-{one.name}", text) for name, text in zip(names, one.texts, strict=True) if text]
        fields.append((f"was-{one.name}", one.was))
    return fields
