"""What a page of a reporting unit sends: figures, words and files, each kept or answered on its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from ceiba.indicators import services
from ceiba.indicators.cell_faces import Answer, answer_of, digest
from ceiba.indicators.cells import Cell, Fate
from ceiba.indicators.desk import Desk, said
from ceiba.indicators.entering import TEXTS, Text, TextOutcome
from ceiba.indicators.locks import Locked
from ceiba.indicators.models import Report
from ceiba.indicators.typed_cells import TypedCell, Unreadable, left, read_cells
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Refused


@dataclass
class Sent:
    """What became of everything that was sent: answers by cell, outcomes by indicator, and words about files."""

    answers: dict[tuple[int, str], Answer] = field(default_factory=dict)
    texts: dict[int, TextOutcome] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    lock: str = ""

    @property
    def stored(self) -> int:
        """Return how many cells and texts were written."""
        fates = [*(a.fate for a in self.answers.values()), *(t.fate for t in self.texts.values())]
        return fates.count(Fate.STORED)

    @property
    def open(self) -> int:
        """Return how many things wait for the person: conflicts, refusals, questions, files that were turned away."""
        waiting = (Fate.CONFLICT, Fate.REFUSED, Fate.ASKED)
        fates = [*(a.fate for a in self.answers.values()), *(t.fate for t in self.texts.values())]
        return sum(fate in waiting for fate in fates) + len(self.problems)

    @property
    def is_clean(self) -> bool:
        """Tell whether everything that was sent is kept."""
        return not self.open and not self.lock


def save_sent(request: HttpRequest, here: Desk, data: QueryDict | None = None) -> Sent:
    """Keep what a page sent, each thing on its own; what cannot be kept is answered, and nothing typed is dropped.

    ``data`` stands for the fields of the request where they were put in order first.
    """
    sent, fields = Sent(), request.POST if data is None else data
    typed = touched(fields)
    try:
        sent.answers = save_typed(request.actor, here, typed)
        sent.texts = save_texts(request.actor, here.report, fields)
    except Locked as lock:
        sent.lock = str(lock)
        sent.answers = {(c.indicator, c.part): Answer(c, Fate.REFUSED, str(lock)) for c in typed}
        return sent
    for row in here.rows:
        if problem := _files(request, here.report, row.pk):
            sent.problems[row.pk] = problem
    return sent


def touched(data: QueryDict) -> list[TypedCell]:
    """Return the cells of a form that the person changed, without those whose text they dropped."""
    dropped = left(data)
    return [cell for cell in read_cells(data) if cell.touched and cell.name not in dropped]


def save_typed(actor: Actor, here: Desk, typed: Iterable[TypedCell]) -> dict[tuple[int, str], Answer]:
    """Save typed cells of a report and return the answer to each; ``Locked`` where the report takes nothing."""
    answers: dict[tuple[int, str], Answer] = {}
    wanted: list[tuple[TypedCell, Cell]] = []
    for one in typed:
        found = _read(here, one)
        if isinstance(found, Answer):
            answers[one.indicator, one.part] = found
        else:
            wanted.append((one, found))
    if wanted:
        outcomes = services.save_measurements(actor, here.report, [cell for _typed, cell in wanted])
        for (one, cell), outcome in zip(wanted, outcomes, strict=True):
            row = here.row(cell.indicator)
            if row is not None:
                answers[cell.place] = answer_of(one, outcome, row)
    return answers


def _read(here: Desk, typed: TypedCell) -> Cell | Answer:
    row = here.row(typed.indicator)
    if row is None:
        return Answer(typed, Fate.REFUSED, _("Este indicador no es de esta unidad, o ya no está en el plan."))
    now = row.cells.get(typed.part)
    try:
        cell, doubt = typed.cell(), typed.doubt(row)
    except Unreadable as problem:
        return Answer(typed, Fate.REFUSED, str(problem), now)
    return Answer(typed, Fate.ASKED, said(doubt), now) if doubt and not typed.sure else cell


def save_texts(actor: Actor, report: Report, data: QueryDict) -> dict[int, TextOutcome]:
    """Save the narratives of a form that the person changed, and return what became of each."""
    texts = list(_texts(data))
    if not texts:
        return {}
    return {found.text.indicator: found for found in services.save_narratives(actor, report, texts)}


def _texts(data: QueryDict) -> Iterable[Text]:
    chosen, dropped = dict(_pair(text) for text in data.getlist("mine-text")), set(data.getlist("theirs-text"))
    for name in data:
        pk = name.removeprefix("said-")
        if not name.startswith("said-") or not pk.isdecimal() or pk in dropped:
            continue
        words = {field: str(data.get(f"{field}-{pk}", "")).replace("\r\n", "\n") for field in TEXTS}
        version, shown = _pair(str(data[name]), ":")
        if digest(words) != shown:
            seen = chosen.get(pk, version)
            yield Text(int(pk), **words, seen=int(seen) if seen.isdecimal() else 0)


def _pair(text: str, mark: str = " ") -> tuple[str, str]:
    first, _mark, second = text.partition(mark)
    return first, second


def _files(request: HttpRequest, report: Report, pk: int) -> str:
    """Add the files that were chosen for an indicator; return why none was kept, empty where all were."""
    files: list[UploadedFile] = request.FILES.getlist(f"file-{pk}")
    if not files:
        return ""
    note = str(request.POST.get(f"note-{pk}", ""))
    read = [(str(file.name), file.read()) for file in files]
    try:
        services.add_evidence(request.actor, report, pk, read, note=note)
    except Refused as refusal:
        return str(refusal)
    return ""
