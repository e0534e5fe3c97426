"""A second opinion on every figure: brute force over twelve months with fractions, sharing no step with the kernel.

It holds for a year of which each quarter was told at most once. A figure is told as a fraction, or as the state of what
is not there. Written from the table of DESIGN section 3 and the docstrings, the slow and plain way.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from ceiba.kernel.indicator import Accumulation, Direction
from ceiba.kernel.methodology import AchievementPolicy, KeptRule, ZeroTarget
from ceiba.kernel.states import State

Told = Fraction | State
Pair = tuple[Fraction, Fraction] | None
SUM, LAST, MAX, MEAN = Accumulation.SUM, Accumulation.LAST, Accumulation.MAX, Accumulation.MEAN
RATIO, MAINTAIN, VARIATION = Accumulation.RATIO, Accumulation.MAINTAIN, Accumulation.VARIATION
REDUCTION, YEARLY = Accumulation.REDUCTION, Accumulation.REDUCTION_ANNUAL
ABSENT = (State.NO_DATA, State.NOT_DUE, State.NOT_PROGRAMMED, State.NOT_APPLICABLE)  # the first one found names a whole


@dataclass(frozen=True)
class Sent:
    """What a unit sent for a quarter: a figure or a state, and the two numbers of a share where it has them."""

    told: Told
    pair: Pair = None


@dataclass(frozen=True)
class Case:
    """A year of one indicator. ``quarters`` holds None where nothing was sent; ``owed`` says which are owed by now.

    ``targets`` are those of the quarters, ``target`` that of the year, ``undated`` one without a day; None: there is
    none. ``before`` is what stood in the year before. ``scale`` is what a share is counted in (100: percent).
    """

    kind: Accumulation
    direction: Direction
    quarters: tuple[Sent | None, ...]
    owed: tuple[bool, ...] = (True,) * 4
    targets: tuple[Told | None, ...] = (None,) * 4
    target: Told | None = None
    undated: Told | None = None
    baseline: Told | None = None
    baseline_year: int | None = None
    before: Told | None = None
    band: tuple[Fraction, Fraction] | None = None
    scale: int = 1
    plain: bool = True  # without a unit of measure, or in percent
    policy: AchievementPolicy = field(default_factory=AchievementPolicy)

    @property
    def start(self) -> Fraction | None:
        """Return the amount of the baseline."""
        return self.baseline if isinstance(self.baseline, Fraction) else None


@dataclass(frozen=True)
class Answer:
    """What the year comes to: its value, the two sums of a share, known of expected, and the percent achieved."""

    value: Told
    numerator: Fraction | None
    denominator: Fraction | None
    counted: tuple[int, int, int]
    percent: Told


def answer(case: Case) -> Answer:
    """Return what the year comes to, by hand."""
    sent = [
        one or Sent(State.NO_DATA if owed else State.NOT_DUE)
        for one, owed in zip(case.quarters, case.owed, strict=True)
    ]
    paired = case.kind is RATIO or (
        case.kind is VARIATION and all(one.pair for one in sent if one.pair or isinstance(one.told, Fraction))
    )
    value, numerator, denominator, counted = _share(case, sent) if paired else _figure(case, sent)
    return Answer(value, numerator, denominator, counted, _percent(case, sent, value))


def _why(states: list[Told]) -> State:
    return next((state for state in ABSENT if state in states), State.NOT_APPLICABLE)


def _counted(known: list[bool], sent: list[Sent]) -> tuple[int, int, int]:
    due = [
        told or one.told is State.NO_DATA or isinstance(one.told, Fraction)
        for told, one in zip(known, sent, strict=True)
    ]
    waiting = [not told and one.told is State.NOT_DUE for told, one in zip(known, sent, strict=True)]
    return sum(known), sum(due), sum(waiting)


def _share(case: Case, sent: list[Sent]) -> tuple[Told, Fraction | None, Fraction | None, tuple[int, int, int]]:
    pairs = [one.pair for one in sent if one.pair]
    known, due, waiting = _counted([one.pair is not None for one in sent], sent)
    if pairs:
        above, below = Fraction(sum(n for n, _d in pairs)), Fraction(sum(d for _n, d in pairs))
        value: Told = case.scale * above / below if below else State.NOT_APPLICABLE
        return value, above, below, (known, due, waiting)
    typed = [one.told for one in sent if isinstance(one.told, Fraction)]
    if len(typed) == due == 1:
        return typed[0], None, None, (1, 1, waiting)
    gaps = [State.NO_DATA if isinstance(one.told, Fraction) else one.told for one in sent]
    return _why(gaps), None, None, (0, due, waiting)


def _figure(case: Case, sent: list[Sent]) -> tuple[Told, Fraction | None, Fraction | None, tuple[int, int, int]]:
    counted = _counted([isinstance(one.told, Fraction) for one in sent], sent)
    known = [(at, one.told, one) for at, one in enumerate(sent) if isinstance(one.told, Fraction)]
    if not known:
        return _why([one.told for one in sent]), None, None, counted
    amounts = [amount for _at, amount, _one in known]
    weights = [one.pair[1] if one.pair else None for _at, _amount, one in known]
    if case.kind is SUM:
        return sum(amounts, Fraction(0)), None, None, counted
    if case.kind is MEAN and None not in weights and any(weights):
        weighted = sum(amount * weight for amount, weight in zip(amounts, weights, strict=True) if weight)
        return Fraction(weighted) / sum(w for w in weights if w), None, Fraction(sum(w for w in weights if w)), counted
    if case.kind is MEAN:
        return sum(amounts, Fraction(0)) / len(amounts), None, None, counted
    at = _telling(case, {at: amount for at, amount, _one in known})
    above, below = sent[at].pair or (None, None)
    told = sent[at].told
    return told, above, below, counted


def _telling(case: Case, known: dict[int, Fraction]) -> int:
    """Return the quarter that speaks for the year; of equal ones the first."""
    if case.kind is MAINTAIN:
        short = {at: _short_of(case, at, amount) for at, amount in known.items()}
    elif case.kind is VARIATION:
        short = {at: _beyond(amount, case.band or (Fraction(0), Fraction(0))) for at, amount in known.items()}
    elif case.kind in (LAST, REDUCTION, YEARLY):
        return max(known)
    else:
        short = known
    return next(at for at in sorted(known) if short[at] == max(short.values()))


def _beyond(amount: Fraction, band: tuple[Fraction, Fraction]) -> Fraction:
    if min(band) <= amount <= max(band):
        return Fraction(0)
    return min(abs(amount - end) for end in band)


def _level(case: Case, quarter: int) -> Fraction | None:
    told = [case.targets[quarter], case.target]
    amounts = [one for one in told if isinstance(one, Fraction)]
    if amounts:
        return amounts[0]
    final = _final(case)
    if isinstance(final, Fraction):
        return final
    return case.start


def _final(case: Case) -> Told | None:
    """Return the promise that ends last: the year's, the latest quarter's where it is the fourth, the undated one."""
    if case.target is not None:
        return case.target
    dated = [one for one in case.targets if one is not None]
    return dated[-1] if dated else case.undated


def _short_of(case: Case, quarter: int, amount: Fraction) -> Fraction:
    level = _level(case, quarter) or Fraction(0)
    if case.band:
        return _beyond(amount, case.band)
    return {Direction.UP: level - amount, Direction.DOWN: amount - level}.get(case.direction, abs(amount - level))


def _promise(case: Case, sent: list[Sent]) -> Told:
    if case.kind is MAINTAIN and case.target is None:
        known = {at: one.told for at, one in enumerate(sent) if isinstance(one.told, Fraction)}
        level = _level(case, _telling(case, known)) if known else None
        if level is not None:
            return level
    if case.target is not None:
        return case.target
    if not any(one is not None for one in case.targets):
        return State.NO_DATA
    quarters = [State.NOT_PROGRAMMED if one is None else one for one in case.targets]
    amounts = [one for one in quarters if isinstance(one, Fraction)]
    if not amounts:
        return _why(list(quarters))
    if case.kind in (RATIO, VARIATION) and len(set(amounts)) > 1:
        return State.NO_DATA
    if case.kind is SUM:
        return sum(amounts, Fraction(0))
    if case.kind is MEAN:
        return sum(amounts, Fraction(0)) / len(amounts)
    return max(amounts) if case.kind is MAX else amounts[-1]


def _origin(case: Case) -> Fraction | None:
    """Return what the achievement is measured from."""
    if case.kind is SUM:
        return case.start if case.policy.sums_from_baseline else None
    if case.kind is not YEARLY:
        return case.start
    if isinstance(case.before, Fraction):
        return case.before
    return case.start if case.baseline_year in (None, 2023) else None


def _percent(case: Case, sent: list[Sent], value: Told) -> Told:
    promise, start = _promise(case, sent), _origin(case)
    judged_by_band = case.band and (case.kind in (VARIATION, MAINTAIN) or case.direction is Direction.RANGE)
    if promise is State.NO_DATA and not judged_by_band:
        if case.kind is VARIATION:
            promise = Fraction(0)
        elif (case.kind is MAINTAIN or case.direction is Direction.CONSTANT) and start is not None:
            promise = start
    if promise in (State.NOT_PROGRAMMED, State.NOT_APPLICABLE):
        return promise
    if not isinstance(value, Fraction):
        return value
    if not isinstance(promise, Fraction):
        if not judged_by_band:
            return promise
        promise = Fraction(0)
    raw = _raw(case, value, promise, start, case.band if judged_by_band else None)
    if isinstance(raw, Fraction) and case.policy.floor is not None:
        return max(raw, Fraction(case.policy.floor))
    return raw


def _raw(case: Case, v: Fraction, t: Fraction, b: Fraction | None, band: tuple[Fraction, Fraction] | None) -> Told:
    policy = case.policy
    if case.kind is MAINTAIN:
        return _maintained(case, v, t, band)
    if band:
        return _inside(v, band, policy)
    if case.kind is VARIATION:
        over = max(abs(v) - abs(t), Fraction(0))
        if case.plain:
            return 100 - over
        if over == 0:
            return Fraction(100)
        return _yes_or_no(policy.zero_target, False) if t == 0 else 100 * abs(t) / abs(v)
    falls = case.kind in (REDUCTION, YEARLY) or case.direction is Direction.DOWN
    if not falls and case.direction is not Direction.UP:
        return _near(abs(v - t), t, policy)
    good = v <= t if falls else v >= t
    if b is not None:
        if t == b:
            return _yes_or_no(policy.target_equals_baseline, good)
        return 100 * (b - v if falls else v - b) / abs(t - b)
    if t == 0:
        return _yes_or_no(policy.zero_target, good)
    if falls == (t < 0):
        return 100 * v / t
    return 100 * t / v if v * t > 0 else _yes_or_no(policy.zero_value, True)


def _maintained(case: Case, v: Fraction, t: Fraction, band: tuple[Fraction, Fraction] | None) -> Told:
    policy = case.policy
    tolerated = abs(t) * Fraction(policy.tolerance) / 100
    if band:
        held = _beyond(v, band) <= tolerated
    elif case.direction is Direction.UP:
        held = v >= t - tolerated
    elif case.direction is Direction.DOWN:
        held = v <= t + tolerated
    else:
        held = abs(v - t) <= tolerated
    if held:
        return Fraction(100)
    if policy.kept is KeptRule.ALL_OR_NOTHING or (not band and t == 0):
        return Fraction(0)
    return _inside(v, band, policy) if band else _near(abs(v - t), t, policy)


def _inside(v: Fraction, band: tuple[Fraction, Fraction], policy: AchievementPolicy) -> Told:
    away, width = _beyond(v, band), max(band) - min(band)
    if away == 0:
        return Fraction(100)
    return 100 - 100 * away / width if width else _near(away, band[0], policy)


def _near(away: Fraction, t: Fraction, policy: AchievementPolicy) -> Told:
    if t == 0:
        return _yes_or_no(policy.zero_target, away == 0)
    if away * 100 <= abs(t) * Fraction(policy.tolerance):
        return Fraction(100)
    return 100 - 100 * away / abs(t)


def _yes_or_no(rule: ZeroTarget, yes: bool) -> Told:
    if rule is ZeroTarget.NOT_APPLICABLE:
        return State.NOT_APPLICABLE
    return Fraction(100 if yes else 0)
