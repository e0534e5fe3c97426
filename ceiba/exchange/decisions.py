"""What a person decided about a proposal, applied to it: some things accepted, some corrected, some left out.

Nothing here knows who decided or when. Law: without decisions and answers a proposal gives its own snapshot.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ceiba.exchange.proposal import Proposal, Question
from ceiba.exchange.restructuring import MERGED, SPLIT, Cuts, restructured
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import Said, fold

Thing = Any  # a kernel value with an identifier
OF_SNAPSHOT = {
    "unit": "units",
    "funding": "funding",
    "total": "totals",
    "budget_line": "budget_lines",
    "project": "projects",
    "demand": "demands",
    "risk": "risks",
    "population": "populations",
}
OF_PLAN = {
    "element": "elements",
    "indicator": "indicators",
    "statement": "statements",
    "stakeholder": "stakeholders",
    "citation": "citations",
}
# Fields that name another thing of the same noun, from which this one hangs; and fields that name one of another noun.
UPWARDS = {"plan": "parent", "element": "parent", "unit": "parent"}
REFERENCES = {
    "element": {"unit": "unit"},
    "indicator": {"element": "element", "unit": "unit"},
    "budget_line": {"source": "funding"},
    "risk": {"element": "element", "unit": "unit"},
    "population": {"element": "element"},
}


_OF_ELEMENTS = ("risk", "population")  # what is nothing without its element
_NOT_A_FIELD = ("", SPLIT, MERGED)  # what speaks of a whole thing: taken, parted, put into another


class Verdict(StrEnum):
    """What a person said of a thing, or of one of its fields; ``WITHDRAWN`` is said of things of the current plan."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on the thing at an address, or on one ``field`` of it; ``value`` is what a corrected field becomes."""

    subject: str
    verdict: Verdict
    field: str = ""
    value: object = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answered to a question, counted from 0 in the proposal."""

    question: int
    text: str


def applied(proposal: Proposal, decisions: Iterable[Decision], answers: Iterable[Answer] = ()) -> Snapshot:
    """Return the snapshot that a proposal becomes: corrected, answered, and without what was rejected.

    What hangs from a rejected thing hangs from the nearest one kept above it. Linear in proposal and decisions.
    """
    known = tuple(decisions)
    cut = restructured(proposal, Cuts.of((d.subject, d.field, d.value) for d in known))
    return without(corrected(cut, known, answers), rejected(known))


def rejected(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the addresses of the things that were rejected as a whole."""
    return frozenset(d.subject for d in decisions if d.verdict is Verdict.REJECTED and not d.field)


# --- the things of a snapshot -------------------------------------------------------------------------------------


def things(snapshot: Snapshot) -> Iterator[tuple[str, Thing]]:
    """Yield every thing with an identifier by its address: each plan, what it carries, then the rest."""
    for plan in snapshot.plans:
        yield address("plan", plan.id), plan
        for noun, group in OF_PLAN.items():
            for thing in getattr(plan, group):
                yield address(noun, thing.id), thing
    for noun, group in OF_SNAPSHOT.items():
        for thing in getattr(snapshot, group):
            yield address(noun, thing.id), thing


def remade(snapshot: Snapshot, make: Callable[[str, Thing], Thing | None]) -> Snapshot:
    """Return the snapshot with each thing as ``make(address, thing)`` gives it; None leaves it out.

    A plan that is left out takes everything that it carries with it.
    """

    def group(noun: str, held: Iterable[Thing]) -> tuple[Thing, ...]:
        made = (make(address(noun, thing.id), thing) for thing in held)
        return tuple(thing for thing in made if thing is not None)

    plans = []
    for plan in group("plan", snapshot.plans):
        carried: dict[str, Any] = {name: group(noun, getattr(plan, name)) for noun, name in OF_PLAN.items()}
        plans.append(replace(plan, **carried))
    rest: dict[str, Any] = {name: group(noun, getattr(snapshot, name)) for noun, name in OF_SNAPSHOT.items()}
    return replace(snapshot, plans=tuple(plans), **rest)


def parents_first(plan: Plan) -> Plan:
    """Return the plan with its elements in their order, but each behind the one that it hangs from."""
    by_id: dict[str | None, Element] = {element.id: element for element in plan.elements}
    placed: dict[str, Element] = {}
    for element in plan.elements:
        line: dict[str | None, Element] = {element.id: element}
        parent = element.parent
        while parent in by_id and parent not in placed and parent not in line:
            line[parent] = by_id[parent]
            parent = by_id[parent].parent
        for one in reversed(line.values()):
            placed.setdefault(one.id, one)
    ordered = tuple(placed.values())
    return plan if ordered == plan.elements else replace(plan, elements=ordered)


# --- corrections and answers --------------------------------------------------------------------------------------


def corrected(proposal: Proposal, decisions: Iterable[Decision], answers: Iterable[Answer] = ()) -> Snapshot:
    """Return the proposal's snapshot with corrected fields in their place and with what its answers say.

    A rejected field goes back to its default. A correction that would hang a thing from itself, from another plan or
    from something that is not there is passed over: what was read stays.
    """
    snapshot = proposal.snapshot
    fields: dict[str, dict[str, object]] = defaultdict(dict)
    for subject, parent in _answered_parents(proposal, answers):
        fields[subject]["parent"] = parent
    by_address = dict(things(snapshot))
    for decision in decisions:
        if decision.field not in _NOT_A_FIELD and decision.subject in by_address:
            fields[decision.subject][decision.field] = _value(decision, by_address[decision.subject])
    if not fields:
        return snapshot
    tree = _Tree(snapshot)
    allowed = {subject: tree.allowed(subject, changes) for subject, changes in fields.items()}
    made = remade(snapshot, lambda subject, thing: replace(thing, **allowed.get(subject, {})))
    return replace(made, plans=tuple(parents_first(plan) for plan in made.plans))


def _value(decision: Decision, thing: Thing) -> object:
    if decision.verdict is not Verdict.REJECTED:
        return decision.value
    field = next((f for f in dataclasses.fields(thing) if f.name == decision.field), None)
    has_default = field is not None and field.default is not dataclasses.MISSING
    return field.default if field and has_default else getattr(thing, decision.field, None)


class _Tree:
    """Who hangs from whom while corrections come in, one after another, so that no two of them close a ring."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._plan = {
            address(noun, thing.id): plan.id
            for plan in snapshot.plans
            for noun, group in OF_PLAN.items()
            for thing in getattr(plan, group)
        }
        self._parents: dict[str, str | None] = {}
        for subject, thing in things(snapshot):
            noun = subject.partition("/")[0]
            if noun in UPWARDS:
                parent = getattr(thing, UPWARDS[noun])
                self._parents[subject] = None if parent is None else address(noun, parent)
        self._known = set(self._plan) | set(self._parents) | {address("funding", f.id) for f in snapshot.funding}

    def allowed(self, subject: str, changes: Mapping[str, object]) -> dict[str, object]:
        """Return the changes that keep the tree a tree."""
        return {name: value for name, value in changes.items() if self._may(subject, name, value)}

    def _may(self, subject: str, name: str, value: object) -> bool:
        noun = subject.partition("/")[0]
        if UPWARDS.get(noun) == name:
            return self._hang(subject, None if value is None else address(noun, str(value)))
        other = REFERENCES.get(noun, {}).get(name)
        if other is None or value is None:
            return True
        target = address(other, str(value))
        return target in self._known and (other != "element" or self._plan.get(target) == self._plan.get(subject))

    def _hang(self, subject: str, parent: str | None) -> bool:
        if parent is not None:
            if parent not in self._parents or self._plan.get(parent) != self._plan.get(subject):
                return False
            above: str | None = parent
            seen: set[str] = set()
            while above is not None and above != subject and above not in seen:
                seen.add(above)
                above = self._parents.get(above)
            if above == subject:
                return False
        self._parents[subject] = parent
        return True


def about(proposal: Proposal) -> tuple[str | None, ...]:
    """Return the address of what each question speaks of: its own subject, or the thing that stands at its place."""
    at: dict[int, list[str]] = defaultdict(list)
    for source in proposal.snapshot.sources:
        if not source.field and source.place.line is not None:
            at[source.place.line].append(source.subject)
    for subject, place in proposal.places.items():
        if place.line is not None:
            at[place.line].append(subject)
    by_address = dict(things(proposal.snapshot))
    return tuple(_subject(question, at, by_address) for question in proposal.questions)


def _subject(question: Question, at: Mapping[int, list[str]], by_address: Mapping[str, Thing]) -> str | None:
    if question.subject is not None or question.place.line is None:
        return question.subject
    told = question.text.facts.values() if isinstance(question.text, Said) and hasattr(question.text, "facts") else ()
    named = {str(fact) for fact in told}

    def rank(subject: str) -> tuple[bool, bool]:
        thing = by_address.get(subject)
        return getattr(thing, "text", getattr(thing, "name", None)) not in named, not subject.startswith("element/")

    return min(at.get(question.place.line, ()), key=rank, default=None)


def _answered_parents(proposal: Proposal, answers: Iterable[Answer]) -> Iterator[tuple[str, str]]:
    """Yield element address and identifier of the parent that an answer names; other answers are notes."""
    chosen = [a for a in answers if 0 <= a.question < len(proposal.questions) and a.text.strip()]
    if not chosen:
        return
    subjects = about(proposal)
    for answer in chosen:
        subject = subjects[answer.question]
        if proposal.questions[answer.question].options and subject and subject.startswith("element/"):
            parent = named_parent(proposal.snapshot, subject.partition("/")[2], answer.text)
            if parent is not None:
                yield subject, parent.id


def named_parent(snapshot: Snapshot, identifier: str, words: str) -> Element | None:
    """Return the element of the same plan that these words name by text or code, one of a level above if there is."""
    element = snapshot.element(identifier)
    wanted = fold(words)
    if element is None or not wanted:
        return None
    level = snapshot.level(element)
    above = {rule.level for rule in level.parents} if level else set()
    plan = snapshot.plan_of(element)
    named = [e for e in plan.elements if e.id != element.id and wanted in (fold(e.text), fold(e.code or ""))]
    return min(named, key=lambda e: e.level not in above, default=None)


# --- rejections ---------------------------------------------------------------------------------------------------


def without(snapshot: Snapshot, gone: Collection[str], standing: Collection[str] = ()) -> Snapshot:
    """Return the snapshot without the things at these addresses.

    What hangs from one of them hangs from the nearest kept above it. Those ``standing`` elsewhere (in the plan that a
    document is compared with) are left out too, but others may go on naming them.
    """
    if not gone:
        return snapshot
    left = _Left(snapshot, frozenset(gone), frozenset(standing))
    made = remade(snapshot, left.thing)
    return replace(
        made,
        links=tuple(x for x in snapshot.links if left.may_name(x.origin) and left.may_name(x.destination)),
        measurements=tuple(m for m in snapshot.measurements if not left.is_gone("indicator", m.indicator)),
        register_measures=tuple(
            replace(m, indicator=left.nearest("indicator", m.indicator)) for m in snapshot.register_measures
        ),
        bindings=tuple(b for b in snapshot.bindings if not left.is_gone("indicator", b.indicator)),
        sources=tuple(source for source in snapshot.sources if source.subject not in left.gone),
    )


class _Left:
    """What is left when some things go, and how the rest names one another then."""

    def __init__(self, snapshot: Snapshot, gone: frozenset[str], standing: frozenset[str]) -> None:
        with_contents = set(gone)
        self._parents: dict[str, str | None] = {}
        for plan in snapshot.plans:
            if address("plan", plan.id) in gone:
                for noun, group in OF_PLAN.items():
                    with_contents |= {address(noun, thing.id) for thing in getattr(plan, group)}
        for subject, thing in things(snapshot):
            noun = subject.partition("/")[0]
            if noun in UPWARDS:
                self._parents[subject] = getattr(thing, UPWARDS[noun])
        self.gone = frozenset(with_contents)
        self._unnamed = self.gone - standing

    def is_gone(self, noun: str, identifier: str) -> bool:
        """Tell whether a thing is left out."""
        return address(noun, identifier) in self.gone

    def may_name(self, subject: str) -> bool:
        """Tell whether an address may still be named."""
        return subject not in self._unnamed

    def nearest(self, noun: str, identifier: str | None) -> str | None:
        """Return the identifier, or of what is left out the nearest kept above it; None where there is none."""
        seen: set[str] = set()
        while identifier is not None and address(noun, identifier) in self._unnamed:
            if identifier in seen:
                return None
            seen.add(identifier)
            identifier = self._parents.get(address(noun, identifier))
        return identifier

    def thing(self, subject: str, thing: Thing) -> Thing | None:
        """Return a thing as it is left, None where it is left out."""
        if subject in self.gone:
            return None
        noun = subject.partition("/")[0]
        named = dict(REFERENCES.get(noun, {}))
        if noun in UPWARDS:
            named[UPWARDS[noun]] = noun
        changes: dict[str, Any] = {}
        for name, other in named.items():
            held = getattr(thing, name)
            if (kept := self.nearest(other, held)) != held:
                changes[name] = kept
        if noun in _OF_ELEMENTS and changes.get("element", thing.element) is None:
            return None  # a risk of nothing
        served = getattr(thing, "serves", ())
        kept_served = tuple(one for one in served if self.may_name(one if isinstance(one, str) else one.subject))
        if kept_served != served:
            changes["serves"] = kept_served
        return replace(thing, **changes) if changes else thing
