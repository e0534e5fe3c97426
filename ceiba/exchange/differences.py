"""What a document, in the keys of the current plan, would change in it; and the plan as it would be afterwards."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

from ceiba.exchange.decisions import OF_PLAN, OF_SNAPSHOT, UPWARDS, Thing, parents_first, remade, things
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import squeeze

# Fields that hold one figure for each period, year or stage: those that a document passes over stay.
_BY_PERIOD: Mapping[tuple[str, str], Callable[[Any], Hashable]] = {
    ("indicator", "targets"): lambda target: target.period,
    ("project", "amounts"): lambda amount: amount.year,
    ("project", "progress"): lambda progress: progress.period,
    ("budget_line", "amounts"): lambda pair: pair[0],
}
# Rows without an identifier, and what tells one from another.
_ROWS: Mapping[str, Callable[[Any], Hashable]] = {
    "links": lambda x: (x.kind, x.origin, x.destination),
    "measurements": lambda m: (m.indicator, m.period, m.disaggregation),
    "register_measures": lambda m: (m.register, m.measure, m.period),
    "bindings": lambda b: (b.indicator, b.since),
}
_BY_YEAR = ("funding", "project", "budget_line")  # a document of one year says nothing of another's
_NEVER_MISSED = ("plan", "unit", "demand", "risk", "population")  # a document need not name them all
# What the words of a document say of a thing themselves; where it hangs and its code stand around them.
_IN_WORDS: Mapping[str, tuple[str, ...]] = {"element": ("text",), "statement": ("text",)}
# What says the same in another way: the plan's own wording stays.
_SAME: Mapping[tuple[str, str], Callable[[Any, Any], bool]] = {
    ("element", "alignments"): lambda held, said: len(held) == len(said) and set(held) == set(said),
    ("indicator", "baseline"): lambda held, said: replace(said, source=said.source or held.source) == held,
}
_AROUND = ("parent", "element", "unit", "source", "code")
_NO_VALUE: Any = object()


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one thing before and after."""

    subject: str
    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Differences:
    """Addresses of what is new, the same, or in the plan but not in the document; what changes, field by field.

    ``rows`` counts the new or changed rows that have no identifier: links, measurements, register measures,
    bindings.
    """

    new: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    same: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether the document would change nothing, whatever else the plan holds."""
        return not (self.new or self.changed or any(self.rows.values()))


def differences(current: Snapshot, proposed: Snapshot, left: Collection[str] = ()) -> Differences:
    """Return what a proposal, in the keys of the current plan, would change; ``left`` stays as it is and is not missed.

    Things of plans, years and nouns that the document does not speak of are not missing from it. Linear.
    """
    ours = dict(things(current))
    new: list[str] = []
    changed: list[Change] = []
    same: list[str] = []
    seen = set(left)
    for subject, thing in things(proposed):
        seen.add(subject)
        if subject not in ours:
            new.append(subject)
        elif changes := tuple(_changes(subject, ours[subject], thing)):
            changed += changes
        else:
            same.append(subject)
    missing = tuple(subject for subject in _expected(current, proposed) if subject not in seen)
    return Differences(tuple(new), tuple(changed), tuple(same), missing, _new_rows(current, proposed))


def _changes(subject: str, before: Thing, after: Thing) -> Iterator[Change]:
    for name in _own_fields(_kind(before)):
        held, proposed = getattr(before, name), getattr(after, name)
        if held != proposed:
            yield Change(subject, name, held, proposed)


def _kind(thing: Thing) -> Any:
    return type(thing)


@cache
def _own_fields(kind: Any) -> tuple[str, ...]:
    """Return the fields that a thing has by itself: not its identifier, not the things that a plan carries."""
    return tuple(f.name for f in fields(kind) if f.name != "id" and not (kind is Plan and f.name in OF_PLAN.values()))


def _expected(current: Snapshot, proposed: Snapshot) -> Iterator[str]:
    """Yield the addresses of the current plan that a document of this kind would be expected to name."""
    spoken = {plan.id for plan in proposed.plans}
    for plan in current.plans:
        if plan.id in spoken:
            for noun, group in OF_PLAN.items():
                for thing in getattr(plan, group):
                    if not getattr(thing, "withdrawn", False):
                        yield address(noun, thing.id)
    for noun, group in OF_SNAPSHOT.items():
        named = getattr(proposed, group)
        if noun in _NEVER_MISSED or not named:
            continue
        periods = {thing.period for thing in named} if noun in _BY_YEAR else set()
        for thing in getattr(current, group):
            if noun not in _BY_YEAR or thing.period in periods:
                yield address(noun, thing.id)


def _new_rows(current: Snapshot, proposed: Snapshot) -> dict[str, int]:
    found = {}
    for name in _ROWS:
        known = set(getattr(current, name))
        found[name] = sum(row not in known for row in getattr(proposed, name))
    return found


# --- silence ------------------------------------------------------------------------------------------------------


def filled(current: Snapshot, proposed: Snapshot, spoken: Collection[tuple[str, str]] = ()) -> Snapshot:
    """Return the proposal with the plan's own values where the document says nothing new.

    That is where a field has its default, and where the words that it was read in are those of the last time: what
    people changed in the plan since then stands. Fields ``spoken`` of (address and name) are what they are.
    """
    ours = dict(things(current))
    quotes = quotes_of(current)
    again = {subject for subject, quote in quotes_of(proposed).items() if quote and quotes.get(subject) == quote}

    def fill(subject: str, thing: Thing) -> Thing:
        held = ours.get(subject)
        if held is None:
            return thing
        noun = subject.partition("/")[0]
        names = [n for n in _own_fields(_kind(thing)) if (subject, n) not in spoken]
        said = _IN_WORDS.get(noun) or tuple(n for n in names if n not in _AROUND) if subject in again else ()
        changes = {name: getattr(held, name) for name in names if name in said}
        changes |= {
            name: value
            for name in names
            if name not in said and (value := _heard(noun, name, held, thing)) is not _NO_VALUE
        }
        return replace(thing, **changes) if changes else thing

    whole = remade(proposed, fill)
    rings = _ringed(current, whole)
    if rings:
        unhung = {subject: {UPWARDS[subject.partition("/")[0]]: None} for subject in rings}
        whole = remade(whole, lambda subject, thing: replace(thing, **unhung.get(subject, {})))
    return replace(whole, plans=tuple(parents_first(plan) for plan in whole.plans))


def quotes_of(snapshot: Snapshot) -> dict[str, str]:
    """Return the words in which each thing was read, by its address."""
    return {source.subject: source.quote for source in snapshot.sources if not source.field}


def _heard(noun: str, name: str, held: Thing, thing: Thing) -> Any:
    """Return what the plan's value makes of a proposed one; ``_NO_VALUE`` where the proposed one stands."""
    before, after = getattr(held, name), getattr(thing, name)
    if before == after:
        return _NO_VALUE
    if after == _defaults(_kind(thing)).get(name, _NO_VALUE):
        return before
    if before is not None and _says_the_same(noun, name, before, after):
        return before
    apart = _BY_PERIOD.get((noun, name))
    if apart is None:
        return _NO_VALUE
    said = {apart(figure): figure for figure in after}
    kept = [said.pop(apart(figure), figure) for figure in before]
    whole = (*kept, *said.values())
    return whole if whole != after else _NO_VALUE


def _says_the_same(noun: str, name: str, before: Any, after: Any) -> bool:
    """Tell whether two values differ only in order, in what one leaves out, or in blanks and capital letters."""
    if isinstance(before, str) and isinstance(after, str):
        return squeeze(before).casefold() == squeeze(after).casefold()
    same = _SAME.get((noun, name))
    return same is not None and same(before, after)


@cache
def _defaults(kind: Any) -> dict[str, Any]:
    return {f.name: f.default for f in fields(kind) if f.default is not dataclasses.MISSING}


def _ringed(current: Snapshot, proposed: Snapshot) -> frozenset[str]:
    """Return for each ring that two trees laid over one another would close a proposed thing that closes it."""
    parents: dict[str, str | None] = {}
    ours: set[str] = set()
    for snapshot, named in ((current, False), (proposed, True)):
        for subject, thing in things(snapshot):
            noun = subject.partition("/")[0]
            if noun in UPWARDS:
                above = getattr(thing, UPWARDS[noun])
                parents[subject] = None if above is None else address(noun, above)
                if named:
                    ours.add(subject)
    closing: set[str] = set()
    settled: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at in parents and at not in settled and at not in path:
            path[at] = None
            at = parents[at]
        if at is not None and at in path:
            trail = list(path)
            closing.update([one for one in trail[trail.index(at) :] if one in ours][:1])
        settled.update(path)
    return frozenset(closing)


# --- the plan afterwards ------------------------------------------------------------------------------------------


def merged(current: Snapshot, proposed: Snapshot) -> Snapshot:
    """Return the current plan with a proposal, in its keys, taken in: new things added, changed ones replaced."""
    named = {plan.id: plan for plan in proposed.plans}
    plans = [_merged_plan(plan, named.pop(plan.id, plan)) for plan in current.plans]
    rest: dict[str, Any] = {
        name: _by_key(getattr(current, name), getattr(proposed, name), lambda thing: thing.id)
        for name in OF_SNAPSHOT.values()
    }
    rest |= {name: _by_key(getattr(current, name), getattr(proposed, name), key) for name, key in _ROWS.items()}
    sources = _by_key(current.sources, proposed.sources, lambda source: (source.subject, source.field))
    return replace(current, plans=(*plans, *named.values()), sources=sources, **rest)


def _merged_plan(held: Plan, proposed: Plan) -> Plan:
    if proposed is held:
        return held
    groups: dict[str, Any] = {
        name: _in_order(getattr(held, name), getattr(proposed, name)) for name in OF_PLAN.values()
    }
    return parents_first(replace(proposed, **groups))


def _in_order(held: Iterable[Thing], proposed: Iterable[Thing]) -> tuple[Thing, ...]:
    """Return the proposed things in the document's order, and each that it does not name behind the one before it."""
    named = {thing.id: thing for thing in proposed}
    behind: dict[str | None, list[Thing]] = defaultdict(list)
    before: str | None = None
    for thing in held:
        if thing.id in named:
            before = thing.id
        else:
            behind[before].append(thing)
    ordered = list(behind[None])
    for thing in named.values():
        ordered += [thing, *behind[thing.id]]
    return tuple(ordered)


def _by_key(first: Iterable[Any], second: Iterable[Any], key: Callable[[Any], Hashable]) -> tuple[Any, ...]:
    by_key = {key(one): one for one in first}
    by_key.update((key(one), one) for one in second)
    return tuple(by_key.values())


def withdrawn(snapshot: Snapshot, identifiers: Collection[str]) -> Snapshot:
    """Return the snapshot with these elements withdrawn, and with them all that hangs from them."""
    if not identifiers:
        return snapshot
    going = set(identifiers)
    for plan in snapshot.plans:
        for element in parents_first(plan).elements:
            if element.parent in going:
                going.add(element.id)

    def thing(subject: str, held: Thing) -> Thing:
        noun, _slash, identifier = subject.partition("/")
        return replace(held, withdrawn=True) if noun == "element" and identifier in going else held

    return remade(snapshot, thing)
