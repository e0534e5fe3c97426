"""The verbs of questions and objections: receive, assign, answer, hide, show, link the correction. Nothing is deleted.

The history of the institution never holds what must be taken away later, or what was hidden: texts, names and e-mail
addresses stand in the row alone.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.calendar_changes import follows_calendar
from ceiba.institutions.models import Institution, Unit
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.verbs import Refused, changed, verb
from ceiba.kernel.answer_term import AnswerMatter
from ceiba.participation.known_publications import known_publications
from ceiba.participation.models_objections import Objection, ObjectionStep, VoiceSetting
from ceiba.participation.terms import VOICE, begin, due_of

SHORTEST, LONGEST, ANSWER = 10, 4000, 20_000  # letters
_KINDS = ObjectionStep.Kind
_ROOM = frozenset("\n\t")


@dataclass(frozen=True)
class Asked:
    """What somebody sent: about which publication and what in it, in which words, and who they are if they say so.

    ``subject`` is an address in the publication, ``about`` how it is called there, ``period`` the notation of one
    figure's; ``unit`` the key of the unit that answers for it there.
    """

    kind: str
    publication: int
    digest: str
    subject: str
    about: str
    text: str
    nonce: str
    period: str = ""
    unit: str | None = None
    name: str = ""
    show_name: bool = False
    email: str = ""
    language: str = "es"


def plain(text: str) -> str:
    """Return text as it is kept: composed letters, without signs that nobody sees or that turn the line around."""
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        sign for sign in kept if sign in _ROOM or unicodedata.category(sign) not in ("Cc", "Cf", "Co")
    ).strip()


@verb("objection.receive", needs="objection.receive")
def receive(actor: Actor, asked: Asked) -> Objection:
    """Keep a question or objection and give it to the unit that answers for what it is about; return it.

    The same form sent twice is one: the first is returned. ``Refused`` for a text that is too short or too long.
    """
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    already: Objection | None = Objection.objects.of(here).filter(nonce=asked.nonce).first()
    if already is not None:
        return already
    text = plain(asked.text)
    if not SHORTEST <= len(text) <= LONGEST:
        facts = {"least": SHORTEST, "most": LONGEST}
        raise Refused(_("Escriba entre %(least)s y %(most)s letras.") % facts)
    now = timezone.now()
    term, due = begin(here, AnswerMatter.QUESTION, now)
    number = (Objection.objects.of(here).aggregate(last=Max("number"))["last"] or 0) + 1
    unit = _working(here, asked.unit, timezone.localdate(now))
    made = Objection.objects.create(
        institution=here,
        key=str(number),
        number=number,
        kind=Objection.Kind(asked.kind),
        publication=asked.publication,
        digest=asked.digest,
        subject=asked.subject,
        period=asked.period,
        about=asked.about,
        text=text,
        name=plain(asked.name)[:120],
        show_name=asked.show_name and bool(asked.name.strip()),
        email=asked.email,
        language=asked.language,
        nonce=asked.nonce,
        unit=unit,
        state=Objection.State.ASSIGNED if unit else Objection.State.RECEIVED,
        at=now,
        term=dict(term),
        due=due,
    )
    _step(actor, made, _KINDS.RECEIVED)
    if unit is not None:
        _step(actor, made, _KINDS.ASSIGNED, office=unit.name)
    told = {"kind": made.kind, "subject": made.subject, "publication": made.publication, "due": due}
    changed(_address(made), None, told | {"unit": unit.key if unit else None})
    return made


def _working(here: Institution, key: str | None, today: date) -> Unit | None:
    """Return a unit that takes new work, and of one whose time is over the nearest above it that does."""
    unit: Unit | None = Unit.objects.of(here).filter(key=key).select_related("parent").first() if key else None
    while unit is not None and unit.ends is not None and unit.ends < today:
        unit = unit.parent
    return unit


@verb("objection.assign", needs="objection.assign")
def assign(actor: Actor, objection: Objection, unit: Unit) -> None:
    """Give a question to another unit. ``Refused`` once it was answered, and for a unit whose time is over."""
    row = _held(objection)
    if row.state == Objection.State.ANSWERED:
        raise Refused(_("Ya está respondida: quien respondió puede agregar otra respuesta."))
    if unit.ends is not None and unit.ends < timezone.localdate():
        raise Refused(_("«%(unit)s» ya no recibe trabajo: elija otra unidad.") % {"unit": unit.name})
    if row.unit_id == unit.pk:
        return
    before = row.unit.key if row.unit else None
    row.unit, row.state = unit, Objection.State.ASSIGNED
    row.save(update_fields=["unit", "state"])
    _step(actor, row, _KINDS.ASSIGNED, office=unit.name)
    changed(_address(row), {"unit": before}, {"unit": unit.key})


def _unit_of(objection: Objection, *_more: object, **_named: object) -> Unit | None:
    return objection.unit


@verb("objection.answer", needs="objection.answer", unit_of=_unit_of)
def answer(actor: Actor, objection: Objection, *, text: str, outcome: str) -> Objection:
    """Answer in public; the unit signs, not the person. Answering again adds to what was said, and takes nothing back.

    ``Refused`` without words, and for what is hidden: nobody could read what the answer is to.
    """
    row = _held(objection)
    said = plain(text)
    if not said or len(said) > ANSWER:
        raise Refused(_("Escriba la respuesta, de no más de %(most)s letras.") % {"most": ANSWER})
    if row.hidden is not None:
        raise Refused(_("Está oculta por abuso. Si no debía estarlo, muéstrela de nuevo y después responda."))
    before = {"state": row.state, "outcome": row.outcome}
    row.state, row.outcome = Objection.State.ANSWERED, Objection.Outcome(outcome)
    row.answered = row.answered or timezone.now()
    row.save(update_fields=["state", "outcome", "answered"])
    _step(actor, row, _KINDS.ANSWERED, text=said)
    changed(_address(row), before, {"state": row.state, "outcome": row.outcome, "answer": said})
    return row


@verb("objection.link_correction", needs="objection.answer", unit_of=_unit_of)
def link_correction(actor: Actor, objection: Objection, *, number: int) -> None:
    """Say by which later publication what was objected to was corrected.

    ``Refused`` before there is an answer, and for a publication that is not there or is no later one.
    """
    row = _held(objection)
    if row.state != Objection.State.ANSWERED:
        raise Refused(_("Primero responda; después diga con qué publicación se corrigió."))
    found = next((one for one in known_publications(actor.institution) if one.number == number), None)
    if found is None or found.number <= row.publication:
        raise Refused(_("Elija una publicación posterior a la %(n)s.") % {"n": row.publication})
    before = {"correction": row.correction}
    row.correction, row.correction_digest = found.number, found.digest
    row.save(update_fields=["correction", "correction_digest"])
    _step(actor, row, _KINDS.CORRECTED, text=str(found.number))
    changed(_address(row), before, {"correction": found.number})


@verb("objection.hide", needs="objection.moderate")
def hide(actor: Actor, objection: Objection, *, why: str, note: str) -> None:
    """Hide what abuses, and nothing else: why is public, the note is not. It stays counted, and is never deleted."""
    row = _held(objection)
    if why not in Objection.Hidden.values:
        raise Refused(_("Diga por cuál de los motivos se oculta. Que incomode no es un motivo."))
    if not note.strip():
        raise Refused(_("Explique la decisión en una línea: la lee quien audita."))
    if row.hidden is not None:
        return
    row.hidden, row.hidden_why, row.hidden_note = timezone.now(), why, note.strip()
    row.save(update_fields=["hidden", "hidden_why", "hidden_note"])
    _step(actor, row, _KINDS.HIDDEN)
    changed(_address(row), {"hidden": None}, {"hidden": row.hidden, "why": why})


@verb("objection.show", needs="objection.moderate")
def show(actor: Actor, objection: Objection) -> None:
    """Show again what was hidden."""
    row = _held(objection)
    if row.hidden is None:
        return
    before = {"hidden": row.hidden, "why": row.hidden_why}
    row.hidden, row.hidden_why = None, ""
    row.save(update_fields=["hidden", "hidden_why"])
    _step(actor, row, _KINDS.SHOWN)
    changed(_address(row), before, {"hidden": None})


@verb("objection.drop_contact", needs="objection.receive")
def drop_contact(actor: Actor, objection: Objection) -> None:
    """Take away e-mail address and name that is not shown: their time is over, or whoever left them asks for it."""
    del actor
    row = _held(objection)
    row.email, row.blanked = "", timezone.now()
    if not row.show_name:
        row.name = ""
    row.save(update_fields=["email", "name", "blanked"])
    changed(_address(row), None, {"blanked": row.blanked})


@verb("voice.settle", needs="voice.manage")
def settle(actor: Actor, wanted: Mapping[str, object]) -> VoiceSetting:
    """Say where one asks for one's own data, how long addresses are kept, and a shorter term that was promised.

    ``Refused`` for a promise without the act that makes it.
    """
    here = actor.institution
    if wanted.get("promised_days") and not str(wanted.get("promised_by") or "").strip():
        raise Refused(_("Escriba el acuerdo o la norma por la que se promete ese plazo."))
    row = VoiceSetting.objects.of(here).select_for_update().filter(key=VOICE).first()
    before = {name: getattr(row, name) for name in wanted} if row else None
    row = row or VoiceSetting(institution=here, key=VOICE)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.decided_by, row.at = actor.person, timezone.now()
    row.save()
    changed(f"voice/{VOICE}", before, dict(wanted))
    return row


@verb("objection.reckon", needs="objection.receive")
def reckon(actor: Actor) -> None:
    """Reckon anew on which day each open question is due: a day of rest came or went."""
    calendar = work_calendar(actor.institution)
    for row in Objection.objects.of(actor.institution).filter(answered=None).select_for_update():
        due = due_of(row.term, row.at, calendar)
        if due != row.due:
            changed(_address(row), {"due": row.due}, {"due": due})
            Objection.objects.filter(pk=row.pk).update(due=due)


@follows_calendar
def follow_calendar(actor: Actor, day: date) -> None:
    """Let the due days of open questions follow the institution's days of rest."""
    del day  # few are open: all are reckoned
    reckon(Actor.system(actor.institution))


def _held(objection: Objection) -> Objection:
    row: Objection = Objection.objects.select_for_update(of=("self",)).select_related("unit").get(pk=objection.pk)
    return row


def _step(actor: Actor, row: Objection, kind: object, *, office: str = "", text: str = "") -> None:
    signs = office or (row.unit.name if row.unit else actor.institution.name)
    if kind in (_KINDS.HIDDEN, _KINDS.SHOWN, _KINDS.RECEIVED):
        signs = actor.institution.name
    ObjectionStep.objects.create(
        institution=row.institution,
        objection=row,
        at=timezone.now(),
        kind=kind,
        office=signs,
        person=actor.person,
        text=text,
    )


def _address(row: Objection) -> str:
    return f"objection/{row.key}"
