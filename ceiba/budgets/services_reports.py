"""What can be done with reports of the finance system: take a file in, and load it into the month that it tells."""

import hashlib
from collections.abc import Sequence
from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.budgets.many_rows import write_many
from ceiba.budgets.models import BudgetCutoff, BudgetLine, IncomeCutoff, IncomeLine, ReportImport
from ceiba.budgets.report_changes import Fate, ReportChanges, RowChange, changes, line_key
from ceiba.documents.adoption import BATCH
from ceiba.documents.contents import file_of, put
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.language import translator
from ceiba.exchange.money_report import MoneyReport, ReportFault
from ceiba.exchange.readers.money_report import Asked, read
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel.budget import IncomeStage, Nature, Stage
from ceiba.kernel.classifier import Classifier, ClassifierUse
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.period import Period
from ceiba.methodologies.loader import load


@verb("money_report.receive", needs="money.edit")
def receive(actor: Actor, use: ClassifierUse, name: str, content: bytes, until: Period | None) -> ReportImport:
    """Keep a report with what was read of it; nothing of its money is loaded. ``Refused`` where it is none."""
    if len(content) > settings.MAX_DOCUMENT_BYTES:
        raise Refused(
            _("%(file)s pesa más de %(limit)s MB, el límite de esta instalación. Suba el informe de un solo mes.")
            % {"file": name, "limit": settings.MAX_DOCUMENT_BYTES // 1024 // 1024}
        )
    name = PurePosixPath(name.replace("\\", "/")).name or _("informe.csv")
    methodology = load(actor.institution.methodology)
    report = _read(actor.institution, methodology, name, content, Asked(use, until=until))
    digest = hashlib.sha256(content).hexdigest()
    put(file_of(digest), content)
    row = ReportImport.objects.create(
        institution=actor.institution,
        key=uuid4().hex,
        name=name,
        sha256=digest,
        use=use.value,
        until=report.until,
        currency=methodology.currency,
        faults=len(report.faults),
        rows=len(report.rows),
        totals=report.totals,
        uploaded_by=actor.person,
        uploaded=timezone.now(),
    )
    changed(f"money_report/{row.pk}", None, {"name": name, "sha256": digest, "size": len(content)})
    return row


def report_of(row: ReportImport) -> MoneyReport:
    """Return what the file of a report says, read from its bytes; ``Refused`` where the folder has lost them."""
    try:
        content = file_of(row.sha256).read_bytes()
    except FileNotFoundError as problem:
        raise Refused(
            _("El archivo %(file)s ya no está en la carpeta. Súbalo otra vez.") % {"file": row.name}
        ) from problem
    asked = Asked(ClassifierUse(row.use), until=row.until)
    return _read(row.institution, load(row.institution.methodology), row.name, content, asked)


def _read(here: Institution, methodology: Methodology, name: str, content: bytes, asked: Asked) -> MoneyReport:
    names = tuple(filter(None, (here.name, here.short_name)))
    try:
        return read(name, content, methodology, Asked(asked.use, names, asked.until))
    except UnusableDocument as problem:
        raise Refused(translator(get_language() or "es")(problem.args[0])) from problem


@verb("money_report.apply", needs="money.edit", touches=[Part.MONEY])
def apply(actor: Actor, row: ReportImport) -> ReportChanges:
    """Make the month of a report what the report says, whole or not at all; other months stay as they are.

    Lines that the month had and the report lacks lose that month. The same report again changes nothing.
    """
    Institution.objects.select_for_update().get(pk=actor.institution.pk)
    if row.applied is not None:
        raise Refused(_("Este informe ya se cargó. Para cargarlo otra vez, súbalo de nuevo."))
    report = report_of(row)
    if report.faults or report.until is None:
        raise Refused(_("El informe tiene errores: nada se cargó. Corríjalos y súbalo otra vez."))
    classifier = load(actor.institution.methodology).classifier(report.use)
    found = changes(actor.institution, report, classifier)
    if found.clashes:
        raise Refused(_("Nada se cargó. %(place)s: %(message)s") % _said(found.clashes[0]))
    _write(actor.institution, report, found, row.currency, classifier)
    counts = {str(fate): count for fate, count in found.counts.items()}
    row.applied_by, row.applied, row.totals = actor.person, timezone.now(), report.totals
    row.new, row.changed, row.same, row.gone = (found.counts[fate] for fate in Fate)
    row.save(update_fields=["applied_by", "applied", "totals", "new", "changed", "same", "gone"])
    after = {"month": report.until.notation(), **counts}
    changed(f"money_report/{row.pk}", {"state": "received"}, {"state": "applied", **after})
    return found


def _said(fault: ReportFault) -> dict[str, str]:
    return {"place": fault.place.capitalize(), "message": fault.message}


def _write(
    here: Institution, report: MoneyReport, found: ReportChanges, currency: str, classifier: Classifier | None
) -> None:
    """Write what changes, in sets: lines that nobody knew, the month's cut-offs, and the end of those that are gone."""
    until = report.until
    assert until is not None
    income = report.use is ClassifierUse.INCOME
    touched = found.of(Fate.NEW, Fate.CHANGED)
    lines = (_income_lines if income else _budget_lines)(here, until, touched, currency, classifier)
    model, stages = (IncomeCutoff, tuple(IncomeStage)) if income else (BudgetCutoff, tuple(Stage))
    gone = [change.kept.line for change in found.of(Fate.GONE) if change.kept]
    for start in range(0, len(gone), BATCH):
        model.objects.filter(until=until, line__in=gone[start : start + BATCH]).delete()
    skip = len(report.stages) - len(stages)
    month = until.notation()
    rows = (
        (lines[change.row.key], month, currency, until.last_month, *change.row.amounts[skip:])
        for change in touched
        if change.row is not None
    )
    write_many(model, ("line_id", "until", "currency", "position", *map(str, stages)), rows, ("line_id", "until"))


def _budget_lines(
    here: Institution, until: Period, touched: Sequence[RowChange], currency: str, classifier: Classifier | None
) -> dict[str, int]:
    """Return the lines of what changes by key; those that nobody knew are made, for the year of the month."""
    del currency
    known = {change.row.key: change.kept.line for change in touched if change.row and change.kept}
    year, first = Period.of_year(until.start_year), BudgetLine.objects.of(here).count()
    natures: dict[str, Nature | None] = {}
    name = year.notation()
    new = [change.row for change in touched if change.row and change.kept is None]
    rows = (
        (
            here.pk,
            line_key(year, row.key),
            row.key,
            row.name,
            _nature(row.key, classifier, natures),
            name,
            first + place,
        )
        for place, row in enumerate(new)
    )
    write_many(BudgetLine, ("institution_id", "key", "classifier", "name", "nature", "period", "position"), rows)
    made = BudgetLine.objects.of(here).filter(period=year, position__gte=first)
    return {**known, **dict(made.values_list("classifier", "pk"))} if new else known


def _nature(key: str, classifier: Classifier | None, known: dict[str, Nature | None]) -> Nature | None:
    """Return what the codes of a key say that it is spent for, None where none says it."""
    if classifier is None or not any(code.nature for segment in classifier.segments for code in segment.codes):
        return None
    if key not in known:
        named = classifier.named(tuple(key.split(classifier.separator)))
        known[key] = next((code.nature for code in named.values() if code.nature), None)
    return known[key]


def _income_lines(
    here: Institution, until: Period, touched: Sequence[RowChange], currency: str, classifier: Classifier | None
) -> dict[str, int]:
    """Return the lines of income of what changes by key, made where nobody knew them, with what was estimated."""
    del classifier
    known = {change.row.key: change.kept.line for change in touched if change.row and change.kept}
    year, first = Period.of_year(until.start_year), IncomeLine.objects.of(here).count()
    told = {change.row.key: change.row for change in touched if change.row}
    new = [
        IncomeLine(
            institution=here,
            key=line_key(year, row.key),
            classifier=row.key,
            name=row.name,
            estimated=row.amounts[0],
            estimated_currency="" if row.amounts[0] is None else currency,
            period=year,
            position=first + place,
        )
        for place, row in enumerate(told.values())
        if row.key not in known
    ]
    IncomeLine.objects.bulk_create(new, batch_size=BATCH)
    again = [
        IncomeLine(pk=pk, estimated=told[key].amounts[0], estimated_currency=currency, estimated_printed=None)
        for key, pk in known.items()
        if told[key].amounts[0] is not None
    ]
    IncomeLine.objects.bulk_update(again, ["estimated", "estimated_currency", "estimated_printed"], batch_size=BATCH)
    return {**known, **{line.classifier: line.pk for line in new}}
