"""What the shell of a page shows: the institution, who is there, and the way to the pages that they may open."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.logos import digest
from ceiba.institutions.models import Assignment, Institution, Person
from ceiba.ui.shell import MenuItem, Shell

# Name of the address, words, permission. Floors above name their pages here by URL name alone.
_MENU = (
    ("board", _("Tablero"), "plan.view"),
    ("my_unit", _("Mi unidad"), "report.enter"),
    ("plans", _("Plan"), "plan.view"),
    ("imports", _("Documentos"), "document.view"),
    ("findings", _("Revisión"), "plan.view"),
    ("approvals", _("Aprobación"), "plan.view"),
    ("money", _("Dinero"), "plan.view"),
    ("projects", _("Proyectos"), "plan.view"),
    ("registers", _("Registros"), "plan.view"),
    ("publications", _("Publicaciones"), "plan.view"),
    ("transparency", _("Transparencia"), "plan.view"),
    ("questions", _("Preguntas"), "plan.view"),
    ("agenda", _("Calendario"), "plan.view"),
    ("territory", _("Territorio"), "plan.view"),
    ("units", _("Unidades"), "people.view"),
    ("people", _("Personas"), "people.view"),
    ("history", _("Historia"), "history.view"),
    ("tokens", _("API"), "token.own"),
)
# Set up once, or looked up now and then.
_ASIDE = (
    "imports",
    "publications",
    "transparency",
    "questions",
    "agenda",
    "territory",
    "units",
    "people",
    "history",
    "tokens",
)


def shell_of(request: HttpRequest, actor: Actor | None) -> Shell:
    """Return the shell of a request: of an institution where the address names one, else of the installation."""
    person = request.user if isinstance(request.user, Person) else None
    name, shortcuts = str(person or ""), person.shortcuts if person else True
    if actor is None:
        return Shell(path=request.path, person=name, shortcuts=shortcuts)
    here = actor.institution
    menu = tuple(
        MenuItem(str(words), reverse(key, args=[here.slug]), key, aside=key in _ASIDE)
        for key, words, permission in _MENU
        if actor.may_somewhere(permission)
    )
    return Shell(
        path=request.path,
        institution=here.name,
        short_name=here.short_name or here.name,
        slug=here.slug,
        logo=reverse("logo", args=[here.slug, digest(here.logo)]) if here.logo else "",
        locale=here.locale.replace("-", "_"),
        invented=here.invented,
        menu=menu,
        person=name,
        shortcuts=shortcuts,
    )


def institutions_of(person: Person) -> list[Institution]:
    """Return the institutions in which a person has a role today, by name."""
    held = Assignment.objects.holding(timezone.localdate()).filter(person=person)
    return list(Institution.objects.filter(pk__in=held.values("institution")).order_by("name"))
