"""Sound plans by construction: an invented institution of a methodology with its plans, money and reports.

Nothing is asked of the audit: figures agree because the sentences are written from them, sources obey the law because
they are split by it, and a line serves what it pays. A warning about such a plan is a mistake here or in the rule.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.methodology import Level, Methodology, PlanKind, Role
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Citation, Link, LinkKind, Plan, Stakeholder, Statement, StatementKind
from ceiba.kernel.population import Population
from ceiba.kernel.risk import Grade, Risk
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.unit import Institution, Unit
from tests.mutations.banks import Subject, subjects, words
from tests.mutations.chains import chains
from tests.mutations.growing import Grower, Grown, Names, is_flow
from tests.mutations.money import Books, books
from tests.mutations.promises import parts_of
from tests.mutations.reporting import Reported, duty_of, history, reported

_GRADES = ("Alto", "Medio", "Bajo")
_YEAR = 12


@dataclass(frozen=True)
class Design:
    """How large a plan is, and which of its optional parts it has; drawn once for each seed."""

    subjects: tuple[Subject, ...]
    breadth: int
    start: int
    weighted: bool
    over: int  # periods of the annual plan that are reported
    with_money: bool


def sound(methodology: Methodology, seed: int) -> Snapshot:
    """Return the sound snapshot of a seed: the same for the same methodology and seed."""
    return _Assembly(methodology, random.Random(f"{methodology.reference} {seed}")).snapshot()


def design(rng: random.Random) -> Design:
    """Return a design: from one subject and narrow to four subjects and broad."""
    return Design(
        subjects=tuple(rng.sample(subjects(), rng.randint(2, 4))),
        breadth=rng.randint(1, 3),
        start=rng.randint(2014, 2022),
        weighted=rng.random() < 0.5,
        over=rng.randint(0, 3),
        with_money=rng.random() < 0.85,
    )


class _Assembly:
    """Puts the parts of one snapshot together."""

    def __init__(self, methodology: Methodology, rng: random.Random) -> None:
        self.methodology, self.rng, self.design = methodology, rng, design(rng)
        self.names = Names(rng)
        self.units = tuple(Unit(f"u{n}", name, f"{n:02}") for n, name in enumerate(rng.sample(words("units"), 4), 1))
        line = _line_of_kinds(methodology)
        self.line = line[rng.choice((0, 0, 0, 1, len(line) - 1)) :]
        self.links: list[Link] = []
        self.plans: list[Plan] = []
        self.annual: Grown | None = None

    def snapshot(self) -> Snapshot:
        """Return the whole."""
        horizons = self._horizons()
        for number, (kind, period) in enumerate(horizons):
            self._plan(kind, period, opens=0 < number == len(horizons) - 2)
        annual = self.annual
        money = reports = None
        if annual is not None and annual.plan.period is not None:
            if self.design.with_money:
                money = books(self.methodology, annual.plan.period, annual.outputs, self.rng)
            reports = reported(self.methodology, annual.plan, [u.id for u in self.units], self.design.over, self.rng)
        town = self.rng.choice(words("towns"))
        return self._whole(
            f"Institución de {town} (inventada)", money or Books((), (), (), (), ()), reports or Reported()
        )

    def _whole(self, name: str, money: Books, reports: Reported) -> Snapshot:
        year = self.annual.plan.period.start_year if self.annual and self.annual.plan.period else 0
        past = [m for plan in self.plans[:-1] for m in history(plan, year, self.rng)]
        elements = [e for plan in self.plans for e in plan.elements if self._role(e.level) is Role.OUTCOME]
        return Snapshot(
            self.methodology,
            Institution(name, self.methodology.country, invented=True),
            tuple(self.plans),
            links=tuple(self.links),
            units=self.units,
            funding=money.funding,
            totals=money.totals,
            budget_lines=money.lines,
            modifications=money.modifications,
            projects=money.projects,
            measurements=(*past, *reports.measurements),
            cycles=reports.cycles,
            reports=reports.reports,
            narratives=reports.narratives,
            evidence=reports.evidence,
            risks=tuple(self._risks([e.id for e in elements])),
            populations=tuple(self._populations([e.id for e in elements])),
        )

    def _horizons(self) -> list[tuple[PlanKind, Period]]:
        """Return the kinds of plan with their periods, each inside the one that it develops."""
        found: list[tuple[PlanKind, Period]] = []
        inside = Period.of_years(self.design.start, self.design.start + 30)
        for kind in self.line:
            years = min(self.rng.randint(kind.minimum_years, min(kind.maximum_years, 12)), inside.months // _YEAR)
            if years < kind.minimum_years:
                continue
            room = min(2, inside.months // _YEAR - years) if found and kind.maximum_years > 1 else 0
            start = inside.start_year + self.rng.randint(0, room)
            inside = Period.of_years(start, start + years - 1)
            found.append((kind, inside))
        return found

    def _plan(self, kind: PlanKind, period: Period, *, opens: bool) -> None:
        """Add a plan; ``opens``: its first year is the annual plan that follows."""
        above = self.plans[-1] if self.plans else None
        if kind.maximum_years == 1:
            grown = self._opened(above, kind, period) or self._grown(kind, period, Role.ACTIVITY, (Role.OUTPUT,))
            self.annual = grown
        elif opens:
            grown = self._grown(kind, period, Role.OUTPUT, ())
        else:
            grown = self._grown(kind, period, Role.OUTCOME, (Role.GOAL,))
        front: dict[str, Any] = self._front(period, kind) if above is None or self.rng.random() < 0.3 else {}
        self.plans.append(replace(grown.plan, parent=above.id if above else None, **front))

    def _grown(self, kind: PlanKind, period: Period, leaf: Role, through: Sequence[Role]) -> Grown:
        chain = self._chain(kind, leaf, through)
        grower = Grower(
            self.methodology,
            kind,
            period,
            self.names,
            self.rng,
            units=[unit.id for unit in self.units],
            months=duty_of(self.methodology).months,
            weighted=self.design.weighted,
        )
        title = f"{kind.label} de {self.rng.choice(words('towns'))} {period.notation().replace('..', '-')}"
        return grower.grow(chain, self.design.subjects, title, self.design.breadth)

    def _chain(self, kind: PlanKind, leaf: Role, through: Sequence[Role]) -> tuple[Level, ...]:
        """Return a chain that the kind allows; where annual plans will repeat it, one that those allow too."""
        kinds = (kind, *(k for k in self.line if k.maximum_years == 1)) if leaf is Role.OUTPUT else (kind,)
        found = chains(self.methodology, kinds, leaf, through)
        if leaf is Role.OUTCOME:
            found = tuple(c for c in found if not any("operativo" in level.term for level in c)) or found
        return self.rng.choice(found)

    def _opened(self, above: Plan | None, kind: PlanKind, period: Period) -> Grown | None:
        """Return the annual plan that repeats the year of the plan above it, as the opening of a year does."""
        if above is None or not any(self._role(e.level) is Role.OUTPUT for e in above.elements):
            return None
        elements = {e.id: replace(e, id=f"{kind.key}-{e.code}") for e in above.elements}
        elements = {k: replace(e, parent=elements[e.parent].id if e.parent else None) for k, e in elements.items()}
        months = duty_of(self.methodology).months
        copies = {
            i.id: _of_year(i, self.names.indicator(), elements[i.element or ""].id, period, months)
            for i in above.indicators
            if any(target.period == period for target in i.targets)
        }
        for noun, pairs in (("element", elements), ("indicator", copies)):
            for origin, copy in pairs.items():
                self.links.append(Link(LinkKind.REPEATS, address(noun, copy.id), address(noun, origin)))
        plan = Plan(
            kind.key, kind.key, f"{kind.label} {period.start_year}", period,
            elements=tuple(elements.values()), indicators=tuple(copies.values()),
        )  # fmt: skip
        return self._with_activities(plan, kind)

    def _with_activities(self, plan: Plan, kind: PlanKind) -> Grown:
        """Return an annual plan with activities under its outputs, where its kind has a level for them."""
        outputs = [e for e in plan.elements if self._role(e.level) is Role.OUTPUT]
        pairs = [(e, self._subject_of(e.text)) for e in outputs]
        levels = [
            level
            for level in self.methodology.levels
            if level.role is Role.ACTIVITY
            and (not level.plan_kinds or kind.key in level.plan_kinds)
            and any(rule.level == outputs[0].level for rule in level.parents)
        ]
        if not levels:
            return Grown(plan, pairs)
        grower = Grower(self.methodology, kind, plan.period or Period.of_year(1), self.names, self.rng, months=3)
        grower.elements = [replace(e, weight=None) for e in plan.elements]
        for element, subject in pairs:
            grower.hang(levels[0], subject, element, self.rng.randint(1, 2))
        return Grown(replace(plan, elements=tuple(grower.elements)), pairs)

    def _subject_of(self, text: str) -> Subject:
        return next(s for s in self.design.subjects if any(text.startswith(output.text) for output in s.outputs))

    def _role(self, level: str) -> Role | None:
        known = self.methodology.level(level)
        return known.role if known else None

    def _front(self, period: Period, kind: PlanKind) -> dict[str, Any]:
        pick, mark = self.rng.choice, str(len(self.plans))
        higher = self.methodology.plan_kind(kind.parent or "")
        texts = [
            (StatementKind.MISSION, pick(words("missions"))),
            (StatementKind.VISION, pick(words("visions")).format(year=period.end_year)),
            *((StatementKind.PROBLEM, subject.problem) for subject in self.design.subjects),
            (StatementKind.POTENTIALITY, pick(words("potentials"))),
            *([(StatementKind.NARRATIVE, f"Este plan desarrolla el {higher.label} vigente.")] if higher else []),
        ]
        actors = self.rng.sample(words("stakeholders"), 4)
        return {
            "statements": tuple(Statement(f"s{mark}{n}", kind, text) for n, (kind, text) in enumerate(texts, 1)),
            "stakeholders": tuple(
                Stakeholder(f"k{mark}{n}", name, pick(words("roles")), pick(_GRADES), pick(_GRADES))
                for n, name in enumerate(actors, 1)
            ),
            "citations": tuple(self._citations(mark)) if not any(p.citations for p in self.plans) else (),
        }

    def _citations(self, mark: str) -> list[Citation]:
        in_force = (norm for norm in self.methodology.norms if norm.valid_until is None)
        known = [(norm.norm, norm.number, self.rng.choice(norm.titles)) for norm in in_force]
        known = known or [(one["norm"], one["number"], one["title"]) for one in words("norms")]
        drawn = self.rng.sample(known, min(3, len(known)))
        return [Citation(f"z{mark}{n}", *one) for n, one in enumerate(drawn, 1)]

    def _risks(self, elements: Sequence[str]) -> list[Risk]:
        drawn = zip(elements[::4], words("risks") * len(elements), strict=False)
        pick = self.rng.choice
        return [
            Risk(f"r{n}", element, raw["text"], pick(tuple(Grade)), pick(tuple(Grade)), raw["cause"], raw["response"])
            for n, (element, raw) in enumerate(drawn, 1)
        ]

    def _populations(self, elements: Sequence[str]) -> list[Population]:
        found = []
        for number, element in enumerate(elements[::5], 1):
            whole = self.rng.randint(2_000, 40_000)
            meant, fit, met = (whole * tenths // 10 for tenths in (6, 5, 3))
            year = self.design.start
            found.append(Population(f"g{number}", element, year, "Habitantes de las aldeas", whole, meant, fit, met))
        return found


def _line_of_kinds(methodology: Methodology) -> list[PlanKind]:
    """Return the kinds of plan that develop one another, from the longest: the line that ends in a plan of one year."""
    known = {kind.key: kind for kind in methodology.plan_kinds}
    lines = []
    for kind in methodology.plan_kinds:
        if kind.maximum_years != 1 or (kind.parent and known[kind.parent].maximum_years == 1):
            continue
        line = [kind]
        while line[0].parent:
            above = known[line[0].parent]
            # Where a plan of several years has the same parent, the year is opened from it.
            between = [k for k in methodology.plan_kinds if k.parent == above.key and 1 < k.maximum_years < 7]
            line = [above, *(k for k in between if k not in line and len(line) == 1), *line]
        lines.append(line)
    return max(lines, key=len)


def _of_year(indicator: Indicator, identifier: str, element: str, year: Period, months: int) -> Indicator:
    """Return the copy of an indicator for one year of its plan, with the parts of the year where it is a flow."""
    whole = next(target for target in indicator.targets if target.period == year)
    targets = (*parts_of(whole, months), whole) if is_flow(indicator) else (whole,)
    changes = indicator.stated_changes if whole is indicator.final_target else ()
    return replace(indicator, id=identifier, element=element, targets=targets, target_text=None, stated_changes=changes)
