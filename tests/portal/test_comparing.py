"""Two periods side by side and two publications: levels, states told apart, and differences of whole figures only."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from ceiba.kernel.budget import BudgetLine, Stage
from ceiba.kernel.indicator import Accumulation, Direction, Indicator, Measurement, Target
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.states import NOT_APPLICABLE, Value
from ceiba.publications import queries
from ceiba.snapshots.services import current
from tests.people import Office
from tests.portal.test_portal_pages import shown
from tests.publications.test_publishing import publish, publisher

__all__ = ["publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
YEARS = {"antes": "2024", "despues": "2025"}


def money(year: str, amount: int | None) -> BudgetLine:
    """Return a line of a year with its initial money; None: nobody said it."""
    given = ((Stage.INITIAL, Money(Decimal(amount), "GTQ")),) if amount is not None else ()
    return BudgetLine(f"b{year}-{amount}", "000-001", "Una obra", amounts=given, period=Period.parse(year))


@pytest.fixture
def two_years(publisher: Office, monkeypatch: pytest.MonkeyPatch) -> list[Indicator]:
    """Publish four goals: whole in both years, with a gap in the second, not applicable, and of percentages."""
    here = current(publisher.institution)
    plan = next(one for one in here.plans if len(one.indicators) > 3)
    whole, gap, none, ratio = (
        replace(
            one,
            direction=Direction.UP,
            accumulation=kind,
            targets=(Target(Value(Decimal(30)), Period.parse("2025")),),
            measure_unit=None,
        )
        for one, kind in zip(
            plan.indicators[:4],
            (Accumulation.SUM, Accumulation.SUM, Accumulation.SUM, Accumulation.RATIO),
            strict=True,
        )
    )

    def told(one: Indicator, period: str, value: object, **more: object) -> Measurement:
        datum = value if not isinstance(value, int) else Value(Decimal(value))
        return Measurement(one.id, Period.parse(period), datum, validated_by="x", **more)  # type: ignore[arg-type]

    figures = [told(whole, f"{year}-C{n}", 5 if year == 2024 else 7) for year in (2024, 2025) for n in (1, 2, 3)]
    figures += [told(gap, f"{year}-C{n}", 4) for year, parts in ((2024, 3), (2025, 2)) for n in range(1, parts + 1)]
    figures += [told(none, "2025", NOT_APPLICABLE)]
    for year, pairs in ((2024, ((1, 10), (90, 100))), (2025, ((2, 10), (90, 90)))):
        for n, (upper, lower) in enumerate(pairs, 1):
            pair = {"numerator": Decimal(upper), "denominator": Decimal(lower)}
            percent = Value(Decimal(100 * upper) / lower)
            figures.append(told(ratio, f"{year}-S{n}", percent, **pair))
    goals = [whole, gap, none, ratio]
    plans = tuple(replace(one, indicators=(*goals, *one.indicators[4:])) if one is plan else one for one in here.plans)
    lines = (money("2024", 100), money("2025", 150), money("2025", None))
    snapshot = replace(here, plans=plans, measurements=tuple(figures), budget_lines=lines)
    monkeypatch.setattr(queries, "current", lambda _institution: snapshot)
    publish(publisher)
    return goals


def row_of(page: str, one: Indicator) -> str:
    """Return what a page says of a goal in its row."""
    start = page.index(f"/metas/{one.id}/")
    return page[start : page.index("</tr>", start)]


def test_years_are_held_against_each_other_level_by_level(publisher: Office, two_years: list[Indicator]) -> None:
    whole, gap, none, ratio = two_years
    page = shown(publisher, "public_compare", **YEARS)
    assert "sube 6" in row_of(page, whole), "21 less 15"
    missing = row_of(page, gap)
    assert "no se resta" in missing
    assert "2 de 3 períodos con cifra" in missing
    assert "no aplica" in row_of(page, none)
    assert "sin dato" in row_of(page, none)
    pairs = row_of(page, ratio)
    assert "91 / 110" in pairs, "sums of numerators and denominators, and no mean of 10 % and 90 %"
    assert "92 / 100" in pairs
    assert "50" not in pairs.replace("Periodo", "")


def test_money_is_subtracted_only_where_every_line_has_it(publisher: Office, two_years: list[Indicator]) -> None:
    page = shown(publisher, "public_compare", **YEARS)
    part = page[page.index('id="dinero"') :]
    part = part[: part.index("</section>")]
    assert "1 de 2 con dato" in part
    assert "no se resta" in part
    backwards = shown(publisher, "public_compare", antes="2025", despues="2024")
    assert "baja 6" in row_of(backwards, two_years[0])


def test_one_goal_alone_and_what_is_not_there(publisher: Office, two_years: list[Indicator]) -> None:
    page = shown(publisher, "public_compare", meta=two_years[0].id, **YEARS)
    assert "sube 6" in page
    assert f'name="meta" value="{two_years[0].id}"' in page
    assert two_years[1].text not in page
    path = reverse("public_compare", args=[publisher.slug])
    for wrong in ({"meta": "no"}, {"antes": "1999", "despues": "2025"}, {"antes": "2025"}, {"antes": "'--"}):
        assert Client().get(path, wrong).status_code == 404, wrong


def test_two_publications_say_what_changed(
    publisher: Office, two_years: list[Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = reverse("public_compare_publications", args=[publisher.slug])
    assert Client().get(path).status_code == 404, "there is one"
    changed = queries.current(publisher.institution)
    figures = tuple(
        replace(one, value=Value(Decimal(8))) if one.period == Period.parse("2025-C3") else one
        for one in changed.measurements
    )
    monkeypatch.setattr(queries, "current", lambda _institution: replace(changed, measurements=figures))
    publish(publisher)
    page = shown(publisher, "public_compare_publications", antes=1, despues=2)
    assert two_years[0].text in page
    assert ">7<" in page
    assert ">8<" in page
    assert "Nada: dice lo mismo" in shown(publisher, "public_compare_publications", antes=2, despues=2)
    for wrong in ({"antes": "1", "despues": "9"}, {"antes": "x", "despues": "1"}, {"antes": "1"}):
        assert Client().get(path, wrong).status_code == 404, wrong
