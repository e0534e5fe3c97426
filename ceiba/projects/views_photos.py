"""Pages of photos: bring several, say what each shows, and the pictures themselves."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ceiba.documents.contents import file_of
from ceiba.institutions.verbs import Refused
from ceiba.plans.revising import values_of
from ceiba.plans.views import refused
from ceiba.projects import photos, pictures, places
from ceiba.projects.forms_photos import PhotoForm, PhotosForm
from ceiba.projects.models import Photo, Project
from ceiba.projects.pictures import Picture, UnusablePicture, read_picture
from ceiba.projects.views import project_of, unit_choices

_KEPT = "private, max-age=31536000, immutable"  # the bytes under a key never change


def project_photos(request: HttpRequest, key: str) -> HttpResponse:
    """Show the photos of a project, and take those that come: the good ones are kept, each other one is named."""
    project = project_of(request, key)
    units = unit_choices(request, project)
    form = PhotosForm(units=units)
    problems: list[str] = []
    status = 200
    if request.method == "POST":
        form = PhotosForm(request.POST, request.FILES, units=units)
        if getattr(request, "too_large", False):
            limit = settings.MAX_DOCUMENT_BYTES // 1024 // 1024
            words = gettext("Juntas pesan más de %(limit)s MB. No se guardó ninguna: súbalas en dos veces.")
            form.errors.clear()
            form.add_error("photos", words % {"limit": limit})
            status = 413
        elif form.is_valid():
            good, problems = _sorted(form.cleaned_data["photos"])
            added = photos.add_photos(request.actor, project, good, unit=form.cleaned_data["unit"]) if good else []
            if not problems:
                _tell(request, added)
                return redirect(_next(request, project))
            status = 422
            _tell(request, added)
    rows = Photo.objects.of(request.institution).filter(project=project, withdrawn=False)
    context = {
        "project": project,
        "form": form,
        "problems": problems,
        "photos": rows.select_related("unit", "added_by"),
        "part": "project_photos",
        "current": "projects",
    }
    return render(request, "projects/photos.html", context, status=status)


def _sorted(files: Sequence[UploadedFile]) -> tuple[list[Picture], list[str]]:
    """Return the pictures among files, and why each of the others is none."""
    good: list[Picture] = []
    problems: list[str] = []
    for file in files:
        try:
            good.append(read_picture(str(file.name), file.read()))
        except UnusablePicture as problem:
            problems.append(str(problem))
    return good, problems


def _tell(request: HttpRequest, added: Sequence[Photo]) -> None:
    if added:
        words = ngettext("Se guardó %(n)s foto, privada.", "Se guardaron %(n)s fotos, privadas.", len(added))
        messages.success(request, words % {"n": len(added)})


def _next(request: HttpRequest, project: Project) -> str:
    """Return the page of a photo that nobody described yet; that of the project where all are."""
    rows = Photo.objects.of(request.institution).filter(project=project, withdrawn=False, caption="")
    slug = request.institution.slug
    if (waiting := rows.first()) is not None:
        return reverse("photo_edit", args=[slug, waiting.key])
    return f"{reverse('project', args=[slug, project.key])}#fotos"


def photo_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Say what a photo shows, when and where it was taken; or withdraw it."""
    rows = Photo.objects.of(request.institution).filter(withdrawn=False)
    photo = get_object_or_404(rows.select_related("project__unit", "document", "institution", "unit"), key=key)
    project = project_of(request, photo.project.key)
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        photos.withdraw_photo(request.actor, photo)
        messages.success(request, gettext("La foto se retiró del proyecto."))
        return redirect("project_photos", request.institution.slug, project.key)
    data = request.POST if request.method == "POST" else None
    seen = values_of(photos.PHOTOS, photo)
    form = PhotoForm(data, photo=photo, units=unit_choices(request, project, photo.unit), seen=seen)
    status = 200
    if data is not None and form.is_valid():
        try:
            photos.edit_photo(request.actor, photo, seen=form.seen, **form.wanted())
            messages.success(request, gettext("Guardado."))
            return redirect(_next(request, project))
        except Refused as refusal:
            status = refused(form, refusal)
    context = {"photo": photo, "project": project, "form": form, "elsewhere": _elsewhere(photo), "current": "projects"}
    return render(request, "projects/photo_edit.html", context, status=status)


def _elsewhere(photo: Any) -> str:
    """Return the municipality of the place of a photo where it is not that of the institution."""
    latitude = photo.read_latitude if photo.latitude is None else photo.latitude
    longitude = photo.read_longitude if photo.longitude is None else photo.longitude
    return places.elsewhere(photo.institution, latitude, longitude) if None not in (latitude, longitude) else ""


def photo_file(request: HttpRequest, key: str) -> FileResponse:
    """Give a photo as it is kept."""
    photo = _kept(request, key)
    path = file_of(photo.document.sha256)
    if not path.exists():
        raise Http404
    name = photo.document.name
    return FileResponse(path.open("rb"), filename=name, content_type="image/jpeg", headers={"Cache-Control": _KEPT})


def photo_small(request: HttpRequest, key: str) -> HttpResponse:
    """Give a photo as small as lists show it."""
    path = file_of(_kept(request, key).document.sha256)
    if not path.exists():
        raise Http404
    content = pictures.thumbnail(path.read_bytes())
    return HttpResponse(content, content_type="image/jpeg", headers={"Cache-Control": _KEPT})


def _kept(request: HttpRequest, key: str) -> Photo:
    rows = Photo.objects.of(request.institution).filter(withdrawn=False).select_related("document")
    return get_object_or_404(rows, key=key)
