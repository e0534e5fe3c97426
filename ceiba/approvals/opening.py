"""A new year: what opening it would do, foreseen without doing any of it, and the verb that does exactly that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.indicators import services as indicators
from ceiba.indicators.cycles import duties
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel.calendar import WorkCalendar, first_day, reckon
from ceiba.kernel.indicator import Indicator, Target
from ceiba.kernel.methodology import Methodology, PlanKind, ReportingPeriod
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Link, LinkKind, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.methodologies.loader import load
from ceiba.plans import services as plans
from ceiba.plans.models import Plan as PlanRow
from ceiba.snapshots import services as snapshots

_ENDED = (PlanRow.State.CLOSED,)


@dataclass(frozen=True)
class Opened:
    """A period that units will report; ``state`` is «new», «open» where it is open already, or «closed»."""

    duty: ReportingPeriod
    period: Period
    opens: date
    due: date
    state: str


@dataclass(frozen=True)
class Annual:
    """An annual plan that comes from a plan of several years, with what it carries; ``why_not`` where none is made.

    ``left`` are the indicators of the source that promise nothing in the year, ``above`` those of levels that the
    annual plan does not have: they stay in the source alone.
    """

    source: Plan
    kind: PlanKind
    plan: Plan | None = None
    links: tuple[Link, ...] = ()
    left: tuple[Indicator, ...] = ()
    above: tuple[Indicator, ...] = ()
    why_not: str = ""

    @property
    def targets(self) -> int:
        """Return how many targets are carried over."""
        return sum(len(one.targets) for one in self.plan.indicators) if self.plan else 0


@dataclass(frozen=True)
class Year:
    """What opening a year would do. ``why_not`` says why it cannot be opened at all; empty where it can."""

    period: Period
    cycles: tuple[Opened, ...] = ()
    annuals: tuple[Annual, ...] = ()
    why_not: str = ""

    @property
    def does_something(self) -> bool:
        """Tell whether opening it would change anything."""
        return not self.why_not and (any(c.state == "new" for c in self.cycles) or any(a.plan for a in self.annuals))

    @property
    def digest(self) -> str:
        """Return a short text that differs whenever the year would be opened otherwise."""
        told = repr((self.period, [(c.duty.key, c.period, c.state) for c in self.cycles], self.annuals))
        return sha256(told.encode()).hexdigest()[:16]


def foresee(institution: Institution, snapshot: Snapshot, year: int) -> Year:
    """Return what opening a fiscal year would do today."""
    methodology = load(institution.methodology)
    period = Period.of_year(year, methodology.fiscal_start)
    if why := _over(methodology, period):
        return Year(period, why_not=why)
    ended = set(PlanRow.objects.of(institution).filter(state__in=_ENDED).values_list("key", flat=True))
    found = tuple(_annuals(snapshot, methodology, period, ended))
    return Year(period, tuple(_cycles(snapshot, methodology, period, work_calendar(institution))), found)


def _over(methodology: Methodology, period: Period) -> str:
    """Return why a year that is over is not opened; empty where it is not over, or the methodology lets it."""
    today = timezone.localdate()
    if methodology.amendments.retroactive or period.last_month >= today.year * 12 + today.month - 1:
        return ""
    return _("%(year)s ya terminó, y la metodología no deja cambiar lo que ya pasó.") % {"year": period.start_year}


def _cycles(snapshot: Snapshot, methodology: Methodology, period: Period, calendar: WorkCalendar) -> Iterator[Opened]:
    known = {(one.duty, one.period): one for one in snapshot.cycles}
    for duty in duties(methodology):
        if period.months % duty.months:
            continue
        for part in period.divide(duty.months):
            one = known.get((duty.key, part))
            state = "new" if one is None else "closed" if one.closed else "open"
            opens = one.opens if one else first_day(part.last_month + 1)
            yield Opened(duty, part, opens, one.due if one else reckon(duty, part, calendar).due, state)


def _annuals(snapshot: Snapshot, methodology: Methodology, period: Period, ended: set[str]) -> Iterator[Annual]:
    """Yield the annual plan of every plan of several years that runs in the year."""
    for source in snapshot.plans:
        runs = source.period
        if runs is None or runs.months <= period.months or not runs.contains(period) or source.id in ended:
            continue
        for kind in methodology.plan_kinds:
            if kind.parent == source.kind and kind.maximum_years == 1:
                yield _annual(snapshot, methodology, source, kind, period)


def _annual(snapshot: Snapshot, methodology: Methodology, source: Plan, kind: PlanKind, period: Period) -> Annual:
    same = next((p for p in snapshot.plans if p.kind == kind.key and p.period == period), None)
    if same is not None:
        return Annual(source, kind, why_not=_("Ya existe: «%(plan)s».") % {"plan": same.title or same.id})
    carried, left, above = _sorted_out(snapshot, methodology, source, kind, period)
    if not carried:
        why = _("Ninguna de sus metas cae en %(year)s, en los niveles que lleva un %(kind)s.")
        return Annual(
            source, kind, left=left, above=above, why_not=why % {"year": period.start_year, "kind": kind.label}
        )
    measured = [i for i in carried if any(period.contains(m.period) for m in snapshot.measurements_of(i))]
    if measured:
        why = _("Ya hay cifras de %(year)s reportadas en «%(plan)s» (%(indicator)s…): lo reportado no se mueve.")
        names = {"year": period.start_year, "plan": source.title or source.id, "indicator": measured[0].text}
        return Annual(source, kind, left=left, above=above, why_not=why % names)
    plan, links = _carried(snapshot, source, kind, period, carried)
    return Annual(source, kind, plan, links, left, above)


def _sorted_out(
    snapshot: Snapshot, methodology: Methodology, source: Plan, kind: PlanKind, period: Period
) -> tuple[tuple[Indicator, ...], tuple[Indicator, ...], tuple[Indicator, ...]]:
    """Return the indicators that the annual plan carries, those without target in the year, those of other levels."""
    carried: list[Indicator] = []
    left: list[Indicator] = []
    above: list[Indicator] = []
    for indicator in source.indicators:
        element = snapshot.element(indicator.element)
        if element is None or element.withdrawn:
            continue
        here = left if not _targets(indicator, period) else carried if _has(methodology, kind, element) else above
        here.append(indicator)
    return tuple(carried), tuple(left), tuple(above)


def _targets(indicator: Indicator, period: Period) -> tuple[Target, ...]:
    return tuple(t for t in indicator.targets if t.period is not None and period.contains(t.period))


def _ends_in(indicator: Indicator, period: Period) -> bool:
    """Tell whether what an indicator promises in words is due in a period; else the words speak of later years."""
    final = indicator.final_target
    return final is not None and final.period is not None and period.contains(final.period)


def _has(methodology: Methodology, kind: PlanKind, element: Element) -> bool:
    """Tell whether the annual plan has the level of an element."""
    level = methodology.level(element.level)
    return level is not None and (not level.plan_kinds or kind.key in level.plan_kinds)


def _carried(
    snapshot: Snapshot, source: Plan, kind: PlanKind, period: Period, carried: Iterable[Indicator]
) -> tuple[Plan, tuple[Link, ...]]:
    """Return the annual plan, and the links that tell whose promise each of its things repeats."""
    methodology, wanted = snapshot.methodology, tuple(carried)
    kept: set[str] = set()
    for indicator in wanted:
        element = snapshot.element(indicator.element)
        if element is not None:
            line = (element, *snapshot.ancestors(element))
            kept |= {one.id for one in line if not one.withdrawn and _has(methodology, kind, one)}
    name = _Names(snapshot, period.start_year)
    ids = {e.id: name.of(e.id) for e in source.elements if e.id in kept}
    elements = tuple(
        replace(e, id=ids[e.id], parent=_nearest(snapshot, e, ids), period=None)
        for e in source.elements
        if e.id in kept
    )
    new = {i.id: name.of(i.id) for i in wanted}
    copies = tuple(
        replace(
            i,
            id=new[i.id],
            element=ids[i.element or ""],
            targets=_targets(i, period),
            target_text=None,
            stated_changes=i.stated_changes if _ends_in(i, period) else (),
        )
        for i in wanted
    )
    pairs = [("element", ids), ("indicator", new)]
    links = tuple(
        Link(LinkKind.REPEATS, address(noun, copy), address(noun, origin))
        for noun, found in pairs
        for origin, copy in found.items()
    )
    title = f"{kind.label} {period.start_year}"
    plan = Plan(name.of(kind.key), kind.key, title, period, source.id, elements=elements, indicators=copies)
    return plan, links


def _nearest(snapshot: Snapshot, element: Element, ids: dict[str, str]) -> str | None:
    return next((ids[one.id] for one in snapshot.ancestors(element) if one.id in ids), None)


class _Names:
    """New identifiers: the old one with the year behind it, and a number where that is taken."""

    def __init__(self, snapshot: Snapshot, year: int) -> None:
        self._year = year
        self._used = {p.id for p in snapshot.plans}
        self._used |= {e.id for p in snapshot.plans for e in p.elements}
        self._used |= {i.id for p in snapshot.plans for i in p.indicators}

    def of(self, identifier: str) -> str:
        """Return an identifier that nothing has."""
        wanted, number = f"{identifier}-{self._year}", 2
        while wanted in self._used:
            wanted, number = f"{identifier}-{self._year}-{number}", number + 1
        self._used.add(wanted)
        return wanted


@verb("year.open", needs="cycle.manage", touches=[Part.PLAN, Part.REPORTING])
def open_year(actor: Actor, year: int, *, seen: str) -> Year:
    """Open a year as it was foreseen: annual plans in preparation, and the periods that units report in it.

    ``seen`` is the digest of the ``Year`` that the person was shown: ``Refused`` where it would be another by now, or
    where it cannot be opened. What is there already stays as it is.
    """
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)  # two at once open it once
    wanted = foresee(here, snapshots.current(here), year)
    if wanted.why_not:
        raise Refused(wanted.why_not)
    if wanted.digest != seen:
        raise Refused(_("Algo cambió mientras usted miraba: lea otra vez lo que haría y ábralo de nuevo."))
    if not wanted.does_something:
        raise Refused(_("%(year)s ya está abierto: no hay nada que hacer.") % {"year": year})
    new = [one for one in wanted.annuals if one.plan is not None]
    made = [one.plan for one in new if one.plan is not None]
    changed(f"institution/{here.slug}", None, {"year": year, "plans": [plan.title for plan in made]})
    plans.adopt(actor, made, [link for one in new for link in one.links])
    indicators.adopt(actor, made)
    for cycle in wanted.cycles:
        if cycle.state != "closed":
            indicators.open_cycle(actor, cycle.duty.key, cycle.period, opens=cycle.opens)
    return wanted
