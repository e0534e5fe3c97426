"""The page on which somebody says what a project is for: elements looked for by their words, each with its part."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.text import fold
from ceiba.plans.fields import FigureField, typed
from ceiba.plans.models import Element
from ceiba.projects.models import Project
from ceiba.projects.serving import mark, serve
from ceiba.projects.views import project_of

FOUND = 12  # elements that a search shows


@dataclass(frozen=True)
class ServedRow:
    """An element that the project serves: its address, its words, the plan that it stands in, the part as typed."""

    subject: str
    name: str
    plan: str
    share: str = ""


def project_serves(request: HttpRequest, key: str) -> HttpResponse:
    """Say which elements of the plan a project serves, and which part of it is for each."""
    project = project_of(request, key)
    data = request.POST if request.method == "POST" else None
    elements = _elements(request.institution)
    rows = _rows(project, data, elements)
    seen = data.get("seen", "") if data is not None else mark(project)
    problem, status = "", 200
    if data is not None and data.get("do") == "save":
        try:
            serve(request.actor, project, [(row.subject, _share(row)) for row in rows], seen=seen)
            messages.success(request, _("Guardado."))
            return redirect("project", request.institution.slug, project.key)
        except Refused as refusal:
            if isinstance(refusal, NotAllowed):
                raise
            problem, status = str(refusal), 422
            project.refresh_from_db()
            seen = mark(project)
    asked = data.get("q", "").strip() if data is not None else ""
    context = {
        "project": project,
        "rows": rows,
        "seen": seen,
        "problem": problem,
        "q": asked,
        "found": list(_found(asked, elements, {row.subject for row in rows})) if asked else [],
        "part": "project_serves",
        "current": "projects",
    }
    return render(request, "projects/project_serves.html", context, status=status)


def _elements(institution: Institution) -> dict[str, ServedRow]:
    """Return every element that stands, by its address."""
    rows = Element.objects.of(institution).filter(withdrawn=False).values_list("key", "code", "text", "plan__title")
    return {
        f"element/{key}": ServedRow(f"element/{key}", f"{code or ''} {text}".strip(), p) for key, code, text, p in rows
    }


def _rows(project: Project, data: QueryDict | None, elements: dict[str, ServedRow]) -> list[ServedRow]:
    """Return what stands on the page: as stored, or as sent, with what was marked added and what was dropped gone."""
    if data is None:
        shares = project.shares if len(project.shares) == len(project.serves) else [""] * len(project.serves)
        pairs = [
            (s, typed(Decimal(part) * 100) if part else "") for s, part in zip(project.serves, shares, strict=True)
        ]
    else:
        dropped = set(data.getlist("drop"))
        kept = list(zip(data.getlist("serves"), data.getlist("share"), strict=False))
        pairs = [pair for pair in kept if pair[0] not in dropped]
        pairs += [(subject, "") for subject in data.getlist("add") if subject in elements]
    pairs = list(dict(pairs).items())
    blank = ServedRow("", "", "")
    return [
        ServedRow(subject, (found := elements.get(subject, blank)).name or subject, found.plan, share)
        for subject, share in pairs
    ]


def _share(row: ServedRow) -> Decimal | None:
    """Return the part of one that was typed in percent; ``Refused`` where it is no number."""
    try:
        percent = FigureField().to_python(row.share.replace("%", ""))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    return None if percent is None else Decimal(percent).scaleb(-2)


def _found(asked: str, elements: dict[str, ServedRow], taken: set[str]) -> Iterator[ServedRow]:
    """Yield the first elements whose code and text have every word that was asked for."""
    words = fold(asked).split()
    count = 0
    for subject, row in elements.items():
        if subject not in taken and all(word in fold(row.name) for word in words):
            yield row
            count += 1
            if count == FOUND:
                return
