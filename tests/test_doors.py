"""Nobody sees anything of an institution that is not theirs: every address is walked as an outsider and as nobody.

An address that needs arguments has an example in ``EXAMPLES``: how to find, in a rich office, something that really is
there. A new address without one fails ``test_every_address_has_an_example``, which says what to add.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from ceiba.institutions.logos import digest
from ceiba.institutions.models import Assignment, Entry, Invitation
from ceiba.institutions.services_invitations import invite
from ceiba.institutions.slugs import RESERVED
from ceiba.transparency.services import closed_month
from tests.furnished import furnish
from tests.people import Office

TOKEN = re.compile(r"\b[A-Za-z0-9]{64}\b")  # Django masks its token anew in each answer
SECRET = "Municipalidad de Valle Alto"
Example = Callable[[Office], Any]


@dataclass(frozen=True)
class Address:
    """An address of the house: its pattern, its name, the names of its arguments, whether an institution owns it."""

    route: str
    name: str
    arguments: tuple[str, ...]

    @property
    def inside(self) -> bool:
        """Tell whether it belongs to one institution."""
        return "institution" in self.arguments

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the arguments that need an example."""
        return tuple(argument for argument in self.arguments if argument != "institution")


def walk(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[Address]:
    """Yield every address below some patterns."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        else:
            yield Address(route, pattern.name or route, arguments_of(before, pattern))


def arguments_of(before: str, pattern: URLPattern) -> tuple[str, ...]:
    """Return the names of the arguments of an address, of the institution first."""
    own = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
    return ("institution", *own) if "<slug:institution>" in before else own


ADDRESSES = list(walk(get_resolver().url_patterns))
INSIDE = [address for address in ADDRESSES if address.inside]
OUTSIDE = [address for address in ADDRESSES if not address.inside]


def first(table: str, field: str = "pk", **which: Any) -> Example:
    """Return how to find a thing of the institution: the first row of a table («plans.Plan»)."""

    def find(office: Office) -> Any:
        from django.apps import apps

        rows = apps.get_model(table).objects.filter(institution=office.institution, **which)
        return rows.order_by("pk").values_list(field, flat=True).first()

    return find


def first_delivery() -> int | None:
    """Return a letter of a webhook; its table names no institution."""
    from ceiba.publications.models_webhooks import Delivery

    return Delivery.objects.order_by("pk").values_list("pk", flat=True).first()


KEY_OF = {
    noun: {"key": first(table, "key")}
    for noun, table in {
        "unit": "institutions.Unit",
        "place": "institutions.Locality",
        "series": "institutions.PopulationSeries",
        "plan": "plans.Plan",
        "element": "plans.Element",
        "statement": "plans.Statement",
        "indicator": "indicators.Indicator",
        "project": "projects.Project",
        "photo": "projects.Photo",
        "risk": "plans.Risk",
        "population": "plans.Population",
        "funding": "budgets.FundingSource",
        "income": "budgets.IncomeLine",
        "budget_line": "budgets.BudgetLine",
    }.items()
}
SLUG = {"slug": lambda office: office.slug}
DUTY = {"duty": lambda _office: "laip_oficio"}
MONTH = {"period": lambda _office: closed_month(timezone.localdate()).notation()}
PERSON = {"pk": lambda office: office.people["clerk"].pk}
ROLE = {"pk": first("institutions.Assignment")}
INVITATION = {"pk": first("institutions.Invitation")}
PROPOSAL = {"pk": first("intake.Proposal")}
REPORT = {"pk": first("indicators.Report")}
DOCUMENT = {"pk": first("documents.Document")}
REGISTER = {"key": first("registers.Register", "key")}
RECORD = REGISTER | {"number": first("registers.RegisterRow", "number")}
MEASURE = REGISTER | {"measure": lambda _office: "ingresados"}
QUESTION = {"number": first("participation.Objection", "number")}
DATA_REQUEST = {"number": first("participation.DataRequest", "number")}
SHEET = REGISTER | {"pk": first("registers.SheetImport")}

# URL name: for each argument, how to find something real in a rich office. None found: the address is not walked.
EXAMPLES: dict[str, dict[str, Example]] = {
    "logo": {"digest": lambda office: digest(office.institution.logo)},
    "money_report": {"pk": first("budgets.ReportImport")},
    "job": {"pk": first("institutions.Job")},
    "register_measures": REGISTER,
    "register_measure": MEASURE,
    "register_measure_rows": MEASURE,
    "binding_choose": {"indicator": first("indicators.Indicator", "key")},
    "binding_create": MEASURE,
    "binding_end": REGISTER | {"pk": first("indicators.MeasureBinding")},
    "sheet_imports": REGISTER,
    "sheet_import": SHEET,
    "sheet_refused": SHEET,
    "register_download": REGISTER | {"pk": first("registers.PreparedFile")},
    "register_file": REGISTER | {"form": lambda _office: "csv"},
    "unit": KEY_OF["unit"],
    "unit_move": KEY_OF["unit"],
    "unit_order": KEY_OF["unit"],
    "place": KEY_OF["place"],
    "places_file": {"kind": lambda _office: "geojson"},
    "series": KEY_OF["series"],
    "series_file": KEY_OF["series"] | {"kind": lambda _office: "csv"},
    "figure_remove": KEY_OF["series"] | {"pk": lambda _office: 1},
    "register_observatory": {"key": first("registers.Register", "key")},
    "duty": DUTY,
    "duty_item": DUTY | {"item": lambda _office: "13"},
    "duty_dispatches": {"duty": lambda _office: "lop_17_ter"},
    "duty_month_keep": DUTY,
    "publication": {"number": lambda _office: 1},
    **{one: {"key": lambda _office: 1} for one in ("webhook", "webhook_renew", "webhook_test", "webhook_end")},
    "webhook_resend": {"key": lambda _office: 1, "pk": lambda _office: first_delivery()},
    "publication_file": {"number": lambda _office: 1},
    "person": PERSON,
    "person_leave": PERSON,
    "person_password_link": PERSON,
    "person_second_step": PERSON,
    "role_add": PERSON,
    "role_end": ROLE,
    "role_delegate": ROLE,
    "role_take_back": ROLE,
    "invitation_renew": INVITATION,
    "invitation_withdraw": INVITATION,
    "token_revoke": {"pk": first("institutions.ApiToken")},
    "history_entry": {"pk": first("institutions.Entry")},
    "undo": {"pk": first("institutions.Entry")},
    "document": DOCUMENT,
    "document_file": DOCUMENT,
    "proposal": PROPOSAL,
    "proposal_decide": PROPOSAL,
    "proposal_correct": PROPOSAL,
    "proposal_answer": PROPOSAL,
    "proposal_close": PROPOSAL,
    "proposal_accept": PROPOSAL,
    "proposal_findings": PROPOSAL,
    "proposal_table": PROPOSAL | {"number": lambda _office: 0},
    "layout_forget": {"pk": first("intake.TableLayout")},
    "finding": {"pk": first("audits.Finding")},
    "rule": {"key": lambda _office: "F001"},
    "plan": KEY_OF["plan"],
    "plan_life": KEY_OF["plan"],
    "plan_compare": KEY_OF["plan"],
    "plan_version": {"pk": first("approvals.PlanVersion")},
    "amendment_open": KEY_OF["plan"],
    "element_comments": {"element": first("plans.Element", "key")},
    "report_review": {"pk": first("indicators.Report")},
    "measurement_restate": {"pk": first("indicators.Report"), "indicator": first("indicators.Indicator")},
    "cycle_close": {"pk": first("indicators.ReportingCycle")},
    "amendment": {"pk": first("approvals.Amendment")},
    "element": KEY_OF["element"],
    "board_cell": KEY_OF["element"],
    "indicator": KEY_OF["indicator"],
    "element_edit": KEY_OF["element"],
    "element_move": KEY_OF["element"],
    "element_withdraw": KEY_OF["element"],
    "element_restore": KEY_OF["element"],
    "statement_edit": KEY_OF["statement"],
    "population_add": {"element": first("plans.Element", "key")},
    "population_edit": KEY_OF["population"],
    "risk_add": {"element": first("plans.Element", "key")},
    "risk_edit": KEY_OF["risk"],
    "indicator_edit": KEY_OF["indicator"],
    "indicator_withdraw": KEY_OF["indicator"],
    "indicator_restore": KEY_OF["indicator"],
    "indicator_add": {"element": first("plans.Element", "key")},
    "project": KEY_OF["project"],
    "line_link": KEY_OF["budget_line"],
    "funding_edit": KEY_OF["funding"],
    "income_edit": KEY_OF["income"],
    "budget_line": KEY_OF["budget_line"],
    "project_edit": KEY_OF["project"],
    "project_stages": KEY_OF["project"],
    "project_contracts": KEY_OF["project"],
    "project_disbursements": KEY_OF["project"],
    "project_progress": KEY_OF["project"],
    "project_risks": KEY_OF["project"],
    "project_photos": KEY_OF["project"],
    "project_serves": KEY_OF["project"],
    "project_twins": {
        "first": first("projects.Project", "key"),
        "second": first("projects.Project", "key", position=1),
    },
    "photo_edit": KEY_OF["photo"],
    "photo_file": KEY_OF["photo"],
    "photo_small": KEY_OF["photo"],
    "report": REPORT,
    "report_cell": REPORT,
    "report_submit": REPORT,
    "report_sheet": REPORT,
    "report_workbook": REPORT,
    "report_extension": REPORT,
    "report_detail": REPORT | {"indicator": first("indicators.Indicator")},
    "register": REGISTER,
    "register_sheet": REGISTER,
    "register_board": REGISTER,
    "register_calendar": REGISTER,
    "register_settings": REGISTER,
    "record_add": REGISTER,
    "record": RECORD,
    "record_sheet": RECORD,
    "record_edit": RECORD,
    "record_move": RECORD | {"way": lambda _office: "asignar"},
    "record_withdraw": RECORD,
    "record_restore": RECORD,
    "record_file": RECORD | {"field": lambda _office: "respuesta"},
    "holiday_remove": {"pk": first("institutions.Holiday")},
    "take_out_file": {"name": lambda _office: "no-hay.zip"},
    "take_out_discard": {"name": lambda _office: "no-hay.zip"},
    "report_words": REPORT | {"indicator": first("indicators.Indicator")},
    "question": QUESTION,
    "question_answer": QUESTION,
    "question_assign": QUESTION,
    "question_hide": QUESTION,
    "question_show": QUESTION,
    "question_correct": QUESTION,
    "data_request": DATA_REQUEST,
    "data_request_forget": DATA_REQUEST,
    "register_releases": REGISTER,
    "register_prepare": REGISTER,
    "register_privacy": REGISTER,
    "register_publish": REGISTER,
    # For everybody, where it was published.
    "public_home": SLUG,
    "public_search": SLUG,
    "public_goals": SLUG,
    "public_data": SLUG,
    "public_dataset": SLUG | {"name": lambda _office: "indicadores"},
    "public_data_file": SLUG | {"name": lambda _office: "indicadores.csv"},
    "public_goal": SLUG | KEY_OF["indicator"],
    "public_card": SLUG | KEY_OF["indicator"],
    "public_card_svg": SLUG | KEY_OF["indicator"],
    "public_card_image": SLUG | KEY_OF["indicator"],
    "public_home_image": SLUG,
    "public_photo": SLUG | {"digest": lambda _office: "0" * 64},
    "public_photo_small": SLUG | {"digest": lambda _office: "0" * 64},
    "public_plan": SLUG | KEY_OF["plan"],
    "public_projects": SLUG,
    "public_project": SLUG | KEY_OF["project"],
    "public_sitemap": SLUG,
    "public_compare": SLUG,
    "public_compare_publications": SLUG,
    "public_themes": SLUG,
    "public_frameworks": SLUG,
    "public_units": SLUG,
    "public_near": SLUG,
    "public_money": SLUG,
    "public_publications": SLUG,
    "public_publication": SLUG | {"number": lambda _office: 1},
    "public_publication_file": SLUG | {"number": lambda _office: 1},
    "public_head": SLUG,
    "public_feed": SLUG,
    "public_subscribe": SLUG,
    "public_subscription_asked": SLUG,
    "public_subscription_confirm": SLUG | {"token": lambda _office: "no-es-de-nadie"},
    "public_subscription_end": SLUG | {"token": lambda _office: "no-es-de-nadie"},
    "public_duties": SLUG,
    "public_duty": SLUG | DUTY,
    "public_duty_table": SLUG | DUTY | {"table": lambda _office: "objetivos"},
    "public_duty_file": SLUG | DUTY | {"name": lambda _office: "puntos.csv"},
    "public_duty_month": SLUG | DUTY | MONTH,
    "public_duty_month_table": SLUG | DUTY | MONTH | {"table": lambda _office: "objetivos"},
    "public_duty_month_file": SLUG | DUTY | MONTH | {"name": lambda _office: "mes.json"},
    "public_duty_document": SLUG
    | {"digest": first("transparency.DutyItemAnswer", "document__sha256", document__isnull=False)},
    "public_questions": SLUG,
    "public_questions_feed": SLUG,
    "public_question_new": SLUG,
    "public_question": SLUG | QUESTION,
    "public_question_follow": SLUG | QUESTION | {"secret": lambda _office: "no-es-de-nadie"},
    "public_privacy": SLUG,
    "public_data_request_new": SLUG,
    "public_data_request": SLUG | DATA_REQUEST | {"secret": lambda _office: "no-es-de-nadie"},
    "public_registers": SLUG,
    "public_register": {"slug": lambda office: office.slug} | REGISTER,
    "public_release": {"slug": lambda office: office.slug, "number": lambda _office: 1} | REGISTER,
    "public_register_file": {
        "slug": lambda office: office.slug,
        "number": lambda _office: 1,
        "name": lambda _office: "datos.json",
    }
    | REGISTER,
    # Of the installation. A link that nobody was given opens nothing.
    "invitation": {"token": lambda _office: "no-es-de-nadie"},
    "agenda_feed": {"token": lambda _office: "no-es-de-nadie"},
    "help_page": {"page": lambda _office: "atajos-de-teclado"},
    "help_rule": {"code": lambda _office: "F003"},
    "account_confirm_email": {"key": lambda _office: "x"},
    "account_reset_password_from_key": {"uidb36": lambda _office: "3", "key": lambda _office: "x"},
    "cuenta/confirm-email/<str:key>/": {"key": lambda _office: "x"},
}


# What an address of the API names, whichever it is; what stands nowhere is not found.
API_OF: dict[str, Example] = {
    "institution_id": lambda office: office.slug,
    "plan_id": first("plans.Plan", "key"),
    "indicator_id": first("indicators.Indicator", "key"),
    "project_id": first("projects.Project", "key"),
    "register_id": first("registers.Register", "key"),
    "report_id": first("indicators.Report"),
    "number": lambda _office: 1,
    "rest": lambda _office: "nada",
}
API_DOORS = frozenset(address.name for address in OUTSIDE if address.route.startswith("api/"))
EXAMPLES |= {
    address.name: {name: API_OF[name] for name in address.asked if name in API_OF}
    for address in OUTSIDE
    if address.name in API_DOORS
}
# Pages of an institution that are for everybody; what it did not publish is not found by anybody.
EVERYBODYS_DOORS = frozenset(address.name for address in OUTSIDE if address.route.startswith("publico/"))


# What these name is no thing of an institution: each has a page of it.
EVERYBODYS = ("rule", "places_file", "duty", "duty_item", "duty_dispatches", "duty_month_keep")


@pytest.fixture
def rich(office: Office) -> Office:
    """Return an office with one of everything."""
    furnish(office)
    return office


def path_of(address: Address, office: Office) -> str | None:
    """Return an address with real things in it; None where the office has none such."""
    found = {name: example(office) for name, example in EXAMPLES.get(address.name, {}).items()}
    if set(address.asked) - set(found) or None in found.values():
        return None
    if address.name != address.route:
        return reverse(address.name, kwargs=({"institution": office.slug} if address.inside else {}) | found)
    path = "/" + address.route  # an address without name has no institution before it
    for name, value in found.items():
        path = path.replace(f"<str:{name}>", str(value))
    return path


def secrets_of(office: Office) -> list[str]:
    """Return texts of the institution that no stranger may read."""
    from ceiba.institutions.models_access import ApiToken
    from ceiba.publications.models_webhooks import Webhook
    from ceiba.registers.models import RegisterRow

    texts = planned(office)
    texts += ApiToken.objects.filter(institution=office.institution).values_list("name", flat=True)
    texts += Webhook.objects.of(office.institution).values_list("url", flat=True)
    texts += [row.values["asunto"] for row in RegisterRow.objects.of(office.institution)]
    texts += [person.email for who, person in office.people.items() if who != "outsider"]
    return [SECRET, *(text for text in texts if text and len(text) > 15)]


def planned(office: Office) -> list[str]:
    """Return what the plans of the institution say: of everybody once it was published."""
    from ceiba.plans.models import Element, Plan

    texts = [*Plan.objects.of(office.institution).values_list("title", flat=True)]
    return [*texts, *Element.objects.of(office.institution).values_list("text", flat=True)[:30]]


def answers(client: Client, path: str) -> Iterator[HttpResponse]:
    """Yield what an address answers to reading and to writing, and to htmx."""
    yield client.get(path)
    yield client.post(path, {"name": "Intruso", "text": "Intruso"})
    yield client.get(path, headers={"HX-Request": "true"})


def text_of(answer: HttpResponse) -> str:
    """Return what was answered, also where it comes piece by piece, without what is different each time."""
    read = b"".join(answer) if answer.streaming else answer.content
    return TOKEN.sub("", read.decode(errors="replace"))


def test_every_address_has_an_example() -> None:
    missing = [
        f"«{address.name}» ({address.route}) is new: add to EXAMPLES in tests/test_doors.py how to find its "
        f"{', '.join(address.asked)} in a rich office."
        for address in ADDRESSES
        if set(address.asked) - set(EXAMPLES.get(address.name, {}))
    ]
    assert not missing, "\n".join(missing)


def test_the_first_words_of_addresses_are_reserved() -> None:
    words = {address.route.lstrip("^").partition("/")[0] for address in OUTSIDE} - {""}
    assert words <= RESERVED, "these words begin addresses of the house: add them to ceiba/institutions/slugs.py"


def test_an_outsider_finds_nothing_and_nobody_is_asked_to_sign_in(rich: Office) -> None:
    hidden, walked = secrets_of(rich), 0
    outsider, nobody = rich.client("outsider"), rich.client("nobody")
    rows = Entry.objects.of(rich.institution).count()
    assert len(hidden) > 20
    for address in INSIDE:
        path = path_of(address, rich)
        if path is None:
            continue
        walked += 1
        for answer in answers(outsider, path):
            assert answer.status_code == 404, (address, answer.status_code)
            read = text_of(answer)
            assert [text for text in hidden if text in read] == [], address
        for answer in answers(nobody, path):
            assert answer.status_code in (302, 404), (address, answer.status_code)
            assert answer.status_code == 404 or answer["Location"].startswith(reverse("account_login")), address
            assert SECRET not in text_of(answer), address
    assert walked > 30
    assert Entry.objects.of(rich.institution).count() == rows


def test_an_address_that_does_not_exist_answers_like_one_that_may_not_be_seen(rich: Office) -> None:
    outsider = rich.client("outsider")
    hidden = outsider.get(reverse("people", args=[rich.slug]))
    absent = outsider.get(reverse("people", args=["no-existe"]))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert text_of(hidden).replace(rich.slug, "no-existe") == text_of(absent)


def test_things_of_another_institution_are_not_found_in_ones_own(rich: Office) -> None:
    outsider = rich.client("outsider")
    own = Assignment.objects.filter(person=rich.people["outsider"]).first().institution.slug
    walked = 0
    for address in INSIDE:
        path = path_of(address, rich) if address.asked and address.name not in EVERYBODYS else None
        if path is None:
            continue
        walked += 1
        for answer in answers(outsider, path.replace(f"/{rich.slug}/", f"/{own}/", 1)):
            assert answer.status_code in (404, 405), (address, answer.status_code)
            assert SECRET not in text_of(answer), address
    assert walked > 20


def test_the_pages_of_the_house_tell_nothing_of_an_institution(rich: Office) -> None:
    outsider, nobody = rich.client("outsider"), rich.client("nobody")
    hidden, walked = secrets_of(rich), 0
    for address in OUTSIDE:
        path = path_of(address, rich)
        if path is None or address.name in ("account_logout", "first_run"):
            continue
        walked += 1
        for client in (nobody, outsider):
            answer = client.get(path)
            assert answer.status_code < 500, (address, answer.status_code)
            read = text_of(answer)
            is_public = address.name in EVERYBODYS_DOORS | API_DOORS and answer.status_code == 200
            told = {SECRET, *planned(rich)} if is_public else set()
            if address.name in EVERYBODYS_DOORS:  # what it did not publish is not there, and its portal says so
                told.add(SECRET)
            assert [text for text in hidden if text in read and text not in told] == [], address
    assert walked > 20


def test_the_members_find_their_pages(rich: Office) -> None:
    boss = rich.client("administrator")
    broken = []
    for address in INSIDE:
        path = path_of(address, rich)
        if path is None:
            continue
        answer = boss.get(path)
        text_of(answer)
        if answer.status_code not in (200, 302, 403, 405, 409):
            broken.append((address.name, answer.status_code))
    assert broken == []


def test_an_invitation_is_found_by_its_link_alone(rich: Office) -> None:
    made, token = invite(rich.actor("administrator"), "otra@viene.example", "auditor")
    assert rich.client("nobody").get(reverse("invitation", args=[token])).status_code == 200
    assert Invitation.objects.get(pk=made.pk).token_hash not in ("", token)
