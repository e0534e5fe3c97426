"""The review as a file: what the list shows, filtered as it is, with the answers beside it, for members alone."""

import json
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from ceiba.audits import services
from ceiba.audits.models import Finding
from tests.audits.showing import Showing

REASON = "El concejo lo decidió así en el acta 12."


def file(shown: Showing, who: str = "auditor", **asked: str) -> object:
    return shown.office.client(who).get(reverse("findings_file", args=[shown.office.slug]), asked)


@pytest.mark.parametrize(("form", "first"), [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("json", b"{"), ("sarif", b"{")])
def test_the_review_is_given_in_each_form(shown: Showing, form: str, first: bytes) -> None:
    response = file(shown, forma=form)
    assert response.status_code == 200
    assert response.content.startswith(first)
    assert f'filename="{shown.office.slug}-revision.{form}"' in response.headers["Content-Disposition"]


def test_the_filters_of_the_list_hold_in_the_file(shown: Showing) -> None:
    services.current(shown.office.institution)
    whole = json.loads(file(shown, forma="json").content)["findings"]
    assert len(whole) == Finding.objects.present().count()
    errors = json.loads(file(shown, forma="json", gravedad="error").content)["findings"]
    assert {finding["severity"] for finding in errors} == {"error"}
    approval = json.loads(file(shown, forma="json", proposito="approval").content)
    assert approval["profile"] == "approval"
    assert len(errors) < len(approval["findings"]) < len(whole)
    results = json.loads(file(shown, forma="sarif", regla="L001").content)["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == {"L001"}


def test_the_answers_stand_in_the_workbook(shown: Showing) -> None:
    services.current(shown.office.institution)
    row = Finding.objects.filter(rule="F001").first()
    services.justify(shown.office.actor(), [row], reason=REASON)
    book = openpyxl.load_workbook(BytesIO(file(shown, forma="xlsx", regla="F001").content))
    [cells] = book.worksheets[0].iter_rows(min_row=2, values_only=True)
    assert "justificado · Persona planner" in cells[11]
    assert REASON in cells[11]


def test_the_list_leads_to_its_files(shown: Showing) -> None:
    text = shown.office.client().get(reverse("findings", args=[shown.office.slug]), {"gravedad": "error"})
    assert f"{reverse('findings_file', args=[shown.office.slug])}?gravedad=error&amp;forma=pdf" in text.content.decode()


def test_an_unknown_form_and_a_stranger_find_nothing(shown: Showing) -> None:
    assert file(shown, forma="docx").status_code == 404
    assert file(shown, "outsider", forma="pdf").status_code == 404
