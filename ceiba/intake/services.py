"""What can be done with a proposal: bring in a file, read it, decide, answer, accept or reject it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.documents import services as documents
from ceiba.exchange.decisions import Verdict
from ceiba.institutions import jobs
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Refused, changed, noted, verb
from ceiba.intake import queries
from ceiba.intake.models import VERDICTS, Answer, Decision, Proposal, State
from ceiba.intake.reading import reading_page
from ceiba.intake.review import OF_PLAN, review_of
from ceiba.snapshots import services as snapshots

_BATCH = 500
LONGEST_ANSWER = 2000


@verb("intake.receive", needs="document.import")
def receive(actor: Actor, name: str, content: bytes, methodology: str = "") -> Proposal:
    """Keep a file and queue its reading; without a methodology the text itself decides.

    The same file sent twice while it waits is read once. ``Refused`` for what no reader can open, in words.
    """
    document = documents.store(actor, name, content)
    waiting = Proposal.objects.of(actor.institution).filter(
        document=document, methodology=methodology, state=State.READING, job__state__in=("queued", "running")
    )
    found = waiting.first()
    if found is not None:
        return found
    row = Proposal.objects.create(
        institution=actor.institution, document=document, methodology=methodology, by=actor.person
    )
    changed(f"proposal/{row.pk}", None, {"document": document.name, "methodology": methodology})
    _queue(actor, row)
    return row


@verb("intake.read_again", needs="document.import")
def read_again(actor: Actor, proposal: Proposal, methodology: str | None = None) -> Proposal:
    """Read a document once more, with another methodology where one is given; return the new proposal.

    The old one is set aside with everything that was decided, and can be taken up again; what is read again in the same
    words and place keeps its decisions (``carrying``).
    """
    wanted = proposal.methodology if methodology is None else methodology
    if proposal.state == State.OPEN:
        reject(actor, proposal, note=_("Se leyó de nuevo."))
    row = Proposal.objects.create(
        institution=actor.institution,
        document=proposal.document,
        methodology=wanted,
        by=actor.person,
        follows=proposal,
    )
    changed(f"proposal/{row.pk}", None, {"document": proposal.document.name, "methodology": wanted})
    _queue(actor, row)
    return row


@verb("intake.retry", needs="document.import")
def retry(actor: Actor, proposal: Proposal) -> Proposal:
    """Queue again a reading that broke off. ``Refused`` where it is not waiting to be read."""
    still = Proposal.objects.filter(pk=proposal.pk, state=State.READING)
    if not still.exclude(job__state__in=("queued", "running")).exists():
        raise Refused(_("Este documento ya se está leyendo o ya se leyó."))
    changed(f"proposal/{proposal.pk}", {}, {"state": "reading"})
    _queue(actor, proposal)
    return proposal


def _queue(actor: Actor, row: Proposal) -> None:
    row.job = jobs.later(actor, "intake.read", proposal=row.pk, next=reading_page(actor.institution.slug, row.pk))
    row.save(update_fields=["job"])


# --- deciding -----------------------------------------------------------------------------------------------------


@verb("intake.decide", needs="document.import")
def decide(actor: Actor, proposal: Proposal, subjects: Iterable[str], verdict: str, *, seen: int | None = None) -> int:
    """Say the same of several things; return how many. ``Refused`` for things that the proposal does not hold.

    ``Verdict.WITHDRAWN`` is said of elements of the current plan that the document no longer has (``plan:element/…``).
    ``seen`` is the version of the page: what somebody else decided after it is not overruled unseen (``Refused``).
    """
    wanted = list(dict.fromkeys(subjects))
    review = review_of(proposal, snapshots.current(actor.institution))
    missing = {OF_PLAN + subject for subject in review.differences.missing if subject.startswith("element/")}
    known = missing if verdict == Verdict.WITHDRAWN else review.by_subject.keys()
    if any(subject not in known for subject in wanted):
        raise Refused(_("Eso ya no está en la propuesta: la página era de antes. Vuelva a cargarla; nada se perdió."))
    touch(proposal)
    keep(actor, proposal, {(subject, ""): (verdict, None) for subject in wanted}, seen)
    return len(wanted)


@verb("intake.accept_sure", needs="document.import")
def accept_sure(actor: Actor, proposal: Proposal) -> int:
    """Accept everything that was read with confidence and nobody has decided; return how many."""
    sure = review_of(proposal, snapshots.current(actor.institution)).sure
    touch(proposal)
    keep(actor, proposal, {(subject, ""): (Verdict.ACCEPTED, None) for subject in sure})
    return len(sure)


@verb("intake.correct", needs="document.import")
def correct(
    actor: Actor,
    proposal: Proposal,
    subject: str,
    fields: Mapping[str, Any],
    dropped: Iterable[str],
    *,
    seen: int | None = None,
) -> None:
    """Keep what fields of a thing are to become, as ``exchange.stored`` writes them; the thing is taken then.

    ``dropped`` are the fields that are again as they were read.
    """
    touch(proposal)
    again = list(dropped)
    taken_back = list(Decision.objects.filter(proposal=proposal, subject=subject, field__in=again))
    Decision.objects.filter(pk__in=[row.pk for row in taken_back]).delete()
    wanted: dict[tuple[str, str], tuple[str, Any]] = {
        (subject, name): (Verdict.CORRECTED, value) for name, value in fields.items()
    }
    remains = wanted or Decision.objects.filter(proposal=proposal, subject=subject).exclude(field="").exists()
    wanted[subject, ""] = (Verdict.CORRECTED if remains else Verdict.ACCEPTED, None)
    for row in taken_back:
        tell(proposal, subject, row.field, told(row.verdict, row.value), None)
    keep(actor, proposal, wanted, seen)


@verb("intake.undecide", needs="document.import")
def undecide(actor: Actor, proposal: Proposal, subjects: Iterable[str]) -> int:
    """Take back what was decided of things, their corrections too; return how many decisions there were."""
    del actor  # the verb has asked whether they may
    touch(proposal)
    wanted = list(subjects)
    rows = []
    for start in range(0, len(wanted), _BATCH):
        rows += Decision.objects.filter(proposal=proposal, subject__in=wanted[start : start + _BATCH])
    for row in rows:
        tell(proposal, row.subject, row.field, told(row.verdict, row.value), None)
    for start in range(0, len(rows), _BATCH):
        Decision.objects.filter(pk__in=[row.pk for row in rows[start : start + _BATCH]]).delete()
    return len(rows)


@verb("intake.answer", needs="document.import")
def answer(actor: Actor, proposal: Proposal, question: int, text: str) -> Answer | None:
    """Answer a question of the reading; a blank answer takes back the one that was given."""
    said = text.strip()[:LONGEST_ANSWER]
    questions = review_of(proposal, snapshots.current(actor.institution)).value.questions
    if not 0 <= question < len(questions):
        raise Refused(_("Esa pregunta no está en la propuesta. Vuelva a cargar la página; nada se perdió."))
    touch(proposal)
    before = Answer.objects.filter(proposal=proposal, question=question).first()
    asked: dict[str, object] = {"question": str(questions[question].text)}
    told = {"answer": before.text if before else None}, {"answer": said or None}
    changed(f"proposal/{proposal.pk}", asked | told[0], asked | told[1])
    if not said:
        Answer.objects.filter(proposal=proposal, question=question).delete()
        return None
    given = {"text": said, "person": actor.person, "at": timezone.now()}
    return Answer.objects.update_or_create(proposal=proposal, question=question, defaults=given)[0]


def touch(proposal: Proposal) -> None:
    """Count one more change, and hold the proposal until this one is done. ``Refused`` where it is no longer open."""
    locked = Proposal.objects.select_for_update().defer("reading").get(pk=proposal.pk)
    if locked.state != State.OPEN:
        raise Refused(why_closed(locked))
    locked.version += 1
    locked.save(update_fields=["version"])
    proposal.version = locked.version


def why_closed(row: Proposal) -> str:
    """Return why nothing more can be decided of a proposal, and what to do instead."""
    from ceiba.ui import formats

    facts = {"who": row.settled_by or _("alguien"), "when": formats.moment(row.settled)}
    if row.state == State.ACCEPTED:
        return _("Ya la aceptó %(who)s el %(when)s. Lo aceptado está en el plan, donde se puede editar.") % facts
    if row.state == State.REJECTED:
        return _("La rechazó %(who)s el %(when)s. Lo decidido se conserva: puede reabrirla.") % facts
    return _("Este documento todavía no se ha leído, o no se pudo leer.")


def keep(
    actor: Actor, proposal: Proposal, wanted: Mapping[tuple[str, str], tuple[str, Any]], seen: int | None = None
) -> None:
    """Write decisions by subject and field, the later in place of the earlier; one change in the history for all.

    ``Refused`` where one of them would overrule what somebody else decided after the version ``seen``.
    """
    if not wanted:
        return
    subjects = {subject for subject, _field in wanted}
    known = Decision.objects.filter(proposal=proposal)
    if len(subjects) <= _BATCH:
        known = known.filter(subject__in=subjects)
    rows = {(row.subject, row.field): row for row in known.select_related("person")}
    now = timezone.now()
    made = []
    for (subject, field), (verdict, value) in wanted.items():
        old = rows.get((subject, field))
        if old is not None and seen is not None and old.version > seen and old.person_id != _pk(actor):
            _refuse_unseen(proposal, old, verdict, value)
        if old is None or (old.verdict, old.value) != (verdict, value):
            tell(proposal, subject, field, told(old.verdict, old.value) if old else None, told(verdict, value))
            made.append(
                Decision(
                    proposal=proposal,
                    subject=subject,
                    field=field,
                    verdict=verdict,
                    value=value,
                    person=actor.person,
                    at=now,
                    version=proposal.version,
                )
            )
    Decision.objects.bulk_create(
        made,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["proposal", "subject", "field"],
        update_fields=["verdict", "value", "person", "at", "version"],
    )


def _pk(actor: Actor) -> int | None:
    return actor.person.pk if actor.person else None


def _refuse_unseen(proposal: Proposal, old: Decision, verdict: str, value: object) -> None:
    """Show both decisions where a newer one of somebody else would be overruled by one made on an older page."""
    if (old.verdict, old.value) == (verdict, value):
        return
    item = review_of(proposal, snapshots.current(proposal.institution)).by_subject.get(old.subject)
    facts = {
        "who": old.person or _("alguien"),
        "thing": item.text[:80] if item else old.subject,
        "theirs": VERDICTS[Verdict(old.verdict)],
        "yours": VERDICTS[Verdict(verdict)],
    }
    raise Refused(
        _(
            "%(who)s decidió otra cosa de «%(thing)s» mientras usted miraba: %(theirs)s. Lo de usted (%(yours)s) no se "
            "guardó. Vuelva, mire cómo está y decida; lo demás sigue igual."
        )
        % facts
    )


def tell(proposal: Proposal, subject: str, field: str, before: object, after: object) -> None:
    """Tell the history what was decided of one thing; what stays the same says which it is."""
    thing = {"thing": subject, **({"field": field} if field else {})}
    changed(f"proposal/{proposal.pk}", thing | {"decision": before}, thing | {"decision": after})


def told(verdict: str, value: object) -> object:
    return str(verdict) if value is None else {"verdict": str(verdict), "value": value}


# --- closing ------------------------------------------------------------------------------------------------------


@verb("intake.reject", needs="document.import")
def reject(actor: Actor, proposal: Proposal, *, note: str = "") -> None:
    """Set a proposal aside; everything that was decided is kept."""
    settle(actor, proposal, State.REJECTED)
    if note.strip():
        noted(note.strip())


@verb("intake.reopen", needs="document.import")
def reopen(actor: Actor, proposal: Proposal) -> None:
    """Take up again a proposal that was rejected. ``Refused`` where it was not."""
    del actor  # the verb has asked whether they may
    rejected = Proposal.objects.filter(pk=proposal.pk, state=State.REJECTED)
    if not rejected.update(state=State.OPEN, settled_by=None, settled=None):
        raise Refused(_("Esta propuesta no está rechazada: no hay nada que reabrir."))
    changed(f"proposal/{proposal.pk}", {"state": State.REJECTED}, {"state": State.OPEN})


def settle(actor: Actor, proposal: Proposal, state: str) -> None:
    """Close an open proposal, once. ``Refused`` for whoever comes second."""
    still_open = Proposal.objects.filter(pk=proposal.pk, state=State.OPEN)
    if not still_open.update(state=state, settled_by=actor.person, settled=timezone.now()):
        raise Refused(why_closed(queries.proposals(actor.institution).get(pk=proposal.pk)))
    changed(f"proposal/{proposal.pk}", {"state": State.OPEN}, {"state": str(state)})
