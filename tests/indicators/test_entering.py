"""Figures go in by the cell: good ones are kept, nothing is overwritten unseen, and a locked period says why."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ceiba.indicators import services
from ceiba.indicators.cells import Fate
from ceiba.indicators.cycles import grant_extension, open_cycle, withdraw_extension
from ceiba.indicators.entering import Text, save_narratives
from ceiba.indicators.evidence import add_evidence, withdraw_evidence
from ceiba.indicators.locks import Locked
from ceiba.indicators.models import Evidence, Indicator, Measurement, Report
from ceiba.indicators.queries_entry import asked, asked_among
from ceiba.indicators.submitting import Incomplete, submit_report
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.period import Period
from ceiba.kernel.reporting import ReportState
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, Value
from ceiba.plans.models import Element, Plan
from ceiba.snapshots.services import current
from tests.indicators.desks import DUTY, FAR, PERIOD, cell, opened, pk_of, plant, report_of, row, save, set_cycle
from tests.people import Office


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


@pytest.fixture
def report(planted: Office) -> Report:
    return opened(planted)


def test_a_cycle_opens_for_every_unit_that_answers_and_for_what_nobody_answers(planted: Office) -> None:
    cycle = open_cycle(planted.actor(), DUTY, PERIOD)
    assert (cycle.opens, cycle.due) == (date(2025, 5, 1), date(2025, 5, 12))  # the tenth is a Saturday
    units = {report.unit for report in Report.objects.filter(cycle=cycle).select_related("unit")}
    assert units == {planted.unit("aguas"), None}
    assert [r.state for r in current(planted.institution).reports] == [ReportState.OPEN] * 2


def test_opening_twice_adds_what_is_missing_and_nothing_else(planted: Office) -> None:
    cycle = open_cycle(planted.actor(), DUTY, PERIOD)
    rows = Entry.objects.count()
    open_cycle(planted.actor(), DUTY, PERIOD)
    assert Entry.objects.count() == rows
    Element.objects.filter(key="ot").update(unit=planted.unit("planificacion"))
    open_cycle(planted.actor(), DUTY, PERIOD)
    assert Report.objects.filter(cycle=cycle).count() == 3
    assert Report.objects.filter(cycle=cycle, unit=planted.unit("planificacion")).exists()


@pytest.mark.parametrize(
    ("duty", "period", "said"),
    [("nada", "2025-C1", "no conoce"), (DUTY, "2025-Q1", "2025-C1"), (DUTY, "2025", "cada 4 meses")],
)
def test_what_is_no_period_of_the_methodology_is_refused(planted: Office, duty: str, period: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        open_cycle(planted.actor(), duty, Period.parse(period))


def test_only_planners_open_a_cycle(planted: Office) -> None:
    with pytest.raises(NotAllowed):
        open_cycle(planted.actor("unit_head"), DUTY, PERIOD)


def test_cells_are_kept_with_their_states_and_pairs(planted: Office, report: Report) -> None:
    outcomes = save(
        planted,
        report,
        cell("hogares", 0),
        cell("cloro", numerator=Decimal(45), denominator=Decimal(50)),
        cell("fugas", NOT_DUE),
    )
    assert [o.fate for o in outcomes] == [Fate.STORED] * 3
    assert (row("hogares").value, row("fugas").value) == (Value(Decimal(0)), NOT_DUE)
    assert row("cloro").value == Value(Decimal(90))
    found = {m.indicator: m for m in current(planted.institution).measurements}
    assert found["cloro"].pair == (45, 50)
    assert row("hogares").recorded_by == planted.people["unit_head"]


def test_saving_the_same_again_changes_nothing(planted: Office, report: Report) -> None:
    save(planted, report, cell("hogares", 12))
    rows = Entry.objects.count()
    assert save(planted, report, cell("hogares", 12))[0].fate is Fate.UNCHANGED
    assert (Entry.objects.count(), row("hogares").version) == (rows, 1)


def test_a_cell_that_somebody_changed_meanwhile_comes_back_with_both_values(planted: Office, report: Report) -> None:
    save(planted, report, cell("hogares", 12))
    save(planted, report, cell("hogares", 15, seen=1), who="clerk")
    bad, good = save(planted, report, cell("hogares", 20, seen=1), cell("fugas", 31))
    assert (bad.fate, good.fate) == (Fate.CONFLICT, Fate.STORED)
    assert bad.row is not None
    assert (bad.row.value, bad.row.recorded_by) == (Value(Decimal(15)), planted.people["clerk"])
    assert row("hogares").value == Value(Decimal(15))
    assert save(planted, report, cell("hogares", 20, seen=2))[0].fate is Fate.STORED


def test_a_figure_is_never_emptied_in_silence(planted: Office, report: Report) -> None:
    save(planted, report, cell("hogares", 12))
    assert save(planted, report, cell("hogares", seen=1))[0].fate is Fate.REFUSED
    assert save(planted, report, cell("hogares", NO_DATA, seen=1))[0].fate is Fate.STORED
    assert save(planted, report, cell("fugas"))[0].fate is Fate.UNCHANGED


def test_what_cannot_be_is_refused_and_what_is_odd_is_asked(planted: Office, report: Report) -> None:
    pair = {"numerator": Decimal(60), "denominator": Decimal(50)}
    negative, odd = save(planted, report, cell("hogares", -1), cell("cloro", **pair))
    assert (negative.fate, odd.fate) == (Fate.REFUSED, Fate.ASKED)
    assert not Measurement.objects.exists()
    assert save(planted, report, cell("cloro", **pair, sure=True))[0].fate is Fate.STORED


def test_an_indicator_of_another_unit_is_not_taken(planted: Office, report: Report) -> None:
    assert save(planted, report, cell("caminos", 3))[0].fate is Fate.REFUSED
    other = report_of(report.cycle, planted, None)
    with pytest.raises(NotAllowed):
        save(planted, other, cell("caminos", 3))
    assert save(planted, other, cell("caminos", 3), who="planner")[0].fate is Fate.STORED


@pytest.mark.parametrize("who", ["reviewer", "auditor", "finance", "outsider"])
def test_who_does_not_report_enters_nothing(planted: Office, report: Report, who: str) -> None:
    with pytest.raises(NotAllowed):
        save(planted, report, cell("hogares", 1), who=who)


def test_a_future_period_takes_nothing_and_says_when_it_opens(planted: Office, report: Report) -> None:
    set_cycle(report, opens=FAR)
    with pytest.raises(Locked, match="Se abre el 1 de enero de 2099"):
        save(planted, report, cell("hogares", 1))


def test_a_closed_period_opens_for_one_unit_while_its_extension_runs(planted: Office, report: Report) -> None:
    set_cycle(report, closed=timezone.now())
    with pytest.raises(Locked, match="Persona planner"):
        save(planted, report, cell("hogares", 1))
    tomorrow = timezone.localdate() + timedelta(days=1)
    given = grant_extension(planted.actor(), report, until=tomorrow, reason="Inundación")
    assert save(planted, report, cell("hogares", 1))[0].fate is Fate.STORED
    assert next(r.due for r in current(planted.institution).reports if r.unit == "aguas") == tomorrow
    withdraw_extension(planted.actor(), given)
    with pytest.raises(Locked):
        save(planted, report, cell("hogares", 2, seen=1))
    type(given).objects.filter(pk=given.pk).update(withdrawn=None, until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Locked, match="prórroga de la unidad terminó"):
        save(planted, report, cell("hogares", 2, seen=1))


def test_an_extension_needs_a_reason_and_a_day_to_come(planted: Office, report: Report) -> None:
    for until, reason in ((FAR, " "), (timezone.localdate() - timedelta(days=1), "Lluvia")):
        with pytest.raises(Refused):
            grant_extension(planted.actor(), report, until=until, reason=reason)


def test_a_report_is_sent_with_everything_or_says_what_is_missing(planted: Office, report: Report) -> None:
    save(planted, report, cell("hogares", 38))
    with pytest.raises(Incomplete, match=r"Hogares con agua clorada.*Agua perdida") as told:
        submit_report(planted.actor("unit_head"), report)
    assert [one.indicator.id for one in told.value.missing] == ["cloro", "fugas"]
    sent = submit_report(planted.actor("unit_head"), report, missing_as_no_data=True)
    assert (sent.state, sent.reported_by) == (Report.State.REPORTED, planted.people["unit_head"])
    assert (row("cloro").value, row("fugas").value) == (NO_DATA, NO_DATA)
    with pytest.raises(Locked, match="Persona reviewer"):
        save(planted, report, cell("hogares", 1, seen=1))


def test_what_fell_short_is_explained_before_it_is_sent(planted: Office, report: Report) -> None:
    save(planted, report, cell("hogares", 20), cell("cloro", NOT_APPLICABLE), cell("fugas", 90))
    with pytest.raises(Incomplete, match=r"falta explicarlo.*Hogares conectados") as told:
        submit_report(planted.actor("unit_head"), report)
    # The target of the year judges nothing before the year ends.
    assert [one.indicator.id for one in told.value.unexplained] == ["hogares"]
    head = planted.actor("unit_head")
    save_narratives(head, report, [Text(pk_of("hogares"), "Llovió", "Sin paso", "Abrir zanja")])
    assert submit_report(head, report).state == Report.State.REPORTED


def test_a_narrative_never_overwrites_another(planted: Office, report: Report) -> None:
    head, clerk = planted.actor("unit_head"), planted.actor("clerk")
    pk = pk_of("hogares")
    assert save_narratives(head, report, [Text(pk, "Uno")])[0].fate is Fate.STORED
    assert save_narratives(clerk, report, [Text(pk, "Dos", seen=1)])[0].fate is Fate.STORED
    late = save_narratives(head, report, [Text(pk, "Tres", seen=1)])[0]
    assert late.fate is Fate.CONFLICT
    assert late.row is not None
    assert late.row.analysis == "Dos"
    assert save_narratives(head, report, [Text(pk, "Dos ", seen=1)])[0].fate is Fate.UNCHANGED


def test_several_files_prove_a_figure_and_their_content_is_looked_at(planted: Office, report: Report) -> None:
    head, pk = planted.actor("unit_head"), pk_of("hogares")
    files = [("acta.txt", b"Acta de entrega"), ("lista.csv", b"a,b\n1,2\n")]
    made = add_evidence(head, report, pk, files)
    assert [row.document.name for row in made] == ["acta.txt", "lista.csv"]
    assert add_evidence(head, report, pk, files[:1]) == made[:1]
    with pytest.raises(Refused, match="no es un documento"):
        add_evidence(head, report, pk, [("foto.jpg", b"\x7fELF\0\0\0\1\2\3")])
    withdraw_evidence(head, report, made[0])
    assert [e.name for e in current(planted.institution).evidence] == ["lista.csv"]
    add_evidence(head, report, pk, files[:1])
    assert Evidence.objects.filter(withdrawn=False).count() == 2


def test_the_verbs_of_reporting_are_services() -> None:
    assert services.submit_report is submit_report


def test_a_few_indicators_are_asked_for_as_all_are(planted: Office, report: Report) -> None:
    """Whoever saves one cell is not made to wait for the whole plan; the answer is the same."""
    every = set(Indicator.objects.values_list("pk", flat=True))
    other = report_of(report.cycle, planted, None)
    Indicator.objects.filter(key="fugas").update(unit=planted.unit("planificacion"))
    for one in (report, other):
        assert asked_among(one, every) == set(asked(one))
        assert asked_among(one, {pk_of("hogares")}) == set(asked(one)) & {pk_of("hogares")}
    Element.objects.filter(key="ob").update(unit=planted.unit("aguas"))
    assert asked_among(report, every) == set(asked(report))
    assert pk_of("caminos") in asked_among(report, every)
    Element.objects.filter(key="re").update(withdrawn=True)
    assert asked_among(report, every) == set(asked(report)) == {pk_of("caminos")}
    Element.objects.filter(key="ob").update(unit=None, parent=Element.objects.get(key="ot"))
    assert asked_among(other, every) == set(asked(other)) == {pk_of("caminos")}
    Plan.objects.update(period=Period.of_year(1999))
    assert asked_among(other, every) == set()
