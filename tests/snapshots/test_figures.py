"""After a saved figure only that figure is read again, and what comes out is what a fresh look would give."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ceiba.indicators.editing import restore_indicator, withdraw_indicator
from ceiba.indicators.models import Indicator, Measurement, Report
from ceiba.indicators.submitting import submit_report
from ceiba.institutions.models import Entry, Institution, Revision, Unit
from ceiba.institutions.queries import figures_changed
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NOT_APPLICABLE, NOT_DUE
from ceiba.snapshots import figures, services
from ceiba.snapshots.services import current
from tests.indicators.desks import PERIOD, cell, opened, plant, save
from tests.people import Office


@pytest.fixture
def report(office: Office) -> Report:
    plant(office)
    return opened(office)


def fresh(institution: Institution) -> Snapshot:
    """Return the snapshot that a process would make that knew nothing yet."""
    services._shelves.kept.clear()
    return current(institution)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Return how often everything was read since it was last asked."""
    count = 0
    read = figures.placed_measurements

    def counted(institution: Institution, keys: set[str] | None = None) -> object:
        nonlocal count
        count += keys is None
        return read(institution, keys)

    def told() -> int:
        nonlocal count
        seen, count = count, 0
        return seen

    monkeypatch.setattr(figures, "placed_measurements", counted)
    return told


def test_saved_figures_are_read_alone_and_the_others_stay_the_same_values(
    office: Office, report: Report, whole: Callable[[], int]
) -> None:
    save(office, report, cell("hogares", 12), cell("fugas", NOT_DUE))
    before = current(office.institution)
    whole()
    save(office, report, cell("hogares", 15, seen=1))
    save(office, report, cell("cloro", NOT_APPLICABLE))
    after = current(office.institution)
    assert whole() == 0
    kept = {id(m) for m in before.measurements} & {id(m) for m in after.measurements}
    assert len(kept) == 1
    assert after.measurements == fresh(office.institution).measurements


def test_a_sent_report_and_what_it_left_open_are_seen(office: Office, report: Report, whole: Callable[[], int]) -> None:
    save(office, report, cell("hogares", 38))
    current(office.institution)
    whole()
    submit_report(office.actor("unit_head"), report, missing_as_no_data=True)
    after = current(office.institution)
    assert whole() == 0
    assert len(after.measurements) == 3
    assert after.measurements == fresh(office.institution).measurements


def test_whatever_else_changes_figures_is_read_as_a_whole(
    office: Office, report: Report, whole: Callable[[], int]
) -> None:
    save(office, report, cell("hogares", 12), cell("fugas", 30))
    current(office.institution)
    whole()
    row = Indicator.objects.get(key="hogares")
    withdraw_indicator(office.actor(), row, reason="Se mide con otro")
    assert [m.indicator for m in current(office.institution).measurements] == ["fugas"]
    restore_indicator(office.actor(), row)
    assert len(current(office.institution).measurements) == 2
    assert whole() == 2


def test_what_the_history_does_not_tell_is_not_guessed(
    office: Office, report: Report, whole: Callable[[], int]
) -> None:
    save(office, report, cell("hogares", 12))
    current(office.institution)
    whole()
    Measurement.objects.filter(indicator__key="hogares").update(validated_by="x")
    Revision.objects.filter(institution=office.institution, part="measurements").update(number=900)
    assert [m.validated_by for m in current(office.institution).measurements] == ["x"]
    Revision.objects.filter(institution=office.institution, part="measurements").update(number=3)
    current(office.institution)
    assert whole() == 2


def test_the_history_tells_between_two_revisions(office: Office, report: Report) -> None:
    start = Revision.objects.get(institution=office.institution, part="measurements").number
    save(office, report, cell("hogares", 12))
    save(office, report, cell("hogares", 12))  # nothing new: no revision, no row
    save(office, report, cell("fugas", 31))
    told = Entry.objects.filter(figures__gt=start).order_by("figures")
    keys = [entry.changes[0]["subject"].removeprefix("measurement/") for entry in told]
    here = office.institution
    assert figures_changed(here, start, start) == set()
    assert figures_changed(here, start, start + 1) == {keys[0]}
    assert figures_changed(here, start, start + 2) == set(keys)
    assert figures_changed(here, start, start + 3) is None


@pytest.mark.parametrize("before", [1, 40])
def test_the_queries_of_a_saved_figure_do_not_grow_with_what_was_saved(
    office: Office, report: Report, before: int
) -> None:
    current(office.institution)
    for number in range(before):
        save(office, report, cell("hogares", number + 1, seen=number))
    with CaptureQueriesContext(connection) as caught:
        current(office.institution)
    assert len(caught) == 3  # revisions, history, figures


def test_the_measurements_of_an_indicator_are_those_of_the_whole(office: Office, report: Report) -> None:
    current(office.institution)
    for number in range(3):
        save(office, report, cell("hogares", number + 1, seen=number), cell("cloro", number, seen=number))
        now = current(office.institution)
        for indicator in now.indicators:
            expected = tuple(m for m in now.measurements if m.indicator == indicator.id)
            assert now.measurements_of(indicator) == expected


@pytest.mark.parametrize("complaint", ["akvo-rsr #4490", "akvo-rsr #5017", "akvo-rsr #2782", "akvo-rsr #3420"])
def test_the_queries_of_the_board_after_a_figure_do_not_grow_with_units_nor_parts(
    office: Office, report: Report, complaint: str
) -> None:
    """As the unit's own head, who reports: one value took thirty seconds, a framework thirteen hundred queries."""
    client, address = office.client("unit_head"), f"/{office.slug}/tablero/"
    save(office, report, cell("hogares", 12))
    client.get(address)
    asked = []
    for number in range(2):
        for part in range(6 * number):
            Measurement.objects.create(
                institution=office.institution,
                key=f"parte {part}",
                indicator=Indicator.objects.get(key="hogares"),
                period=PERIOD,
                value=NOT_DUE,
                disaggregation=f"parte {part}",
            )
            Unit.objects.create(institution=office.institution, key=f"más {part}", name=f"Más {part}")
        save(office, report, cell("hogares", 20 + number, seen=1 + number))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        asked.append(len(caught))
    assert asked[0] == asked[1] <= 15, complaint
