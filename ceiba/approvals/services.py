"""What can be done in the life of a plan: send it, take it back, approve, return, put in force and close it."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.approvals import queries
from ceiba.approvals.delegation import meet, on_behalf_of
from ceiba.approvals.models import PlanStep, PlanVersion
from ceiba.approvals.questions import Questions, questions
from ceiba.approvals.transitions import BY_VERB, Transition
from ceiba.approvals.versions import alone, canonical
from ceiba.audits import services as audits
from ceiba.documents.models import Document
from ceiba.documents.proofs import keep
from ceiba.exchange.document import UnusableDocument
from ceiba.institutions.actor import Actor
from ceiba.institutions.changes import change
from ceiba.institutions.models import Person
from ceiba.institutions.verbs import NotAllowed, Part, Refused, changed, noted, touch, verb
from ceiba.kernel.snapshot import Snapshot
from ceiba.plans.models import Plan
from ceiba.snapshots import services as snapshots

File = tuple[str, bytes]  # the name of a file and its bytes


@verb("plan.submit", needs="plan.edit")
def submit(actor: Actor, plan: Plan, *, note: str = "") -> Plan:
    """Send a plan to whoever approves it; from now on nobody edits it."""
    return _step(actor, plan, BY_VERB["plan.submit"], note)


@verb("plan.take_back", needs="plan.edit")
def take_back(actor: Actor, plan: Plan, *, note: str = "") -> Plan:
    """Take back a plan that was sent, to go on editing it."""
    return _step(actor, plan, BY_VERB["plan.take_back"], note)


@verb("plan.return", needs="plan.approve")
def give_back(actor: Actor, plan: Plan, *, note: str) -> Plan:
    """Return a plan to whoever prepares it, with the reason."""
    return _step(actor, plan, BY_VERB["plan.return"], note)


@verb("plan.approve", needs="plan.approve")
def approve(actor: Actor, plan: Plan, *, note: str = "", act: File | None = None) -> PlanVersion:
    """Approve a plan: what it says now becomes its first version.

    ``Refused`` where the audit has open errors or unanswered warnings about it, or where whoever sent it approves.
    """
    audits.current(actor.institution)
    snapshot = snapshots.current(actor.institution)  # before anything is written: as the audit saw it
    held = _step(actor, plan, BY_VERB["plan.approve"], note, act)
    refuse_stopped(questions(actor.institution, snapshot, held.key))
    return new_version(actor, held, snapshot, note, queries.steps(held)[0].act)


@verb("plan.enforce", needs="plan.approve")
def enforce(actor: Actor, plan: Plan, *, note: str = "", act: File | None = None) -> Plan:
    """Put an approved plan in force."""
    return _step(actor, plan, BY_VERB["plan.enforce"], note, act)


@verb("plan.close", needs="plan.approve")
def close(actor: Actor, plan: Plan, *, note: str) -> Plan:
    """Close a plan that was in force: nothing changes in it any more. ``Refused`` while an amendment is under way."""
    if queries.open_amendment(plan) is not None:
        raise Refused(_("Hay una modificación en curso: apruébela o descártela antes de cerrar el plan."))
    return _step(actor, plan, BY_VERB["plan.close"], note)


def _step(actor: Actor, plan: Plan, transition: Transition, note: str, act: File | None = None) -> Plan:
    """Do one step of the table; ``Refused`` where it does not start from here, or where its note is missing."""
    held = held_plan(plan)
    if held.state not in transition.before:
        raise Refused(
            _("«%(plan)s» está %(state)s: desde ahí no se puede «%(step)s». Alguien pudo adelantarse; mire cómo está.")
            % {"plan": named(held), "state": held.get_state_display(), "step": transition.label}
        )
    if transition.reasoned and not note.strip():
        raise Refused(_("Escriba la razón: queda en la historia del plan."))
    behalf = on_behalf_of(actor, transition.needs)
    if transition.apart:
        sent = queries.submission(held)
        refuse_together(actor, behalf, (sent.person, sent.on_behalf_of) if sent else ())
    before, document = held.state, keep(actor, *act) if act else None
    change(held, f"plan/{held.key}", {"state": transition.after})
    PlanStep.objects.create(
        institution=actor.institution,
        plan=held,
        verb=transition.verb,
        before=before,
        after=transition.after,
        person=actor.person,
        on_behalf_of=behalf,
        note=note.strip(),
        act=document,
        at=timezone.now(),
    )
    noted(note.strip())
    return held


def refuse_stopped(asked: Questions) -> None:
    """Raise ``Refused`` where the audit still asks something that stops an approval."""
    if asked.stop:
        raise Refused(
            _(
                "La revisión encuentra %(errors)s errores abiertos y %(warnings)s advertencias sin respuesta en este "
                "plan: no se puede aprobar. Están en la lista, cada uno con su enlace."
            )
            % {"errors": len(asked.errors), "warnings": len(asked.unanswered)}
        )


def held_plan(plan: Plan) -> Plan:
    """Return a plan as it stands now, held until the verb ends."""
    held: Plan = Plan.objects.select_for_update().get(pk=plan.pk)
    return held


def named(plan: Plan) -> str:
    """Return what people call a plan."""
    return plan.title or plan.key


def refuse_together(actor: Actor, behalf: Person | None, makers: tuple[Person | None, ...]) -> None:
    """Raise ``NotAllowed`` where somebody would judge their own work, in person or by a delegation."""
    same = meet((actor.person, behalf), makers)
    if same is None:
        return
    if same == actor.person:
        raise NotAllowed(_("Es trabajo suyo: lo aprueba otra persona. Nada se cambió."))
    raise NotAllowed(
        _("Es trabajo de %(person)s, de quien usted tiene el encargo: lo aprueba otra persona. Nada se cambió.")
        % {"person": same}
    )


def new_version(actor: Actor, plan: Plan, snapshot: Snapshot, note: str, act: Document | None) -> PlanVersion:
    """Keep what a plan says in a snapshot as its next version, inside a verb; last thing that the verb does."""
    last = queries.last_version(plan)
    number = last.number + 1 if last else 1
    change(plan, f"plan/{plan.key}", {"version": str(number)})
    text, digest = _as_text(plan, snapshot)
    version = PlanVersion.objects.create(
        institution=actor.institution,
        key=f"{plan.key}@{number}",
        plan=plan,
        number=number,
        text=text,
        sha256=digest,
        act=act,
        note=note.strip(),
        approved_by=actor.person,
        at=timezone.now(),
    )
    changed(f"plan_version/{version.key}", None, {"number": number, "sha256": digest})
    touch(actor.institution.pk, [Part.PLAN])
    return version


def _as_text(plan: Plan, snapshot: Snapshot) -> tuple[str, str]:
    """Return the canonical text of a plan, and its digest; ``Refused`` where it could not be read back as it is."""
    said = snapshot.plan(plan.key)
    whole = tuple(replace(one, version=plan.version) if one is said else one for one in snapshot.plans)
    try:
        return canonical(alone(replace(snapshot, plans=whole), plan.key, plan.methodology))
    except (UnusableDocument, ValueError) as problem:
        raise Refused(
            _("Lo que dice el plan no se puede guardar como texto que se lea igual. Corrija esto y repita: %(why)s")
            % {"why": problem}
        ) from problem
