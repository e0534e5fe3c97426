"""What can be done with several things of a proposal at once: part, put together, move, change the level; and undo."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ceiba.exchange.decisions import Verdict, named_parent
from ceiba.exchange.restructuring import GROUPS, MERGED, SPLIT
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import Refused, noted, verb
from ceiba.intake.items import Item
from ceiba.intake.models import Decision, Proposal
from ceiba.intake.review import Review, review_of
from ceiba.intake.services import keep, tell, told, touch
from ceiba.kernel.text import squeeze
from ceiba.snapshots import services as snapshots

UNDOABLE = (
    "intake.decide",
    "intake.accept_sure",
    "intake.correct",
    "intake.undecide",
    "intake.split",
    "intake.merge",
    "intake.alter",
)
_UNDONE = "intake.undo"
_LOOKED_AT = 200  # acts of one person that are searched for the last one not undone


@verb("intake.split", needs="document.import")
def split(actor: Actor, proposal: Proposal, subject: str, texts: Iterable[str], *, seen: int | None = None) -> int:
    """Part a thing into several, one a text; return how many. ``Refused`` for fewer than two texts."""
    parts = [text for text in map(squeeze, texts) if text]
    item = _items(_review(actor, proposal), [subject])[0]
    if item.noun not in GROUPS:
        raise Refused(_("Solo se parten elementos, indicadores y declaraciones."))
    if len(parts) < 2:
        raise Refused(_("Para partir escriba cada parte en su propio renglón: hacen falta dos o más."))
    touch(proposal)
    keep(
        actor, proposal, {(subject, SPLIT): (Verdict.CORRECTED, parts), (subject, ""): (Verdict.CORRECTED, None)}, seen
    )
    return len(parts)


@verb("intake.merge", needs="document.import")
def merge(actor: Actor, proposal: Proposal, subjects: Iterable[str], *, seen: int | None = None) -> str:
    """Put several things together into the one that stands first; return its address.

    ``Refused`` where they are not two or more elements, indicators or statements of one kind and one plan.
    """
    review = _review(actor, proposal)
    order = {item.subject: place for place, item in enumerate(review.items)}
    items = sorted(_items(review, subjects), key=lambda item: order[item.subject])
    if len(items) < 2:
        raise Refused(_("Para unir marque dos o más."))
    if len({item.noun for item in items}) > 1 or items[0].noun not in GROUPS or len(_plans(review, items)) > 1:
        raise Refused(_("Solo se unen cosas de la misma clase y del mismo plan."))
    first = items[0].subject
    wanted: dict[tuple[str, str], tuple[str, Any]] = {(first, ""): (Verdict.CORRECTED, None)}
    for item in items[1:]:
        wanted[item.subject, MERGED] = (Verdict.CORRECTED, first)
    touch(proposal)
    keep(actor, proposal, wanted, seen)
    return first


def _plans(review: Review, items: Sequence[Item]) -> set[str]:
    wanted = {item.subject for item in items}
    return {
        plan.id
        for plan in review.value.snapshot.plans
        for noun, group in GROUPS.items()
        for thing in getattr(plan, group)
        if f"{noun}/{thing.id}" in wanted
    }


@verb("intake.alter", needs="document.import")
def alter(
    actor: Actor,
    proposal: Proposal,
    subjects: Iterable[str],
    *,
    level: str | None = None,
    parent: str | None = None,
    seen: int | None = None,
) -> int:
    """Give elements another level, or hang them from the element that ``parent`` names by code or words; count them.

    A blank ``parent`` makes them roots. ``Refused`` for what is no element, for a level or a parent that is not there.
    """
    review = _review(actor, proposal)
    items = _items(review, subjects)
    if any(item.noun != "element" for item in items):
        raise Refused(_("Solo los elementos tienen nivel y lugar en el plan. Marque únicamente elementos."))
    if level is not None and review.corrected.methodology.level(level) is None:
        raise Refused(_("Ese nivel no está en la metodología. Vuelva a cargar la página; nada se perdió."))
    wanted: dict[tuple[str, str], tuple[str, Any]] = {}
    for item in items:
        if level is not None:
            wanted[item.subject, "level"] = (Verdict.CORRECTED, level)
        if parent is not None:
            wanted[item.subject, "parent"] = (Verdict.CORRECTED, _parent(review, item, parent))
        wanted[item.subject, ""] = (Verdict.CORRECTED, None)
    touch(proposal)
    keep(actor, proposal, wanted, seen)
    return len(items)


def _parent(review: Review, item: Item, words: str) -> str | None:
    if not words.strip():
        return None
    found = named_parent(review.corrected, item.thing.id, words)
    if found is None:
        raise Refused(
            _("No hay en ese plan un elemento «%(words)s». Escriba su código o su texto tal como está en la lista.")
            % {"words": words.strip()[:120]}
        )
    return str(found.id)


def _review(actor: Actor, proposal: Proposal) -> Review:
    return review_of(proposal, snapshots.current(actor.institution))


def _items(review: Review, subjects: Iterable[str]) -> list[Item]:
    wanted = list(dict.fromkeys(subjects))
    if not wanted:
        raise Refused(_("Marque primero de qué se trata: las casillas están a la izquierda de cada renglón."))
    if any(subject not in review.by_subject for subject in wanted):
        raise Refused(_("Eso ya no está en la propuesta: la página era de antes. Vuelva a cargarla; nada se perdió."))
    return [review.by_subject[subject] for subject in wanted]


# --- taking back --------------------------------------------------------------------------------------------------


def last_act(actor: Actor, proposal: Proposal) -> Entry | None:
    """Return the newest act of this person on a proposal that was not undone, None where there is none."""
    if actor.person is None:
        return None
    own = Entry.objects.filter(institution=actor.institution, person=actor.person, subject=f"proposal/{proposal.pk}")
    undone = 0
    for entry in own.filter(verb__in=(*UNDOABLE, _UNDONE)).order_by("-pk")[:_LOOKED_AT]:
        if entry.verb == _UNDONE:
            undone += 1
        elif undone:
            undone -= 1
        else:
            return entry
    return None


@verb(_UNDONE, needs="document.import")
def undo_last(actor: Actor, proposal: Proposal) -> str:
    """Take back this person's last act on a proposal; return the address of the first thing that it was about.

    ``Refused`` where there is none, or where somebody decided otherwise since: then nothing is undone.
    """
    entry = last_act(actor, proposal)
    if entry is None:
        raise Refused(_("No hay nada suyo que deshacer en esta propuesta."))
    touch(proposal)
    rows = {(row.subject, row.field): row for row in Decision.objects.filter(proposal=proposal)}
    wanted: dict[tuple[str, str], tuple[str, Any]] = {}
    gone: list[Decision] = []
    for key, before, after in _decisions_in(entry):
        row = rows.get(key)
        if (told(row.verdict, row.value) if row else None) != after:
            raise Refused(_("No se deshizo nada: después de usted, alguien decidió otra cosa de lo mismo."))
        if before is not None:
            wanted[key] = _decided(before)
        elif row is not None:
            gone.append(row)
            tell(proposal, row.subject, row.field, told(row.verdict, row.value), None)
    Decision.objects.filter(proposal=proposal, pk__in=[row.pk for row in gone]).delete()
    keep(actor, proposal, wanted)
    noted(_("Deshace lo último que hizo en la propuesta."))
    return next((subject for (subject, _field), _before, _after in _decisions_in(entry)), "")


def _decisions_in(entry: Entry) -> Iterator[tuple[tuple[str, str], object, object]]:
    """Yield subject and field of each decision that an act changed, with what was decided before and after it."""
    for change in entry.changes:
        before, after = change["before"] or {}, change["after"] or {}
        if "thing" in before:
            yield (str(before["thing"]), str(before.get("field", ""))), before["decision"], after["decision"]


def _decided(before: object) -> tuple[str, Any]:
    if isinstance(before, Mapping):
        return str(before["verdict"]), before["value"]
    return str(before), None
