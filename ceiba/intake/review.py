"""One proposal under review: what was read, what people decided, and what the plan would become. A value, kept a while.

Everything here is worked out at most once for one reading, one state of the decisions and one state of the plan.
"""

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from threading import Lock

from ceiba.exchange import decisions as deciding
from ceiba.exchange import differences as comparing
from ceiba.exchange import stored
from ceiba.exchange.decisions import Verdict
from ceiba.exchange.differences import Change, Differences
from ceiba.exchange.matching import Matching, matched
from ceiba.exchange.proposal import Proposal as ProposalValue
from ceiba.exchange.restructuring import Cuts, restructured
from ceiba.exchange.twins import Twins, twins
from ceiba.intake import queries
from ceiba.intake.items import Item, items_of
from ceiba.intake.models import Answer, Proposal
from ceiba.intake.queries import Decided
from ceiba.intake.words import SURE
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.loader import load
from ceiba.rules.engine import Audit, audit

KEPT = 8  # reviews that a process keeps
OF_PLAN = "plan:"  # before the address of a thing of the current plan


@lru_cache(maxsize=KEPT)
def _value(pk: int, created: str) -> ProposalValue:
    """Return the reading of a proposal, which never changes; ``created`` tells apart two databases."""
    del created
    row = Proposal.objects.only("reading", "read_as").get(pk=pk)
    return stored.load(row.reading, load(row.read_as))


def value_of(row: Proposal) -> ProposalValue:
    """Return the reading of an open, accepted or rejected proposal."""
    return _value(row.pk, row.created.isoformat())


@dataclass(frozen=True)
class Review:
    """A reading with its decisions and answers, laid over the current plan."""

    reading: ProposalValue
    current: Snapshot
    decisions: tuple[Decided, ...] = ()
    answers: tuple[Answer, ...] = ()

    # --- what people said -------------------------------------------------------------------------------------

    @cached_property
    def value(self) -> ProposalValue:
        """Return the reading as people parted it and put it together."""
        return restructured(self.reading, Cuts.of((d.subject, d.field, d.value) for d in self.decisions))

    @cached_property
    def said(self) -> tuple[deciding.Decision, ...]:
        """Return the decisions on the reading as values; those on things of the current plan stand apart."""
        kinds = {subject: type(thing) for subject, thing in deciding.things(self.value.snapshot)}
        return tuple(
            deciding.Decision(row.subject, Verdict(row.verdict), row.field, queries.decided_value(row, kinds))
            for row in self.decisions
            if not row.subject.startswith(OF_PLAN)
        )

    @cached_property
    def verdicts(self) -> Mapping[str, Decided]:
        """Return what was decided of each thing as a whole, by address."""
        return {row.subject: row for row in self.decisions if not row.field}

    @cached_property
    def answered(self) -> Mapping[int, Answer]:
        """Return the answers by question."""
        return {row.question: row for row in self.answers}

    @cached_property
    def about(self) -> tuple[str | None, ...]:
        """Return the address of what each question speaks of."""
        return deciding.about(self.value)

    # --- what the plan would become ---------------------------------------------------------------------------

    @cached_property
    def wording(self) -> tuple[object, ...]:
        """Return everything said that changes what is compared, and not only whether it is taken."""
        fields = tuple((d.subject, d.field, d.verdict, repr(d.value)) for d in self.said if d.field)
        return (fields, tuple((row.question, row.text) for row in self.answers))

    @cached_property
    def corrected(self) -> Snapshot:
        """Return the reading with corrections and answers in it, nothing left out yet."""
        answers = [deciding.Answer(row.question, row.text) for row in self.answers]
        return deciding.corrected(self.value, self.said, answers)

    @cached_property
    def matching(self) -> Matching:
        """Return the corrected reading in the keys of the plan. Units are the institution's own: none is changed."""
        spoken = {(d.subject, d.field) for d in self.said if d.field}
        spoken |= {(subject, "parent") for n, subject in enumerate(self.about) if subject and n in self.answered}
        made = matched(self.current, self.corrected, spoken)
        own = {unit.id: unit for unit in self.current.units}
        units = tuple(own.get(unit.id, unit) for unit in made.snapshot.units)
        return replace(made, snapshot=replace(made.snapshot, units=units))

    @cached_property
    def kept(self) -> Snapshot:
        """Return what is taken over: the reading in the keys of the plan, without what was rejected."""
        made = self.matching
        gone = {made.keys[subject] for subject in deciding.rejected(self.said) if subject in made.keys}
        spoken = {(made.keys[d.subject], d.field) for d in self.said if d.field and d.subject in made.keys}
        left = deciding.without(made.snapshot, gone, made.standing)
        return comparing.filled(self.current, left, spoken) if gone else left

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """Return the elements of the current plan that a person wants withdrawn, by identifier."""
        marked = (row.subject.removeprefix(f"{OF_PLAN}element/") for row in self.decisions if not row.field)
        return frozenset(marked) & {element.id for element in self.current.elements} & self._missing_elements

    @cached_property
    def _missing_elements(self) -> frozenset[str]:
        elements = (s.partition("/")[2] for s in self.differences.missing if s.startswith("element/"))
        return frozenset(elements)

    @cached_property
    def after(self) -> Snapshot:
        """Return the plan as it would be after acceptance."""
        return comparing.withdrawn(comparing.merged(self.current, self.kept), self.withdrawn)

    @cached_property
    def differences(self) -> Differences:
        """Return what acceptance would change."""
        return comparing.differences(self.current, self.kept, self.matching.standing)

    @cached_property
    def twins(self) -> tuple[Twins, ...]:
        """Return the projects of the document that seem to stand twice, in it or beside one that the plan has."""
        brought = {project.id for project in self.kept.projects}
        pairs = twins(self.after.projects) if brought else ()
        return tuple(pair for pair in pairs if {pair.first.id, pair.second.id} & brought)

    @cached_property
    def changes(self) -> Mapping[str, tuple[Change, ...]]:
        """Return what would change in each thing, by its address in the plan."""
        found: dict[str, list[Change]] = {}
        for change in self.differences.changed:
            found.setdefault(change.subject, []).append(change)
        return {subject: tuple(changes) for subject, changes in found.items()}

    @cached_property
    def digest(self) -> str:
        """Return a short name of what acceptance would change: another name, other changes."""
        found = self.differences
        told = repr((found.new, found.changed, sorted(self.withdrawn), sorted(found.rows.items())))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @cached_property
    def adopted_plans(self) -> tuple[Plan, ...]:
        """Return the plans to be taken over: what the document holds, and what is withdrawn, in the plan's order."""
        kept = {plan.id: plan for plan in self.kept.plans}
        plans = []
        for plan in self.after.plans:
            named = {element.id for element in kept[plan.id].elements} if plan.id in kept else set()
            going = {e.id for e in plan.elements if e.withdrawn} - self._withdrawn_already
            elements = tuple(element for element in plan.elements if element.id in named | going)
            if plan.id in kept:
                plans.append(replace(kept[plan.id], elements=elements))
            elif elements:
                plans.append(
                    replace(plan, elements=elements, indicators=(), statements=(), stakeholders=(), citations=())
                )
        return tuple(plans)

    @cached_property
    def _withdrawn_already(self) -> frozenset[str]:
        return frozenset(e.id for plan in self.current.plans for e in plan.elements if e.withdrawn)

    @cached_property
    def audit(self) -> Audit:
        """Return what the rules would say of the plan after acceptance."""
        return audit(self.after)

    # --- what is left to look at ------------------------------------------------------------------------------

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return the proposed things in the order of the document."""
        return items_of(self.value, self.corrected)

    @cached_property
    def by_subject(self) -> Mapping[str, Item]:
        """Return the proposed things by address."""
        return {item.subject: item for item in self.items}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Return how many things of each noun were read."""
        return Counter(item.noun for item in self.items)

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """Return the addresses of what was read with little confidence and nobody has decided."""
        return tuple(i.subject for i in self.items if i.confidence < SURE and i.subject not in self.verdicts)

    @cached_property
    def sure(self) -> tuple[str, ...]:
        """Return the addresses of what was read with confidence and nobody has decided."""
        return tuple(i.subject for i in self.items if i.confidence >= SURE and i.subject not in self.verdicts)

    @cached_property
    def unanswered(self) -> tuple[int, ...]:
        """Return the questions that nobody has answered."""
        return tuple(n for n in range(len(self.value.questions)) if n not in self.answered)

    @property
    def is_first(self) -> bool:
        """Tell whether there is no plan yet with which the document could be compared."""
        return not self.current.plans

    def change_of(self, subject: str) -> str:
        """Return whether a proposed thing is new, changed or the same in the plan; blank where it is left out."""
        key = self.matching.keys[subject]
        if key not in self._new_or_not:
            return ""
        return self._new_or_not[key]

    @cached_property
    def _new_or_not(self) -> Mapping[str, str]:
        found = self.differences
        words = dict.fromkeys(found.new, "new") | dict.fromkeys(found.same, "same")
        return words | dict.fromkeys(self.changes, "changed")

    @cached_property
    def is_foreign(self) -> bool:
        """Tell whether it was read with a norm other than the institution's, or names levels that this one lacks."""
        ours, theirs = self.current.methodology, self.value.snapshot.methodology
        known = {level.key for level in ours.levels} | {kind.key for kind in ours.plan_kinds}
        used = {plan.kind for plan in self.kept.plans} | {element.level for element in self.kept.elements}
        return ours.id != theirs.id or not used <= known


class _Reviews:
    """The reviews that were looked at last."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.kept: OrderedDict[tuple[int, str], tuple[int, Review]] = OrderedDict()

    def of(self, row: Proposal, current: Snapshot) -> Review:
        """Return the review of a proposal as it stands; made anew where a decision or the plan changed."""
        name = (row.pk, row.created.isoformat())
        with self.lock:
            version, review = self.kept.get(name, (-1, None))
        if review is not None and version == row.version and review.current is current:
            return review
        said, answered = queries.decisions(row), queries.answers(row)
        made = Review(value_of(row), current, said, answered)
        if review is not None:
            _inherit(made, review)
        with self.lock:
            self.kept[name] = (row.version, made)
            self.kept.move_to_end(name)
            while len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        return made


def _inherit(made: Review, before: Review) -> None:
    """Take over what an earlier review worked out and the last decision did not change: accepting corrects nothing."""
    if made.wording != before.wording:
        return
    for name in ("value", "corrected", "items", *(("matching",) if made.current is before.current else ())):
        if name in before.__dict__:
            made.__dict__[name] = before.__dict__[name]


_reviews = _Reviews()


def review_of(row: Proposal, current: Snapshot) -> Review:
    """Return the review of a proposal that was read, against the plan as it is now."""
    return _reviews.of(row, current)
