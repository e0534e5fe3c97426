"""Which things of a document are things of the current plan, and what the document would change in them.

A document that comes in again, corrected or of the next year, must double nothing: each of its things gets the key of
the thing that it is, and the rest get keys of their own. Laws: matching a snapshot with itself gives the same snapshot
and no differences; cost grows linearly, but for one sort.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from ceiba.exchange.decisions import REFERENCES, UPWARDS, Thing, remade, things
from ceiba.exchange.differences import filled, quotes_of
from ceiba.exchange.neighbours import neighbours
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Plan, StatementKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import fold

ALIKE = 80.0  # rapidfuzz ratio from which two sentences in one place are one sentence, reworded
_TITLES_ALIKE = 70.0
_Name = Callable[[str, str | None], Hashable]
_Key = Callable[[Thing, _Name], Hashable | None]


@dataclass(frozen=True, slots=True)
class Matching:
    """A proposal in the keys of the current plan: ``keys`` gives for each of its addresses the one in ``snapshot``.

    ``standing`` holds the addresses that the current plan already has.
    """

    snapshot: Snapshot
    keys: Mapping[str, str]
    standing: frozenset[str]


def matched(current: Snapshot, proposed: Snapshot, spoken: Collection[tuple[str, str]] = ()) -> Matching:
    """Return the proposed snapshot with the keys of the things that it speaks of.

    A field that the document leaves empty is silence: the plan's own value stays, unless the field (proposal's address
    and name) was ``spoken`` of by a person. Figures by period are kept for the periods that the document passes over.
    """
    pairing = _Pairing(current, proposed)
    pairing.run()
    keys = pairing.keys()
    standing = frozenset(keys[address(noun, new)] for noun, found in pairing.found.items() for new in found)
    said = {(keys[subject], name) for subject, name in spoken if subject in keys}
    return Matching(filled(current, _renamed(proposed, keys), said), keys, standing)


def _renamed(snapshot: Snapshot, keys: Mapping[str, str]) -> Snapshot:
    """Return the snapshot with every identifier, and every mention of one, in its new form."""

    def at(subject: str) -> str:
        return keys.get(subject, subject)

    def name(noun: str, identifier: str | None) -> Any:
        return None if identifier is None else at(address(noun, identifier)).partition("/")[2]

    def thing(subject: str, held: Thing) -> Thing:
        noun = subject.partition("/")[0]
        named = {**REFERENCES.get(noun, {}), **({UPWARDS[noun]: noun} if noun in UPWARDS else {})}
        changes = {field: name(other, getattr(held, field)) for field, other in named.items()}
        if getattr(held, "serves", ()):
            changes["serves"] = tuple(
                at(one) if isinstance(one, str) else replace(one, subject=at(one.subject)) for one in held.serves
            )
        return replace(held, id=name(noun, held.id), **changes)

    if all(old == new for old, new in keys.items()):
        return snapshot
    return replace(
        remade(snapshot, thing),
        links=tuple(replace(x, origin=at(x.origin), destination=at(x.destination)) for x in snapshot.links),
        measurements=tuple(replace(m, indicator=name("indicator", m.indicator)) for m in snapshot.measurements),
        register_measures=tuple(
            replace(m, indicator=name("indicator", m.indicator)) for m in snapshot.register_measures
        ),
        bindings=tuple(replace(b, indicator=name("indicator", b.indicator)) for b in snapshot.bindings),
        sources=tuple(replace(source, subject=at(source.subject)) for source in snapshot.sources),
    )


def _same(_noun: str, identifier: str | None) -> Hashable:
    return identifier


class _Pairing:
    """Finds for each proposed thing the one of the current plan that it is; ``found`` holds them by noun."""

    def __init__(self, current: Snapshot, proposed: Snapshot) -> None:
        self._current, self._proposed = current, proposed
        self.found: dict[str, dict[str, str]] = defaultdict(dict)
        self._taken: dict[str, set[str]] = defaultdict(set)
        self._fold = cache(fold)
        self._quotes = quotes_of(current), quotes_of(proposed)

    def run(self) -> None:
        """Pair units, plans, what the plans carry, then the rest."""
        words = self._fold
        old, new = self._current, self._proposed
        unit_keys: tuple[_Key, ...] = (
            lambda u, _n: (u.code, words(u.name)),
            lambda u, _n: words(u.name) or None,
            lambda u, _n: u.code,
        )
        self._pair("unit", old.units, new.units, *unit_keys)
        self._pair_alike("unit", old.units, new.units, lambda _u, _n: "", lambda u: u.name)
        self._plans()
        old_plans = {plan.id: plan for plan in old.plans}
        for plan in new.plans:
            if plan.id in self.found["plan"]:
                self._contents(old_plans[self.found["plan"][plan.id]], plan)
        self._money()
        demand_keys: tuple[_Key, ...] = (lambda d, _n: (words(d.origin), words(d.text)), lambda d, _n: words(d.text))
        self._pair("demand", old.demands, new.demands, *demand_keys)
        risk_keys: tuple[_Key, ...] = (lambda r, n: (n("element", r.element), words(r.text)),)
        self._pair("risk", old.risks, new.risks, *risk_keys)
        people: tuple[_Key, ...] = (lambda p, n: (n("element", p.element), p.year, words(p.text)),)
        self._pair("population", old.populations, new.populations, *people)

    def keys(self) -> dict[str, str]:
        """Return the address that each proposed thing gets: the one found, its own where it is free, or a fresh one."""
        ours: dict[str, set[str]] = defaultdict(set)
        theirs: dict[str, set[str]] = defaultdict(set)
        for snapshot, names in ((self._current, ours), (self._proposed, theirs)):
            for subject, _thing in things(snapshot):
                noun, _slash, identifier = subject.partition("/")
                names[noun].add(identifier)
        keys = {}
        for subject, _thing in things(self._proposed):
            noun, _slash, identifier = subject.partition("/")
            key = self.found[noun].get(identifier)
            if key is None:
                key = _free(identifier, ours[noun], theirs[noun])
                ours[noun].add(key)
            keys[subject] = address(noun, key)
        return keys

    # --- plans and what they carry --------------------------------------------------------------------------------

    def _plans(self) -> None:
        words = self._fold
        old, new = self._current.plans, self._proposed.plans
        exact: tuple[_Key, ...] = (lambda p, _n: (p.kind, p.period, words(p.title)),)
        self._pair("plan", old, new, *exact)
        for plan in new:
            if plan.id in self.found["plan"]:
                continue
            rivals = [p for p in old if p.kind == plan.kind and p.id not in self._taken["plan"]]
            best = max(
                (p for p in rivals if self._one_plan(p, plan)), key=lambda p: self._titles(p, plan), default=None
            )
            if best is not None:
                self._match("plan", best.id, plan.id)

    def _one_plan(self, old: Plan, new: Plan) -> bool:
        """Tell whether two plans of one kind are one: of one period, or of none told, and not under different names."""
        same_period = old.period == new.period or old.period is None or new.period is None
        redated = old.period and new.period and old.period.first_month == new.period.first_month
        alike = self._titles(old, new)
        if redated and not same_period:
            return alike >= 90
        return same_period and (alike >= _TITLES_ALIKE or self._is_bare(old) or self._is_bare(new))

    def _titles(self, old: Plan, new: Plan) -> float:
        return fuzz.token_sort_ratio(self._fold(old.title), self._fold(new.title))

    def _is_bare(self, plan: Plan) -> bool:
        """Tell whether a title only says what kind of plan it is: «POA», «Plan Operativo Anual 2024»."""
        kind = next((k for k in self._proposed.methodology.plan_kinds if k.key == plan.kind), None)
        names = {self._fold(name) for name in (kind.key, kind.label, *kind.names)} if kind else set()
        bare = " ".join(word for word in self._fold(plan.title).split() if not word.isdigit())
        return bare in names or not bare

    def _contents(self, old: Plan, new: Plan) -> None:
        words = self._fold
        _Elements(self, old.elements, new.elements).run()
        self._indicators(old.indicators, new.indicators)
        single = (StatementKind.MISSION, StatementKind.VISION)
        says: tuple[_Key, ...] = (lambda s, _n: (s.kind, s.text), lambda s, _n: (s.kind, words(s.text)))
        self._pair("statement", old.statements, new.statements, *says)
        self._pair_unique("statement", old.statements, new.statements, self._quoted("statement"))
        self._pair_alike("statement", old.statements, new.statements, lambda s, _n: s.kind, lambda s: s.text)
        one: _Key = lambda s, _n: s.kind if s.kind in single else None  # noqa: E731
        self._pair("statement", old.statements, new.statements, one)
        called: tuple[_Key, ...] = (lambda k, _n: (words(k.name), words(k.role or "")), lambda k, _n: words(k.name))
        self._pair("stakeholder", old.stakeholders, new.stakeholders, *called)
        self._pair_unique("stakeholder", old.stakeholders, new.stakeholders, self._quoted("stakeholder"))
        self._pair_alike("stakeholder", old.stakeholders, new.stakeholders, lambda _k, _n: "", lambda k: k.name)
        cited: tuple[_Key, ...] = (
            lambda c, _n: (words(c.norm), c.number, words(c.title)),
            lambda c, _n: (words(c.norm), c.number),
        )
        self._pair("citation", old.citations, new.citations, *cited)

    def _indicators(self, old: Sequence[Indicator], new: Sequence[Indicator]) -> None:
        words = self._fold

        def place(indicator: Indicator, name: _Name) -> Hashable:
            unit = name("unit", indicator.unit) if indicator.element is None else None
            return name("element", indicator.element), unit

        under: tuple[_Key, ...] = (
            lambda i, n: (place(i, n), words(i.text), i.measure_unit),
            lambda i, n: (place(i, n), words(i.text)),
        )
        self._pair("indicator", old, new, *under)
        self._pair_unique("indicator", old, new, self._quoted("indicator"))
        self._pair_alike("indicator", old, new, place, lambda i: i.text)
        self._pair_unique("indicator", old, new, lambda i, _n: words(i.text) or None)

    def _money(self) -> None:
        words = self._fold
        old, new = self._current, self._proposed
        funded: tuple[_Key, ...] = (
            lambda f, _n: (f.key, f.period, words(f.name)),
            lambda f, _n: (f.period, words(f.name)),
            lambda f, _n: (f.period, f.key) if f.key else None,
        )
        self._pair("funding", old.funding, new.funding, *funded)
        self._pair_unique("funding", old.funding, new.funding, self._quoted("funding"))
        self._pair_alike("funding", old.funding, new.funding, lambda f, _n: f.period, lambda f: f.name)
        stated: tuple[_Key, ...] = (
            lambda t, _n: (words(t.label), words(t.column), t.stated),
            lambda t, _n: (words(t.label), words(t.column)),
        )
        self._pair("total", old.totals, new.totals, *stated)
        self._pair_unique("total", old.totals, new.totals, lambda t, _n: (t.stated, t.addends) if t.addends else None)
        named: tuple[_Key, ...] = (
            lambda p, _n: (p.code, p.period, words(p.name)),
            lambda p, _n: (p.code, p.period) if p.code else None,
            lambda p, _n: (p.period, words(p.name)) if words(p.name) else None,
        )
        self._pair("project", old.projects, new.projects, *named)
        # A national code is one project's for good, whatever years a document gives it; so is a name that one bears.
        self._pair_unique("project", old.projects, new.projects, lambda p, _n: p.code)
        self._pair_unique("project", old.projects, new.projects, lambda p, _n: words(p.name) or None)
        self._pair_unique("project", old.projects, new.projects, self._quoted("project"))
        self._pair_alike("project", old.projects, new.projects, lambda p, _n: p.period, lambda p: p.name)
        lines: tuple[_Key, ...] = (
            lambda b, n: (b.classifier, b.period, n("funding", b.source), words(b.name)),
            lambda b, n: (b.classifier, b.period, n("funding", b.source)) if b.classifier else None,
        )
        self._pair("budget_line", old.budget_lines, new.budget_lines, *lines)

    # --- pairing --------------------------------------------------------------------------------------------------

    def _name(self, noun: str, identifier: str | None) -> Hashable:
        """Return what a proposed thing is called in the current plan; of one that is new, a name that none has."""
        if identifier is None:
            return None
        return self.found[noun].get(identifier, ("new", identifier))

    def _match(self, noun: str, old: str, new: str) -> None:
        self.found[noun][new] = old
        self._taken[noun].add(old)

    def _pair(self, noun: str, old: Iterable[Thing], new: Iterable[Thing], *keys: _Key) -> None:
        """Pair things of equal keys, one key after the other; of several equals those of one identifier go first."""
        for key in keys:
            waiting: dict[Hashable, dict[str, None]] = defaultdict(dict)
            for thing in old:
                if thing.id not in self._taken[noun] and (called := key(thing, _same)) is not None:
                    waiting[called][thing.id] = None
            later = []
            for thing in new:
                if thing.id not in self.found[noun] and (called := key(thing, self._name)) is not None:
                    if thing.id in waiting.get(called, ()):
                        del waiting[called][thing.id]
                        self._match(noun, thing.id, thing.id)
                    else:
                        later.append((thing.id, called))
            for identifier, called in later:
                if group := waiting.get(called):
                    first = next(iter(group))
                    del group[first]
                    self._match(noun, first, identifier)

    def _pair_unique(self, noun: str, old: Sequence[Thing], new: Sequence[Thing], said: _Key) -> None:
        """Pair things left over on both sides whose words nobody else on their side has."""
        sides = (
            Counter(said(thing, _same) for thing in old if thing.id not in self._taken[noun]),
            Counter(said(thing, self._name) for thing in new if thing.id not in self.found[noun]),
        )

        def alone(thing: Thing, name: _Name) -> Hashable | None:
            words = said(thing, name)
            return words if words is not None and all(side[words] == 1 for side in sides) else None

        self._pair(noun, old, new, alone)

    def _quoted(self, noun: str) -> _Key:
        """Return the words of the document in which a thing was read: it may have been corrected since."""
        ours, theirs = self._quotes

        def quote(thing: Thing, name: _Name) -> Hashable | None:
            words = (ours if name is _same else theirs).get(address(noun, thing.id), "")
            return self._fold(words) or None

        return quote

    def _pair_alike(
        self, noun: str, old: Sequence[Thing], new: Sequence[Thing], block: _Key, said: Callable[[Thing], str]
    ) -> None:
        """Pair things of one block whose words are nearly the same, the most alike first."""
        blocks: dict[Hashable, tuple[list[Thing], list[Thing]]] = defaultdict(lambda: ([], []))
        for thing in new:
            if thing.id not in self.found[noun]:
                blocks[block(thing, self._name)][1].append(thing)
        for thing in old if blocks else ():
            if thing.id not in self._taken[noun] and (where := block(thing, _same)) in blocks:
                blocks[where][0].append(thing)
        for ours, theirs in blocks.values():
            texts = [self._fold(said(t)) for t in ours], [self._fold(said(t)) for t in theirs]
            scored = []
            for i, j in neighbours(*texts):
                if (score := fuzz.ratio(texts[0][i], texts[1][j], score_cutoff=ALIKE)) and texts[0][i]:
                    scored.append((-score, i, j))
            for _score, i, j in sorted(scored):
                if ours[i].id not in self._taken[noun] and theirs[j].id not in self.found[noun]:
                    self._match(noun, ours[i].id, theirs[j].id)


class _Elements:
    """Pairs the elements of a plan from the roots down, so that a sentence found twice is told apart by its place."""

    def __init__(self, pairing: _Pairing, old: Sequence[Element], new: Sequence[Element]) -> None:
        self._pairing, self._old, self._new = pairing, old, new
        self._below = {"old": _below(old), "new": _below(new)}
        self._known = {side: {e.id for e in held} for side, held in (("old", old), ("new", new))}

    def run(self) -> None:
        """Pair by words and codes under one parent, then words anywhere, then words that are nearly the same."""
        pairing, words = self._pairing, self._pairing._fold
        self._descend(alike=False)
        # The level is part of the words here: an objective and a result may be worded alike.
        worded: _Key = lambda e, _n: (e.level, words(e.text)) if words(e.text) else None  # noqa: E731
        pairing._pair_unique("element", self._old, self._new, worded)
        pairing._pair_unique("element", self._old, self._new, pairing._quoted("element"))
        self._descend(alike=True)
        pairing._pair("element", self._old, self._new, worded)

    def _parent(self, element: Element, name: _Name) -> Hashable:
        side = "old" if name is _same else "new"
        return name("element", element.parent if element.parent in self._known[side] else None)

    def _descend(self, *, alike: bool) -> None:
        words, parent = self._pairing._fold, self._parent
        keys: tuple[_Key, ...] = (
            lambda e, n: (parent(e, n), e.level, e.code, words(e.text)),
            lambda e, n: (parent(e, n), e.level, words(e.text)) if words(e.text) else None,
            lambda e, n: (parent(e, n), e.level, e.code) if e.code else None,
        )
        layer = self._below["new"].get(None, [])
        while layer:
            above = dict.fromkeys(parent(element, self._pairing._name) for element in layer)
            candidates = [element for one in above for element in self._below["old"].get(one, ())]
            self._pairing._pair("element", candidates, layer, *keys)
            if alike:
                block: _Key = lambda e, n: (parent(e, n), e.level)  # noqa: E731
                self._pairing._pair_alike("element", candidates, layer, block, lambda e: e.text)
            layer = [child for element in layer for child in self._below["new"].get(element.id, ())]


def _below(elements: Sequence[Element]) -> dict[Hashable, list[Element]]:
    """Return the elements by what they hang from; what hangs from nothing in the plan stands at the root."""
    known = {element.id for element in elements}
    below: dict[Hashable, list[Element]] = defaultdict(list)
    for element in elements:
        below[element.parent if element.parent in known else None].append(element)
    return below


def _free(wanted: str, ours: Collection[str], theirs: Collection[str]) -> str:
    """Return an identifier that nobody has, as near as may be to the wanted one."""
    if wanted not in ours:
        return wanted
    number = 2
    while f"{wanted}-{number}" in ours or f"{wanted}-{number}" in theirs:
        number += 1
    return f"{wanted}-{number}"
