"""The verbs of whoever reviews what units report: validate, return, close a period, and restate what was validated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.approvals.delegation import meet, on_behalf_of
from ceiba.approvals.late import late_of, settle
from ceiba.approvals.models import ReportStep
from ceiba.documents.proofs import keep
from ceiba.indicators.cells import Cell as Figure
from ceiba.indicators.cells import columns, key_of, measured, told_columns
from ceiba.indicators.desk import said
from ceiba.indicators.entering import unit_of
from ceiba.indicators.feeding import why_fed
from ceiba.indicators.models import LateFigure, Measurement, Report, ReportingCycle, Restatement
from ceiba.indicators.queries import indicators_by_pk
from ceiba.indicators.queries_bindings import bound
from ceiba.indicators.queries_entry import asked, cells
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Person, Unit
from ceiba.institutions.verbs import NotAllowed, Part, Refused, changed, noted, verb
from ceiba.kernel.plausibility import DoubtGrade, doubts, known_amounts
from ceiba.kernel.states import Datum
from ceiba.ui import formats

File = tuple[str, bytes]
Rows = Mapping[tuple[int, str], Measurement]
_RELATED = ("cycle", "unit", "institution", "reported_by", "reviewed_by")
_TOUCHED = (Part.REPORTING, Part.MEASUREMENTS)


class Unsure(Refused):
    """A figure that is possible and unusual: whoever is sure says so and sends it again."""


def digest_of(report: Report, rows: Rows | None = None) -> str:
    """Return a short text that differs whenever what a report says, or where it stands, differs.

    ``rows`` are its ``cells``; without them three queries.
    """
    held = cells(report) if rows is None else rows
    told = sorted(f"{row.key}|{told_columns(columns(row))}" for row in held.values())
    return sha256("\n".join([report.state, str(report.version), *told]).encode()).hexdigest()[:16]


def makers(report: Report, rows: Rows) -> set[Person]:
    """Return who reported a report, or wrote any of its figures (``rows``, its ``cells``)."""
    people = (report.reported_by, *(row.recorded_by for row in rows.values()))
    return {person for person in people if person is not None}


@verb("report.validate", needs="report.validate", touches=_TOUCHED, unit_of=unit_of)
def validate_report(actor: Actor, report: Report, *, seen: str = "", remark: str = "") -> Report:
    """Validate what a unit reported: its figures no longer change, save by restatement.

    ``seen`` is the ``digest_of`` what the reviewer was shown: ``Refused`` where it says something else by now, where it
    is not waiting for review, and for whoever reported it or wrote a figure in it, in person or by delegation.
    """
    row = _waiting(report)
    rows = cells(row)
    if seen and seen != digest_of(row, rows):
        raise Refused(
            _("Lo que reportó «%(unit)s» cambió mientras usted revisaba. Mire cómo está y valide de nuevo.")
            % {"unit": unit_name(row)}
        )
    behalf = on_behalf_of(actor, "report.validate", row.unit)
    same = meet((actor.person, behalf), makers(row, rows))
    if same is not None:
        raise NotAllowed(
            _("«%(unit)s»: nadie valida lo que reportó, ni por encargo. Aquí hay cifras de %(person)s.")
            % {"unit": unit_name(row), "person": same}
        )
    for one in rows.values():
        changed(f"measurement/{one.key}", {"validated_by": one.validated_by}, {"validated_by": str(actor.person or "")})
        Measurement.objects.filter(pk=one.pk).update(validated_by=str(actor.person or ""))
    return _reviewed(actor, row, "report.validate", Report.State.VALIDATED, remark, behalf)


@verb("report.return", needs="report.validate", touches=[Part.REPORTING], unit_of=unit_of)
def return_report(actor: Actor, report: Report, *, remark: str) -> Report:
    """Give a report back to its unit, with what has to be corrected. ``Refused`` without a remark."""
    if not remark.strip():
        raise Refused(_("Escriba qué hay que corregir: es lo que la unidad leerá."))
    row = _waiting(report)
    behalf = on_behalf_of(actor, "report.validate", row.unit)
    return _reviewed(actor, row, "report.return", Report.State.RETURNED, remark, behalf)


def _first_unit(reports: Sequence[tuple[Report, str]], *_arguments: object, **_fields: object) -> Unit | None:
    return reports[0][0].unit if reports else None


@verb("reports.validate", needs="report.validate", touches=_TOUCHED, unit_of=_first_unit)
def validate_reports(actor: Actor, reports: Sequence[tuple[Report, str]]) -> int:
    """Validate several reports as they were shown, each with its ``digest_of``: all of them or none; how many."""
    for report, seen in reports:
        validate_report(actor, report, seen=seen)
    return len(reports)


def _waiting(report: Report) -> Report:
    row: Report = Report.objects.select_for_update(of=("self",)).select_related(*_RELATED).get(pk=report.pk)
    if row.state != Report.State.REPORTED:
        raise Refused(
            _("El informe de «%(unit)s» está %(state)s: no espera revisión.")
            % {"unit": unit_name(row), "state": row.get_state_display()}
        )
    return row


def _reviewed(actor: Actor, row: Report, verb_name: str, state: Any, remark: str, behalf: Person | None) -> Report:
    before = {"state": row.state}
    row.state, row.remark = state, remark.strip()
    row.reviewed_by, row.reviewed_at, row.version = actor.person, timezone.now(), row.version + 1
    row.save(update_fields=["state", "remark", "reviewed_by", "reviewed_at", "version"])
    told: dict[str, object] = {"state": row.state}
    if behalf is not None:
        told["delegated_by"] = str(behalf)
    changed(f"report/{row.key}", before, told)
    noted(row.remark)
    _step(actor, row, verb_name, row.remark, behalf)
    return row


def _step(actor: Actor, row: Report, verb_name: str, note: str, behalf: Person | None) -> None:
    ReportStep.objects.create(
        institution=row.institution,
        report=row,
        verb=verb_name,
        person=actor.person,
        on_behalf_of=behalf,
        note=note,
        at=timezone.now(),
    )


def unit_name(report: Report) -> str:
    """Return what people call the unit of a report."""
    return report.unit.name if report.unit else _("Lo que ninguna unidad tiene a cargo")


@verb("cycle.close", needs="cycle.manage", touches=[Part.REPORTING])
def close_cycle(actor: Actor, cycle: ReportingCycle, *, note: str = "", unfinished: int = 0) -> ReportingCycle:
    """Close a period: from now on no figure enters it, save by an extension or a restatement.

    ``unfinished`` is how many reports the person was shown that are not validated; ``Refused`` where it is another
    number by now, where there are some and no note says why it is closed all the same, and where it is closed already.
    """
    row = ReportingCycle.objects.select_for_update().get(pk=cycle.pk)
    # Whoever is saving holds their report: wait for them, so that nothing enters behind the closing.
    states = list(Report.objects.select_for_update().filter(cycle=row).order_by("pk").values_list("state", flat=True))
    if row.closed:
        raise Refused(_("Este período ya está cerrado desde el %(day)s.") % {"day": formats.day(row.closed)})
    left = sum(state != Report.State.VALIDATED for state in states)
    if left != unfinished:
        raise Refused(_("Algo cambió mientras usted miraba: mire otra vez lo que falta y cierre de nuevo."))
    if left and not note.strip():
        raise Refused(_("Quedan informes sin validar: escriba por qué se cierra así."))
    row.closed, row.closed_by = timezone.now(), actor.person
    row.save(update_fields=["closed", "closed_by"])
    told: dict[str, object] = {"closed": row.closed, "unfinished": left}
    if (behalf := on_behalf_of(actor, "cycle.manage")) is not None:
        told["delegated_by"] = str(behalf)
    changed(f"cycle/{row.key}", {"closed": None}, told)
    noted(note.strip())
    return row


@dataclass(frozen=True)
class Correction:
    """What a figure should have said: a value or an absence, or numerator and denominator; ``sure`` answers doubts."""

    value: Datum | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    sure: bool = False


@verb("measurement.restate", needs="report.validate", touches=_TOUCHED, unit_of=unit_of)
def restate(
    actor: Actor,
    report: Report,
    *,
    indicator: int,
    part: str = "",
    correction: Correction,
    reason: str,
    act: File | None = None,
) -> Restatement:
    """Correct a figure that was validated, or whose period is closed; both figures stay in sight, with the reason.

    ``indicator`` is the primary key. ``Refused`` where the unit can still correct it itself, without reason, where the
    figure cannot be or says the same, or where a register that gives it says another; ``Unsure`` where it is unusual;
    ``NotAllowed`` for whoever wrote the figure.
    """
    row: Report = Report.objects.select_for_update(of=("self",)).select_related(*_RELATED).get(pk=report.pk)
    if row.state != Report.State.VALIDATED and not row.cycle.closed:
        raise Refused(_("Esta cifra todavía se corrige en el informe de la unidad: devuélvalo, y la unidad la cambia."))
    if not reason.strip():
        raise Refused(_("Escriba por qué se rectifica: queda junto a las dos cifras."))
    if indicator not in asked(row):
        raise Refused(_("Este indicador no es de esta unidad, o ya no está en el plan."))
    old = cells(row, [indicator]).get((indicator, part))
    behalf = on_behalf_of(actor, "report.validate", row.unit)
    if old is not None and meet((actor.person, behalf), (old.recorded_by,)) is not None:
        raise NotAllowed(_("Esta cifra es de quien la rectificaría: la rectifica otra persona."))
    new = _corrected(row, indicator, part, correction)
    before, after = told_columns(columns(old)) if old else None, told_columns(columns(new))
    if before == after:
        raise Refused(_("La cifra ya dice eso: no hay nada que rectificar."))
    late = late_of(row, indicator, part)
    _refuse_other(row, indicator, part, late, after)
    held = _written(actor, old or _unwritten(row, indicator, part, new), new)
    made = _kept(actor, held, before, after, reason, act)
    if late is not None:
        settle(actor, late, made)
    changed(f"measurement/{held.key}", before, {**after, **({"delegated_by": str(behalf)} if behalf else {})})
    noted(made.reason)
    _step(
        actor, row, "measurement.restate", f"{held.indicator.text}{' · ' + part if part else ''}: {made.reason}", behalf
    )
    return made


def _refuse_other(report: Report, indicator: int, part: str, late: LateFigure | None, after: Mapping[str, Any]) -> None:
    """Refuse a figure that a register gives and that is not what it says."""
    binding = None if part else bound(report.institution, [indicator], report.cycle.period).get(indicator)
    if binding is not None and (late is None or late.after != after):
        raise Refused(why_fed(binding))


def _unwritten(report: Report, indicator: int, part: str, new: Any) -> Measurement:
    """Return the row of a figure that nobody wrote yet."""
    return Measurement(
        institution=report.institution,
        key=key_of(new.indicator, report.cycle.period, part),
        indicator_id=indicator,
        period=report.cycle.period,
        disaggregation=part,
        version=0,
    )


def _written(actor: Actor, held: Measurement, new: Any) -> Measurement:
    """Write a corrected figure."""
    held.value, held.numerator, held.denominator = new.value, new.numerator, new.denominator
    held.version, held.recorded_by, held.recorded_at = held.version + 1, actor.person, timezone.now()
    held.validated_by = str(actor.person or "")
    held.save()
    return held


def _kept(
    actor: Actor,
    held: Measurement,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
    reason: str,
    act: File | None,
) -> Restatement:
    """Keep both figures of a correction, with the reason and the act."""
    return Restatement.objects.create(
        institution=held.institution,
        key=f"{held.key} #{held.version}",
        indicator=held.indicator,
        period=held.period,
        disaggregation=held.disaggregation,
        before=before,
        after=after,
        reason=reason.strip(),
        act=keep(actor, *act) if act else None,
        restated_by=actor.person,
        at=held.recorded_at,
    )


def _corrected(report: Report, indicator: int, part: str, correction: Correction) -> Any:
    """Return the figure as it would stand; ``Refused`` where it cannot be, ``Unsure`` where it is unusual."""
    value = indicators_by_pk(report.institution, [indicator])[indicator]
    pair = (correction.numerator, correction.denominator)
    if correction.value is None and pair == (None, None):
        raise Refused(_("Escriba la cifra, o elija por qué no la hay."))
    made = measured(value, Figure(indicator, part, correction.value, *pair), report.cycle.period)
    found = doubts(value, made, known_amounts(value))
    if found and found[0].grade is DoubtGrade.ERROR:
        raise Refused(said(found[0]))
    if found and not correction.sure:
        raise Unsure(" ".join(said(doubt) for doubt in found))
    return made
