"""In how many days people are answered: the country's term or the shorter one that the institution promised, with the
working of each count by the same engine that counts the deadlines of registers.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.models import Institution
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.kernel.answer_term import AnswerMatter, AnswerTerm
from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.law import LegalSource, Standing
from ceiba.kernel.register_deadline import DeadlineReckoning, reckon_deadline
from ceiba.kernel.register_record import Record, StateChange
from ceiba.kernel.register_type import DayCount, Deadline, RegisterState, RegisterType
from ceiba.methodologies.loader import load
from ceiba.participation.models_objections import VoiceSetting
from ceiba.registers.workings import DeadlineWorking

VOICE = "voz"
RECEIVED, ANSWERED = "received", "answered"
_FALLBACK = AnswerTerm(AnswerMatter.QUESTION, "", 10, working=True)
Term = Mapping[str, Any]


def setting_of(institution: Institution) -> VoiceSetting:
    """Return what an institution decided about questions and personal data; unsaved defaults where it decided nothing.

    One query.
    """
    found: VoiceSetting | None = VoiceSetting.objects.of(institution).filter(key=VOICE).first()
    return found or VoiceSetting(institution=institution, key=VOICE)


def offered(institution: Institution, matter: AnswerMatter) -> list[Term]:
    """Return the terms that hold for a matter: the country's, and a promise of the institution for public questions."""
    known = load(institution.methodology).answer_term(matter) or _FALLBACK
    terms = [_told(known)]
    setting = setting_of(institution) if matter is AnswerMatter.QUESTION else None
    if setting and setting.promised_days:
        source = LegalSource(setting.promised_by, standing=Standing.KNOWN)
        terms.append(_told(AnswerTerm(matter, known.label, setting.promised_days, working=True, source=source)))
    return terms


def _told(term: AnswerTerm) -> Term:
    source = term.source
    return {
        "label": term.label,
        "days": term.days,
        "working": term.working,
        "norm": source.name if source else "",
        "article": (source.article or "") if source else "",
        "standing": (source.standing if source else Standing.UNVERIFIED).value,
    }


def begin(institution: Institution, matter: AnswerMatter, at: datetime) -> tuple[Term, date]:
    """Return the term that holds for what came at a moment, the one that ends first, and the day on which it ends."""
    calendar = work_calendar(institution)
    ends = [(due_of(term, at, calendar), term) for term in offered(institution, matter)]
    due, term = min(ends, key=lambda one: one[0])
    return term, due


def due_of(term: Term, at: datetime, calendar: WorkCalendar) -> date:
    """Return the day on which a term ends that began at a moment."""
    reckoning = _reckoned(term, at, None, calendar)
    if reckoning is None or reckoning.due is None:
        raise RuntimeError("a term without suspension always ends")
    return reckoning.due


def working(term: Term, at: datetime, answered: datetime | None, calendar: WorkCalendar) -> DeadlineWorking:
    """Return the count of a term, step by step, for whoever wants to check it."""
    record = _record(at, answered)
    deadline = _deadline(term)
    return DeadlineWorking(
        deadline, _shape(deadline), record, reckon_deadline(record, deadline, calendar), timezone.localdate()
    )


def _reckoned(term: Term, at: datetime, answered: datetime | None, calendar: WorkCalendar) -> DeadlineReckoning | None:
    return reckon_deadline(_record(at, answered), _deadline(term), calendar)


def _record(at: datetime, answered: datetime | None) -> Record:
    history = [StateChange(RECEIVED, _clock(at))]
    if answered is not None:
        history.append(StateChange(ANSWERED, _clock(answered)))
    return Record("asked", "asked", history[-1].state, {}, tuple(history))


def _clock(at: datetime) -> datetime:
    return timezone.localtime(at).replace(tzinfo=None)


def _deadline(term: Term) -> Deadline:
    count = DayCount.WORKING if term["working"] else DayCount.CALENDAR
    source = LegalSource(term["norm"], term["article"] or None, Standing(term["standing"])) if term["norm"] else None
    label = str(term["label"]) or _("Respuesta")
    return Deadline("answer", label, RECEIVED, (ANSWERED,), int(term["days"]), count, source=source)


def _shape(deadline: Deadline) -> RegisterType:
    """Return the shape of what is answered: received, then answered."""
    states = (RegisterState(RECEIVED, "", initial=True), RegisterState(ANSWERED, "", final=True))
    return RegisterType("asked", "1", deadline.label, deadline.label, (), states, deadlines=(deadline,))
