"""What can be done about duties: answer an item, prove a dispatch, keep a month. Nothing is changed or taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.documents.models import Document
from ceiba.documents.proofs import keep
from ceiba.exchange.duty_month import digest_of, month_text
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution, Unit
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.verbs import NotAllowed, Refused, changed, verb
from ceiba.kernel.duty import Duty, DutyItem, ItemState
from ceiba.kernel.duty_due import due_of, end_of, last_over
from ceiba.kernel.period import Period
from ceiba.publications import queries as publications
from ceiba.transparency.models import DispatchEvidence, DutyItemAnswer, DutyMonth
from ceiba.transparency.queries import DutyView, dispatched, duties_of, duty_of, view_of

File = tuple[str, bytes]  # the name of a file and its bytes
DECLARED = (ItemState.PUBLISHED, ItemState.JUSTIFIED, ItemState.NOT_APPLICABLE)


@dataclass(frozen=True)
class Declared:
    """What a unit declares of an item. ``file`` is a document to be kept and given to anybody."""

    state: ItemState
    day: date
    link: str = ""
    file: File | None = None
    justification: str = ""
    legal_basis: str = ""
    responsible: str = ""
    email: str = ""
    phone: str = ""
    checked: bool = False


def _unit_of(*_arguments: object, unit: Unit | None = None, **_fields: object) -> Unit | None:
    return unit


@verb("duty.answer", needs="duty.answer", unit_of=_unit_of)
def answer(actor: Actor, duty: str, item: str, told: Declared, *, unit: Unit | None = None) -> DutyItemAnswer:
    """Declare an item of a duty (its part of the address): published, none, or not applicable. Public from now on.

    ``Refused`` where the duty or the item is not the institution's, a day is to come, or what the state asks for is
    missing: a link or a document, or a reason (with the norm, where it does not apply). Who answers it already keeps
    it: ``NotAllowed`` for another unit.
    """
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    found = known(here, duty)
    asked = found.item_by_key.get(item)
    if asked is None:
        raise Refused(_("El deber no tiene el punto «%(item)s».") % {"item": item})
    before = DutyItemAnswer.objects.of(here).filter(duty=found.id, item=item).select_related("unit").last()
    if before is not None and before.unit is not None and not actor.may("duty.answer", before.unit):
        raise NotAllowed(_("Este punto lo responde %(unit)s.") % {"unit": before.unit})
    _refuse(asked, told)
    document = _document(actor, told, before)
    row = DutyItemAnswer.objects.create(
        institution=here,
        key=f"{found.id}/{item}/{before.version + 1 if before else 1}",
        duty=found.id,
        item=item,
        version=before.version + 1 if before else 1,
        state=told.state,
        day=told.day,
        link=told.link,
        document=document,
        justification=told.justification.strip(),
        legal_basis=told.legal_basis.strip(),
        unit=unit,
        responsible=told.responsible.strip(),
        email=told.email,
        phone=told.phone.strip(),
        checked=timezone.localdate() if told.checked else None,
        by=actor.person,
        at=timezone.now(),
    )
    changed(f"duty_answer/{row.key}", _facts(before) if before else None, _facts(row))
    return row


def _refuse(item: DutyItem, told: Declared) -> None:
    if told.state not in DECLARED:
        raise Refused(_("Diga si está publicado, si no hay, o si no aplica."))
    if told.day > timezone.localdate():
        raise Refused(_("El día de actualización todavía no llega: escriba uno de hoy o de antes."))
    if told.link and not told.link.startswith(("https://", "http://")):
        raise Refused(_("El enlace comienza con https:// o con http://."))
    produced = bool(item.table or item.register)
    if told.state is ItemState.PUBLISHED and not (told.link or told.file or produced):
        raise Refused(_("Lo publicado lleva un enlace o un documento."))
    if told.state is not ItemState.PUBLISHED and not told.justification.strip():
        raise Refused(_("Escriba la justificación: es lo que leerá quien busque este punto."))
    if told.state is ItemState.NOT_APPLICABLE and not told.legal_basis.strip():
        raise Refused(_("Diga la norma por la que no aplica."))


def _document(actor: Actor, told: Declared, before: DutyItemAnswer | None) -> Document | None:
    """Return the document that the answer gives: the one that came, or the one it had where it stays published."""
    if told.file is not None:
        return keep(actor, *told.file)
    stays = before is not None and told.state is ItemState.PUBLISHED and not told.link
    return before.document if before is not None and stays else None


def _facts(row: DutyItemAnswer) -> dict[str, object]:
    return {
        "state": str(row.state),
        "day": row.day,
        "link": row.link,
        "document": row.document.name if row.document else "",
        "justification": row.justification,
        "legal_basis": row.legal_basis,
        "unit": row.unit.name if row.unit else "",
        "responsible": row.responsible,
        "checked": row.checked,
    }


@verb("duty.dispatch", needs="duty.manage")
def dispatch(
    actor: Actor, duty: str, *, period: Period, recipient: str, day: date, reference: str, proof: File
) -> DispatchEvidence:
    """Keep the proof that what a duty sends of a period went to a recipient: the day, its number, the sealed copy.

    ``Refused`` where the duty sends nothing to such a recipient, the period is not over, the day is to come or before
    the period ends, or the number is missing.
    """
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    found = known(here, duty)
    if recipient not in {one.key for one in found.recipients}:
        raise Refused(_("El deber no manda enviar nada a ese destinatario."))
    today = timezone.localdate()
    last = last_over(found.rule, today)
    if last is None or period.months != last.months or period > last:
        raise Refused(_("Ese período todavía no termina, o no es uno de los que pide el deber."))
    if not end_of(period) < day <= today:
        raise Refused(_("El día del envío es posterior al período y no posterior a hoy."))
    if not reference.strip():
        raise Refused(_("Escriba el número del oficio con que se envió."))
    document = keep(actor, *proof)
    number = DispatchEvidence.objects.of(here).filter(duty=found.id).count() + 1
    row = DispatchEvidence.objects.create(
        institution=here,
        key=f"{found.id}/{number}",
        duty=found.id,
        period=period,
        recipient=recipient,
        day=day,
        reference=reference.strip(),
        document=document,
        by=actor.person,
        at=timezone.now(),
    )
    facts = {"period": period.notation(), "recipient": recipient, "day": day, "document": document.name}
    changed(f"duty_dispatch/{row.key}", None, facts)
    return row


@verb("duty.keep_month", needs="duty.manage")
def keep_month(actor: Actor, duty: str) -> DutyMonth:
    """Keep a duty as it stands today, for ever: the last month that is over, with its items, tables and dispatches.

    ``Refused`` where nothing was published yet. What was kept of the same month before stays too.
    """
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    found = known(here, duty)
    view = view_of(here, found)
    if view.row is None:
        raise Refused(_("Todavía no se ha publicado nada: el mes se conserva con lo que la institución hizo público."))
    before = DutyMonth.objects.filter(institution=here, duty=found.id).order_by("-number").first()
    period = closed_month(view.today)
    now = timezone.now()
    about = {
        "institution": here.slug,
        "name": here.name,
        "period": period.notation(),
        "cutoff": end_of(period).isoformat(),
        "made": timezone.localtime(now).isoformat(timespec="seconds"),
        "number": str(before.number + 1 if before else 1),
        "publication": str(view.row.number),
        "publication_sha256": view.row.digest,
        "previous": before.sha256 if before else "",
    }
    text = _text(view, about, period)
    row = DutyMonth.objects.create(
        institution=here,
        duty=found.id,
        number=int(about["number"]),
        period=period,
        text=text,
        sha256=digest_of(text),
        previous=about["previous"],
        by=actor.person,
        at=now,
    )
    changed(f"duty_month/{found.id}/{row.number}", None, {"period": about["period"], "sha256": row.sha256})
    return row


def _text(view: DutyView, about: dict[str, str], period: Period) -> str:
    tables = [view.table(table.key) for table in view.duty.tables]
    sent = [
        {
            "recipient": row.recipient,
            "period": row.period.notation(),
            "day": row.day.isoformat(),
            "reference": row.reference,
            "document": row.document.sha256,
        }
        for row in dispatched(view.institution, view.duty)
        if row.period == period
    ]
    return month_text(about, view.duty, view.standings, filter(None, tables), view.score, sent)


def closed_month(today: date) -> Period:
    """Return the last month that is over on a day."""
    return Period(today.year * 12 + today.month - 2, 1)


def known(institution: Institution, address: str) -> Duty:
    """Return a duty that binds an institution; ``Refused`` where none does."""
    found = duty_of(institution, address)
    if found is None:
        raise Refused(_("La institución no tiene el deber «%(duty)s».") % {"duty": address})
    return found


def keep_months_everywhere(today: date) -> int:
    """Keep every duty in force of every institution whose last month is over and not kept; return how many were.

    A month of a duty that falls due each month is kept once its due day is past: as it stood when it was owed. What
    came too late for that stands in the next month, or in one that somebody keeps by hand.
    """
    period, kept = closed_month(today), 0
    for institution in _publishing():
        have = set(DutyMonth.objects.filter(institution=institution, period=period).values_list("duty", flat=True))
        for duty in duties_of(institution):
            if duty.id not in have and duty.holds_on(today) and _ready(institution, duty, period, today):
                keep_month(Actor.system(institution), duty.address)
                kept += 1
    return kept


def _ready(institution: Institution, duty: Duty, period: Period, today: date) -> bool:
    return duty.rule.months != 1 or due_of(duty.rule, period, work_calendar(institution)).due < today


def _publishing() -> Iterable[Institution]:
    return (one for one in Institution.objects.order_by("pk") if publications.last(one) is not None)
