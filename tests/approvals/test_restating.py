"""What was validated is corrected in the open: both figures stay, with the reason, and only where it has to be."""

from decimal import Decimal

import pytest

from ceiba.approvals import reviewing
from ceiba.approvals.models import ReportStep
from ceiba.approvals.reviewing import Correction, Unsure
from ceiba.indicators.models import Report, Restatement
from ceiba.institutions.services import assign
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.states import NO_DATA, Value
from ceiba.snapshots.services import current
from tests.approvals.reporting import amount, filled, reported
from tests.indicators.desks import PERIOD, pk_of, row
from tests.people import Office


def validated(office: Office) -> Report:
    """Return a report that the reviewer has validated."""
    report = reported(office)
    reviewing.validate_report(office.actor("reviewer"), report)
    return report


def test_a_restated_figure_keeps_both_figures_with_the_reason_and_the_act(office: Office) -> None:
    report = validated(office)
    made = reviewing.restate(
        office.actor("reviewer"),
        report,
        indicator=pk_of("hogares"),
        correction=Correction(amount(31)),
        reason="Se contó dos veces un barrio",
        act=("acta.txt", b"Acta inventada"),
    )
    assert (made.before["value"], made.after["value"], made.act.name) == ("30", "31", "acta.txt")
    assert (row("hogares").value, row("hogares").version) == (amount(31), 2)
    assert row("hogares").validated_by == "Persona reviewer"
    assign(office.actor("administrator"), office.people["auditor"], "reviewer", None)
    again = reviewing.restate(
        office.actor("auditor"), report, indicator=pk_of("hogares"), correction=Correction(NO_DATA), reason="Se perdió"
    )
    assert (again.before["value"], again.after["value"]) == ("31", "no_data")
    assert Restatement.objects.count() == 2
    told = current(office.institution).restatements
    assert [(one.indicator, one.period) for one in told] == [("hogares", PERIOD)] * 2
    page = office.client("auditor").get(f"/{office.slug}/planes/reportes/{report.pk}/").content.decode()
    assert "decía 30, dice 31" in page
    assert "Se contó dos veces un barrio" in page
    assert ReportStep.objects.filter(verb="measurement.restate").count() == 2


def test_a_ratio_is_restated_by_its_two_numbers(office: Office) -> None:
    report = validated(office)
    pair = Correction(numerator=Decimal(40), denominator=Decimal(50))
    reviewing.restate(office.actor("reviewer"), report, indicator=pk_of("cloro"), correction=pair, reason="x")
    assert row("cloro").value == Value(Decimal(80))
    assign(office.actor("administrator"), office.people["auditor"], "reviewer", None)
    with pytest.raises(Refused, match="denominador"):
        reviewing.restate(
            office.actor("auditor"),
            report,
            indicator=pk_of("cloro"),
            correction=Correction(numerator=Decimal(40)),
            reason="x",
        )


def test_a_figure_that_never_came_is_restated_into_a_closed_period(office: Office) -> None:
    report = filled(office)
    reviewing.close_cycle(office.actor(), report.cycle, note="x", unfinished=2)
    made = reviewing.restate(
        office.actor("reviewer"),
        report,
        indicator=pk_of("fugas"),
        correction=Correction(amount(27)),
        reason="Llegó después del cierre",
    )
    assert made.before["value"] == "28"


@pytest.mark.parametrize(
    ("correction", "reason", "words"),
    [
        (Correction(amount(31)), " ", "por qué se rectifica"),
        (Correction(amount(30)), "x", "nada que rectificar"),
        (Correction(), "x", "Escriba la cifra"),
        (Correction(amount(-3)), "x", "negativa"),
    ],
)
def test_what_is_no_correction_is_refused(office: Office, correction: Correction, reason: str, words: str) -> None:
    report = validated(office)
    with pytest.raises(Refused, match=words):
        reviewing.restate(
            office.actor("reviewer"), report, indicator=pk_of("hogares"), correction=correction, reason=reason
        )
    assert not Restatement.objects.exists()


def test_an_unusual_figure_is_asked_about(office: Office) -> None:
    report = validated(office)
    half = {"indicator": pk_of("hogares"), "reason": "x"}
    with pytest.raises(Unsure, match="decimales"):
        reviewing.restate(office.actor("reviewer"), report, correction=Correction(Value(Decimal("30.5"))), **half)
    sure = Correction(Value(Decimal("30.5")), sure=True)
    assert reviewing.restate(office.actor("reviewer"), report, correction=sure, **half).after["value"] == "30.5"


def test_what_the_unit_can_still_correct_is_not_restated(office: Office) -> None:
    report = reported(office)
    with pytest.raises(Refused, match="devuélvalo"):
        reviewing.restate(
            office.actor("reviewer"), report, indicator=pk_of("hogares"), correction=Correction(amount(31)), reason="x"
        )


def test_nobody_restates_a_figure_of_their_own(office: Office) -> None:
    report = validated(office)
    assign(office.actor("administrator"), office.people["unit_head"], "reviewer", None)
    given = {"indicator": pk_of("hogares"), "correction": Correction(amount(31)), "reason": "x"}
    with pytest.raises(NotAllowed, match="otra persona"):
        reviewing.restate(office.actor("unit_head"), report, **given)
    for who in ("planner", "auditor", "clerk"):
        with pytest.raises(NotAllowed):
            reviewing.restate(office.actor(who), report, **given)


def test_an_indicator_of_another_unit_is_not_restated_here(office: Office) -> None:
    report = validated(office)
    with pytest.raises(Refused, match="no es de esta unidad"):
        reviewing.restate(
            office.actor("reviewer"), report, indicator=pk_of("caminos"), correction=Correction(amount(1)), reason="x"
        )
