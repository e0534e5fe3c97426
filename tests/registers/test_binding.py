"""A register measures the indicators bound to it: each row moves its goal, in open periods, and nothing else."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from ceiba.approvals.reviewing import close_cycle
from ceiba.indicators.cycles import open_cycle
from ceiba.indicators.models import Indicator, LateFigure, MeasureBinding, Measurement
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel import register as kernel
from ceiba.kernel.period import Period
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, Value
from ceiba.registers.binding import adopt_bindings, create_binding, end_binding, measure_again
from ceiba.registers.measuring import months_between, periods_of
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.services_rows import withdraw_record
from ceiba.snapshots.services import current
from tests.indicators.desks import DUTY, plant
from tests.people import Office
from tests.registers.books import PROCEDURES, adopted, edited, moved, procedure
from tests.snapshots.test_cache import queries

C1, C2 = Period.parse("2025-C1"), Period.parse("2025-C2")
TODAY = date(2025, 6, 10)


@pytest.fixture(autouse=True)
def june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_when: TODAY)


@pytest.fixture
def register(office: Office) -> Register:
    plant(office)
    return adopted(office)


def bound(
    office: Office, register: Register, key: str = "cloro", measure: str = "resueltos", **more: object
) -> MeasureBinding:
    """Bind an indicator to a measure since the register is kept."""
    indicator = Indicator.objects.get(key=key)
    fields = {"since": date(2025, 1, 1), **more}
    return create_binding(office.actor(), register, indicator, measure=measure, **fields)  # type: ignore[arg-type]


def dispatched(office: Office, register: Register, at: str = "2025-03-03 08:00", **values: str) -> RegisterRow:
    """Return a procedure that came in and was dispatched."""
    row = procedure(office, register, at=at, respuesta="carta 1", **values)
    day = at[:10]
    row = moved(office.actor("clerk"), row, "asignar", f"{day} 09:00")
    return moved(office.actor("unit_head"), row, "despachar", f"{day} 10:00")


def figure(key: str = "cloro", period: Period = C1) -> Measurement:
    """Return the figure of an indicator."""
    return Measurement.objects.get(indicator__key=key, period=period, disaggregation="")


def test_an_empty_book_says_nothing_and_its_first_row_says_of_every_period_that_has_begun(
    office: Office, register: Register
) -> None:
    bound(office, register)
    assert {m.period: m.value for m in Measurement.objects.all()} == {C1: NO_DATA, C2: NO_DATA}
    procedure(office, register)
    assert (figure().value, figure().numerator, figure().denominator) == (Value(Decimal(0)), Decimal(0), Decimal(1))
    assert figure(period=C2).value == NOT_APPLICABLE, "the book is kept, and nothing came in"


def test_each_row_moves_its_goal_and_the_snapshot_sees_it(office: Office, register: Register) -> None:
    bound(office, register)
    procedure(office, register)
    row = dispatched(office, register)
    assert (figure().value, figure().source) == (
        Value(Decimal(50)),
        "Trámites administrativos: Porcentaje de trámites ingresados que se despacharon",
    )
    (told,) = [m for m in current(office.institution).measurements if m.period == C1]
    assert (told.numerator, told.denominator) == (Decimal(1), Decimal(2))
    withdraw_record(office.actor("clerk"), row, version=row.version, reason="Repetida")
    assert figure().value == Value(Decimal(0))
    entry = Entry.objects.order_by("-pk")[0]
    assert entry.subject == f"record/{row.key}", "the row first, what follows from it after"
    assert {change["subject"].partition("/")[0] for change in entry.changes} == {"record", "measurement"}


def test_a_clerk_of_one_unit_moves_a_goal_of_the_institution(office: Office, register: Register) -> None:
    bound(office, register, "caminos", "ingresados")
    procedure(office, register, "clerk")
    assert figure("caminos").value == Value(Decimal(1))


def test_a_part_of_a_measure_counts_its_rows_alone(office: Office, register: Register) -> None:
    bound(office, register, "hogares", "ingresados", where={"procedencia": "externo"})
    procedure(office, register)
    procedure(office, register, procedencia="externo", solicitante="Inventado")
    assert figure("hogares").value == Value(Decimal(1))
    assert figure("hogares").source.endswith("(Externo)")
    for where in ({"procedencia": "paloma"}, {"asunto": "x"}):
        with pytest.raises(Refused, match="no se abre"):
            bound(office, register, "fugas", "ingresados", where=where)
    with pytest.raises(Refused, match="no tiene la medida"):
        bound(office, register, "fugas", "nada")


def test_only_what_a_row_moved_is_computed_again(office: Office, register: Register) -> None:
    bound(office, register)
    row = procedure(office, register)
    Measurement.objects.filter(period=C2).update(value=Value(Decimal(7)))
    edited(office.actor("clerk"), row, asunto="Otro asunto")
    assert figure(period=C2).value == Value(Decimal(7)), "no tally moved"
    procedure(office, register)
    assert figure(period=C2).value == Value(Decimal(7)), "no month of it moved"
    measure_again(Actor.system(office.institution))
    assert figure(period=C2).value == NOT_APPLICABLE


def test_the_cost_of_a_row_does_not_grow_with_the_rows_or_the_periods(office: Office, register: Register) -> None:
    bound(office, register)
    procedure(office, register)
    few = queries(lambda: procedure(office, register))
    for _time in range(5):
        procedure(office, register)
    assert queries(lambda: procedure(office, register)) == few
    unbound = adopted(office, "gt.solicitudes_informacion")
    assert unbound.key != register.key


def test_a_late_row_of_a_closed_period_proposes_and_the_figure_stays(office: Office, register: Register) -> None:
    bound(office, register)
    dispatched(office, register)
    cycle = open_cycle(office.actor(), DUTY, C1)
    close_cycle(office.actor(), cycle, note="x", unfinished=2)
    procedure(office, register, at="2025-04-30 08:00")
    assert figure().value == Value(Decimal(100))
    late = LateFigure.objects.get()
    assert (late.before["value"], late.after["value"]) == ("100", "50")


def test_a_deadline_that_passes_moves_the_goal_without_a_row(
    office: Office, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound(office, register, measure="en_plazo")
    procedure(office, register, at="2025-06-02 08:00")
    assert figure(period=C2).value == NOT_DUE
    monkeypatch.setattr(timezone, "localdate", lambda *_when: date(2025, 8, 1))
    measure_again(Actor.system(office.institution))
    assert figure(period=C2).value == Value(Decimal(0))


def test_ended_it_gives_nothing_any_more_and_what_it_gave_stays(office: Office, register: Register) -> None:
    binding = bound(office, register)
    dispatched(office, register)
    with pytest.raises(Refused, match="por qué"):
        end_binding(office.actor(), binding, until=TODAY, reason=" ")
    end_binding(office.actor(), binding, until=date(2025, 4, 29), reason="Se mide de otra forma")
    procedure(office, register)
    assert figure().value == Value(Decimal(100))
    with pytest.raises(NotAllowed):
        end_binding(office.actor("clerk"), binding, until=TODAY, reason="x")


def test_a_document_binds_before_the_register_is_in_use(office: Office) -> None:
    plant(office)
    adopt_bindings(office.actor(), (kernel.MeasureBinding("cloro", PROCEDURES, "resueltos", date(2025, 1, 1)),))
    assert not Measurement.objects.exists()
    register = adopted(office)
    assert MeasureBinding.objects.get().source.startswith("Trámites administrativos")
    dispatched(office, register)
    assert figure().value == Value(Decimal(100))


def test_figures_are_of_the_frequency_of_the_indicator_else_of_the_duty(office: Office, register: Register) -> None:
    plan = current(office.institution)
    assert [months_between(f, plan.methodology) for f in (None, 1, 3, 7, 24)] == [4, 1, 3, 12, 12]
    binding = bound(office, register)
    binding.indicator.frequency = 3
    told = [one.notation() for one in periods_of(binding, {C1}, TODAY)]
    assert told == ["2025-Q1", "2025-C1", "2025-Q2"]
    binding.since, binding.until = date(2025, 1, 2), date(2025, 6, 30)
    assert [one.notation() for one in periods_of(binding, (), TODAY)] == ["2025-Q2"]
