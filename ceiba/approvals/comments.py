"""Comments on a plan that is being prepared: said of an element, answered, settled, opened again; nothing is erased."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.approvals.models import Comment
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution, Unit
from ceiba.institutions.verbs import NotAllowed, Refused, changed, verb
from ceiba.plans.models import Element, Plan
from ceiba.plans.trees import nearest_unit

Kind = Comment.Kind
_WORDED: tuple[Any, ...] = (Kind.REMARK, Kind.ANSWER)  # what says nothing without words
_LONGEST = 4000  # letters of one comment
_DISCUSSED = (Plan.State.DRAFT, Plan.State.SUBMITTED, Plan.State.RETURNED)


@dataclass(frozen=True)
class Thread:
    """A remark with what was said after it, in order."""

    remark: Comment
    rows: Sequence[Comment] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has settled it since it was made or opened again."""
        last = next((row.kind for row in reversed(self.rows) if row.kind in (Kind.SETTLED, Kind.REOPENED)), None)
        return last != Kind.SETTLED

    @property
    def is_answered(self) -> bool:
        """Tell whether somebody has answered it."""
        return any(row.kind == Kind.ANSWER for row in self.rows)


def threads(institution: Institution, element: str) -> list[Thread]:
    """Return the remarks of an element, given by its key, each with what was said after it: one query."""
    rows = Comment.objects.filter(institution=institution, element__key=element)
    return _threaded(rows.select_related("person"))


def open_on(institution: Institution, element: str) -> int:
    """Return how many remarks of an element are open: one query."""
    rows = Comment.objects.filter(institution=institution, element__key=element)
    return sum(thread.is_open for thread in _threaded(rows))


def open_by_plan(institution: Institution) -> dict[int, int]:
    """Return how many remarks are open in each plan, by its primary key: one query."""
    rows = Comment.objects.filter(institution=institution, element__withdrawn=False).select_related("element")
    return Counter(thread.remark.element.plan_id for thread in _threaded(rows) if thread.is_open)


def open_in(plan: Plan) -> list[tuple[Element, int]]:
    """Return the elements of a plan with open remarks, and how many, in the order of the plan: one query."""
    rows = Comment.objects.filter(element__plan=plan, element__withdrawn=False).select_related("element")
    found = [thread.remark.element for thread in _threaded(rows) if thread.is_open]
    counts = Counter(element.pk for element in found)
    known = {element.pk: element for element in found}
    return [(one, counts[one.pk]) for one in sorted(known.values(), key=lambda one: (one.position, one.pk))]


def _threaded(rows: Iterable[Comment]) -> list[Thread]:
    after: dict[int, list[Comment]] = {}
    remarks = []
    for row in rows:
        if row.thread_id is None:
            remarks.append(row)
            after[row.pk] = []
        else:
            after[row.thread_id].append(row)
    return [Thread(remark, after[remark.pk]) for remark in remarks]


def takes_comments(plan: Plan) -> bool:
    """Tell whether a plan is being prepared, reviewed or amended, and may be commented."""
    return plan.state in _DISCUSSED or plan.amended


def _unit_of(element: Element, *_arguments: object, **_fields: object) -> Unit | None:
    return nearest_unit(element)


def _unit_of_remark(remark: Comment, *_arguments: object, **_fields: object) -> Unit | None:
    return nearest_unit(remark.element)


@verb("comment.add", needs="plan.comment", unit_of=_unit_of)
def add_comment(actor: Actor, element: Element, *, text: str) -> Comment:
    """Say something of an element of a plan that is being prepared; ``Refused`` of another plan, or without words."""
    return _said(actor, element, Kind.REMARK, text)


@verb("comment.answer", needs="plan.comment", unit_of=_unit_of_remark)
def answer_comment(actor: Actor, remark: Comment, *, text: str) -> Comment:
    """Answer a remark."""
    return _said(actor, remark.element, Kind.ANSWER, text, remark)


@verb("comment.settle", needs="plan.comment", unit_of=_unit_of_remark)
def settle_comment(actor: Actor, remark: Comment, *, text: str = "") -> Comment:
    """Settle a remark, by whoever made it or plans there; ``Refused`` where it is settled already."""
    _may_settle(actor, remark)
    if not _thread(remark).is_open:
        raise Refused(_("Este comentario ya está resuelto."))
    return _said(actor, remark.element, Kind.SETTLED, text, remark)


@verb("comment.reopen", needs="plan.comment", unit_of=_unit_of_remark)
def reopen_comment(actor: Actor, remark: Comment, *, text: str = "") -> Comment:
    """Open a settled remark again; ``Refused`` where it is open."""
    if _thread(remark).is_open:
        raise Refused(_("Este comentario ya está abierto."))
    return _said(actor, remark.element, Kind.REOPENED, text, remark)


def _may_settle(actor: Actor, remark: Comment) -> None:
    own = actor.person is not None and remark.person_id == actor.person.pk
    if not own and not actor.may("plan.edit", nearest_unit(remark.element)):
        raise NotAllowed(_("Lo da por resuelto quien lo escribió, o quien planifica en su unidad."))


def _thread(remark: Comment) -> Thread:
    """Return a remark with what was said after it, held until the verb ends."""
    Comment.objects.select_for_update().get(pk=remark.pk)
    return Thread(remark, list(Comment.objects.filter(thread=remark)))


def _said(actor: Actor, element: Element, kind: Any, text: str, thread: Comment | None = None) -> Comment:
    words = text.strip()
    if not takes_comments(Plan.objects.get(pk=element.plan_id)):
        raise Refused(_("Este plan ya no está en preparación: sus comentarios se leen y no se agregan más."))
    if element.withdrawn:
        raise Refused(_("«%(element)s» está retirado. Restáurelo primero.") % {"element": element})
    if not words and kind in _WORDED:
        raise Refused(_("Escriba el comentario."))
    if len(words) > _LONGEST or "\x00" in words:
        raise Refused(_("El comentario es demasiado largo, o trae un carácter que no se puede guardar."))
    row = Comment(institution=actor.institution, element=element, thread=thread, kind=kind, text=words)
    row.person, row.at = actor.person, timezone.now()
    row.save()
    changed(f"element/{element.key}", None, {"kind": str(kind), "text": words})
    return row
