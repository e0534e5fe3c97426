"""An office with one of everything: an accepted plan, findings, an open proposal, a job, an invitation, a logo."""

from datetime import date

from ceiba.audits import services as audits
from ceiba.budgets import services_reports as money_reports
from ceiba.exchange.examples import content
from ceiba.exchange.readers.inhabitants import InhabitantsRead
from ceiba.indicators import services as indicators
from ceiba.indicators.holidays import add_holiday
from ceiba.indicators.models import Indicator
from ceiba.institutions.logos import checked
from ceiba.institutions.models import Job
from ceiba.institutions.services import edit
from ceiba.institutions.services_invitations import invite
from ceiba.institutions.services_territory import add_place, add_series, load_figures
from ceiba.institutions.services_tokens import issue
from ceiba.intake import acceptance
from ceiba.intake import services as intake
from ceiba.intake.models import Proposal
from ceiba.intake.reading import read
from ceiba.kernel.classifier import ClassifierUse
from ceiba.kernel.duty import ItemState
from ceiba.kernel.locality import Locality, LocalityKind
from ceiba.kernel.period import Period
from ceiba.kernel.rates import Inhabitants
from ceiba.participation import services_objections as voice
from ceiba.participation.services_own_data import keep_opening
from ceiba.plans.models import Element, Plan
from ceiba.plans.populations import add_population
from ceiba.plans.risks import add_risk
from ceiba.projects.models import Project
from ceiba.projects.photos import add_photos
from ceiba.projects.pictures import read_picture
from ceiba.publications.services import publish
from ceiba.publications.services_webhooks import add
from ceiba.publications.webhooks import EVENTS
from ceiba.registers.binding import create_binding
from ceiba.registers.queries_types import register_of
from ceiba.registers.services_files import attach_file
from ceiba.registers.services_sheets import begin_sheet, read_sheet, receive_sheet
from ceiba.transparency.services import Declared, answer, keep_month
from tests.execution_reports import HEAD, csv, table
from tests.participation.asking import asked, own_data
from tests.people import Office
from tests.pictures import photo
from tests.registers.books import PROCEDURES, adopted, procedure
from tests.registers.releases import published

DUTY = "laip_oficio"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'


def furnish_territory(office: Office) -> None:
    """Give an office a zone with its boundary, a colony in it, and how many live there, all invented."""
    planner = office.actor("planner")
    corners = ((-90.62, 14.62), (-90.60, 14.62), (-90.60, 14.64), (-90.62, 14.64), (-90.62, 14.62))
    add_place(planner, Locality("Z01", "Zona 1", LocalityKind.ZONE, rings=(corners,)), source="límite inventado")
    add_place(planner, Locality("C-01", "Colonia Las Flores", LocalityKind.COLONY, "Z01"))
    people = add_series(planner, key="habitantes", name="Habitantes", source="inventada")
    figures = (Inhabitants("", 2025, 10_000), Inhabitants("Z01", 2025, 4_000))
    load_figures(planner, people, InhabitantsRead(tuple(enumerate(figures, 2)), ()))


def furnish_sheet(office: Office) -> None:
    """Bring a sheet with one line that cannot be taken into a register of an office, and check it."""
    register = register_of(office.institution, PROCEDURES)
    rows = "Fecha de ingreso,Procedencia,Asunto,Unidad\n31/02/2026,Externa,Línea que nadie de fuera lee,aguas\n"
    sheet = receive_sheet(office.actor("clerk"), register, "libro.csv", rows.encode())
    begin_sheet(office.actor("clerk"), sheet, take=False, onward="/")
    read_sheet(office.actor("clerk"), lambda _done, _steps, _words: None, sheet=sheet.pk)


def brought(office: Office, name: str) -> Proposal:
    """Return the open proposal of an example that somebody brought."""
    planner = office.actor("planner")
    row = intake.receive(planner, name, content(name), office.institution.methodology)
    read(planner, proposal=row.pk, progress=lambda _done, _steps, _words: None)
    row.refresh_from_db()
    return row


def furnish_publication(office: Office) -> None:
    """Publish the plans of an office as if they were approved, and go on preparing them."""
    plans = Plan.objects.of(office.institution)
    plans.update(state=Plan.State.APPROVED)
    add(office.actor("reviewer"), url="https://avisos.ejemplo.example/ceiba", events=list(EVENTS))
    publish(office.actor("reviewer"), plans=[plan.key for plan in plans], until="2024", title="Primer año")
    plans.update(state=Plan.State.DRAFT)


def furnish_duties(office: Office) -> None:
    """Answer an item of a transparency duty with a document, and keep its month."""
    told = Declared(ItemState.PUBLISHED, date(2025, 12, 1), file=("inventario.jpg", photo()))
    answer(office.actor("planner"), DUTY, "13", told)
    keep_month(office.actor("planner"), DUTY)


def furnish_voice(office: Office) -> None:
    """Let somebody object to a goal, ask and be hidden, and ask about their own data; and settle how that is kept."""
    goal = Indicator.objects.of(office.institution).filter(withdrawn=False)[0]
    told = {"subject": f"indicator/{goal.key}", "about": goal.text, "email": "quien@pregunta.example"}
    row = asked(office, **told, name="Petrona Inventada", show_name=True)
    hidden = asked(office, **told, kind="question", name="Nombre que no se muestra")
    voice.answer(office.actor("unit_head"), row, text="Se transcribió mal el acta.", outcome="corrected")
    voice.hide(office.actor("reviewer"), hidden, why="personal", note="Nombra a un menor de edad")
    keep_opening(office.actor("administrator"), own_data(office))
    voice.settle(office.actor("planner"), {"office": "Acceso a la información", "place": "Palacio inventado"})


def furnish(office: Office) -> Proposal:
    """Fill an office through its verbs; return the proposal that still waits for somebody."""
    planner, boss = office.actor("planner"), office.actor("administrator")
    acceptance.accept(planner, brought(office, "valle-alto.txt"))
    audits.refresh(planner)
    indicators.open_cycle(planner, "cuatrimestre", Period.parse("2025-C3"))
    add_holiday(planner, day=date(2025, 8, 15), name="Virgen de la Asunción", yearly=True)
    risky = Element.objects.of(office.institution)[0]
    add_risk(planner, risky, text="La obra se atrasa por las lluvias", probability="high", impact="high")
    execution = csv(table(head=("MUNICIPALIDAD DE VALLE ALTO", *HEAD[1:])))
    money_reports.receive(planner, ClassifierUse.EXPENDITURE, "egresos-marzo.csv", execution, None)
    add_population(planner, risky, year=2025, universe=1000, target=800, attended=640)
    works = Project.objects.of(office.institution)[0]
    add_photos(planner, works, [read_picture("obra.jpg", photo())])
    paper = attach_file(office.actor("clerk"), "oficio.jpg", photo())
    book = adopted(office)
    procedure(office, book, asunto="Permiso que nadie de fuera lee", respuesta=f"sha256:{paper.key}")
    published(office, book)
    invite(boss, "quien@viene.example", "finance")
    issue(boss, name="Carga nocturna inventada", scopes=["read"], days=30)
    edit(boss, logo=checked(LOGO), country="GT", territory="0108")
    office.institution.refresh_from_db()
    furnish_territory(office)
    furnish_publication(office)
    furnish_duties(office)
    furnish_sheet(office)
    furnish_voice(office)
    Job.objects.get_or_create(institution=office.institution, verb="history.check")
    furnish_binding(office)
    office.institution.refresh_from_db()
    return brought(office, "valle-alto.yaml")


def furnish_binding(office: Office) -> None:
    """Let the register that is kept measure an indicator."""
    register = register_of(office.institution, PROCEDURES)
    measured = Indicator.objects.of(office.institution).filter(withdrawn=False)[0]
    create_binding(office.actor(), register, measured, measure="ingresados", since=date(2025, 1, 1))
