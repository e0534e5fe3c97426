"""How a due day was counted, in sentences: each with its facts, so that whoever shows it says it in their own words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from ceiba.kernel.register_deadline import DeadlineReckoning
from ceiba.kernel.register_type import DayCount, Silence
from ceiba.kernel.text import _

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CountStep:
    """One step of a count: a sentence marked for translation, and its facts (days as ``date``, numbers, names)."""

    message: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.facts


def count_steps(reckoning: DeadlineReckoning) -> tuple[CountStep, ...]:
    """Return the steps of a count in the order in which a person would check them: from when, how many, what did not
    count, when it is due, what follows, and whether it was kept.
    """
    return tuple(
        CountStep(message, facts)
        for part in (_beginning, _not_counted, _end, _outcome)
        for message, facts in part(reckoning)
    )


Said = Iterator[tuple[str, Mapping[str, object]]]


def _beginning(reckoning: DeadlineReckoning) -> Said:
    rule = reckoning.rule
    if rule.before:
        yield _("Se cuenta hacia atrás, desde el día anterior al %(day)s."), {"day": reckoning.started}
    else:
        yield _("Se cuenta desde el día siguiente al %(day)s."), {"day": reckoning.started}
    working = rule.count is DayCount.WORKING
    message = _("Días hábiles del plazo: %(count)s.") if working else _("Días calendario del plazo: %(count)s.")
    yield message, {"count": rule.days}
    if reckoning.prolonged:
        yield _("Días que agrega la prórroga: %(count)s."), {"count": reckoning.prolonged}


def _not_counted(reckoning: DeadlineReckoning) -> Said:
    """Yield suspensions in the order of time, each holiday by its name, and how many days of weekends."""
    for first, last in _spans(reckoning.suspended):
        if first == last:
            yield _("El %(day)s no corre: está suspendido."), {"day": first}
        else:
            yield _("Del %(first)s al %(last)s no corre: está suspendido."), {"first": first, "last": last}
    if reckoning.rule.count is not DayCount.WORKING:
        return
    for day, holiday in reckoning.passed:
        if holiday:
            yield _("El %(day)s no cuenta: %(holiday)s."), {"day": day, "holiday": holiday}
    if weekends := sum(1 for _passed, holiday in reckoning.passed if not holiday):
        yield _("Sábados y domingos que no cuentan: %(count)s."), {"count": weekends}


def _end(reckoning: DeadlineReckoning) -> Said:
    if reckoning.due is None:
        if reckoning.halted is not None:
            yield _("Desde el %(day)s no corre: está suspendido."), {"day": reckoning.halted}
        message = _("Se contaron %(counted)s de %(days)s días y no hay fecha aún.")
        yield message, {"counted": reckoning.counted, "days": reckoning.days}
        return
    if reckoning.rule.count is DayCount.CALENDAR and reckoning.passed:
        # Of calendar days only those count for nothing at which the deadline would have ended.
        day, holiday = reckoning.passed[0]
        facts = {"day": day, "due": reckoning.due, "holiday": holiday}
        if holiday:
            yield _("El %(day)s no se trabaja (%(holiday)s): vence el %(due)s."), facts
        else:
            yield _("El %(day)s cae en fin de semana: vence el %(due)s."), facts
    else:
        yield _("El día %(count)s es el %(due)s: ese día vence."), {"count": reckoning.days, "due": reckoning.due}


def _outcome(reckoning: DeadlineReckoning) -> Said:
    """Yield what follows where nobody answers, and once it ended whether it ended in time."""
    if reckoning.ended is None:
        if reckoning.due is not None and reckoning.rule.silence is Silence.GRANTED:
            yield _("Sin respuesta al %(day)s se entiende concedido."), {"day": reckoning.due}
        elif reckoning.due is not None and reckoning.rule.silence is Silence.DENIED:
            yield _("Sin respuesta al %(day)s se entiende denegado."), {"day": reckoning.due}
    elif reckoning.kept:
        yield _("Terminó el %(day)s, en plazo."), {"day": reckoning.ended}
    else:
        yield _("Terminó el %(day)s, fuera de plazo."), {"day": reckoning.ended}


def _spans(days: Iterable[date]) -> list[tuple[date, date]]:
    """Return days that follow one another as first and last."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and spans[-1][1] + _DAY == day:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans
