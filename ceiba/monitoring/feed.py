"""The calendar of a person as an iCalendar feed (RFC 5545), which a calendar program asks for by itself."""

from datetime import date, datetime, timedelta

from django.core import signing
from django.db.models import F
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution, Person
from ceiba.monitoring.agenda import Agenda, Deadline
from ceiba.monitoring.models import FeedAddress
from ceiba.ui import formats

_SIGNER = signing.Signer(salt="ceiba.calendar")  # without the hour: the address stays the same
_WARNED = timedelta(days=-2)
_STAMP = 16  # characters of the person's session hash: a new password makes a new address


def token(person: Person, institution: Institution) -> str:
    """Return what stands in the address of a person's feed. Whoever has it reads due days, and nothing else."""
    return _SIGNER.sign_object([person.pk, institution.pk, _stamp(person), _number(person, institution)])


def renew(person: Person, institution: Institution) -> None:
    """Give a person another address: the ones before answer nobody from now on."""
    FeedAddress.objects.get_or_create(person=person, institution=institution)
    FeedAddress.objects.filter(person=person, institution=institution).update(number=F("number") + 1)


def actor_of(text: str) -> Actor | None:
    """Return for whom an address speaks; None where it is forged or was renewed, or its person has left."""
    try:
        person_id, institution_id, stamp, number = _SIGNER.unsign_object(text)
    except (signing.BadSignature, ValueError):
        return None
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    institution = Institution.objects.filter(pk=institution_id).first()
    if person is None or institution is None:
        return None
    if (stamp, number) != (_stamp(person), _number(person, institution)):
        return None
    actor = Actor.of(person, institution)
    return actor if actor.belongs else None


def _stamp(person: Person) -> str:
    return person.get_session_auth_hash()[:_STAMP]


def _number(person: Person, institution: Institution) -> int:
    kept = FeedAddress.objects.filter(person=person, institution=institution).values_list("number", flat=True)
    return next(iter(kept), 0)


def feed(agenda: Agenda, address: str, now: datetime) -> bytes:
    """Return the agenda as one calendar: a whole day for each report owed or to be reviewed, and for each duty."""
    here = agenda.actor.institution
    calendar = Calendar()
    calendar.add("prodid", "-//Ceiba//ES")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Ceiba · {here.short_name or here.name}")

    def event(identity: str, words: str, day: date, how: str) -> Event:
        made = _event(words, day, how)
        made.add("uid", f"{identity}@{here.slug}")
        made.add("url", address)
        made.add("dtstamp", now)
        return made

    for one in agenda.mine:
        words = _("Reportar: %(what)s") % {"what": _words(one)}
        calendar.add_component(event(f"report-{one.key}", words, one.report.due, one.how))
    for one in agenda.to_review:
        words = _("Revisar: %(what)s") % {"what": _words(one)}
        calendar.add_component(event(f"review-{one.key}", words, one.report.due, one.how))
    for duty in agenda.coming:
        words = f"{duty.duty.label} · {formats.period(duty.period)}"
        identity = f"duty-{duty.duty.key}-{duty.period.notation()}"
        calendar.add_component(event(identity, words, duty.reckoning.due, duty.how))
    return calendar.to_ical()


def _words(one: Deadline) -> str:
    unit = one.unit.name if one.unit else _("lo que no tiene unidad")
    return f"{one.duty} {formats.period(one.cycle.period)}, {unit}"


def _event(words: str, day: date, how: str) -> Event:
    event = Event()
    event.add("summary", words)
    event.add("description", how)
    event.add("dtstart", day)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", _WARNED)
    event.add_component(alarm)
    return event
