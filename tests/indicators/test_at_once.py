"""People in one moment, each on a connection of their own: nothing is lost, nothing stands twice, all is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from ceiba.indicators.cells import Fate, Outcome
from ceiba.indicators.locks import Locked
from ceiba.indicators.models import Measurement, Report
from ceiba.indicators.submitting import submit_report
from ceiba.institutions.models import Entry, Revision
from ceiba.kernel.states import Value
from ceiba.snapshots.services import current
from tests.indicators.desks import cell, opened, plant, row, save
from tests.people import Office, office

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


@pytest.fixture
def here() -> Office:
    found = office()
    plant(found)
    return found


def together(act: Callable[[int], object], count: int = AT_ONCE) -> list[object]:
    """Do something as often at once, each on a connection of its own; return what came of each, errors too."""
    start = Barrier(count)

    def one(number: int) -> object:
        start.wait()
        try:
            return act(number)
        except Locked as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def fates(found: list[object]) -> list[Fate]:
    """Return what became of the first cell of each."""
    return [outcomes[0].fate for outcomes in found if isinstance(outcomes, list)]


def test_of_many_who_fill_one_empty_cell_one_is_kept_and_the_others_see_it(here: Office) -> None:
    """Nobody's figure goes under another's, and none is there twice, which a sum would count twice."""
    report = opened(here)
    found = together(lambda number: save(here, report, cell("hogares", 10 + number)))
    assert sorted(fates(found)) == sorted([Fate.STORED] + [Fate.CONFLICT] * (AT_ONCE - 1))
    there = Measurement.objects.get(indicator__key="hogares")
    shown = [outcome.row for outcomes in found for outcome in _outcomes(outcomes) if outcome.fate is Fate.CONFLICT]
    assert all(one is not None and one.value == there.value for one in shown)
    assert there.version == 1
    assert Entry.objects.filter(verb="measurement.save").count() == 1


def _outcomes(found: object) -> list[Outcome]:
    return found if isinstance(found, list) else []


def test_of_many_who_correct_one_figure_one_is_kept(here: Office) -> None:
    report = opened(here)
    save(here, report, cell("hogares", 5))
    found = together(lambda number: save(here, report, cell("hogares", 10 + number, seen=1)))
    assert sorted(fates(found)) == sorted([Fate.STORED] + [Fate.CONFLICT] * (AT_ONCE - 1))
    assert row("hogares").version == 2


def test_different_cells_at_once_are_all_kept_and_every_change_has_its_number(here: Office) -> None:
    report = opened(here)
    before = Revision.objects.get(institution=here.institution, part="measurements").number
    pair = {"numerator": Decimal(45), "denominator": Decimal(50)}
    cells = (cell("hogares", 12), cell("cloro", **pair), cell("fugas", 31))
    found = together(lambda number: save(here, report, cells[number]), len(cells))
    assert fates(found) == [Fate.STORED] * len(cells)
    numbers = Entry.objects.filter(verb="measurement.save").order_by("figures").values_list("figures", flat=True)
    assert list(numbers) == [before + 1, before + 2, before + 3]
    told = {m.indicator: m.value for m in current(here.institution).measurements}
    assert told == {"hogares": Value(Decimal(12)), "cloro": Value(Decimal(90)), "fugas": Value(Decimal(31))}


def test_who_saves_while_the_report_is_sent_is_kept_before_or_told_after(here: Office) -> None:
    """Whatever comes first: the figure stands in what was sent, or its author reads that the report is locked."""
    report = opened(here)

    def act(number: int) -> object:
        if number:
            return save(here, report, cell("fugas", 31))
        return submit_report(here.actor("unit_head"), report, missing_as_no_data=True)

    sent, saved = together(act, 2)
    assert isinstance(sent, Report)
    kept = isinstance(saved, list) and saved[0].fate is Fate.STORED
    assert kept == isinstance(row("fugas").value, Value)
    assert kept or isinstance(saved, Locked)
