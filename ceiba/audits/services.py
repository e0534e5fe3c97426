"""What can be done: ask the rules again, and answer what they found."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.audits import queries
from ceiba.audits.difference import Difference, difference, uses
from ceiba.audits.models import SETTLING, Answer, AnswerKind, Finding, FindingQuerySet, Run
from ceiba.audits.revision import revision
from ceiba.audits.running import audited
from ceiba.documents.models import Document
from ceiba.documents.proofs import keep
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Assignment, Institution, Person, Unit
from ceiba.institutions.verbs import Refused, changed, noted, verb
from ceiba.kernel.finding import Severity
from ceiba.rules.engine import Audit
from ceiba.rules.settings import SHORTEST_REASON
from ceiba.snapshots import services as snapshots

_BATCH = 500
File = tuple[str, bytes]  # name and content


def current(institution: Institution) -> Run:
    """Return the run that speaks of the institution as it is now; where there is none yet, the rules are asked."""
    last = queries.last_run(institution)
    if last is not None and last.revision == revision(institution):
        return last
    audited(institution, snapshots.current(institution))  # before the transaction, so that nobody waits for the rules
    return refresh(Actor.system(institution))


@verb("audits.refresh", needs="plan.view")
def refresh(actor: Actor, *, progress: Callable[[int, int, str], None] | None = None) -> Run:
    """Ask the rules about the institution as it is now, and keep what they find; nothing where that is done already.

    Findings keep their identity and their answers from run to run. Whoever comes second waits for the first and finds
    the work done.
    """
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    now, last = revision(here), queries.last_run(here)
    if last is not None and last.revision == now:
        return last
    if progress:
        progress(0, 1, _("Se hacen las preguntas de las reglas"))
    started = timezone.now()
    snapshot = snapshots.current(here)
    result = audited(here, snapshot)
    run = Run.objects.create(
        institution=here,
        revision=now,
        started=started,
        finished=timezone.now(),
        asked={rule: [count.asked, count.passed] for rule, count in result.asked.items()},
        checks=uses(snapshot),
    )
    found = difference(here, snapshot, result, run, last)
    _keep(found, run)
    run.counts = _counts(result, found)
    Run.objects.filter(pk=run.pk).update(counts=run.counts)
    if found.is_news:
        changed(f"audit/{run.pk}", None, run.counts)
    return run


def _keep(found: Difference, run: Run) -> None:
    Finding.objects.bulk_create(found.new, batch_size=_BATCH)
    Finding.objects.bulk_update(found.changed, found.fields, batch_size=_BATCH)
    for why, keys in found.gone.items():
        _in_batches(keys, partial(FindingQuerySet.update, gone_since=run.finished, gone_as=why))
    _in_batches(found.returned, partial(FindingQuerySet.update, gone_since=None, gone_as="", returned=run.finished))
    _in_batches(found.asked_again, partial(FindingQuerySet.update, gone_since=None, gone_as=""))
    Finding.objects.of(run.institution).present().update(last_run=run)


def _in_batches(keys: Sequence[int], act: Callable[..., object]) -> None:
    for start in range(0, len(keys), _BATCH):
        act(Finding.objects.filter(pk__in=keys[start : start + _BATCH]))


def _counts(result: Audit, found: Difference) -> dict[str, int]:
    severities = [finding.severity for finding in result.findings]
    return {severity.value: severities.count(severity) for severity in Severity} | {
        "new": len(found.new),
        "gone": found.gone_count,
        "returned": len(found.returned),
    }


def _common_unit(findings: Sequence[Finding], *_args: object, **_kwargs: object) -> Unit | None:
    """Return the unit in which all the findings are answered; None where they are of several, or of the whole."""
    units = {finding.unit_id: finding.unit for finding in findings}
    return units.popitem()[1] if len(units) == 1 else None


@verb("finding.justify", needs="finding.answer", unit_of=_common_unit)
def justify(actor: Actor, findings: Sequence[Finding], *, reason: str, attachment: File | None = None) -> list[Answer]:
    """Say why what was found is right as it stands, with the file that bears it out.

    ``Refused`` for a reason that explains nothing, and for a file whose content is no document or picture.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(
            _("Escriba la razón con %(count)s letras o más: otra persona tiene que entenderla.")
            % {"count": SHORTEST_REASON}
        )
    proof = keep(actor, *attachment) if attachment else None
    return _answer(actor, findings, AnswerKind.JUSTIFY, reason, attachment=proof)


@verb("finding.dismiss", needs="finding.answer", unit_of=_common_unit)
def dismiss(actor: Actor, findings: Sequence[Finding], *, reason: str = "") -> list[Answer]:
    """Say that a question does not fit here; it stays in the list of what was answered."""
    return _answer(actor, findings, AnswerKind.DISMISS, reason)


@verb("finding.fix", needs="finding.answer", unit_of=_common_unit)
def fix(actor: Actor, findings: Sequence[Finding], *, reason: str = "") -> list[Answer]:
    """Accept what was found: the plan will be mended."""
    return _answer(actor, findings, AnswerKind.FIX, reason)


@verb("finding.assign", needs="finding.answer", unit_of=_common_unit)
def assign(
    actor: Actor, findings: Sequence[Finding], *, person: Person, due: date | None = None, reason: str = ""
) -> list[Answer]:
    """Give a finding to somebody of the institution, until a day; ``Refused`` for an outsider or a day that is past."""
    today = timezone.localdate()
    held = Assignment.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=today), institution=actor.institution, person=person, begins__lte=today
    )
    if not held.exists():
        raise Refused(
            _("%(name)s no tiene hoy ningún papel en la institución: elija a otra persona.") % {"name": person}
        )
    if due is not None and due < today:
        raise Refused(_("La fecha ya pasó: elija una desde hoy."))
    return _answer(actor, findings, AnswerKind.ASSIGN, reason, assignee=person, due=due)


def _answer(
    actor: Actor,
    findings: Sequence[Finding],
    kind: AnswerKind,
    text: str,
    assignee: Person | None = None,
    due: date | None = None,
    attachment: Document | None = None,
) -> list[Answer]:
    wanted = [finding.pk for finding in findings]
    rows = list(Finding.objects.of(actor.institution).filter(pk__in=wanted).select_for_update())
    if len(rows) < len(set(wanted)) or any(row.gone_since for row in rows):
        raise Refused(_("Lo que quería responder ya no está en el plan. Vuelva a la lista de la revisión."))
    now: datetime = timezone.now()
    answers = [
        Answer(
            finding=row,
            kind=kind,
            text=text.strip(),
            person=actor.person,
            assignee=assignee,
            due=due,
            attachment=attachment,
            at=now,
            facts=row.facts,
        )
        for row in rows
    ]
    made = Answer.objects.bulk_create(answers, batch_size=_BATCH)
    for row in rows:
        after = {"answer": kind.value, "about": row.subject, "rule": row.rule}
        if assignee:
            after |= {"assignee": assignee.email, "due": due.isoformat() if due else None}
        if attachment:
            after |= {"attachment": attachment.name}
        changed(f"finding/{row.pk}", {"answer": row.answer}, after)
    Finding.objects.filter(pk__in=wanted).update(answer=kind)
    noted(text.strip())
    return made


__all__ = ["SETTLING", "assign", "audited", "current", "dismiss", "fix", "justify", "refresh"]
