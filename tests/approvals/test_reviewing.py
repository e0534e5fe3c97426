"""What reviewers do with reports: validate and return them, several at once as they were shown, and close a period."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ceiba.approvals import reviewing
from ceiba.approvals.models import ReportStep
from ceiba.approvals.reviewing import digest_of
from ceiba.indicators import services as indicators
from ceiba.indicators.locks import Locked
from ceiba.indicators.models import Report
from ceiba.institutions.models import Assignment, Entry
from ceiba.institutions.services import assign
from ceiba.institutions.services_people import delegate
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.indicator import Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.reporting import ReportState
from ceiba.kernel.states import Value
from ceiba.snapshots.services import current
from tests.approvals.reporting import fresh, reported, reported_by_nobody, sent
from tests.indicators.desks import PERIOD, cell, row, save
from tests.people import Office


def bring(office: Office, indicator: str, period: str, number: int) -> None:
    """Take a figure over from a document."""
    figure = Measurement(indicator, Period.parse(period), Value(Decimal(number)))
    indicators.adopt(office.actor(), (), [figure])


def on_behalf(office: Office, whose: str, who: str) -> None:
    """Let somebody act as reviewer for somebody else today."""
    role = Assignment.objects.get(person=office.people[whose], role="reviewer")
    today = timezone.localdate()
    delegate(office.actor(whose), role, office.people[who], begins=today, ends=today + timedelta(days=1))


def test_a_validated_report_says_who_and_its_figures_stand(office: Office) -> None:
    report = reported(office)
    reviewing.validate_report(office.actor("reviewer"), report, seen=digest_of(report), remark="Conforme")
    report = fresh(report)
    assert (report.state, report.reviewed_by, report.remark) == (
        Report.State.VALIDATED,
        office.people["reviewer"],
        "Conforme",
    )
    assert {row(key).validated_by for key in ("hogares", "cloro", "fugas")} == {"Persona reviewer"}
    states = {one.unit: one.state for one in current(office.institution).reports}
    assert states["aguas"] is ReportState.VALIDATED
    with pytest.raises(Locked, match="rectificándola"):
        save(office, report, cell("hogares", 31, seen=1))


def test_a_returned_report_opens_for_its_unit_and_says_what_to_correct(office: Office) -> None:
    report = reported(office)
    with pytest.raises(Refused, match="qué hay que corregir"):
        reviewing.return_report(office.actor("reviewer"), report, remark="  ")
    reviewing.return_report(office.actor("reviewer"), report, remark="Revise «Hogares»")
    assert (fresh(report).state, fresh(report).remark) == (Report.State.RETURNED, "Revise «Hogares»")
    save(office, report, cell("hogares", 34, seen=1))
    again = sent(office, report)
    reviewing.validate_report(office.actor("reviewer"), again, seen=digest_of(again))
    assert [step.verb for step in ReportStep.objects.order_by("pk")] == ["report.return", "report.validate"]
    assert ReportStep.objects.last().note == "Revise «Hogares»"  # the first remark is still there


def test_what_changed_while_somebody_looked_is_not_validated(office: Office) -> None:
    report = reported(office)
    seen = digest_of(report)
    reviewing.return_report(office.actor("reviewer"), report, remark="Otra vez")
    save(office, report, cell("hogares", 35, seen=1))
    sent(office, report)
    with pytest.raises(Refused, match="cambió mientras usted revisaba"):
        reviewing.validate_report(office.actor("reviewer"), report, seen=seen)
    assert fresh(report).state == Report.State.REPORTED


def test_a_report_that_does_not_wait_is_not_reviewed(office: Office) -> None:
    report = reported(office)
    reviewing.validate_report(office.actor("reviewer"), report)
    for act in (
        lambda: reviewing.validate_report(office.actor("reviewer"), report),
        lambda: reviewing.return_report(office.actor("reviewer"), report, remark="x"),
    ):
        with pytest.raises(Refused, match="no espera revisión"):
            act()


@pytest.mark.parametrize("who", ["planner", "unit_head", "clerk", "auditor", "administrator", "outsider"])
def test_only_reviewers_validate_and_return(office: Office, who: str) -> None:
    report = reported(office)
    with pytest.raises(NotAllowed):
        reviewing.validate_report(office.actor(who), report)
    with pytest.raises(NotAllowed):
        reviewing.return_report(office.actor(who), report, remark="x")


def test_nobody_validates_what_they_reported(office: Office) -> None:
    report = reported(office)
    assign(office.actor("administrator"), office.people["unit_head"], "reviewer", None)
    with pytest.raises(NotAllowed, match="nadie valida lo que reportó"):
        reviewing.validate_report(office.actor("unit_head"), report)


def test_nobody_validates_a_figure_that_they_wrote_in_a_report_of_somebody_else(office: Office) -> None:
    report = reported(office)
    reviewing.return_report(office.actor("reviewer"), report, remark="Una cifra")
    save(office, report, cell("hogares", 33, seen=1), who="clerk")
    sent(office, report)
    assign(office.actor("administrator"), office.people["clerk"], "reviewer", None)
    with pytest.raises(NotAllowed, match="Persona clerk"):
        reviewing.validate_report(office.actor("clerk"), report)


def test_a_delegation_does_not_go_around_the_separation(office: Office) -> None:
    report = reported(office)
    assign(office.actor("administrator"), office.people["unit_head"], "reviewer", None)
    on_behalf(office, "unit_head", "auditor")
    with pytest.raises(NotAllowed, match="ni por encargo"):
        reviewing.validate_report(office.actor("auditor"), report)


def test_a_delegation_is_recorded(office: Office) -> None:
    report = reported(office)
    on_behalf(office, "reviewer", "auditor")
    reviewing.validate_report(office.actor("auditor"), report)
    step = ReportStep.objects.get()
    assert (step.person, step.on_behalf_of) == (office.people["auditor"], office.people["reviewer"])
    told = next(c for c in Entry.objects.first().changes if c["subject"].startswith("report/"))
    assert told["after"]["delegated_by"] == "Persona reviewer"
    page = office.client("auditor").get(f"/{office.slug}/planes/reportes/{report.pk}/").content.decode()
    assert "por encargo de Persona reviewer" in page


def test_several_are_validated_as_they_were_shown_or_none(office: Office) -> None:
    report = reported(office)
    other = reported_by_nobody(office, report.cycle)
    seen = [(one, digest_of(one)) for one in (report, other)]
    reviewing.return_report(office.actor("reviewer"), other, remark="Falta")
    with pytest.raises(Refused):
        reviewing.validate_reports(office.actor("reviewer"), seen)
    assert fresh(report).state == Report.State.REPORTED
    sent(office, other, "planner")
    pairs = [(one, digest_of(fresh(one))) for one in (report, other)]
    assert reviewing.validate_reports(office.actor("reviewer"), pairs) == 2
    assert {one.state for one in Report.objects.all()} == {Report.State.VALIDATED}
    assert ReportStep.objects.filter(verb="report.validate").count() == 2


def test_a_closed_period_takes_nothing_more_by_any_road(office: Office) -> None:
    report = reported(office)
    reviewing.return_report(office.actor("reviewer"), report, remark="x")
    reviewing.close_cycle(office.actor(), report.cycle, note="Se cerró el año", unfinished=2)
    for act in (
        lambda: save(office, report, cell("hogares", 31, seen=1)),
        lambda: sent(office, report),
        lambda: indicators.add_evidence(office.actor("unit_head"), report, 1, []),
    ):
        with pytest.raises(Locked, match="se cerró"):
            act()
    with pytest.raises(Refused, match="se rectifica"):
        bring(office, "hogares", "2025-C1", 99)
    assert row("hogares").value.amount == 30
    with pytest.raises(Refused, match="ya se cerró"):
        indicators.open_cycle(office.actor(), report.cycle.duty, PERIOD)
    with pytest.raises(Refused, match="ya está cerrado"):
        reviewing.close_cycle(office.actor(), report.cycle)


def test_a_document_that_says_the_same_of_a_closed_period_changes_nothing(office: Office) -> None:
    report = reported(office)
    reviewing.close_cycle(office.actor(), report.cycle, note="x", unfinished=2)
    bring(office, "hogares", "2025-C1", 30)
    with pytest.raises(Refused, match="se rectifica"):  # new, and inside a period that is closed
        bring(office, "caminos", "2025-M01", 3)
    bring(office, "caminos", "2024", 3)


def test_a_validated_figure_is_not_changed_by_a_document(office: Office) -> None:
    report = reported(office)
    reviewing.validate_report(office.actor("reviewer"), report)
    with pytest.raises(Refused, match="ya validados"):
        bring(office, "hogares", "2025-C1", 99)


def test_closing_says_how_much_is_missing_and_why(office: Office) -> None:
    report = reported(office)
    with pytest.raises(Refused, match="Algo cambió"):
        reviewing.close_cycle(office.actor(), report.cycle, unfinished=0)
    with pytest.raises(Refused, match="por qué se cierra así"):
        reviewing.close_cycle(office.actor(), report.cycle, unfinished=2)
    for who in ("reviewer", "unit_head", "auditor"):
        with pytest.raises(NotAllowed):
            reviewing.close_cycle(office.actor(who), report.cycle, unfinished=2, note="x")
    reviewing.close_cycle(office.actor(), report.cycle, unfinished=2, note="Se cerró el año")
    cycle = current(office.institution).cycles[0]
    assert cycle.closed
    assert Entry.objects.first().note == "Se cerró el año"


def test_what_waits_in_a_closed_period_is_still_validated(office: Office) -> None:
    report = reported(office)
    reviewing.close_cycle(office.actor(), report.cycle, note="x", unfinished=2)
    reviewing.validate_report(office.actor("reviewer"), report)
    assert fresh(report).state == Report.State.VALIDATED
