"""The public face of a snapshot: what an institution may show to anybody, and nothing else.

``public_fields`` lists, field by field, what passes; what does not stand there is blanked, so that a field which is
added to the kernel stays private until somebody writes it there. Which things pass is decided by the scope: the
plans that were chosen, and the figures that were validated and whose period is over by then. What leads to a thing
that does not pass is left out with it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, get_args, get_type_hints

from ceiba.kernel.indicator import Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Plan
from ceiba.kernel.project import Project
from ceiba.kernel.public_fields import SHOWN
from ceiba.kernel.register import RegisterMeasure
from ceiba.kernel.reporting import Evidence, Narrative, Restatement
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address

Office = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PublicScope:
    """What an institution chose to publish: plans, by identifier, and until the end of which period."""

    plans: tuple[str, ...]
    until: Period


def public_face(snapshot: Snapshot, scope: PublicScope, office: Office) -> Snapshot:
    """Return what anybody may see of a snapshot. ``office`` tells a person's office by the name they signed with.

    The face is a snapshot like any other: it is read, judged and drawn by the same functions.
    """
    shut = scope.until.last_month
    plans = tuple(_shown(plan) for plan in snapshot.plans if plan.id in scope.plans)
    measured = {indicator.id for plan in plans for indicator in plan.indicators}
    begins = min((plan.period.first_month for plan in plans if plan.period), default=None)

    def told(thing: Measurement | Restatement | Narrative | Evidence | RegisterMeasure) -> bool:
        return thing.indicator in measured and thing.period.last_month <= shut

    figures = tuple(
        _signed(figure, "validated_by", office)
        for figure in snapshot.measurements
        if told(figure) and (figure.validated_by or _before(figure, begins))
    )
    open_to_all = {(figure.indicator, figure.period) for figure in figures}
    cycles = tuple(cycle for cycle in snapshot.cycles if cycle.period.last_month <= shut)
    opened = {cycle.id for cycle in cycles}
    face = Snapshot(
        methodology=snapshot.methodology,
        institution=snapshot.institution,
        plans=plans,
        units=snapshot.units,
        funding=snapshot.funding,
        totals=snapshot.totals,
        budget_lines=tuple(_until(line, shut) for line in snapshot.budget_lines),
        modifications=_all_shown(snapshot.modifications),
        income=tuple(_until(line, shut) for line in snapshot.income),
        procurement=snapshot.procurement,
        projects=tuple(_told_until(_shown(project), shut) for project in snapshot.projects),
        photos=_all_shown(photo for photo in snapshot.photos if photo.public),
        measurements=figures,
        cycles=cycles,
        reports=_all_shown(report for report in snapshot.reports if report.cycle in opened),
        narratives=tuple(n for n in snapshot.narratives if told(n) and (n.indicator, n.period) in open_to_all),
        evidence=_all_shown(e for e in snapshot.evidence if told(e) and (e.indicator, e.period) in open_to_all),
        restatements=tuple(_signed(one, "by", office) for one in snapshot.restatements if told(one)),
        register_measures=tuple(one for one in snapshot.register_measures if one.indicator and told(one)),
        bindings=tuple(one for one in snapshot.bindings if one.indicator in measured),
        demands=_all_shown(demand for demand in snapshot.demands if demand.structured),
        populations=snapshot.populations,
        links=snapshot.links,
        sources=_all_shown(snapshot.sources),
    )
    return _closed(face)


def _before(figure: Measurement, begins: int | None) -> bool:
    """Tell whether a figure is of the years before the plan, taken from a named source: nobody validates those."""
    return figure.source is not None and begins is not None and figure.period.last_month < begins


def _signed(thing: Any, name: str, office: Office) -> Any:
    signed = getattr(thing, name)
    return replace(_shown(thing), **{name: office(signed) if signed else None})


def _until(line: Any, shut: int) -> Any:
    """Return a line of budget or income without what was reported of it later."""
    kept = tuple(cutoff for cutoff in line.cutoffs if cutoff.until.last_month <= shut)
    return replace(line, cutoffs=kept) if len(kept) < len(line.cutoffs) else line


def _told_until(project: Project, shut: int) -> Project:
    """Return a project without what was reported of it later."""
    kept = tuple(one for one in project.progress if one.period.last_month <= shut)
    return replace(project, progress=kept) if len(kept) < len(project.progress) else project


def _closed(face: Snapshot) -> Snapshot:
    """Return the face without what leads to things that it does not hold."""
    held = _addresses(face)
    elements = {identifier for noun, _slash, identifier in (one.partition("/") for one in held) if noun == "element"}
    return replace(
        face,
        plans=tuple(_rooted(plan, held) for plan in face.plans),
        links=tuple(link for link in face.links if link.origin in held and link.destination in held),
        budget_lines=tuple(
            replace(line, serves=tuple(share for share in line.serves if share.subject in held))
            for line in face.budget_lines
        ),
        projects=tuple(_serving(project, held) for project in face.projects),
        demands=tuple(replace(one, serves=tuple(s for s in one.serves if s in held)) for one in face.demands),
        populations=tuple(one for one in face.populations if one.element in elements),
        sources=tuple(source for source in face.sources if source.subject in held),
    )


def _rooted(plan: Plan, held: frozenset[str]) -> Plan:
    """Return a plan that hangs from nothing that is not published, and so its elements."""
    above = plan.parent if plan.parent and address("plan", plan.parent) in held else None
    elements = tuple(
        replace(element, parent=None) if element.parent and address("element", element.parent) not in held else element
        for element in plan.elements
    )
    return replace(plan, parent=above, elements=elements)


def _serving(project: Project, held: frozenset[str]) -> Project:
    kept = [place for place, subject in enumerate(project.serves) if subject in held]
    if len(kept) == len(project.serves):
        return project
    return replace(project, serves=tuple(project.serves[place] for place in kept), shares=())


def _addresses(face: Snapshot) -> frozenset[str]:
    things: tuple[tuple[str, Iterable[Any]], ...] = (
        ("plan", face.plans),
        ("element", (element for plan in face.plans for element in plan.elements)),
        ("indicator", (indicator for plan in face.plans for indicator in plan.indicators)),
        ("statement", (statement for plan in face.plans for statement in plan.statements)),
        ("citation", (citation for plan in face.plans for citation in plan.citations)),
        ("unit", face.units),
        ("funding", face.funding),
        ("total", face.totals),
        ("budget_line", face.budget_lines),
        ("income", face.income),
        ("modification", face.modifications),
        ("procurement", face.procurement),
        ("project", face.projects),
        ("population", face.populations),
        ("demand", face.demands),
    )
    return frozenset(address(noun, thing.id) for noun, kind in things for thing in kind)


def _all_shown(things: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(_shown(thing) for thing in things)


def _shown(thing: Any) -> Any:
    """Return a value with every private field at its default, and so what it holds."""
    private, deep = _fields_of(thing.__class__)
    changes = dict(private)
    for name in deep:
        changes[name] = tuple(_shown(one) for one in getattr(thing, name))
    return replace(thing, **changes) if changes else thing


@cache
def _fields_of(kind: type) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """Return the private fields of a kind with their defaults, and the shown ones whose things have private ones."""
    private = {field.name: field.default for field in fields(kind) if field.name not in SHOWN[kind]}
    hints = get_type_hints(kind)
    deep = (name for name in SHOWN[kind] if any(part in SHOWN and _hides(part) for part in get_args(hints[name])))
    return private, tuple(deep)


def _hides(kind: type) -> bool:
    private, deep = _fields_of(kind)
    return bool(private or deep)
