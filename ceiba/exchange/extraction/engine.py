"""Runs the reading: from a document to a proposal, one stage after another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ceiba.exchange.document import Document
from ceiba.exchange.extraction import (
    choose,
    columns,
    drawn,
    flattened,
    forms,
    header,
    layout_money,
    money_tables,
    one_line_pages,
    promises,
    redrawing,
    repairs,
    unit_tables,
    unmapped,
)
from ceiba.exchange.extraction.assemble import Assembly, Findings
from ceiba.exchange.extraction.changes import IndicatorReading, read_promise
from ceiba.exchange.extraction.citations import Citations
from ceiba.exchange.extraction.codes import parts
from ceiba.exchange.extraction.column_names import FlatHeaders
from ceiba.exchange.extraction.drafts import ElementDraft, IndicatorDraft, StakeholderDraft, UnitDraft
from ceiba.exchange.extraction.dumps import rows_of_dump
from ceiba.exchange.extraction.furniture import furniture
from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.legible import legible
from ceiba.exchange.extraction.lines import TextLine, normalise
from ceiba.exchange.extraction.matrices import Matrix
from ceiba.exchange.extraction.numbers import decimal_separator
from ceiba.exchange.extraction.open_matrix import OpenMatrix
from ceiba.exchange.extraction.outline import Outline
from ceiba.exchange.extraction.paragraphs import Block, Builder, wrap_width
from ceiba.exchange.extraction.plans import settle
from ceiba.exchange.extraction.prepared import prepared
from ceiba.exchange.extraction.printed import Printed
from ceiba.exchange.extraction.running_text import RunningText
from ceiba.exchange.extraction.scheme import Schemes
from ceiba.exchange.extraction.sheets import Sheets
from ceiba.exchange.extraction.tables import Grid, Tables, runs
from ceiba.exchange.extraction.typography import with_headings
from ceiba.exchange.extraction.usage import Usage
from ceiba.exchange.proposal import Problem, Proposal, Question, UnmappedTable
from ceiba.kernel.collector import paused
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.source import Place
from ceiba.kernel.text import _, fold, squeeze
from ceiba.kernel.vocabulary import Layout
from ceiba.methodologies import loader

_SHORT_CELL = 40  # characters of a cell that may be a label
_IN_CELLS = 0.3  # share of lines with cells of their own, above which a text is no torn matrix
_LABELLED = 3  # lines that say what they are («Objetivo 2: …»): such a text is an outline
_FIELDS = 4  # different fields of sheets, of which a matrix of units has few
_MATRIX_LINES = 5000  # a torn matrix of units fills some pages; a longer text is a whole document


def extract(document: Document, methodology: Methodology | None = None, layouts: Sequence[Layout] = ()) -> Proposal:
    """Return what a document proposes, read with a methodology, or with the one that its own words speak for.

    ``layouts`` are those of tables that a person mapped (``exchange.layouts``); they go before the vocabulary's. Cost
    is linear in the length of the text. A text without a plan gives an empty proposal with a problem that says so.
    """
    with paused():
        return _extracted(document, methodology, layouts)


def _extracted(document: Document, methodology: Methodology | None, layouts: Sequence[Layout]) -> Proposal:
    document = legible(document)
    lines = with_headings(one_line_pages.parted(rows_of_dump(drawn.quoted(normalise(document)))))
    questions: list[Question] = []
    if methodology is None:
        choice = choose.choose(lines, loader.available())
        methodology = choice.methodology
        questions += _ask_about(choice)
    reading = _Reading(document, redrawing.redrawn(document, lines, methodology), methodology, layouts)
    found = reading.run()
    assembly = Assembly(document, methodology, found)
    snapshot = assembly.snapshot()
    proposal = Proposal(
        document.name,
        snapshot,
        (*questions, *reading.questions),
        tuple(Problem(n) for n in document.notes),
        unmapped=tuple(assembly.placed(table) for table in reading.unmapped),
    )
    if proposal.is_empty:
        message = _(
            "No se encontró ningún plan en %(file)s: ni objetivos, ni indicadores, ni montos. Revise el archivo."
        )
        problem = Problem(message % {"file": document.name})
        return replace(proposal, problems=(*proposal.problems, problem))
    return proposal


def _ask_about(choice: choose.Choice) -> list[Question]:
    if not choice.rivals:
        return []
    options = (choice.methodology, *choice.rivals)
    message = _("El texto podría seguir más de una metodología: ¿cuál es la suya?")
    return [Question(message, Place(), options=tuple(f"{m.title} ({m.reference})" for m in options))]


class _Reading:
    """One run over one document."""

    def __init__(
        self, document: Document, lines: Sequence[TextLine], methodology: Methodology, layouts: Sequence[Layout] = ()
    ) -> None:
        self._document = document
        self._mapped = tuple(layouts)
        self._matrix: Matrix | None = None
        self._printed = Printed()
        self._lines = lines
        self._methodology = methodology
        self._found = Findings()
        self._separator = methodology.decimal_separator
        self._citations = Citations(methodology.vocabulary.norms)
        self.questions: list[Question] = []
        self.unmapped: list[UnmappedTable] = []

    def run(self) -> Findings:
        """Return everything that the document holds."""
        found, methodology = self._found, self._methodology
        self._separator = decimal_separator((line.text for line in self._lines), methodology.decimal_separator)
        self._grammar = grammar = Grammar(methodology)
        self._sheets = Sheets(methodology, self._separator)
        grammar.learn(line.text for line in self._lines)
        codes = (parts(line.enumerator) for line in self._lines if line.style == "code")
        self._usage = usage = Usage(grammar, _heads(self._lines), codes)
        schemes = Schemes(methodology, grammar)
        unlabelled = schemes.find(self._lines, {line.number for line in self._lines if line.aside})
        outline = Outline(methodology, grammar, self._sheets, usage, unlabelled)
        if not self._read_units(outline):
            self._read_outline(outline, grammar)
        found.plans = outline.shelf.plans
        settle(found.plans, found.elements, methodology)
        for indicator in found.indicators:
            indicator.plan = indicator.element.plan if indicator.element else indicator.plan
        found.country = header.country(self._lines, methodology)
        found.institution = header.institution(self._lines, methodology)
        found.invented = header.is_invented(self._lines)
        found.period = header.period([p for p in found.plans if p.named], found.elements, self._lines, methodology)
        first = next((plan for plan in found.plans if plan.used), None)
        if first is not None and not any(plan.period for plan in found.plans):
            first.period = found.period
        return found

    def _read_outline(self, outline: Outline, grammar: Grammar) -> None:
        vocabulary, found = self._methodology.vocabulary, self._found
        headers = prepared(FlatHeaders, vocabulary.layouts)
        skipped = furniture(
            self._lines,
            lambda text: bool(grammar.label(text) or headers.columns(text) or self._sheets.names_field(text)),
        )
        skipped -= self._sheets.below_labels(self._lines, lambda text: _is_announced(grammar, text))
        skipped |= {line.number for line in self._lines if line.aside}
        skipped |= forms.fields(self._lines, grammar)
        tables = runs(self._lines, skipped)
        self._tables = Tables(
            vocabulary.layouts,
            OpenMatrix(self._methodology, self._usage),
            self._mapped,
            lambda text: redrawing.is_labelled(grammar, text),
        )
        self._flat = flattened.find(self._lines, skipped, headers, grammar)
        tables |= {number: table.lines for number, table in self._flat.items()}
        self._laid_out = layout_money.find(self._document.lines, self._lines, grammar, self._methodology)
        tables |= {number: table.lines for number, table in self._laid_out.items()}
        self._running = RunningText(self._methodology, self._separator)
        builder = Builder(
            grammar, self._sheets, vocabulary.baseline_labels, wrap_width(self._lines, wrapped=self._document.wrapped)
        )
        outline.read(self._noting(builder.blocks(self._lines, skipped, tables), outline), self._on_table)
        found.elements, found.statements = outline.elements, outline.statements.mended()
        self.questions += outline.questions
        self.questions += repairs.axes_of_themes(found.elements, outline.shelf.plans)
        self.questions += repairs.cut_sentences(found.elements)
        found.indicators += self._sheets.indicators()
        named = {fold(unit.name) for unit in found.units}
        found.units += [unit for unit in self._sheets.units() if fold(unit.name) not in named]
        found.indicators += promises.of_elements(
            found.elements, self._methodology, self._separator, known=found.indicators
        )
        used = {n for e in found.elements for n in e.lines} | {n for s in found.statements for n in s.lines}
        found.indicators += self._running.indicators(used | {n for i in found.indicators for n in i.lines})
        found.indicators.sort(key=lambda i: i.line)

    def _noting(self, blocks: Iterable[Block], outline: Outline) -> Iterator[Block]:
        """Pass the blocks on, taking the norms that they cite on the way."""
        for block in blocks:
            yield block
            if outline.reads_prose:
                self._running.note(block, outline.newest, outline.plan)
            self._found.citations += [(c, outline.plan) for c in self._citations.find(block)]

    def _on_table(self, outline: Outline, block: Block) -> None:
        if block.first.number in self._flat:
            flat = self._flat[block.first.number]
            self._found.indicators += flattened.read(flat, outline, self._methodology, self._separator)
            return
        if block.first.number in self._laid_out:
            laid_out = self._laid_out[block.first.number]
            laid_out.name_axes(outline)
            self._found.money += laid_out.rows
            self._found.totals += laid_out.totals
            return
        self._tables.plan_kind = outline.plan.kind.key
        found = list(self._tables.grids(block.table))
        guessed = None if found else unmapped.guess(block.table, outline, self._grammar, self._methodology)
        if guessed is not None:
            matrix = Matrix(
                guessed, outline, self._grammar, self._methodology, self._separator, printed=self._printed, guessed=True
            )
            self._found.indicators += matrix.read()
        elif not found and (table := unmapped.describe(block.table)) is not None:
            self.unmapped.append(table)
        for grid in found:
            if grid.layout.row == "element":
                before = self._matrix if grid.continues else None
                matrix = Matrix(
                    grid, outline, self._grammar, self._methodology, self._separator, before, printed=self._printed
                )
                self._matrix = matrix
                self._found.indicators += matrix.read()
                self._found.money += matrix.money
                self._found.totals += money_tables.sums(grid, self._methodology.vocabulary.totals)
                known = {fold(unit.name) for unit in self._found.units}
                self._found.units += [unit for unit in matrix.units if fold(unit.name) not in known]
            elif grid.layout.row == "unit":
                units = unit_tables.read(grid, outline, self._methodology, self._separator)
                self._found.units += units.units
                self._found.indicators += units.indicators
            elif grid.layout.row == "stakeholder":
                self._found.stakeholders += _stakeholders(grid, outline)
            elif grid.layout.row in {"funding", "project"}:
                rows, totals = money_tables.read(grid, self._methodology.vocabulary.totals)
                self._found.money += rows
                self._found.totals += totals
                self._ask_about_scale(grid)

    def _ask_about_scale(self, grid: Grid) -> None:
        """Ask what the amounts of a table are worth whose header says «miles» or «millones»."""
        header = money_tables.scale_of(grid)
        if header is not None and grid.rows:
            message = _("Los montos se leyeron como están impresos, y la columna dice «%(header)s»: ¿cuánto valen?")
            self.questions.append(Question(message % {"header": header}, Place(grid.rows[0].line)))

    # --- torn matrices of units ---------------------------------------------------------------------------------

    def _read_units(self, outline: Outline) -> bool:
        """Read a torn matrix of units, where the text is one."""
        printed = [line for line in self._lines if not line.is_blank]
        in_cells = sum(len(line.cells) > 2 for line in printed)
        if len(self._lines) > _MATRIX_LINES or in_cells > len(printed) * _IN_CELLS:
            return False
        labelled = (line for line in printed if redrawing.is_labelled(self._grammar, line.row[0]))
        fields = {fold(line.text) for line in printed if self._sheets.names_field(line.text)}
        if len(fields) > _FIELDS or sum(1 for _line in labelled) >= _LABELLED:
            return False
        matrix = columns.read_unit_matrix(self._document.lines, self._methodology)
        level = next((lv for lv in self._methodology.levels if lv.kind == "unit_objective"), None)
        if matrix is None or level is None:
            return False
        for row in matrix.rows:
            name = row.name
            quote = " ".join(name.fragments)
            self._found.units.append(UnitDraft(name.text, row.code, name.lines, quote, row.confidence))
            element = None
            if row.objective is not None:
                element = ElementDraft(
                    level, row.objective.text, list(row.objective.lines), outline.plan, None, None, row.confidence
                )
                element.unit = name.text
                self._found.elements.append(element)
            self._unit_indicators(row, element, outline)
        self.questions += [Question(text, Place(matrix.rows[0].name.lines[0])) for text in matrix.questions]
        return True

    def _unit_indicators(self, row: columns.UnitRow, element: ElementDraft | None, outline: Outline) -> None:
        for i, piece in enumerate(row.indicators):
            goal = row.goal if i == 0 else None
            reading = IndicatorReading(piece.text, quote=" ".join(piece.fragments), confidence=row.confidence)
            if goal is not None:
                reading = self._with_goal(reading, goal.text)
            draft = IndicatorDraft(reading, element, piece.lines[0], outline.plan, row.name.text, piece.lines)
            draft.target_text = goal.text if goal else None
            self._found.indicators.append(draft)

    def _with_goal(self, reading: IndicatorReading, goal: str) -> IndicatorReading:
        """Give an indicator the value that the text of its goal states."""
        methodology = self._methodology
        stated = read_promise(goal, methodology.vocabulary, methodology.measure_units, self._separator, None)
        if not stated:
            return reading
        return IndicatorReading(
            reading.text,
            stated[0].baseline_value,
            stated[0].baseline_year,
            stated[0].target_value,
            stated[0].target_year,
            stated[0].measure_unit,
            stated[0].stated_changes,
            stated[0].direction,
            reading.quote,
            reading.confidence,
        )


def _is_announced(grammar: Grammar, text: str) -> bool:
    """Tell whether a text is the label of an element and nothing else, so that its text stands below it."""
    label = grammar.label(text)
    return label is not None and not label.rest


def _heads(lines: Sequence[TextLine]) -> Iterator[str]:
    """Yield what may begin with a label: every line; of a row its first cell and every short one."""
    for line in lines:
        cells = [cell for cell in line.cells if cell]
        yield from (cell for i, cell in enumerate(cells) if not i or len(cell) < _SHORT_CELL)
        if not cells:
            yield line.text


def _stakeholders(grid: Grid, outline: Outline) -> list[StakeholderDraft]:
    outline.plan.used = True
    return [
        StakeholderDraft({k: squeeze(v) for k, v in row.fields.items()}, row.line, row.quote, outline.plan)
        for row in grid.rows
        if row.fields.get("name")
    ]
