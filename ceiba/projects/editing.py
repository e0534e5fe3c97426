"""The verbs of whoever follows a project: change what it is, its stages, contracts, disbursements and progress."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.documents.adoption import told
from ceiba.documents.amounts import amount_names, known_money, money_of
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution, Unit
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel import project as kernel
from ceiba.kernel.money import Money
from ceiba.kernel.project_years import YearsBalance, balance
from ceiba.methodologies.loader import load
from ceiba.plans.editing import new_key
from ceiba.plans.revising import Conflict, Told, Trade, revise, write
from ceiba.projects.lines import CONTRACTS, DISBURSEMENTS, PROGRESS, RISKS, STAGES, YEARS
from ceiba.projects.models import Project, YearAmount
from ceiba.ui import formats

PROJECTS = Trade(
    "project",
    Project,
    {
        "name": _("Nombre"),
        "code": _("Código nacional"),
        "status": _("Situación"),
        "period": _("Período"),
        "place": _("Lugar"),
        "unit": _("Unidad responsable"),
        **dict.fromkeys(amount_names("amount"), _("Monto del año del plan")),
        **dict.fromkeys(amount_names("contribution"), _("Aporte de otra entidad")),
        **dict.fromkeys(amount_names("cost"), _("Costo total")),
        "women": _("Mujeres beneficiarias"),
        "men": _("Hombres beneficiarios"),
        "latitude": _("Latitud"),
        "longitude": _("Longitud"),
        "function": _("Función"),
        "priority": _("Prioridad de gobierno"),
        "note": _("Observación"),
        "amounts": _("Monto por año"),
        "stages": _("Etapas"),
        "contracts": _("Convenios y contratos"),
        "disbursements": _("Desembolsos"),
        "progress": _("Avance"),
        "risks": _("Riesgos"),
    },
    {"unit": Unit},
    {
        "amounts": YEARS,
        "stages": STAGES,
        "contracts": CONTRACTS,
        "disbursements": DISBURSEMENTS,
        "progress": PROGRESS,
        "risks": RISKS,
    },
)


def _unit_of(project: Project, *_arguments: object, **_fields: object) -> Unit | None:
    return project.unit


@verb("project.add", needs="project.edit", touches=[Part.PROJECTS])
def add_project(actor: Actor, /, *, name: str, **fields: Any) -> Project:
    """Add a project by hand; ``fields`` are told columns. ``Refused`` as ``edit_project``."""
    given = {key: told(value) for key, value in {"name": name, **fields}.items() if value not in (None, "", [])}
    _refuse_known(actor.institution, str(given.get("code") or ""))
    last = Project.objects.of(actor.institution).aggregate(last=Max("position"))["last"]
    project = Project(institution=actor.institution, key=new_key(Project, "p"))
    project.position = 0 if last is None else last + 1
    project.save()
    write(PROJECTS, project, given)
    _refuse_imbalance(project)
    changed(PROJECTS.address(project), None, given)
    return project


@verb("project.edit", needs="project.edit", touches=[Part.PROJECTS], unit_of=_unit_of)
def edit_project(actor: Actor, /, project: Project, *, seen: Told | None = None, **fields: Any) -> Project:
    """Change what a project is and what it is to cost by year; ``fields`` are told columns.

    ``seen`` are the columns that the editor started from; ``Conflict`` where somebody else changed the same meanwhile,
    ``Refused`` for a code that another project has, and for years that do not add up to the cost.
    """
    if fields.get("code"):
        _refuse_known(actor.institution, str(fields["code"]), project)
    before = _balance(project)
    project = _revise(project, fields, seen)
    _refuse_imbalance(project, before)
    return project


@verb("project.stage", needs="project.edit", touches=[Part.PROJECTS], unit_of=_unit_of)
def edit_stages(actor: Actor, /, project: Project, *, stages: Any, seen: Told | None = None) -> Project:
    """Replace the stages of a project's file; ``Conflict`` where somebody else changed them meanwhile."""
    del actor
    return _revise(project, {"stages": stages}, seen)


@verb("project.contract", needs="project.edit", touches=[Part.PROJECTS], unit_of=_unit_of)
def edit_contracts(actor: Actor, /, project: Project, *, contracts: Any, seen: Told | None = None) -> Project:
    """Replace the agreements, contracts and addenda; ``Conflict`` where somebody else changed them meanwhile."""
    del actor
    return _revise(project, {"contracts": contracts}, seen)


@verb("project.disbursement", needs="project.edit", touches=[Part.PROJECTS], unit_of=_unit_of)
def edit_disbursements(actor: Actor, /, project: Project, *, disbursements: Any, seen: Told | None = None) -> Project:
    """Replace the disbursements; ``Conflict`` where somebody else changed them meanwhile."""
    del actor
    return _revise(project, {"disbursements": disbursements}, seen)


@verb("project.progress", needs="project.edit", touches=[Part.PROJECTS], unit_of=_unit_of)
def edit_progress(actor: Actor, /, project: Project, *, progress: Any, seen: Told | None = None) -> Project:
    """Replace the series of progress; ``Conflict`` where somebody else changed it meanwhile."""
    del actor
    return _revise(project, {"progress": progress}, seen)


@verb("project.risk", needs="project.edit", touches=[Part.PROJECTS], unit_of=_unit_of)
def edit_risks(actor: Actor, /, project: Project, *, risks: Any, seen: Told | None = None) -> Project:
    """Replace the risks of a project; ``Conflict`` where somebody else changed them meanwhile."""
    del actor
    return _revise(project, {"risks": risks}, seen)


def _revise(project: Project, fields: Told, seen: Told | None) -> Project:
    """Change columns; a conflict over rows is told without their digits, which nobody reads in a sentence."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    try:
        revise(PROJECTS, project, fields, seen)
    except Conflict as clash:
        if not set(clash.now) & set(PROJECTS.lines):
            raise
        names = ", ".join(f"«{PROJECTS.labels[name]}»" for name in clash.now)
        sentence = gettext(
            "Otra persona cambió %(fields)s mientras usted editaba. Lo suyo no se ha guardado y sigue aquí. "
            "Compare con la página del proyecto; si guarda otra vez, quedará lo suyo."
        )
        raise Conflict(sentence % {"fields": names}, clash.now) from None
    return project


def _refuse_known(institution: Institution, code: str, project: Project | None = None) -> None:
    others = (
        Project.objects.of(institution).filter(code=code, merged_into=None).exclude(pk=project.pk if project else None)
    )
    if code and (other := others.first()):
        raise Refused(
            gettext("El código %(code)s ya es de «%(other)s». Un código nacional nombra un solo proyecto.")
            % {"code": code, "other": other.name}
        )


def _balance(project: Project) -> YearsBalance:
    """Return how the years of a project as it is stored stand against its cost; ``Refused`` for two currencies."""
    rows = YearAmount.objects.filter(project=project).values_list("year", *amount_names("amount"))
    years = [kernel.YearAmount(year, known_money(*amount)) for year, *amount in rows]
    cost = money_of(*(getattr(project, name) for name in amount_names("cost")))
    try:
        return balance(cost, years, project.period, load(project.institution.methodology).fiscal_start)
    except ValueError:
        raise Refused(gettext("El costo y los años están en dos monedas, y ninguna suma las junta.")) from None


def _refuse_imbalance(project: Project, before: YearsBalance | None = None) -> None:
    """Refuse years that cannot add up to the cost, naming the difference; as they stood before they may stay."""
    now = _balance(project)
    if not now.is_wrong or now == before:
        return
    if now.outside:
        raise Refused(
            gettext("El año %(year)s queda fuera del período del proyecto. Corrija el año o el período.")
            % {"year": now.outside[0]}
        )
    left = now.left or Money.zero()
    facts = {"total": formats.money(now.total), "money": formats.money(left if left.amount > 0 else -left)}
    if left.amount < 0:
        raise Refused(gettext("Los años suman %(total)s: sobran %(money)s sobre el costo total.") % facts)
    raise Refused(
        gettext("Los años suman %(total)s: faltan %(money)s para el costo total, y ningún año está vacío.") % facts
    )
