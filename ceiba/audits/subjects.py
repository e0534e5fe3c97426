"""The thing that an address of a snapshot names: the unit that answers for it, and the page that shows it."""

from django.urls import reverse

from ceiba.audits.kept import kept
from ceiba.exchange.writers.subjects import Subjects, Thing, anchor
from ceiba.kernel.budget import BudgetLine, FundingSource, StatedTotal
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.unit import Unit


def things(snapshot: Snapshot) -> Subjects:
    """Return the things of a snapshot by address."""
    return kept(snapshot, "subjects", Subjects)


def unit_of(subject: str, snapshot: Snapshot) -> str | None:
    """Return the key of the unit that answers for a thing: its own, its element's, or that of what it hangs from."""
    thing = things(snapshot).thing(subject)
    if isinstance(thing, Unit):
        return thing.id
    if isinstance(thing, Indicator):
        if thing.unit:
            return thing.unit
        thing = snapshot.element(thing.element)
    if not isinstance(thing, Element):
        return None
    return next((element.unit for element in (thing, *snapshot.ancestors(thing)) if element.unit), None)


def href(slug: str, subject: str, snapshot: Snapshot) -> str | None:
    """Return the address of the page that shows a thing, with the place in it; None where no page does."""
    thing = things(snapshot).thing(subject)
    match thing:
        case None:
            return None
        case Element():
            return reverse("element", args=[slug, thing.id])
        case Indicator():
            holder = snapshot.element(thing.element)
            page = reverse("element", args=[slug, holder.id]) if holder else _plan_page(slug, subject, snapshot)
            return f"{page}#{anchor(subject)}"
        case Plan():
            return reverse("plan", args=[slug, thing.id])
        case Project():
            return reverse("project", args=[slug, thing.id])
        case Unit():
            return reverse("units", args=[slug])
        case BudgetLine():
            return reverse("budget_line", args=[slug, thing.id])
        case FundingSource() | StatedTotal():
            return f"{reverse('money', args=[slug])}#{anchor(subject)}"
        case _:
            return f"{_plan_page(slug, subject, snapshot)}#{anchor(subject)}"


def edit_href(slug: str, subject: str, snapshot: Snapshot) -> str | None:
    """Return the address of the form that mends a thing; None where it is mended elsewhere, or nowhere."""
    noun, _slash, identifier = subject.partition("/")
    forms = {"element": "element_edit", "indicator": "indicator_edit", "statement": "statement_edit"}
    if noun not in forms or things(snapshot).thing(subject) is None:
        return None
    return reverse(forms[noun], args=[slug, identifier])


def _plan_page(slug: str, subject: str, snapshot: Snapshot) -> str:
    holder = kept(snapshot, "plan by part", _plan_by_part).get(subject)
    return reverse("plan", args=[slug, holder.id]) if holder else reverse("plans", args=[slug])


def _plan_by_part(snapshot: Snapshot) -> dict[str, Plan]:
    """Return the plan that carries each statement, stakeholder, citation, and indicator without an element."""
    found: dict[str, Plan] = {}
    for plan in snapshot.plans:
        found |= {address("statement", s.id): plan for s in plan.statements}
        found |= {address("stakeholder", s.id): plan for s in plan.stakeholders}
        found |= {address("citation", c.id): plan for c in plan.citations}
        found |= {address("indicator", i.id): plan for i in plan.indicators if i.element is None}
    return found


__all__ = ["Thing", "anchor", "edit_href", "href", "things", "unit_of"]
