"""Sound promises: figures whose words, baseline, path and target say one thing, and the sentence that states them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ceiba.kernel.indicator import Accumulation, Baseline, ChangeKind, Direction, Indicator, StatedChange, Target
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.sheet import Disaggregation, Variable
from ceiba.kernel.states import NOT_PROGRAMMED, Value
from tests.mutations.banks import OutcomeWords, OutputWords

_KINDS: dict[UnitKind, tuple[ChangeKind | None, ...]] = {
    UnitKind.PERCENT: (ChangeKind.RELATIVE, ChangeKind.LEVEL, ChangeKind.POINTS, ChangeKind.MAINTAIN, None),
    UnitKind.COUNT: (ChangeKind.RELATIVE, ChangeKind.LEVEL, ChangeKind.ABSOLUTE, ChangeKind.MULTIPLE, None),
    UnitKind.MAGNITUDE: (ChangeKind.RELATIVE, ChangeKind.LEVEL, ChangeKind.ABSOLUTE, None),
    UnitKind.RATE: (ChangeKind.RELATIVE, ChangeKind.LEVEL, None),
    UnitKind.INDEX: (ChangeKind.LEVEL, ChangeKind.POINTS, None),
}
_RISES = (("aumenta", "aumentan"), ("crece", "crecen"), ("sube", "suben"))
_FALLS = (("se reduce", "se reducen"), ("disminuye", "disminuyen"), ("baja", "bajan"))
_TIMES = {2: ("se duplica", "se duplican"), 3: ("se triplica", "se triplican")}
_YEARLY = 0.35  # of the relative changes of counts are worded as a growth of each year
_TENTH = Decimal("0.1")
ZONES = Disaggregation("zona", ("zona urbana", "zona rural"))


@dataclass(frozen=True)
class Figures:
    """From where to where a promise goes, the change that its words state, and how often each verb form is said."""

    base: Decimal
    target: Decimal
    change: ChangeKind | None
    amount: Decimal
    yearly: bool = False


@dataclass(frozen=True)
class Span:
    """The years of a promise: of its baseline, and the period of its plan."""

    baseline: int
    period: Period

    @property
    def years(self) -> int:
        """Return how many years lie between baseline and target."""
        return self.period.end_year - self.baseline


class Numbers:
    """How a country writes figures inside a sentence."""

    def __init__(self, decimal_separator: str) -> None:
        self.decimal = decimal_separator
        self.thousands = "," if decimal_separator == "." else "."

    def plain(self, amount: Decimal) -> str:
        """Return an amount as its country prints it: 1,560 or 12,4."""
        return f"{amount:,f}".translate({ord(","): self.thousands, ord("."): self.decimal})


def outcome(
    words: OutcomeWords, span: Span, numbers: Numbers, rng: random.Random, *, silent: bool = False
) -> tuple[str, Indicator]:
    """Return the sentence of an outcome and its indicator (identifier and element still empty).

    ``silent``: no change is stated in words, for the indicator of a goal, whose own sentence says something else.
    """
    figures = _figures(words, span, rng, None if silent else rng.choice(_KINDS[words.kind]))
    wording = _wording(words, figures, numbers, rng)
    change = (
        ()
        if figures.change is None
        else (
            StatedChange(
                figures.change,
                figures.amount,
                wording,
                percent=_in_percent(words, figures),
                yearly=figures.yearly,
                falls=words.falls and figures.change is not ChangeKind.MAINTAIN,
            ),
        )
    )
    unit = "" if words.kind is UnitKind.INDEX else f" {words.unit.name}"
    base, target = (f"{numbers.plain(amount)}{unit}" for amount in (figures.base, figures.target))
    year, end = span.baseline, span.period.end_year
    whole = f"de {base} en el año {year} a {target} en el año {end}"
    if figures.change is None:
        moves = "pasan" if words.plural else "pasa"
        sentence = f"Para el {end} {words.phrase} {moves} {whole}."
    elif figures.change is ChangeKind.MAINTAIN:
        sentence = f"Para el {end} {words.phrase} {wording} ({base} en el año {year})."
    else:
        sentence = f"Para el {end} {words.phrase} {wording} ({whole})."
    return sentence, _indicator(words, figures, span, change, rng)


def _in_percent(words: OutcomeWords, figures: Figures) -> bool:
    return figures.change in (ChangeKind.RELATIVE, ChangeKind.POINTS) or (
        words.kind is UnitKind.PERCENT and figures.change in (ChangeKind.LEVEL, ChangeKind.MAINTAIN)
    )


def _figures(words: OutcomeWords, span: Span, rng: random.Random, change: ChangeKind | None) -> Figures:
    sign = -1 if words.falls else 1
    if change is ChangeKind.MULTIPLE and (words.falls or span.years < 4):
        change = ChangeKind.RELATIVE
    if change is ChangeKind.MAINTAIN and words.falls:
        change = ChangeKind.LEVEL
    match change:
        case ChangeKind.MAINTAIN:
            level = Decimal(rng.randint(84, 97))
            return Figures(level, level, change, level)
        case ChangeKind.MULTIPLE:
            times = 3 if span.years >= 9 and rng.random() < 0.4 else 2
            base = _scaled(words, rng.randint(words.low, words.high))
            return Figures(base, base * times, change, Decimal(times))
        case ChangeKind.RELATIVE:
            return _relative(words, span, rng, sign)
        case _:
            return _stepped(words, span, rng, sign, change)


def _relative(words: OutcomeWords, span: Span, rng: random.Random, sign: int) -> Figures:
    # A multiple of twenty times a multiple of five percent is whole: printed figures then agree exactly.
    base = Decimal(20 * rng.randint(-(-words.low // 20), words.high // 20))
    if words.kind is UnitKind.RATE:
        base = base.quantize(_TENTH)
    if not words.falls and words.kind is UnitKind.COUNT and span.years >= 3 and rng.random() < _YEARLY:
        yearly = Decimal(rng.randint(2, 5))
        target = (base * (1 + yearly / 100) ** span.years).quantize(Decimal(1), ROUND_HALF_UP)
        return Figures(base, target, ChangeKind.RELATIVE, yearly, yearly=True)
    most = min(50, 6 * span.years)
    percent = Decimal(rng.choice([p for p in (5, 10, 15, 20, 25, 30, 35, 40, 45, 50) if p <= most]))
    target = base * (100 + sign * percent) / 100
    target = target.quantize(_TENTH) if words.kind is UnitKind.RATE else target.quantize(Decimal(1))
    return Figures(base, target, ChangeKind.RELATIVE, percent)


def _stepped(words: OutcomeWords, span: Span, rng: random.Random, sign: int, change: ChangeKind | None) -> Figures:
    drawn = rng.randint(words.low, words.high)
    base = _scaled(words, drawn)
    most = max(4, drawn * min(50, 6 * span.years) // 100)
    if words.kind is UnitKind.PERCENT and not words.falls:
        most = min(most, 96 - drawn)
    step = rng.randint(max(2, most // 3), most)
    target = _scaled(words, drawn + sign * step)
    match change:
        case ChangeKind.LEVEL:
            return Figures(base, target, change, target)
        case ChangeKind.POINTS | ChangeKind.ABSOLUTE:
            return Figures(base, target, change, Decimal(step))
        case _:
            return Figures(base, target, None, target)


def _scaled(words: OutcomeWords, drawn: int) -> Decimal:
    match words.kind:
        case UnitKind.INDEX:
            return Decimal(drawn).scaleb(-2)
        case UnitKind.RATE:
            return Decimal(drawn).quantize(_TENTH)
        case _:
            return Decimal(drawn)


def _wording(words: OutcomeWords, figures: Figures, numbers: Numbers, rng: random.Random) -> str:
    many = int(words.plural)
    verb = rng.choice(_FALLS if words.falls else _RISES)[many]
    amount = numbers.plain(figures.amount)
    unit = "" if words.kind is UnitKind.INDEX else f" {words.unit.name}"
    match figures.change:
        case None:
            return ""
        case ChangeKind.MAINTAIN:
            return f"{('se mantiene', 'se mantienen')[many]} en {amount}{unit}"
        case ChangeKind.MULTIPLE:
            return _TIMES[int(figures.amount)][many]
        case ChangeKind.LEVEL:
            return f"{verb} a un {amount} %" if words.kind is UnitKind.PERCENT else f"{verb} a {amount}{unit}"
        case ChangeKind.POINTS:
            return f"{verb} en {amount} puntos porcentuales"
        case ChangeKind.ABSOLUTE:
            return f"{verb} en {amount}{unit}"
        case _ if figures.yearly:
            return f"{verb} {amount} % cada año"
        case _:
            return f"{verb} en un {amount} %"


def _indicator(
    words: OutcomeWords, figures: Figures, span: Span, change: tuple[StatedChange, ...], rng: random.Random
) -> Indicator:
    kept = figures.change is ChangeKind.MAINTAIN
    ratio = words.kind is UnitKind.PERCENT and not kept and rng.random() < 0.5
    accumulation = Accumulation.MAINTAIN if kept else Accumulation.RATIO if ratio else Accumulation.LAST
    parts = (Variable("parte", f"{words.name}: los que cumplen"), Variable("todos", f"Total de {words.of}"))
    return Indicator(
        "",
        None,
        words.name,
        words.unit,
        direction=Direction.CONSTANT if kept else Direction.DOWN if words.falls else Direction.UP,
        accumulation=accumulation,
        baseline=Baseline(Value(figures.base), span.baseline, words.source),
        targets=tuple(_path(figures, span, rng)),
        stated_changes=change,
        denominator=words.of,
        formula="parte / todos * 100" if ratio else None,
        variables=parts if ratio else (),
        verification=words.proof,
        frequency=12,
    )


def _path(figures: Figures, span: Span, rng: random.Random) -> Iterator[Target]:
    """Yield targets of years on the straight line from baseline to target, no two alike, the last of the last year."""
    last, step = span.period.end_year, Decimal(1).scaleb(int(figures.target.as_tuple().exponent))
    gap, kept = figures.target - figures.base, figures.change is ChangeKind.MAINTAIN
    for every in range(rng.choice((1, 2, 3)), span.years + 1):
        years = [year for year in range(span.period.start_year, last) if (last - year) % every == 0]
        values = [(figures.base + gap * (year - span.baseline) / span.years).quantize(step) for year in years]
        if kept or len({figures.base, *values, figures.target}) == len(values) + 2:
            yield from (Target(Value(v), Period.of_year(year)) for v, year in zip(values, years, strict=True))
            break
    yield Target(Value(figures.target), Period.of_year(last))


def output(words: OutputWords, period: Period, months: int, rng: random.Random) -> Indicator:
    """Return the indicator of an output: a flow, a little more each year than the year before.

    In a plan of one year its parts of so many months are promised too, and add up to the year.
    """
    amount = words.size * rng.randint(80, 125) // 100
    before = amount * rng.randint(88, 96) // 100
    targets: list[Target] = []
    for year in period.years():
        amount = amount * rng.randint(102, 107) // 100 + 1
        whole = Target(Value(Decimal(amount)), year)
        targets += (*parts_of(whole, months), whole) if period.months == 12 else (whole,)
    if len(targets) > 2 and period.months > 12 and rng.random() < 0.1:  # what is delivered a year before the plan ends
        targets[-1] = Target(NOT_PROGRAMMED, targets[-1].period)
    return Indicator(
        "",
        None,
        words.text,
        words.unit,
        accumulation=Accumulation.SUM,
        baseline=Baseline(Value(Decimal(before)), period.start_year - 1, "informe de labores del año anterior"),
        targets=tuple(targets),
        verification=rng.choice(("Planillas de entrega", "Registro administrativo de la unidad", "Actas de recepción")),
        frequency=months,
        disaggregations=(ZONES,) if rng.random() < 0.4 else (),
    )


def parts_of(whole: Target, months: int) -> tuple[Target, ...]:
    """Return the targets of the parts of a year, the first ones a little smaller; they add up to the year's."""
    assert whole.period is not None
    assert isinstance(whole.value, Value)
    periods = whole.period.divide(months)
    amount, shares = int(whole.value.amount), range(8, 8 + len(periods))
    given = [amount * share // sum(shares) for share in shares]
    given[-1] += amount - sum(given)
    return tuple(Target(Value(Decimal(part)), at) for part, at in zip(given, periods, strict=True))
