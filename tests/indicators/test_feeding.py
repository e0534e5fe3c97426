"""A register gives a bound indicator its figure; nobody types over it, and what is settled never changes in silence."""

from datetime import date
from decimal import Decimal

import pytest

from ceiba.approvals import reviewing
from ceiba.approvals.late import decline_late, late_of
from ceiba.approvals.reviewing import Correction
from ceiba.exchange.writers import plan_text as writer
from ceiba.indicators.cells import Fate
from ceiba.indicators.models import LateFigure, MeasureBinding, Measurement, ReportingCycle, Restatement
from ceiba.indicators.past_bringing import bring_past
from ceiba.indicators.services import adopt
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel import register as kernel
from ceiba.kernel.indicator import Measurement as MeasurementValue
from ceiba.kernel.states import NOT_APPLICABLE, Value
from ceiba.registers.binding import adopt_bindings
from ceiba.rules.reported import fed_by_register
from ceiba.snapshots.services import current
from tests.approvals.reporting import reported
from tests.indicators.desks import PERIOD, cell, opened, pk_of, plant, report_of, row, save
from tests.indicators.fed import SOURCE, bind, says, tell
from tests.people import Office


def test_what_the_register_says_is_the_figure_with_both_numbers_and_its_source(office: Office) -> None:
    plant(office)
    tell(office, bind(office), says(0, 45, 50))
    held = row("cloro")
    assert (held.value, held.numerator, held.denominator) == (Value(Decimal(90)), Decimal(45), Decimal(50))
    assert (held.source, held.recorded_by, held.validated_by) == (SOURCE, None, None)
    assert [m.source for m in current(office.institution).measurements] == [SOURCE]
    assert Entry.objects.order_by("-pk")[0].changes[0]["after"]["source"] == SOURCE


def test_a_ratio_of_no_cases_is_not_applicable_and_no_zero(office: Office) -> None:
    plant(office)
    tell(office, bind(office), says(NOT_APPLICABLE, 0, 0))
    assert row("cloro").value == NOT_APPLICABLE


def test_what_is_said_twice_is_written_once(office: Office) -> None:
    plant(office)
    binding = bind(office)
    tell(office, binding, says(0, 45, 50))
    entries = Entry.objects.count()
    tell(office, binding, says(0, 45, 50))
    assert (row("cloro").version, Entry.objects.count()) == (1, entries)


def test_nobody_types_over_it_and_the_message_names_the_register(office: Office) -> None:
    plant(office)
    report = opened(office)
    binding = bind(office)
    tell(office, binding, says(0, 45, 50))
    wanted = cell("cloro", numerator=Decimal(50), denominator=Decimal(50), seen=1)
    (outcome,) = save(office, report, wanted)
    assert outcome.fate is Fate.REFUSED
    assert SOURCE in outcome.message
    assert row("cloro").numerator == Decimal(45)
    assert save(office, report, cell("hogares", 5))[0].fate is Fate.STORED
    MeasureBinding.objects.filter(pk=binding.pk).update(until=date(2024, 12, 31))
    assert save(office, report, wanted)[0].fate is Fate.STORED


def test_neither_a_document_nor_a_series_of_past_years_writes_another_figure(office: Office) -> None:
    plant(office)
    tell(office, bind(office), says(0, 45, 50))
    other = MeasurementValue("cloro", PERIOD, Value(Decimal(99)), source="Anuario inventado")
    with pytest.raises(Refused, match="Análisis de agua"):
        adopt(office.actor(), (), (other,))
    Measurement.objects.all().delete()
    with pytest.raises(Refused, match="Análisis de agua"):
        bring_past(office.actor(), (other,))


def test_only_periods_that_lie_whole_between_both_days_are_the_registers(office: Office) -> None:
    value = kernel.MeasureBinding("cloro", "r", "m", date(2025, 1, 2))
    assert not value.covers(PERIOD)
    assert kernel.MeasureBinding("cloro", "r", "m", date(2025, 1, 1), date(2025, 4, 30)).covers(PERIOD)
    assert not kernel.MeasureBinding("cloro", "r", "m", date(2025, 1, 1), date(2025, 4, 29)).covers(PERIOD)


def test_two_bindings_of_one_indicator_on_one_day_are_refused(office: Office) -> None:
    plant(office)
    bind(office, until=date(2025, 12, 31))
    later = kernel.MeasureBinding("cloro", "otro", "m", date(2025, 12, 31))
    with pytest.raises(Refused, match="cloro"):
        adopt_bindings(office.actor(), (later,))
    adopt_bindings(office.actor(), (kernel.MeasureBinding("cloro", "otro", "m", date(2026, 1, 1)),))
    assert len(current(office.institution).bindings) == 2
    with pytest.raises(NotAllowed):
        adopt_bindings(office.actor("clerk"), (later,))


def test_a_binding_is_in_the_snapshot_in_the_text_and_answers_where_a_figure_comes_from(office: Office) -> None:
    plant(office)
    bind(office)
    plan = current(office.institution)
    assert [(one.indicator, one.register) for one in plan.bindings] == [("cloro", "analisis_agua")]
    assert fed_by_register(plan) == {"cloro": True}
    assert "register: analisis_agua" in writer.write(plan)


def test_a_late_row_after_validation_proposes_and_changes_nothing(office: Office) -> None:
    report = reported(office)
    binding = bind(office)
    tell(office, binding, says(0, 40, 50))  # sent, and not reviewed yet
    assert row("cloro").numerator == Decimal(45)
    reviewing.validate_report(office.actor("reviewer"), report)
    tell(office, binding, says(0, 41, 50))
    late = LateFigure.objects.get()
    assert (row("cloro").numerator, late.before["numerator"], late.after["numerator"]) == (Decimal(45), "45", "41")
    other = Correction(numerator=Decimal(44), denominator=Decimal(50))
    with pytest.raises(Refused, match="Análisis de agua"):
        restated(office, other)
    made = restated(office, Correction(numerator=Decimal(41), denominator=Decimal(50)))
    assert (row("cloro").value, made.before["value"]) == (Value(Decimal(82)), "90")
    late.refresh_from_db()
    assert (late.restatement, late.settled_by) == (made, office.people["reviewer"])


def restated(office: Office, correction: Correction) -> Restatement:
    """Restate the figure of chlorine."""
    report = report_of(ReportingCycle.objects.get(), office)
    return reviewing.restate(
        office.actor("reviewer"), report, indicator=pk_of("cloro"), correction=correction, reason="Llegó tarde"
    )


def test_in_a_closed_period_it_proposes_and_declining_needs_a_reason(office: Office) -> None:
    report = reported(office)
    binding = bind(office)
    reviewing.close_cycle(office.actor(), report.cycle, note="x", unfinished=2)
    tell(office, binding, says(0, 40, 50))
    assert row("cloro").numerator == Decimal(45)
    with pytest.raises(Refused, match="por qué"):
        decline_late(office.actor("reviewer"), report, indicator=pk_of("cloro"), reason=" ")
    decline_late(office.actor("reviewer"), report, indicator=pk_of("cloro"), reason="La fila es de otro pozo")
    tell(office, binding, says(0, 40, 50))  # it says what was declined: nobody is asked twice
    assert late_of(report, pk_of("cloro")) is None
    tell(office, binding, says(0, 39, 50))
    assert late_of(report, pk_of("cloro")) is not None
    tell(office, binding, says(0, 45, 50))  # the row was taken back: nothing is left to propose
    assert late_of(report, pk_of("cloro")) is None
    assert LateFigure.objects.count() == 2
