"""The board and its neighbours: what they show, and what they never pretend."""

import html
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from ceiba.indicators import services as indicators
from ceiba.indicators.cells import Cell, Fate
from ceiba.indicators.models import Indicator, Report
from ceiba.indicators.queries_entry import asked
from ceiba.institutions import verbs
from ceiba.kernel.period import Period
from tests.monitoring.test_pages import page
from tests.people import Office
from tests.queries import pinned

PAGES = [
    ("board", []),
    ("board_sheet", []),
    ("board_attention", []),
    ("board_cell", ["1"]),
    ("indicator", ["i1"]),
]


@pytest.mark.parametrize(("name", "args"), PAGES)
@pytest.mark.parametrize("who", ["planner", "auditor", "unit_head"])
def test_everybody_of_the_institution_reads_it(planned: Office, name: str, args: list[str], who: str) -> None:
    assert "<h1>" in page(planned, name, *args, who=who)


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_nobody_else_does(planned: Office, name: str, args: list[str]) -> None:
    address = reverse(name, args=[planned.slug, *args])
    assert planned.client("outsider").get(address).status_code == 404
    assert planned.client("nobody").get(address).status_code == 302


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_page_asks_the_same_whatever_its_size(planned: Office, name: str, args: list[str]) -> None:
    client, address = planned.client(), reverse(name, args=[planned.slug, *args])
    client.get(address)
    with pinned(name):
        client.get(address)


def test_where_nothing_was_promised_for_a_period_the_board_leads_to_the_one_that_has_targets(planned: Office) -> None:
    address = reverse("board", args=[planned.slug])
    client = planned.client()
    told = client.get(address, {"plan": "pdmot", "periodo": "2025-C1"}).content.decode()
    assert "Este periodo no tiene metas propias." in told
    assert "?plan=pdmot&amp;periodo=2025" in told
    year = client.get(address, {"plan": "pdmot", "periodo": "2025"}).content.decode()
    assert "Este periodo no tiene metas propias." not in year


def test_each_kind_of_absence_has_its_own_words_and_shape(planned: Office) -> None:
    told = page(planned, "board")
    for words in ("sin dato", "aún no vence", "no programado", "no aplica"):
        assert words in told


def test_every_cell_opens_to_its_data(planned: Office) -> None:
    client = planned.client()
    told = client.get(reverse("board", args=[planned.slug]), {"plan": "pdmot", "periodo": "2025"}).content.decode()
    cells = re.findall(r'class="heat-cell [a-z-]+" href="([^"]+)"', told)
    assert len(cells) >= 3
    assert {client.get(html.unescape(href)).status_code for href in cells} == {200}


@pytest.fixture
def reporting(planned: Office) -> Report:
    """Return the report in which i1 is reported for the first four months of 2024."""
    cycle = indicators.open_cycle(planned.actor("planner"), "cuatrimestre", Period.parse("2024-C1"))
    row = Indicator.objects.of(planned.institution).get(key="i1")
    return next(report for report in Report.objects.filter(cycle=cycle) if row.pk in asked(report))


def test_a_reported_figure_is_shown_as_such_until_it_is_validated(planned: Office, reporting: Report) -> None:
    row = Indicator.objects.of(planned.institution).get(key="i1")
    cell = Cell(row.pk, numerator=Decimal(640), denominator=Decimal(800), sure=True)
    (told,) = indicators.save_measurements(planned.actor("planner"), reporting, [cell])
    assert told.fate is Fate.STORED
    told_on = reverse("board_cell", args=[planned.slug, "1"]) + "?periodo=2024-C1"
    Report.objects.filter(pk=reporting.pk).update(state=Report.State.REPORTED)
    verbs.touch(planned.institution.pk, [verbs.Part.REPORTING])
    before = planned.client().get(told_on).content.decode()
    assert "640 / 800" in before
    assert "reportado, sin validar" in before
    Report.objects.filter(pk=reporting.pk).update(state=Report.State.VALIDATED)
    verbs.touch(planned.institution.pk, [verbs.Part.REPORTING])
    after = planned.client().get(told_on).content.decode()
    assert "reportado, sin validar" not in after
    assert "validado" in after
