"""Two states of one plan side by side: what one has that the other lacks, and what each field said and says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.approvals.versions import addresses
from ceiba.exchange.differences import Change, differences
from ceiba.exchange.writers.page_indicators import ACCUMULATION_WORDS, DIRECTION_WORDS
from ceiba.exchange.writers.subjects import Subjects, name_of
from ceiba.indicators.editing import INDICATORS
from ceiba.kernel.indicator import Accumulation, Baseline, Direction, Target
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Alignment, Element
from ceiba.kernel.quantity import MeasureUnit
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NOT_PROGRAMMED, Absent, Value
from ceiba.plans.editing import ELEMENTS
from ceiba.ui import formats

ADDED, TAKEN, CHANGED = "+", "−", "≠"
_NOUNS = {
    "plan": gettext_lazy("Plan"),
    "element": gettext_lazy("Elemento"),
    "indicator": gettext_lazy("Indicador"),
    "statement": gettext_lazy("Declaración"),
    "stakeholder": gettext_lazy("Actor"),
    "citation": gettext_lazy("Norma citada"),
}
_LABELS: Mapping[str, Any] = {
    "title": gettext_lazy("Título"),
    "kind": gettext_lazy("Tipo"),
    "version": gettext_lazy("Versión"),
    "parent": gettext_lazy("De qué cuelga"),
    "element": gettext_lazy("Elemento"),
    "name": gettext_lazy("Nombre"),
    "baseline": gettext_lazy("Línea base"),
    "denominator": gettext_lazy("Denominador"),
    "milestones": gettext_lazy("Hitos"),
    "band": gettext_lazy("Banda"),
    **ELEMENTS.labels,
    **INDICATORS.labels,
    "text": gettext_lazy("Texto"),
}


@dataclass(frozen=True)
class Field:
    """One field of a thing: what it said and what it says, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One thing that differs: the sign, what sort of thing, its name, and the fields where both have it."""

    sign: str
    noun: str
    name: str
    subject: str
    fields: tuple[Field, ...] = ()

    @property
    def tone(self) -> str:
        """Return the tone of the sign; the sign itself is what says it."""
        return {ADDED: "ok", TAKEN: "bad"}.get(self.sign, "warn")


def compared(before: Snapshot, after: Snapshot, key: str) -> tuple[Line, ...]:
    """Return what differs between two states of a plan: what is new, what left, what changed, each in plan order.

    Withdrawn counts as left, as in everything else; the document's own version number is no difference.
    """
    found = differences(before, after)
    old, new = Subjects(before), Subjects(after)
    own = {subject for one in (before, after) if (plan := one.plan(key)) for subject in addresses(plan)}
    lines = [_line(ADDED, one, new) for one in found.new if one in own and not _withdrawn(new, one)]
    lines += [_line(TAKEN, one, old) for one in found.missing if one in own and not _withdrawn(old, one)]
    by_subject: dict[str, list[Change]] = {}
    for change in found.changed:
        if change.subject in own and (change.subject, change.field) != (f"plan/{key}", "version"):
            by_subject.setdefault(change.subject, []).append(change)
    for subject, changes in by_subject.items():
        gone = next((change for change in changes if change.field == "withdrawn"), None)
        if gone is not None:
            lines.append(_line(TAKEN if gone.after else ADDED, subject, new))
        elif not _withdrawn(new, subject):
            fields = tuple(field for change in changes for field in _fields(change, before, after))
            lines.append(_line(CHANGED, subject, new, fields))
    return (*lines, *_links(before, after))


def _withdrawn(subjects: Subjects, subject: str) -> bool:
    return bool(getattr(subjects.thing(subject), "withdrawn", False))


def _line(sign: str, subject: str, subjects: Subjects, fields: tuple[Field, ...] = ()) -> Line:
    thing = subjects.thing(subject)
    noun = str(_NOUNS.get(subject.partition("/")[0], ""))
    name = name_of(thing) if thing is not None else subject
    if isinstance(thing, Element) and thing.code:
        name = f"{thing.code} {name}"
    return Line(sign, noun, name, subject, fields)


def _links(before: Snapshot, after: Snapshot) -> Iterator[Line]:
    old, new = Subjects(before), Subjects(after)
    for sign, links, others, subjects in ((ADDED, after, before, new), (TAKEN, before, after, old)):
        for link in links.links:
            if link not in others.links:
                ends = [subjects.thing(end) for end in (link.origin, link.destination)]
                name = " → ".join(name_of(end)[:80] if end else "—" for end in ends)
                yield Line(sign, _("Vínculo"), name, link.origin)


def _fields(change: Change, before: Snapshot, after: Snapshot) -> Iterator[Field]:
    """Yield a changed field in words; targets period by period, and only those that differ."""
    if change.field == "targets":
        sides: list[Any] = [change.before, change.after]
        old, new = ({target.period: target.value for target in side} for side in sides)
        for period in dict.fromkeys([*old, *new]):
            was, now = old.get(period, NOT_PROGRAMMED), new.get(period, NOT_PROGRAMMED)
            if was != now:
                label = _("Meta %(period)s") % {"period": formats.period(period)} if period else _("Meta sin fecha")
                yield Field(label, shown(was), shown(now))
        return
    label = str(_LABELS.get(change.field, change.field))
    yield Field(label, _shown_in(change.field, change.before, before), _shown_in(change.field, change.after, after))


def _shown_in(name: str, value: object, snapshot: Snapshot) -> str:
    """Return a value in words; one that names another thing by the name of that thing."""
    lookup = {"unit": snapshot.unit, "parent": snapshot.element, "element": snapshot.element}.get(name)
    thing: Any = lookup(value) if lookup and isinstance(value, str) else None
    return name_of(thing) if thing is not None else shown(value)


def shown(value: object) -> str:
    """Return a value of the kernel in words, as the institution writes figures."""
    match value:
        case None | "" | ():
            return "—"
        case Value() | Absent():
            return formats.datum(value)
        case bool():
            return _("sí") if value else _("no")
        case Decimal():
            return formats.number(value)
        case Period():
            return formats.period(value)
        case Direction() | Accumulation():
            words: Mapping[Any, str] = {**DIRECTION_WORDS, **ACCUMULATION_WORDS}
            return str(formats.say()(words[value]))
        case MeasureUnit():
            return value.name
        case Baseline():
            parts = [shown(value.value), str(value.year) if value.year else "", value.source or ""]
            return " · ".join(part for part in parts if part)
        case Target():
            return f"{formats.period(value.period)}: {shown(value.value)}"
        case Alignment():
            return f"{value.framework} {', '.join(value.codes)}"
        case tuple():
            return "; ".join(shown(part) for part in value)
        case _:
            return str(value)
