"""The sheet of a register as a workbook: its rows, a dictionary of its fields, and lists to choose from.

Rows are written one after another and never stand in memory together. The same writer makes the template to fill (no
rows) and the sheet of refused rows (their reasons in a last column).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from xlsxwriter import Workbook

from ceiba.exchange.language import Translate
from ceiba.exchange.readers.records.names import written_options
from ceiba.exchange.register_sheet import DOCUMENT, ENTERED, KEY, STATE, SheetColumn
from ceiba.exchange.writers.register_cells import OutCell
from ceiba.kernel.register_type import FieldKind, Privacy, RegisterType
from ceiba.kernel.text import _

_EXACT = 15  # digits that a number of a workbook keeps; one with more goes out as text
_LONGEST = 32_767  # characters of a cell
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_TO_FILL = 2_000  # rows of a template that offer their lists
_FIRST_SAFE = date(1900, 3, 1)  # before it programs disagree about which day a number is
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
KINDS: Mapping[FieldKind, str] = {
    FieldKind.TEXT: _("Texto"),
    FieldKind.CODE: _("Código"),
    FieldKind.CHOICE: _("Una opción de la lista"),
    FieldKind.INTEGER: _("Número entero"),
    FieldKind.DECIMAL: _("Número con decimales"),
    FieldKind.MONEY: _("Dinero"),
    FieldKind.DATE: _("Fecha: 2026-03-31 o 31/03/2026"),
    FieldKind.DATE_TIME: _("Fecha y hora: 2026-03-31 14:05"),
    FieldKind.UNIT: _("Unidad: su nombre o su clave"),
    FieldKind.PERSON: _("Nombre de una persona"),
    FieldKind.PLACE: _("Lugar: su nombre o su código oficial"),
    FieldKind.FILE: _("Documento: su nombre o su número"),
    FieldKind.LINK: _("Vínculo: el código de lo vinculado"),
    FieldKind.COUNTS: _("Recuento: un número entero, 0 si no hubo"),
}
PRIVACIES: Mapping[Privacy, str] = {
    Privacy.PUBLIC: _("Público"),
    Privacy.INTERNAL: _("Interno"),
    Privacy.RESTRICTED: _("Reservado"),
    Privacy.NEVER: _("No se publica ni se cuenta"),
}
_DICTIONARY = (
    _("Columna"),
    _("Clave"),
    _("Qué lleva"),
    _("Obligatorio"),
    _("Unidad o moneda"),
    _("Quién lo ve"),
    _("Ayuda"),
)


@dataclass(frozen=True)
class RegisterPage:
    """A sheet that leaves: the type, the columns, rows of cells in their order, lines above, one more heading.

    ``lists`` are the texts to choose from by field, beside the options of choices; with ``fill`` the rows below the
    last one offer them; with ``dictionary`` a second sheet tells what each column holds.
    """

    register: RegisterType
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[OutCell]]
    lines: Sequence[str] = ()
    more: Sequence[str] = ()
    lists: Mapping[str, Sequence[str]] | None = None
    fill: bool = False
    dictionary: bool = True


def write(out: IO[bytes], page: RegisterPage, say: Translate) -> int:
    """Write a sheet as XLSX to a file, in a language; return how many rows went out."""
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": page.register.plural})
        faces = _faces(book)
        sheet = book.add_worksheet(_sheet_name(page.register.plural))
        count = _fill(sheet, page, faces, say)
        if page.dictionary:
            _dictionary(book.add_worksheet(_sheet_name(say(_("Campos")))), page, faces, say)
        if page.fill:
            _offer(book, sheet, page, faces, say)
    return count


def _sheet_name(text: str) -> str:
    return " ".join(text.translate(_FORBIDDEN).split())[:31] or "1"


def _fill(sheet: Any, page: RegisterPage, faces: Mapping[str, Any], say: Translate) -> int:
    header = len(page.lines)
    headings = [*(say(column.heading) for column in page.columns), *page.more]
    for place, column in enumerate(page.columns):
        sheet.set_column(place, place, _width(column))
    if page.more:
        sheet.set_column(len(page.columns), len(headings) - 1, 60)
    for number, line in enumerate(page.lines):
        sheet.write_string(number, 0, line[:_LONGEST], faces["line"])
    for place, heading in enumerate(headings):
        sheet.write_string(header, place, heading, faces["header"])
    count = 0
    for count, cells in enumerate(page.rows, 1):
        for place, cell in enumerate(cells):
            if cell is not None and cell != "":
                _put(sheet, header + count, place, cell, faces)
    sheet.freeze_panes(header + 1, 0)
    if count:
        sheet.autofilter(header, 0, header + count, len(headings) - 1)
    return count


def _put(sheet: Any, row: int, place: int, cell: OutCell, faces: Mapping[str, Any]) -> None:
    if isinstance(cell, datetime):
        if cell.date() >= _FIRST_SAFE and not cell.microsecond:
            sheet.write_datetime(row, place, cell, faces["moment"])
        else:
            sheet.write_string(row, place, cell.isoformat(" ", "seconds"), faces["cell"])
    elif isinstance(cell, date):
        if cell >= _FIRST_SAFE:
            sheet.write_datetime(row, place, cell, faces["day"])
        else:
            sheet.write_string(row, place, cell.isoformat(), faces["cell"])
    elif isinstance(cell, int | Decimal):
        number = Decimal(cell)
        if len(number.as_tuple().digits) <= _EXACT and -_EXACT < number.adjusted() <= _EXACT:
            sheet.write_number(row, place, float(number), faces["cell"])
        else:
            sheet.write_string(row, place, f"{number:f}", faces["cell"])
    elif cell is not None:
        sheet.write_string(row, place, cell[:_LONGEST], faces["cell"])


def _width(column: SheetColumn) -> int:
    if column.field is None or column.part:
        return 18
    return {FieldKind.TEXT: 40, FieldKind.PERSON: 28, FieldKind.CHOICE: 24}.get(column.field.kind, 18)


def _dictionary(sheet: Any, page: RegisterPage, faces: Mapping[str, Any], say: Translate) -> None:
    """Write what each column holds: its kind, whether it must be filled, who sees it."""
    for place, heading in enumerate(_DICTIONARY):
        sheet.set_column(place, place, 60 if place == len(_DICTIONARY) - 1 else 26)
        sheet.write_string(0, place, say(heading), faces["header"])
    for row, column in enumerate(page.columns, 1):
        for place, text in enumerate(_described(column, say)):
            sheet.write_string(row, place, text, faces["cell"])
    sheet.freeze_panes(1, 0)


def _described(column: SheetColumn, say: Translate) -> tuple[str, ...]:
    field = column.field
    heading = say(column.heading)
    if field is None:
        helps = {
            KEY: _("Dice qué fila es. Déjela como está; en una fila nueva, vacía."),
            STATE: _("En qué estado está; vacío, el primero."),
        }
        text = helps.get(column.target, _("Cuándo entró en el estado; vacío, si no entró o no se sabe."))
        kind = KINDS[FieldKind.DATE_TIME] if column.target.startswith(ENTERED) else KINDS[FieldKind.TEXT]
        return heading, column.target, say(kind), "", "", "", say(text)
    kind = KINDS[FieldKind.CODE] if column.part == DOCUMENT else KINDS[field.kind]
    rule = field.required
    sometimes = say(_("A veces")) if rule.states or rule.field else ""
    required = say(_("Sí")) if rule.always else sometimes
    measured = field.currency or field.measure_unit
    seen = _("Reservado; los demás ven iniciales") if field.masking else PRIVACIES[field.privacy]
    return heading, column.target, say(kind), required, measured, say(seen), field.help


def _offer(book: Any, sheet: Any, page: RegisterPage, faces: Mapping[str, Any], say: Translate) -> None:
    """Let the rows to fill offer what may be chosen; the lists stand in a sheet of their own."""
    lists = book.add_worksheet(_sheet_name(say(_("Listas"))))
    offered: list[tuple[int, Sequence[str]]] = []
    for place, column in enumerate(page.columns):
        texts = _choices(column, page)
        if texts:
            offered.append((place, texts))
    for row in range(max((len(texts) for _place, texts in offered), default=0) + 1):
        for list_place, (place, texts) in enumerate(offered):
            if row == 0:
                lists.write_string(0, list_place, say(page.columns[place].heading), faces["header"])
            elif row <= len(texts):
                lists.write_string(row, list_place, texts[row - 1], faces["cell"])
    for list_place, (place, texts) in enumerate(offered):
        source = [1, list_place, len(texts), list_place]
        rule = {"validate": "list", "source": _range(lists.get_name(), *source), "error_type": "warning"}
        header = len(page.lines)
        sheet.data_validation(header + 1, place, header + _TO_FILL, place, rule)


def _range(name: str, first: int, left: int, last: int, right: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return f"='{name}'!{xl_range_abs(first, left, last, right)}"


def _choices(column: SheetColumn, page: RegisterPage) -> Sequence[str]:
    if column.target == STATE:
        return [state.label for state in page.register.states]
    if column.field is None or column.part:
        return ()
    if column.field.kind is FieldKind.CHOICE:
        written = written_options(column.field)
        return [written[option.key] for option in column.field.options if not option.retired]
    return (page.lists or {}).get(column.field.key, ())


def _faces(book: Any) -> dict[str, Any]:
    """Return how the kinds of cells are set, in the colours of the house."""
    made = {
        "line": {"font_color": "#5b6b66"},
        "header": {"bold": True, "bg_color": "#0b3d34", "font_color": "#ffffff", "text_wrap": True, "valign": "top"},
        "cell": {"valign": "top"},
        "day": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
        "moment": {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left", "valign": "top"},
    }
    return {name: book.add_format(face) for name, face in made.items()}
