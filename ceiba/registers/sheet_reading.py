"""The sheet of an import in the hands of a page or a job: its bytes, its layout and rules, its rows."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.documents.contents import file_of
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.language import translator
from ceiba.exchange.readers.records.columns import found_layout
from ceiba.exchange.readers.records.rows import RecordReader
from ceiba.exchange.readers.rows.cells import RowSource
from ceiba.exchange.readers.rows.source import source_of
from ceiba.exchange.register_sheet import RowReading, SheetLayout, SheetProblem, SheetRules
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Refused
from ceiba.kernel.register_type import RegisterType
from ceiba.methodologies.loader import load
from ceiba.registers.models_sheets import SheetImport
from ceiba.registers.queries_types import type_of
from ceiba.registers.sheet_names import context_of


def opened(name: str, content: bytes) -> RowSource:
    """Return the sheets of a file; ``Refused`` in the reader's language where it is none."""
    try:
        return source_of(name, content)
    except UnusableDocument as problem:
        raise Refused(in_words(problem)) from problem


def in_words(problem: UnusableDocument) -> str:
    """Return why a file cannot be read, in the reader's language."""
    return translator(get_language() or "es")(problem.args[0])


def source_of_import(row: SheetImport) -> RowSource:
    """Return the sheets of an import; ``Refused`` where its file was cleared, or the folder has lost it."""
    if row.cleared is not None:
        raise Refused(_("El archivo %(file)s se borró según la regla de conservación.") % {"file": row.name})
    try:
        content = file_of(row.sha256).read_bytes()
    except FileNotFoundError as problem:
        message = _("El archivo %(file)s ya no está en la carpeta. Súbalo otra vez.")
        raise Refused(message % {"file": row.name}) from problem
    return opened(row.name, content)


def first_rules(institution: Institution, source: RowSource) -> SheetRules:
    """Return the rules that a file of an institution has until somebody says otherwise: the notation of its country."""
    return SheetRules(load(institution.methodology).decimal_separator, since_1904=source.since_1904)


def layout_of(row: SheetImport) -> SheetLayout:
    """Return where things stand in the sheet of an import."""
    kept: dict[str, Any] = row.layout
    headings, columns = ({int(place): text for place, text in kept[name].items()} for name in ("headings", "columns"))
    return SheetLayout(kept["sheet"], kept["header"], headings, columns)


def rules_of(row: SheetImport) -> SheetRules:
    """Return how the cells of an import are understood."""
    return SheetRules(**{**row.rules, "identity": tuple(row.rules.get("identity", ()))})


def told_layout(layout: SheetLayout) -> dict[str, Any]:
    """Return a layout as it is stored."""
    return asdict(layout)


def told_rules(rules: SheetRules) -> dict[str, Any]:
    """Return rules as they are stored."""
    return asdict(rules)


def usual_layout(source: RowSource, register: RegisterType, before: SheetImport | None) -> SheetLayout:
    """Return the layout that a file seems to have; columns whose headings a person matched before stay matched so."""
    layout = found_layout(source, register)
    if before is None:
        return layout
    known = layout_of(before)
    targets = {known.headings.get(place, ""): target for place, target in known.columns.items()}
    if set(known.headings.values()) != set(layout.headings.values()):
        return layout
    columns = {place: targets[text] for place, text in layout.headings.items() if text in targets}
    return replace(layout, columns=columns)


class Reading:
    """One pass through the sheet of an import."""

    def __init__(self, row: SheetImport) -> None:
        self.row, self.type = row, type_of(row.register.edition)
        self.source, self.layout = source_of_import(row), layout_of(row)
        plain = RecordReader(self.type, self.layout, rules_of(row))
        context = context_of(row.register.institution, self.type, plain.fields)
        self.reader = RecordReader(self.type, self.layout, rules_of(row), context)

    def readings(self) -> Iterator[RowReading]:
        """Yield what the rows say, in order; ``Refused`` where the file breaks on the way."""
        try:
            for row in self.source.rows(self.layout.sheet):
                reading = self.reader.read(row)
                if reading is not None:
                    yield reading
        except UnusableDocument as problem:
            raise Refused(in_words(problem)) from problem


def told_problems(problems: tuple[SheetProblem, ...]) -> list[list[Any]]:
    """Return problems as they are stored."""
    return [[one.column, one.heading, one.value, str(one.message), dict(one.facts)] for one in problems]


def read_problems(line: int, stored: list[list[Any]]) -> list[SheetProblem]:
    """Return stored problems, the inverse of ``told_problems``."""
    return [SheetProblem(line, *one) for one in stored]
