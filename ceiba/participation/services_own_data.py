"""The verbs of requests about one's own data: send, confirm, record at the office, answer; and what their time blanks.

What is written in a request never reaches the history of the institution: that one is for ever, and this is not.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Refused, changed, verb
from ceiba.kernel.answer_term import AnswerMatter
from ceiba.participation import limits
from ceiba.participation.models_objections import Objection
from ceiba.participation.models_own_data import DataRequest, DataRequestOpening
from ceiba.participation.services_objections import ANSWER, LONGEST, drop_contact, plain
from ceiba.participation.terms import begin, setting_of

UNCONFIRMED = timedelta(days=3)  # in which a request is confirmed
_SAME = timedelta(minutes=5)  # opened again within it, by the same person, is one opening
_MATTERS = {
    DataRequest.Kind.ACCESS: AnswerMatter.DATA_ACCESS,
    DataRequest.Kind.CORRECTION: AnswerMatter.DATA_CORRECTION,
    DataRequest.Kind.REMOVAL: AnswerMatter.DATA_CORRECTION,
}


@verb("data_request.send", needs="objection.receive")
def send(actor: Actor, *, kind: str, name: str, email: str, text: str, nonce: str, language: str = "es") -> DataRequest:
    """Keep what somebody sent from the portal; nothing runs until the link in their e-mail is opened and confirmed."""
    here = _locked(actor)
    already: DataRequest | None = DataRequest.objects.of(here).filter(nonce=nonce).first()
    if already is not None:
        return already
    made = _made(here, kind, name, text, nonce)
    made.email, made.language = email, language
    made.proof, made.state = DataRequest.Proof.EMAIL, DataRequest.State.UNCONFIRMED
    made.save(force_insert=True)
    changed(_address(made), None, {"kind": made.kind, "state": made.state})
    return made


@verb("data_request.confirm", needs="objection.receive")
def confirm(actor: Actor, request: DataRequest) -> DataRequest:
    """Take a request whose e-mail address was confirmed: from now on its term runs. Once more changes nothing."""
    del actor
    row = _held(request)
    if row.state == DataRequest.State.EXPIRED:
        raise Refused(_("El enlace venció sin que nadie lo confirmara. Envíe la solicitud de nuevo."))
    if row.state == DataRequest.State.UNCONFIRMED:
        _receive(row)
        row.save(update_fields=["state", "received", "term", "due"])
        changed(_address(row), None, {"state": row.state, "due": row.due})
    return row


@verb("data_request.record", needs="own_data.handle")
def record(actor: Actor, *, kind: str, name: str, text: str, seen: str, nonce: str, email: str = "") -> DataRequest:
    """Record the request of who came to the office; ``seen`` says by what they were known, without its number."""
    here = _locked(actor)
    if not seen.strip():
        raise Refused(_("Diga con qué documento se identificó la persona, sin copiar su número."))
    made = _made(here, kind, name, text, nonce)
    made.email, made.proof, made.seen = email, DataRequest.Proof.OFFICE, seen.strip()
    _receive(made)
    made.save(force_insert=True)
    changed(_address(made), None, {"kind": made.kind, "state": made.state, "due": made.due})
    return made


@verb("data_request.answer", needs="own_data.handle")
def answer(actor: Actor, request: DataRequest, *, text: str, outcome: str) -> DataRequest:
    """Answer the person, and nobody else. ``Refused`` without words, and for what is not being dealt with."""
    row, said = _held(request), plain(text)
    if row.state != DataRequest.State.RECEIVED:
        raise Refused(_("Esta solicitud no está en trámite: ya se respondió, o nadie la confirmó."))
    if not said or len(said) > ANSWER:
        raise Refused(_("Escriba la respuesta, de no más de %(most)s letras.") % {"most": ANSWER})
    row.state, row.outcome, row.answer = DataRequest.State.ANSWERED, DataRequest.Outcome(outcome), said
    row.answered, row.office = timezone.now(), setting_of(actor.institution).office or actor.institution.name
    row.save(update_fields=["state", "outcome", "answer", "answered", "office"])
    changed(_address(row), {"state": DataRequest.State.RECEIVED}, {"state": row.state, "outcome": row.outcome})
    return row


@verb("data_request.forget", needs="own_data.handle")
def forget(actor: Actor, request: DataRequest) -> int:
    """Take the e-mail address of who asks, and their name where it is not shown, out of every question; how many."""
    row = _held(request)
    found = kept_about(row)
    for one in found:
        drop_contact(Actor.system(actor.institution), one)
    changed(_address(row), None, {"forgotten": len(found)})
    return len(found)


def kept_about(row: DataRequest) -> list[Objection]:
    """Return the questions that were left with the e-mail address of a request: one query."""
    if not row.email:
        return []
    return list(Objection.objects.of(row.institution).filter(email__iexact=row.email))


def keep_opening(actor: Actor, row: DataRequest) -> None:
    """Keep that somebody opens a request about personal data."""
    now = timezone.now()
    rows = DataRequestOpening.objects.filter(request=row, person=actor.person, at__gt=now - _SAME)
    if actor.person is not None and not rows.exists():
        DataRequestOpening.objects.create(institution=actor.institution, request=row, person=actor.person, at=now)


@verb("data_request.blank", needs="objection.receive")
def blank(actor: Actor, request: DataRequest) -> None:
    """Take away what was written in a request: its time is over, or nobody confirmed it."""
    del actor
    row = _held(request)
    if row.state == DataRequest.State.UNCONFIRMED:
        row.state = DataRequest.State.EXPIRED
    row.name = row.email = row.text = row.answer = row.seen = ""
    row.blanked = timezone.now()
    row.save(update_fields=["state", "name", "email", "text", "answer", "seen", "blanked"])
    changed(_address(row), None, {"state": row.state, "blanked": row.blanked})


def blank_contacts_everywhere(today: date) -> int:
    """Blank in every institution what was kept long enough, and forget who sent how much; return how many rows."""
    limits.forget(timezone.now())
    return sum(_blank_in(here, today) for here in _keeping())


def _keeping() -> Iterator[Institution]:
    """Yield the institutions that keep anything that will be blanked."""
    left = Objection.objects.filter(_with_contact()).values("institution")
    asked = DataRequest.objects.filter(blanked=None).values("institution")
    yield from Institution.objects.filter(Q(pk__in=left) | Q(pk__in=asked)).order_by("pk")


def _with_contact() -> Q:
    return Q(blanked=None) & (~Q(email="") | (~Q(name="") & Q(show_name=False)))


def _blank_in(here: Institution, today: date) -> int:
    system, setting = Actor.system(here), setting_of(here)
    over = today - timedelta(days=setting.contact_days)
    left = Objection.objects.of(here).filter(_with_contact())
    objections = list(left.filter(Q(answered__date__lt=over) | Q(hidden__date__lt=over)))
    for one in objections:
        drop_contact(system, one)
    long_ago = today - timedelta(days=setting.request_days)
    waiting = Q(state=DataRequest.State.UNCONFIRMED, at__lt=timezone.now() - UNCONFIRMED)
    requests = list(DataRequest.objects.of(here).filter(waiting | Q(answered__date__lt=long_ago), blanked=None))
    for row in requests:
        blank(system, row)
    return len(objections) + len(requests)


def counts(institution: Institution) -> dict[str, int]:
    """Return what anybody may know of these requests: how many came, were answered in time and late, wait, are late."""
    rows = DataRequest.objects.of(institution).filter(received__isnull=False)
    done = rows.filter(state=DataRequest.State.ANSWERED)
    kept = done.filter(answered__date__lte=F("due")).count()
    open_ones, total, today = rows.exclude(state=DataRequest.State.ANSWERED), rows.count(), timezone.localdate()
    late, answered = open_ones.filter(due__lt=today).count(), done.count()
    return {
        "received": total,
        "in_time": kept,
        "answered_late": answered - kept,
        "waiting": total - answered - late,
        "late": late,
    }


def request_of(institution: Institution, number: int) -> DataRequest | None:
    """Return one request by its number: one query."""
    rows = DataRequest.objects.of(institution).select_related("institution")
    found: DataRequest | None = rows.filter(number=number).first()
    return found


def stamp(institution: Institution) -> tuple[object, ...]:
    """Return what tells whether the notice of privacy says something else than before: two queries."""
    rows = DataRequest.objects.of(institution).order_by("state")
    return (setting_of(institution).at, *rows.values_list("state").annotate(Count("pk")))


def _made(here: Institution, kind: str, name: str, text: str, nonce: str) -> DataRequest:
    said, who = plain(text), plain(name)
    if not who or not said or len(said) > LONGEST:
        raise Refused(_("Escriba su nombre y lo que pide, de no más de %(most)s letras.") % {"most": LONGEST})
    number = (DataRequest.objects.of(here).aggregate(last=Max("number"))["last"] or 0) + 1
    return DataRequest(
        institution=here,
        key=str(number),
        number=number,
        kind=DataRequest.Kind(kind),
        name=who[:150],
        text=said,
        nonce=nonce,
        at=timezone.now(),
    )


def _receive(row: DataRequest) -> None:
    row.state, row.received = DataRequest.State.RECEIVED, timezone.now()
    term, row.due = begin(row.institution, _MATTERS[DataRequest.Kind(row.kind)], row.received)
    row.term = dict(term)


def _locked(actor: Actor) -> Institution:
    return Institution.objects.select_for_update().get(pk=actor.institution.pk)


def _held(request: DataRequest) -> DataRequest:
    row: DataRequest = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    return row


def _address(row: DataRequest) -> str:
    return f"data_request/{row.key}"
