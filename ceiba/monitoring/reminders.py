"""Reminders by e-mail: one letter a day at most for each person, with what is new since the last one.

Clerks and unit heads are told of the rows of registers, and unit heads of the questions of the public, whose deadline
is near or late in their units. Unit heads are told of what their units owe, planners of what no unit answers for: five
days before it is due, and once when it is late; again where its day moved. Reviewers are told once of each report that
waits for them. A letter that cannot be sent is tried again the next day. Where no mail server is set up, letters are
written to the console.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ceiba.indicators.queries_reporting import reporting_institutions
from ceiba.institutions import letters
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Assignment, Institution, Person
from ceiba.institutions.permissions import Role
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.sign_in import sends_mail
from ceiba.institutions.verbs import changed, verb
from ceiba.institutions.waiting import LATE, Waiting, waiting
from ceiba.monitoring.agenda import Agenda, Deadline, Stage
from ceiba.monitoring.models import Reminder
from ceiba.participation.queries_objections import keeping_institutions as asked_institutions
from ceiba.registers.queries_waiting import keeping_institutions
from ceiba.snapshots import services as snapshots
from ceiba.ui import formats

REVIEW = "review"  # the stage of a report that waits for its reviewer
_CONSOLE = "django.core.mail.backends.console.EmailBackend"
_TOLD = (Role.UNIT_HEAD, Role.PLANNER, Role.REVIEWER, Role.CLERK)
_KEEPERS = (Role.CLERK, Role.UNIT_HEAD)  # who is told of rows of registers and of questions


@dataclass(frozen=True)
class News:
    """A deadline that a person has to hear of: at which stage, and the day that makes it new if it changes."""

    deadline: Deadline
    stage: str
    day: date

    @property
    def identity(self) -> tuple[str, str, date]:
        """Return what is kept, so that nobody is told twice."""
        return self.deadline.key, self.stage, self.day

    @property
    def subject(self) -> str:
        """Return the address of its report in the history."""
        return f"report/{self.deadline.key}"


def remind_everybody(today: date) -> int:
    """Send the letters of a day in every institution whose units report or keep registers; return how many were sent.

    Nobody is written to in an invented institution: its people do not exist.
    """
    wanted = dict.fromkeys([*reporting_institutions(today), *keeping_institutions(today), *asked_institutions(today)])
    return sum(remind(here, today) for here in wanted if not here.invented)


def remind(institution: Institution, today: date) -> int:
    """Send the letters of a day in one institution; return how many were sent."""
    formats.activate(institution.locale)
    held = Assignment.objects.of(institution).holding(today).filter(role__in=_TOLD).select_related("person")
    snapshot, calendar = snapshots.current(institution), work_calendar(institution)
    sent = 0
    for person in dict.fromkeys(assignment.person for assignment in held):
        with override(person.language):
            agenda = Agenda(Actor.of(person, institution), snapshot, calendar, today)
            kept = set(
                Reminder.objects.filter(institution=institution, person=person).values_list("report", "stage", "day")
            )
            news = [one for one in _news(agenda) if one.identity not in kept]
            rows = [one for one in waiting(_only(agenda.actor, *_KEEPERS), today) if one.identity not in kept]
            if (news or rows) and person.is_active and _send(person, institution, news, rows):
                keep_reminders(Actor.system(institution), person=person, told=[*news, *rows])
                sent += 1
    return sent


def _news(agenda: Agenda) -> Iterator[News]:
    """Yield what a person has to hear of, told before or not."""
    heads, plans = (_only(agenda.actor, role) for role in (Role.UNIT_HEAD, Role.PLANNER))
    for one in agenda.mine:
        answers = heads.may("report.enter", one.unit) or (one.unit is None and plans.may("report.enter"))
        if answers and one.stage is not Stage.AHEAD:
            yield News(one, one.stage.value, one.report.due)
    for one in agenda.to_review:
        reported = one.report.reported_at
        yield News(one, REVIEW, timezone.localdate(reported) if reported else one.report.due)


def _only(actor: Actor, *roles: Role) -> Actor:
    """Return a person as if they held nothing but some of their roles."""
    return replace(actor, assignments=tuple(held for held in actor.assignments if held.role in roles))


@verb("reminders.keep", needs="cycle.manage")
def keep_reminders(actor: Actor, *, person: Person, told: Sequence[News | Waiting]) -> None:
    """Keep that a person was told of deadlines."""
    here, now = actor.institution, timezone.now()
    for one in told:
        report, stage, day = one.identity
        Reminder.objects.get_or_create(
            institution=here, person=person, report=report, stage=stage, day=day, defaults={"at": now}
        )
        changed(one.subject, None, {"reminded": person.email, "stage": stage})


def _send(person: Person, institution: Institution, news: list[News], rows: list[Waiting]) -> bool:
    facts = {
        "name": person.name,
        "institution": institution.name,
        "owed": "\n".join(_line(one) for one in news if one.stage != REVIEW),
        "review": "\n".join(_line(one) for one in news if one.stage == REVIEW),
        "rows": "\n".join(map(_row_line, rows)),
    }
    text = _("%(name)s:") % facts
    if facts["owed"]:
        text += "\n\n" + _("En %(institution)s falta reportar:\n\n%(owed)s\n\nSe reporta en «Mi unidad».") % facts
    if facts["review"]:
        text += "\n\n" + _("En %(institution)s espera su revisión:\n\n%(review)s") % facts
    if facts["rows"]:
        text += "\n\n" + _("En %(institution)s corren plazos:\n\n%(rows)s\n\nEstán en «Mi unidad».") % facts
    subject = _("Reportes pendientes en %(institution)s") % facts
    return letters.sent(person.email, subject, text, backend=None if sends_mail() else _CONSOLE, person=person.pk)


def _row_line(one: Waiting) -> str:
    facts = {"what": one.name, "deadline": one.detail, "day": formats.day(one.day)}
    if one.stage == LATE:
        return "- " + _("%(what)s, %(deadline)s: venció el %(day)s") % facts
    return "- " + _("%(what)s, %(deadline)s: vence el %(day)s") % facts


def _line(one: News) -> str:
    deadline = one.deadline
    facts = {
        "what": deadline.duty,
        "period": formats.period(deadline.cycle.period),
        "unit": deadline.unit.name if deadline.unit else _("lo que no tiene unidad"),
        "day": formats.day(one.day),
    }
    if one.stage == REVIEW:
        return "- " + _("%(what)s %(period)s, %(unit)s: reportado el %(day)s") % facts
    if deadline.stage is Stage.LATE:
        said = _("%(what)s %(period)s, %(unit)s: venció el %(day)s") % facts
    else:
        said = _("%(what)s %(period)s, %(unit)s: vence el %(day)s") % facts
    return f"- {said}\n  {deadline.how}"
