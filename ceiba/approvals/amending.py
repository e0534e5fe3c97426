"""The verbs of amendments: a resolution opens an approved plan, and what it changes is approved or taken back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.approvals import queries
from ceiba.approvals.comparing import compared
from ceiba.approvals.delegation import on_behalf_of
from ceiba.approvals.models import Amendment, PlanVersion
from ceiba.approvals.questions import questions
from ceiba.approvals.restoring import restore
from ceiba.approvals.services import File, held_plan, named, new_version, refuse_stopped, refuse_together
from ceiba.approvals.versions import alone, read
from ceiba.audits import services as audits
from ceiba.documents.proofs import keep
from ceiba.institutions.actor import Actor
from ceiba.institutions.changes import change
from ceiba.institutions.verbs import Part, Refused, changed, noted, verb
from ceiba.kernel.amendment import RetroactiveChange, retroactive_changes
from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.loader import load
from ceiba.plans.models import Plan
from ceiba.plans.standing import AMENDABLE
from ceiba.snapshots import services as snapshots
from ceiba.ui import formats

_NAMED = 12  # retroactive targets named in a refusal; the page lists them all


@verb("amendment.open", needs="plan.edit")
def open_amendment(
    actor: Actor,
    plan: Plan,
    *,
    number: str,
    date: date,
    effective: date,
    kinds: Sequence[str],
    reason: str,
    act: File,
) -> Amendment:
    """Open an approved plan by a resolution: from now on planners edit it, until the amendment is settled.

    ``Refused`` for a plan that is not approved or already open, without number, reason or kind, and for a resolution
    that takes effect before its own date where the methodology forbids it.
    """
    held = held_plan(plan)
    if held.state not in AMENDABLE:
        raise Refused(
            _("«%(plan)s» está %(state)s: solo un plan aprobado o vigente se modifica por resolución.")
            % {"plan": named(held), "state": held.get_state_display()}
        )
    base, running = queries.last_version(held), queries.open_amendment(held)
    if held.amended or running is not None or base is None:
        raise Refused(
            _("Este plan ya tiene una modificación en curso («%(number)s»): apruébela o descártela primero.")
            % {"number": running or "—"}
        )
    if not number.strip() or not reason.strip() or not kinds:
        raise Refused(_("Una modificación lleva número, motivo y qué hace: agrega, quita o cambia."))
    if effective < date and not load(held.methodology).amendments.retroactive:
        raise Refused(
            _("La metodología no deja que una resolución rija antes de su propia fecha (%(day)s).")
            % {"day": formats.day(date)}
        )
    made = Amendment.objects.create(
        institution=actor.institution,
        key=f"{held.key}#{Amendment.objects.filter(plan=held).count() + 1}",
        plan=held,
        number=number.strip(),
        date=date,
        effective=effective,
        kinds=list(kinds),
        reason=reason.strip(),
        act=keep(actor, *act),
        base=base,
        opened_by=actor.person,
        opened_at=timezone.now(),
    )
    facts = {"number": made.number, "date": date, "effective": effective, "kinds": list(kinds), "act": made.act.name}
    changed(f"amendment/{made.key}", None, {**facts, "plan": held.key})
    change(held, f"plan/{held.key}", {"amended": True})
    noted(made.reason)
    return made


def said(amendment: Amendment, snapshot: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Return the plan before an amendment, and as it stands now or as it was approved with it."""
    plan = amendment.plan
    after = read(amendment.result.text) if amendment.result else alone(snapshot, plan.key, plan.methodology)
    return read(amendment.base.text), after


def retroactive(amendment: Amendment, snapshot: Snapshot) -> tuple[RetroactiveChange, ...]:
    """Return the targets of what is over that an amendment changes; none where the methodology lets it."""
    before, after = said(amendment, snapshot)
    if after.methodology.amendments.retroactive:
        return ()
    closed = [cycle.period for cycle in snapshot.cycles if cycle.closed]
    old, new = before.plan(amendment.plan.key), after.plan(amendment.plan.key)
    gone = {element.id for element in new.elements if element.withdrawn} if new else set()
    kept = [i for i in (new.indicators if new else ()) if i.element not in gone]
    return retroactive_changes(old.indicators if old else (), kept, amendment.effective, closed)


@verb("amendment.approve", needs="plan.approve")
def approve_amendment(actor: Actor, amendment: Amendment, *, note: str = "") -> PlanVersion:
    """Approve what an amendment changed: it becomes the next version of the plan.

    ``Refused`` for whoever opened it, where nothing changed, where something retroactive did that the methodology
    forbids (naming it), and while the audit asks something of the plan.
    """
    audits.current(actor.institution)
    snapshot = snapshots.current(actor.institution)
    row = _held(amendment)
    behalf = on_behalf_of(actor, "plan.approve")
    refuse_together(actor, behalf, (row.opened_by,))
    before, after = said(row, snapshot)
    if not compared(before, after, row.plan.key):
        raise Refused(_("Esta modificación no cambió nada en el plan: edítelo primero, o descártela."))
    _refuse_retroactive(row, snapshot)
    refuse_stopped(questions(actor.institution, snapshot, row.plan.key))
    change(row.plan, f"plan/{row.plan.key}", {"amended": False})
    row.result = new_version(actor, row.plan, snapshot, note or row.reason, row.act)
    _settle(actor, row, Amendment.State.APPROVED, note, behalf)
    return row.result


def _refuse_retroactive(row: Amendment, snapshot: Snapshot) -> None:
    found = retroactive(row, snapshot)
    if not found:
        return
    listed = "; ".join(f"«{one.indicator.text}» {formats.period(one.period)}" for one in found[:_NAMED])
    more = _(" y %(count)s más") % {"count": len(found) - _NAMED} if len(found) > _NAMED else ""
    raise Refused(
        _(
            "La metodología no deja cambiar metas de períodos que ya terminaron cuando la resolución rige (%(day)s) o "
            "que ya se cerraron: %(listed)s%(more)s. Vuelva esas metas a lo que decían."
        )
        % {"day": formats.day(row.effective), "listed": listed, "more": more}
    )


@verb("amendment.discard", needs="plan.edit", touches=[Part.PLAN])
def discard_amendment(actor: Actor, amendment: Amendment, *, note: str) -> None:
    """Discard an amendment: the plan says again what its last version says. What was tried stays in the history."""
    row = _held(amendment)
    if not note.strip():
        raise Refused(_("Escriba por qué se descarta: queda en la historia del plan."))
    restore(actor, row.plan, read(row.base.text))
    change(row.plan, f"plan/{row.plan.key}", {"amended": False})
    _settle(actor, row, Amendment.State.DISCARDED, note, on_behalf_of(actor, "plan.edit"))


def _held(amendment: Amendment) -> Amendment:
    """Return an open amendment with its plan, held until the verb ends; ``Refused`` where it is settled already."""
    rows = Amendment.objects.select_for_update(of=("self",)).select_related("base", "act", "opened_by", "settled_by")
    row: Amendment = rows.get(pk=amendment.pk)
    if row.state != Amendment.State.OPEN:
        raise Refused(
            _("Esta modificación ya está %(state)s (%(person)s).")
            % {"state": row.get_state_display(), "person": row.settled_by or "—"}
        )
    row.plan = held_plan(row.plan)
    return row


def _settle(actor: Actor, row: Amendment, state: Any, note: str, behalf: object) -> None:
    before = row.state
    row.state, row.settled_by, row.settled_at, row.note = state, actor.person, timezone.now(), note.strip()
    row.on_behalf_of = behalf
    row.save(update_fields=["state", "settled_by", "settled_at", "note", "on_behalf_of", "result"])
    changed(f"amendment/{row.key}", {"state": before}, {"state": state})
    noted(note.strip())
