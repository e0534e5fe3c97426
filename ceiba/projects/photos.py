"""The verbs of whoever shows a project: add photos, say what one shows, when and where, and withdraw it."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.documents.adoption import told
from ceiba.documents.proofs import keep
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import Part, Refused, changed, noted, verb
from ceiba.plans.editing import new_key
from ceiba.plans.revising import Told, Trade, assign, revise
from ceiba.projects.models import Photo, Project
from ceiba.projects.pictures import Picture

PHOTOS = Trade(
    "photo",
    Photo,
    {
        "caption": _("Qué muestra"),
        "day": _("Día en que se tomó"),
        "latitude": _("Latitud"),
        "longitude": _("Longitud"),
        "unit": _("Quién la tomó"),
        "public": _("Pública"),
    },
    {"unit": Unit},
)
READ = ("day", "latitude", "longitude")  # what a file tells, each beside its «read_» column


def _unit_of_project(project: Project, *_arguments: object, **_fields: object) -> Unit | None:
    return project.unit


def _unit_of(photo: Photo, **_fields: object) -> Unit | None:
    return photo.project.unit


@verb("photo.add", needs="project.edit", touches=[Part.PROJECTS], unit_of=_unit_of_project)
def add_photos(actor: Actor, /, project: Project, pictures: Sequence[Picture], *, unit: str = "") -> list[Photo]:
    """Add pictures to a project, private; what they told of day and place waits until a person has seen it.

    The same file again gives the photo that is there. ``unit`` is the key of who took them. ``Refused`` for a project
    that was merged into another.
    """
    if project.merged_into_id is not None:
        raise Refused(gettext("Este proyecto era la segunda copia de otro. Agregue las fotos en aquel."))
    return [_added(actor, project, picture, unit) for picture in pictures]


def _added(actor: Actor, project: Project, picture: Picture, unit: str) -> Photo:
    known = Photo.objects.of(actor.institution).filter(project=project, original=picture.original).first()
    if known is not None:
        if known.withdrawn:
            known.withdrawn = False
            known.save(update_fields=["withdrawn"])
            changed(PHOTOS.address(known), {"withdrawn": True}, {"withdrawn": False})
        return known
    photo = Photo(
        institution=actor.institution,
        key=new_key(Photo, "f"),
        project=project,
        document=keep(actor, picture.name, picture.content),
        original=picture.original,
        added_by=actor.person,
        at=timezone.now(),
    )
    for name in READ:
        setattr(photo, f"read_{name}", getattr(picture, name))
    if unit:
        assign(PHOTOS, photo, "unit", unit)
    photo.save()
    facts = {"project": project.key, "document": photo.document.name, "sha256": photo.document.sha256}
    changed(PHOTOS.address(photo), None, {**facts, "original": picture.original, **({"unit": unit} if unit else {})})
    return photo


@verb("photo.edit", needs="project.edit", touches=[Part.PROJECTS], unit_of=_unit_of)
def edit_photo(actor: Actor, /, photo: Photo, *, seen: Told | None = None, **fields: object) -> Photo:
    """Say what a photo shows, when and where it was taken, and whether anybody may see it.

    ``fields`` are told columns. What its file had told is forgotten: a person has seen it. ``Conflict`` where somebody
    else changed the same meanwhile, ``Refused`` for a day to come, and for a public photo that nobody described.
    """
    del actor
    photo = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    if str(fields.get("day") or "") > told(timezone.localdate()):  # type: ignore[operator]  # both are days as text
        raise Refused(gettext("Ese día todavía no llega. Corrija la fecha de la foto."))
    revise(PHOTOS, photo, fields, seen)
    if photo.public and not photo.caption.strip():
        raise Refused(gettext("Para hacerla pública, escriba qué muestra: lo leerá quien no puede ver la foto."))
    for name in READ:
        setattr(photo, f"read_{name}", None)
    photo.save(update_fields=[f"read_{name}" for name in READ])
    return photo


@verb("photo.withdraw", needs="project.edit", touches=[Part.PROJECTS], unit_of=_unit_of)
def withdraw_photo(actor: Actor, /, photo: Photo, *, reason: str = "") -> None:
    """Take a photo from its project; it stays in the house, and the history tells of it."""
    del actor
    photo = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    if photo.withdrawn:
        return
    photo.withdrawn = True
    photo.save(update_fields=["withdrawn"])
    changed(PHOTOS.address(photo), {"withdrawn": False}, {"withdrawn": True})
    noted(reason.strip())
