"""A reading cut otherwise: one thing parted in several, or several put together, as a person decided.

It is done before anything is corrected, so that a part can be corrected, moved or rejected like all the rest. Law:
without such decisions a proposal stays what it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ceiba.exchange.extraction.paragraphs import join
from ceiba.exchange.proposal import Proposal
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, Source, address

SPLIT, MERGED = "split", "merged"  # fields of a decision: the texts of the parts, the address of what it joins
GROUPS = {"element": "elements", "indicator": "indicators", "statement": "statements"}
_PART = "~"  # between the identifier of what was parted and the number of a part


@dataclass(frozen=True, slots=True)
class Cuts:
    """What is parted, each into its texts, and what joins which other thing, all by address."""

    splits: Mapping[str, tuple[str, ...]]
    merges: Mapping[str, str]

    @classmethod
    def of(cls, decided: Iterable[tuple[str, str, Any]]) -> "Cuts":
        """Return the cuts among decisions given as subject, field and value; those of another shape are passed over."""
        splits: dict[str, tuple[str, ...]] = {}
        merges: dict[str, str] = {}
        for subject, field, value in decided:
            if field == SPLIT and isinstance(value, list | tuple) and len(value) > 1:
                splits[subject] = tuple(map(str, value))
            elif field == MERGED and isinstance(value, str):
                merges[subject] = value
        return cls(splits, merges)


def part_of(subject: str, number: int) -> str:
    """Return the address of a part, counted from 1; the first keeps the address of the whole."""
    return subject if number == 1 else f"{subject}{_PART}{number}"


def restructured(proposal: Proposal, cuts: Cuts) -> Proposal:
    """Return the proposal with its things parted and put together. Linear in what it holds.

    Only things with a text are (elements, indicators, statements), and only with others of their kind and plan. What
    hung from a thing that joined another hangs from that one; the place and the quote of the whole cover all of it.
    """
    if not cuts.splits and not cuts.merges:
        return proposal
    snapshot = _parted(proposal.snapshot, cuts.splits)
    return replace(proposal, snapshot=_joined(snapshot, _targets(snapshot, cuts.merges)))


# --- parting ------------------------------------------------------------------------------------------------------


def _parted(snapshot: Snapshot, splits: Mapping[str, tuple[str, ...]]) -> Snapshot:
    if not splits:
        return snapshot
    plans = []
    for plan in snapshot.plans:
        groups: dict[str, Any] = {
            name: tuple(part for thing in getattr(plan, name) for part in _parts(noun, thing, splits))
            for noun, name in GROUPS.items()
        }
        plans.append(replace(plan, **groups))
    copies = [
        replace(source, subject=part_of(source.subject, number))
        for source in snapshot.sources
        if not source.field
        for number in range(2, len(splits.get(source.subject, ())) + 1)
    ]
    return replace(snapshot, plans=tuple(plans), sources=(*snapshot.sources, *copies))


def _parts(noun: str, thing: Any, splits: Mapping[str, tuple[str, ...]]) -> Sequence[Any]:
    texts = splits.get(address(noun, thing.id))
    if texts is None:
        return (thing,)
    rest = [_bare(thing, f"{thing.id}{_PART}{n}", text) for n, text in enumerate(texts[1:], 2)]
    return (replace(thing, text=texts[0]), *rest)


def _bare(thing: Any, identifier: str, text: str) -> Any:
    """Return a further part: the figures and the code stay with the first, nobody said which are its own."""
    kept = {
        name: getattr(thing, name) for name in ("level", "parent", "unit", "element", "kind") if hasattr(thing, name)
    }
    return type(thing)(id=identifier, text=text, **kept)


# --- putting together ---------------------------------------------------------------------------------------------


def _targets(snapshot: Snapshot, merges: Mapping[str, str]) -> dict[str, str]:
    """Return for each thing that joins another the one that is left in the end; rings and strangers are passed over."""
    home = {
        address(noun, thing.id): (noun, plan.id)
        for plan in snapshot.plans
        for noun, name in GROUPS.items()
        for thing in getattr(plan, name)
    }
    found = {}
    for subject in merges:
        seen, target = {subject}, merges[subject]
        while target in merges and target not in seen:
            seen.add(target)
            target = merges[target]
        if target not in seen and subject in home and home[subject] == home.get(target):
            found[subject] = target
    return found


def _joined(snapshot: Snapshot, targets: Mapping[str, str]) -> Snapshot:
    if not targets:
        return snapshot
    plans = tuple(_joined_plan(plan, targets) for plan in snapshot.plans)
    links = tuple(
        replace(
            link,
            origin=targets.get(link.origin, link.origin),
            destination=targets.get(link.destination, link.destination),
        )
        for link in snapshot.links
    )
    kept = tuple(link for link in links if link.origin != link.destination)
    return replace(snapshot, plans=plans, links=kept, sources=_joined_sources(snapshot.sources, targets))


def _joined_plan(plan: Plan, targets: Mapping[str, str]) -> Plan:
    into = {
        subject.partition("/")[2]: target.partition("/")[2]
        for subject, target in targets.items()
        if subject.startswith("element/")
    }
    parents = {element.id: element.parent for element in plan.elements}
    elements = tuple(
        replace(thing, parent=_above(thing.id, into, parents))
        for thing in _with_texts(plan.elements, "element", targets)
    )
    indicators = tuple(
        replace(thing, element=into.get(thing.element, thing.element) if thing.element else None)
        for thing in _with_texts(plan.indicators, "indicator", targets)
    )
    return replace(
        plan, elements=elements, indicators=indicators, statements=_with_texts(plan.statements, "statement", targets)
    )


def _above(identifier: str, into: Mapping[str, str], parents: Mapping[str, str | None]) -> str | None:
    """Return what an element hangs from, past those that joined it."""
    seen: set[str] = set()
    above = parents[identifier]
    while above is not None and above not in seen:
        seen.add(above)
        if (kept := into.get(above, above)) != identifier:
            return kept
        above = parents[above]
    return None


def _with_texts(things: Sequence[Any], noun: str, targets: Mapping[str, str]) -> tuple[Any, ...]:
    """Return the things that are left, each with the texts of those that joined it, in the order of the document."""
    texts: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        own = address(noun, thing.id)
        texts[targets.get(own, own)].append(thing.text)
    left = [thing for thing in things if address(noun, thing.id) not in targets]
    return tuple(
        replace(thing, text=join(texts[own])) if len(texts[own := address(noun, thing.id)]) > 1 else thing
        for thing in left
    )


def _joined_sources(sources: Sequence[Source], targets: Mapping[str, str]) -> tuple[Source, ...]:
    """Return the sources that are left: the one of a whole covers the places and the words of everything in it."""
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        if not source.field:
            groups[targets.get(source.subject, source.subject)].append(source)
    left = []
    for source in sources:
        if source.field or source.subject in targets:
            if source.subject not in targets:
                left.append(source)
            continue
        left.append(_covering(source, groups[source.subject]))
    return tuple(left)


def _covering(source: Source, group: Sequence[Source]) -> Source:
    if len(group) == 1:
        return source
    ordered = sorted(group, key=lambda one: one.place.line or 0)
    lines = [n for one in ordered for n in (one.place.line, one.place.last_line) if n is not None]
    first = ordered[0].place
    place = Place(min(lines), max(lines), first.page, first.cell) if lines else first
    return replace(source, place=place, quote=" […] ".join(one.quote for one in ordered))
