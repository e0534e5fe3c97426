"""Faults between plans and years: deadlines, plans out of step, reports not sent, emergencies long over."""

import random
import re
from dataclasses import replace
from decimal import Decimal

from ceiba.kernel.indicator import Indicator, Target
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Link, LinkKind, Plan
from ceiba.kernel.reporting import ReportState
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import Value
from tests.mutations.fault import Injection, Register, at, changed, drawn, of_indicator
from tests.mutations.faults.wording import with_target

faults = Register()
_YEAR = 12
_EMERGENCIES = (
    "según las medidas sanitarias por el COVID-19",
    "con los protocolos de la cuarentena",
    "para prevenir el contagio de coronavirus",
)
_DEADLINE = re.compile(r"^Para el (20\d\d)\b")


@faults("T008")
def annual_target_unlike_the_longer_plan(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The annual plan was drawn up anew, with its own baseline and another target than the plan of several years."""
    copies = [
        i
        for link in plan.links
        if link.kind is LinkKind.REPEATS and (i := plan.indicator(link.origin.removeprefix("indicator/")))
    ]
    indicator = drawn((i for i in copies if i.baseline_value and i.target_value and i.final_target), chance)
    if indicator is None or indicator.target_value is None or indicator.final_target is None:
        return None
    assert indicator.baseline is not None
    assert indicator.baseline_value is not None
    year = Target(Value(indicator.target_value + chance.choice((1, -1, 30))), indicator.final_target.period)
    baseline = replace(indicator.baseline, value=Value(indicator.baseline_value - 1))
    made = changed(plan, "indicator", indicator, targets=(year,), baseline=baseline)
    return at(made, *of_indicator(plan, indicator))


@faults("T009")
def element_longer_than_what_holds_it(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An element goes on for a year, or a month, after what it hangs from is over."""
    pairs: list[tuple[Element, Element, Period]] = []
    for element in plan.elements:
        parent, whole = plan.element(element.parent), plan.plan_of(element).period
        if parent is not None and whole is not None and not plan.children(element):
            pairs.append((element, parent, whole))
    found = drawn(pairs, chance)
    if found is None:
        return None
    element, parent, whole = found
    less = chance.choice((1, min(6, whole.months - 1)))
    made = changed(plan, "element", parent, period=Period(whole.first_month, whole.months - less))
    made = changed(made, "element", element, period=whole)
    return at(made, address("element", element.id))


@faults("T010")
def report_never_sent(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A unit did not report, and the period was closed."""
    closed = {cycle.id for cycle in plan.cycles if cycle.closed}
    report = drawn((r for r in plan.reports if r.unit and r.cycle in closed), chance)
    if report is None:
        return None
    owed = replace(
        report, state=ReportState.OPEN, reported_at=None, reported_by=None, reviewed_at=None, reviewed_by=None
    )
    reports = tuple(owed if r is report else r for r in plan.reports)
    return at(replace(plan, reports=reports), address("unit", report.unit or ""))


@faults("T011")
def emergency_copied_from_the_old_plan(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The measures of an emergency that is over came along with the text of an old plan."""
    late = [e for e in plan.elements if (p := plan.plan_of(e).period) and p.start_year > 2023]
    element = drawn(late, chance)
    if element is None:
        return None
    text = f"{element.text.rstrip('.')} {chance.choice(_EMERGENCIES)}."
    return at(changed(plan, "element", element, text=text), address("element", element.id))


@faults("T012")
def deadline_of_another_year(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The sentence promises it for one year and the target is due in another."""
    promises = [e for e in plan.elements if _DEADLINE.match(e.text) and plan.indicators_of(e)]
    element = drawn(promises, chance)
    if element is None:
        return None
    year = int(element.text[8:12]) + chance.choice((1, -1, 2, 10))
    text = _DEADLINE.sub(f"Para el {year}", element.text)
    return at(changed(plan, "element", element, text=text), address("element", element.id))


def _years(indicator: Indicator) -> list[Target]:
    return [t for t in indicator.targets if t.period and t.period.months == _YEAR]


def _is_unbroken(indicator: Indicator) -> bool:
    """Tell whether an indicator promises something for each of four years or more."""
    years = [t.period.end_year for t in _years(indicator) if t.period]
    return len(years) > 3 and years == list(range(years[0], years[0] + len(years)))


@faults("T013")
def year_left_out_of_the_path(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The column of one year was skipped."""
    indicator = drawn((i for i in plan.indicators if _is_unbroken(i)), chance)
    if indicator is None:
        return None
    lost = chance.choice(_years(indicator)[1:-1])
    made = changed(plan, "indicator", indicator, targets=tuple(t for t in indicator.targets if t is not lost))
    return at(made, *of_indicator(plan, indicator))


@faults("T014")
def second_plan_of_its_kind(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A new plan was begun before the old one of its kind was over."""
    dated = [p for p in plan.plans if p.period and p.kind not in ("policy", "pac")]
    one = drawn(dated, chance)
    if one is None or one.period is None:
        return None
    late = _YEAR * chance.randrange(one.period.months // _YEAR)
    new = Plan(f"{one.id}-nuevo", one.kind, f"{one.title} (nuevo)", one.period.shift(late), parent=one.parent)
    made = replace(plan, plans=(*plan.plans, new))
    return at(made, address("plan", one.id), address("plan", new.id))


@faults("T015")
def due_when_nobody_reports(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The last target falls due a month early or late, or the indicator is measured every five months."""
    indicator = drawn((i for i in plan.indicators if i.final_target and i.final_target.period and i.frequency), chance)
    if indicator is None or indicator.final_target is None or indicator.final_target.period is None:
        return None
    if chance.random() < 0.4:
        return at(changed(plan, "indicator", indicator, frequency=5), *of_indicator(plan, indicator))
    final = indicator.final_target
    assert final.period is not None
    off = replace(final, period=Period(final.period.first_month, final.period.months - 1))
    targets = tuple(
        off if t is final else t for t in indicator.targets if t is final or (t.period and t.period.months > 6)
    )
    return at(changed(plan, "indicator", indicator, targets=targets), *of_indicator(plan, indicator))


@faults("T016")
def plan_that_develops_one_that_is_over(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A plan still names the one before the last as that which it develops, or one that has not begun."""
    pairs = [(p, above) for p in plan.plans if (above := plan.plan(p.parent)) and p.period and above.period]
    pair = drawn(pairs, chance)
    if pair is None or pair[0].period is None or pair[1].period is None:
        return None
    one, above = pair
    assert one.period is not None
    assert above.period is not None
    away = above.period.last_month + 1 - one.period.first_month
    if chance.random() < 0.4:
        away = above.period.first_month - 1 - one.period.last_month
    return at(changed(plan, "plan", one, period=one.period.shift(away)), address("plan", one.id))


@faults("T017")
def contribution_to_a_plan_that_is_over(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An element is linked to a policy of years ago."""
    dated = [e for e in plan.elements if plan.plan_of(e).period]
    element = drawn(dated, chance)
    period = plan.plan_of(element).period if element else None
    if element is None or period is None:
        return None
    old = Element("viejo-1", element.level, "Que la juventud participe en las decisiones de su comunidad.", "1")
    ended = Period(period.first_month - 5 * _YEAR - chance.choice((0, 12)), 5 * _YEAR)
    policy = Plan("viejo", "policy", "Política de juventud", ended, elements=(old,))
    link = Link(LinkKind.CONTRIBUTES, address("element", element.id), address("element", old.id))
    made = replace(plan, plans=(*plan.plans, policy), links=(*plan.links, link))
    return at(made, address("element", element.id))


@faults("M046")
def target_of_last_year_copied(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The annual plan is last year's with a new cover: its targets were not touched."""
    annual = [p for p in plan.plans if p.period and p.period.months == _YEAR and p.indicators]
    one = drawn(annual, chance)
    if one is None or one.period is None:
        return None
    growing = [i for i in one.indicators if i.target_value and i.baseline_value != i.target_value and i.final_target]
    indicator = drawn(growing, chance)
    if indicator is None or indicator.element is None:
        return None
    home = next(e for e in one.elements if e.id == indicator.element)
    before = Plan(
        f"{one.id}-antes",
        one.kind,
        f"{one.title} (anterior)",
        one.period.previous(),
        elements=(replace(home, id="antes-1", parent=None, weight=None, period=None),),
        indicators=(
            replace(
                with_target(indicator, indicator.target_value or Decimal(0)),
                id="antes-i1",
                element="antes-1",
                targets=tuple(replace(t, period=t.period.shift(-_YEAR)) for t in indicator.targets if t.period),
                stated_changes=(),
            ),
        ),
    )
    return at(replace(plan, plans=(before, *plan.plans)), *of_indicator(plan, indicator))
