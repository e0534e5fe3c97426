"""Grows one sound plan: a tree over a chain of levels, with promises where its levels are measured."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from ceiba.kernel.indicator import Accumulation, Indicator
from ceiba.kernel.methodology import Framework, Level, Methodology, PlanKind, Role
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Alignment, Element, Plan
from ceiba.kernel.quantity import UnitKind
from tests.mutations.banks import OutcomeWords, OutputWords, Subject, words
from tests.mutations.promises import Numbers, Span, outcome, output

_Words = TypeVar("_Words")
_HUNDRED = Decimal(100)
_SHARED = (UnitKind.PERCENT, UnitKind.INDEX, UnitKind.RATE)  # of a place they are no part of the whole


@dataclass
class Grown:
    """A plan with what a budget needs to know of it: its outputs, each with the subject that it belongs to."""

    plan: Plan
    outputs: list[tuple[Element, Subject]] = field(default_factory=list)


class Names:
    """Identifiers and words that no two things of one snapshot share."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._said: set[str] = set()
        self._indicators = 0

    def indicator(self) -> str:
        """Return the identifier of the next indicator."""
        self._indicators += 1
        return f"i{self._indicators}"

    def of(self, texts: Sequence[str]) -> str:
        """Return a text that was not said yet, in a place where all of them were."""
        return self.one(texts, str, lambda text, place: f"{text} en {place}")

    def outcome(self, subject: Subject) -> OutcomeWords:
        """Return what a promise of a subject is about.

        More of something is promised once: for a place it would be a part, which may not be more than the whole.
        """
        fresh = [w for w in subject.outcomes if w.phrase not in self._said]
        placeable = [w for w in subject.outcomes if w.falls or w.kind in _SHARED]
        return self.one(fresh or placeable, lambda w: w.phrase, lambda w, p: replace(w, phrase=f"{w.phrase} en {p}"))

    def output(self, subject: Subject) -> OutputWords:
        """Return what is delivered in a subject."""
        return self.one(subject.outputs, lambda w: w.text, lambda w, place: replace(w, text=f"{w.text} en {place}"))

    def one(
        self, things: Sequence[_Words], text: Callable[[_Words], str], placed: Callable[[_Words, str], _Words]
    ) -> _Words:
        """Return a thing whose text was not said yet."""
        fresh = [thing for thing in things if text(thing) not in self._said]
        if not fresh:
            fresh = [
                t for thing in things for place in words("places") if text(t := placed(thing, place)) not in self._said
            ]
        found = self._rng.choice(fresh)
        self._said.add(text(found))
        return found


class Grower:
    """Grows the tree of one plan; identifiers open with ``prefix``, codes count from the root (1.2.1)."""

    def __init__(
        self,
        methodology: Methodology,
        kind: PlanKind,
        period: Period,
        names: Names,
        rng: random.Random,
        *,
        units: Sequence[str] = (),
        months: int = 3,
        weighted: bool = False,
        prefix: str = "",
    ) -> None:
        self.methodology, self.kind, self.period, self.names, self.rng = methodology, kind, period, names, rng
        self.units, self.months, self.weighted = units, months, weighted
        self.aligned_levels: set[str] = set()
        self._priorities: dict[str, tuple[Alignment, ...]] = {}
        self.prefix = prefix or kind.key
        self.span = Span(period.start_year - 1, period)
        self.numbers = Numbers(methodology.decimal_separator)
        self.elements: list[Element] = []
        self.indicators: list[Indicator] = []
        self.outputs: list[tuple[Element, Subject]] = []

    def grow(self, chain: Sequence[Level], subjects: Sequence[Subject], title: str, breadth: int) -> Grown:
        """Return the plan: one root for each subject, at most ``breadth`` children of an element."""
        goals = [level for level in chain if level.role in (Role.GOAL, Role.UNIT_GOAL)]
        self.aligned_levels = {level.key for level in (goals or chain[:1])}
        for number, subject in enumerate(subjects, 1):
            self._grow(chain, subject, None, str(number), breadth)
        elements = tuple(_weighted(self.elements) if self.weighted else self.elements)
        plan = Plan(
            self.prefix, self.kind.key, title, self.period, elements=elements, indicators=tuple(self.indicators)
        )
        return Grown(plan, self.outputs)

    def _grow(self, chain: Sequence[Level], subject: Subject, parent: str | None, code: str, breadth: int) -> None:
        level, *below = chain
        element = self._element(level, subject, parent, code)
        if not below:
            return
        role = below[0].role
        most = {Role.GOAL: 1, Role.AXIS: 1, Role.LINE: 2}.get(role, breadth)
        for number in range(1, self.rng.randint(1, max(1, most)) + 1):
            self._grow(below, subject, element.id, f"{code}.{number}", breadth)

    def hang(self, level: Level, subject: Subject, parent: Element, most: int) -> None:
        """Hang elements of one level from an element that stands in the plan already."""
        for number in range(1, most + 1):
            self._element(level, subject, parent.id, f"{parent.code}.{number}")

    def _element(self, level: Level, subject: Subject, parent: str | None, code: str) -> Element:
        made = Element(
            f"{self.prefix}-{code}",
            level.key,
            "",
            code=_coded(level, code),
            parent=parent,
            unit=self.rng.choice(self.units) if self.units else None,
            alignments=self._alignments(level, subject),
        )
        made, indicators = self._worded(made, level, subject)
        self.elements.append(made)
        for indicator in indicators:
            self.indicators.append(replace(indicator, id=self.names.indicator(), element=made.id))
        if level.role is Role.OUTPUT:
            self.outputs.append((made, subject))
        return made

    def _worded(self, element: Element, level: Level, subject: Subject) -> tuple[Element, list[Indicator]]:
        """Return the element with its text, and its indicators."""
        match level.role:
            case Role.AXIS:
                themes = subject.axes if element.parent is None else subject.themes
                return replace(element, text=self.names.of(themes)), []
            case Role.GOAL | Role.UNIT_GOAL:
                own = self._silent(subject) if level.minimum_indicators or level.role is Role.UNIT_GOAL else []
                return replace(element, text=self.names.of(subject.goals) + "."), own
            case Role.LINE:
                return replace(element, text=self.names.of(subject.lines)), []
            case Role.PROJECT:
                place = self.names.of([f"{subject.project} en la aldea {place}" for place in words("places")])
                return replace(element, text=place), []
            case Role.OUTCOME:
                sentence, indicator = outcome(self.names.outcome(subject), self.span, self.numbers, self.rng)
                return replace(element, text=sentence), [indicator]
            case Role.OUTPUT:
                return self._output(element, subject)
            case _:
                return self._task(element, subject), []

    def _silent(self, subject: Subject) -> list[Indicator]:
        """Return the indicators of a goal: one, or two with the weights by which they count."""
        shares = (Decimal(60), Decimal(40)) if self.weighted and self.rng.random() < 0.7 else (None,)
        return [replace(self._measure(subject), weight=share) for share in shares]

    def _measure(self, subject: Subject) -> Indicator:
        return outcome(self.names.outcome(subject), self.span, self.numbers, self.rng, silent=True)[1]

    def _output(self, element: Element, subject: Subject) -> tuple[Element, list[Indicator]]:
        made = self.names.output(subject)
        indicator = output(made, self.period, self.months, self.rng)
        if self.rng.random() < 0.3 and indicator.target_value is not None:
            lowered = made.text[:1].lower() + made.text[1:]
            indicator = replace(indicator, target_text=f"{self.numbers.plain(indicator.target_value)} {lowered}")
        return replace(element, text=made.text), [indicator]

    def _task(self, element: Element, subject: Subject) -> Element:
        under = next((e.text for e in reversed(self.elements) if e.id == element.parent), "")
        own = next((o for o in subject.outputs if under.startswith(o.text)), None)
        text = self.names.of(own.tasks if own else [task for o in subject.outputs for task in o.tasks])
        first = self.rng.choice(self.period.divide(self.months)).first_month if self.period.months == 12 else 0
        period = Period(first, min(2 * self.months, self.period.last_month - first + 1)) if first else None
        return replace(element, text=text + ".", period=period)

    def _alignments(self, level: Level, subject: Subject) -> tuple[Alignment, ...]:
        if not level.minimum_alignments and level.key not in self.aligned_levels:
            return ()
        own = self.methodology.framework("ODS")
        known = [code for code in subject.ods if own and own.goal(code)]
        found = [Alignment("ODS", tuple(known))] if known else []
        return (*found, *self._priority(subject))

    def _priority(self, subject: Subject) -> tuple[Alignment, ...]:
        """Return the goal of another framework in force that a whole branch serves, none for some branches."""
        if subject.key not in self._priorities:
            others = [f for f in self.methodology.frameworks if f.key != "ODS" and f.goals and self._in_force(f)]
            drawn = self.rng.choice(others) if others and self.rng.random() < 0.6 else None
            goal = (Alignment(drawn.key, (self.rng.choice(drawn.goals).code,)),) if drawn else ()
            self._priorities[subject.key] = goal
        return self._priorities[subject.key]

    def _in_force(self, framework: Framework) -> bool:
        year = self.period.start_year
        return (framework.valid_from or year) <= year <= (framework.valid_until or year)


def _coded(level: Level, code: str) -> str:
    """Return a code of the shape that the level asks for: the fixed digits of its pattern, then a number of its own."""
    if level.code_pattern is None:
        return code
    head, _digits, _rest = level.code_pattern.partition(r"\d")
    return head.replace("\\", "") + code.replace(".", "")


def _weighted(elements: Sequence[Element]) -> list[Element]:
    """Return the elements with weights: those that hang from one add up to a hundred."""
    below: dict[str | None, list[str]] = {}
    for element in elements:
        below.setdefault(element.parent, []).append(element.id)
    weights: dict[str, Decimal] = {}
    for siblings in below.values():
        each = (_HUNDRED / len(siblings)).quantize(Decimal(1))
        weights |= dict.fromkeys(siblings, each)
        weights[siblings[-1]] = _HUNDRED - each * (len(siblings) - 1)
    return [replace(element, weight=weights[element.id]) for element in elements]


def is_flow(indicator: Indicator) -> bool:
    """Tell whether an indicator adds up over the parts of a year."""
    return indicator.accumulation is Accumulation.SUM
