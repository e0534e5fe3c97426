"""The verb that says what a project is for: the elements that it serves, and which part of it is for each."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from ceiba.documents.adoption import told
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel.budget import shares_add_up
from ceiba.kernel.destination import excess
from ceiba.plans.models import Element
from ceiba.projects.models import Project
from ceiba.ui import formats

Served = Sequence[tuple[str, Decimal | None]]  # address of an element; the part of one that is for it, where said


def mark(project: Project) -> str:
    """Return what tells one state of what a project serves from another, as a form sends it back."""
    return f"{';'.join(project.serves)}={';'.join(project.shares)}"


def _unit_of(project: Project, *_arguments: object, **_fields: object) -> Unit | None:
    return project.unit


@verb("project.serve", needs="project.edit", touches=[Part.PROJECTS], unit_of=_unit_of)
def serve(actor: Actor, /, project: Project, served: Served, *, seen: str | None = None) -> Project:
    """Say what a project serves: these elements replace those that it had; parts are said of all of them or of none.

    ``seen`` is the ``mark`` that the person looked at. ``Refused`` where somebody changed it since, where parts do not
    add up to the whole, naming the difference, and where an element is not in the plan.
    """
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if seen is not None and seen != mark(project):
        raise Refused(
            _("Otra persona cambió a qué sirve este proyecto mientras usted escribía. Lo suyo sigue aquí: compare.")
        )
    addresses = [subject for subject, _share in served]
    _check(actor, project, addresses)
    shares = _shares([share for _subject, share in served])
    after = {"serves": addresses, "shares": [told(share) for share in shares]}
    before = {name: getattr(project, name) for name in after}
    if before != after:
        project.serves, project.shares = addresses, after["shares"]
        project.save(update_fields=["serves", "shares"])
        changed(f"project/{project.key}", before, after)
    return project


def _shares(given: Sequence[Decimal | None]) -> list[Decimal]:
    """Return the parts, none where nobody said any; ``Refused`` where they are said in part or miss the whole."""
    said = [share for share in given if share is not None]
    if not said:
        return []
    if len(said) < len(given):
        raise Refused(_("Escriba la parte de cada uno, o déjelas todas vacías: entonces valen partes iguales."))
    if any(not 0 < share <= 1 for share in said):
        raise Refused(_("Cada parte va de más de 0 a 100 por ciento."))
    if not shares_add_up(said):
        over = excess(said)
        facts = {"sum": _percent(over + 100), "percent": _percent(abs(over))}
        if over > 0:
            raise Refused(_("Las partes suman %(sum)s: sobra %(percent)s. Nada se cambió.") % facts)
        raise Refused(_("Las partes suman %(sum)s: falta %(percent)s. Nada se cambió.") % facts)
    return said


def _percent(points: Decimal) -> str:
    return formats.percent(Decimal(format(points.normalize(), "f")))


def _check(actor: Actor, project: Project, addresses: Sequence[str]) -> None:
    """Refuse an element twice, and one that is not in the plan, unless the project served it already."""
    if len(set(addresses)) < len(addresses):
        raise Refused(_("Un elemento está dos veces. Déjelo en un solo renglón; nada se cambió."))
    new = [subject for subject in addresses if subject not in project.serves]
    keys = {subject.removeprefix("element/") for subject in new if subject.startswith("element/")}
    rows = Element.objects.of(actor.institution).filter(key__in=keys, withdrawn=False)
    if len(keys) < len(new) or rows.count() < len(keys):
        raise Refused(_("Uno de los elegidos ya no está en el plan. Búsquelo otra vez; nada se cambió."))
