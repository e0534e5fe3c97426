"""The verbs of whoever proves a figure: add the files that show it, and withdraw one that was wrong."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.documents.proofs import keep
from ceiba.indicators.cells import key_of
from ceiba.indicators.entering import opened, unit_of
from ceiba.indicators.models import Evidence, Indicator, Report
from ceiba.indicators.queries_entry import asked
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, Refused, changed, noted, verb

File = tuple[str, bytes]  # name and content


@verb("evidence.add", needs="report.enter", touches=[Part.REPORTING], unit_of=unit_of)
def add_evidence(
    actor: Actor, report: Report, indicator: int, files: Sequence[File], *, part: str = "", note: str = ""
) -> list[Evidence]:
    """Keep files that prove a figure of an indicator (its primary key) in the period of a report.

    The same bytes again give the row that is there. ``Refused`` for a file whose content is no document or picture,
    ``Locked`` where the report takes nothing now; then none of the files is kept.
    """
    report = opened(report)
    if indicator not in asked(report):
        raise Refused(_("Este indicador no es de esta unidad, o ya no está en el plan."))
    spoken_of = Indicator.objects.get(pk=indicator)
    return [_added(actor, report, spoken_of, file, part, note.strip()) for file in files]


def _added(actor: Actor, report: Report, indicator: Indicator, file: File, part: str, note: str) -> Evidence:
    document = keep(actor, *file)
    period = report.cycle.period
    facts = {"document": document.name, "sha256": document.sha256, "note": note}
    row, new = Evidence.objects.get_or_create(
        institution=report.institution,
        key=f"{key_of(indicator.key, period, part)} · {document.sha256}",
        defaults={
            "indicator": indicator,
            "period": period,
            "disaggregation": part,
            "document": document,
            "note": note,
            "added_by": actor.person,
            "at": timezone.now(),
        },
    )
    if new:
        changed(f"evidence/{row.key}", None, facts)
    elif row.withdrawn:
        row.withdrawn = False
        row.save(update_fields=["withdrawn"])
        changed(f"evidence/{row.key}", {"withdrawn": True}, {"withdrawn": False})
    return row


@verb("evidence.withdraw", needs="report.enter", touches=[Part.REPORTING], unit_of=unit_of)
def withdraw_evidence(actor: Actor, report: Report, evidence: Evidence, *, reason: str = "") -> None:
    """Take a file from a figure of a report; the file stays in the house, and the history tells of both."""
    del actor
    report = opened(report)
    row = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if row.period != report.cycle.period or row.indicator_id not in asked(report):
        raise Refused(_("Ese archivo no es de este informe."))
    if row.withdrawn:
        return
    row.withdrawn = True
    row.save(update_fields=["withdrawn"])
    changed(f"evidence/{row.key}", {"withdrawn": False}, {"withdrawn": True})
    noted(reason.strip())
