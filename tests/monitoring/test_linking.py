"""Linking the money with the plan: nothing loose is hidden, suggestions are accepted, refusals keep what was typed."""

import html
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from ceiba.budgets import services
from ceiba.budgets.linking import link
from ceiba.kernel.budget import BudgetLine, Share, Stage
from ceiba.kernel.destination import given
from ceiba.kernel.money import Money
from ceiba.monitoring.gaps import gap_of
from ceiba.monitoring.linking import accepted, page_of
from ceiba.snapshots.services import current
from tests.monitoring.test_pages import page
from tests.people import Office
from tests.queries import pinned

PAGES = [("linking", []), ("line_link", ["b5"]), ("linking_several", [])]
PAPER = BudgetLine(
    "x1",
    "12-01-990104-000",
    "Mejoramiento de escuela",
    amounts=((Stage.CURRENT, Money(Decimal("1000.10"), "GTQ")),),
)


@pytest.fixture
def loose(planned: Office) -> Office:
    """Return the invented institution with one more line that nobody linked."""
    services.adopt(planned.actor(), lines=(PAPER,))
    return planned


def shares(office: Office, key: str) -> tuple[Share, ...]:
    return next(line.serves for line in current(office.institution).budget_lines if line.id == key)


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_nobody_else_does(planned: Office, name: str, args: list[str]) -> None:
    address = reverse(name, args=[planned.slug, *args])
    assert planned.client("outsider").get(address).status_code == 404
    assert planned.client("nobody").get(address).status_code == 302


@pytest.mark.parametrize(("name", "args"), PAGES[:2])
def test_a_page_asks_the_same_whatever_its_size(planned: Office, name: str, args: list[str]) -> None:
    client, address = planned.client(), reverse(name, args=[planned.slug, *args])
    client.get(address)
    with pinned(name):
        client.get(address)


def test_the_sums_by_destination_are_the_whole_budget(loose: Office) -> None:
    here = page_of(loose.slug, current(loose.institution))
    parts = [total.money for _words, _tone, total in here.sums if total.money]
    assert Money.total(parts) == here.whole.money
    assert here.whole.money == Money.total(m for m in map(given, here.snapshot.budget_lines) if m)
    assert [line.id for line in here.loose_lines] == ["b5", "x1"]


def test_money_without_goal_and_goals_without_money_are_both_seen(loose: Office) -> None:
    text = page(loose, "linking")
    assert "Dirección y coordinación" in text
    assert "Q3,120,000.00" in text
    assert "El código 990104 está en el renglón." in text
    goals = html.unescape(page(loose, "linking", ver="metas"))
    here = page_of(loose.slug, current(loose.institution))
    assert here.unfunded
    assert all(row.element.text[:60] in goals for row in here.unfunded)
    assert {"P1", "R2", "R3"}.isdisjoint(row.element.id for row in here.unfunded)


def test_a_suggestion_is_accepted_and_only_the_one_that_was_shown(loose: Office) -> None:
    client, address = loose.client("finance"), reverse("linking", args=[loose.slug])
    client.post(address, {"renglon": ["x1"], "destino-x1": "element/R1", "do": "aceptar"})
    assert shares(loose, "x1") == ()
    client.post(address, {"renglon": ["x1", "b5"], "destino-x1": "project/990104", "do": "aceptar"})
    assert shares(loose, "x1") == (Share("project/990104", Decimal(1)),)
    assert shares(loose, "b5") == ()


def test_several_lines_get_one_destination(loose: Office) -> None:
    client = loose.client("finance")
    chosen = client.post(reverse("linking", args=[loose.slug]), {"renglon": ["x1", "b5"], "do": "destino"})
    assert "2 renglones" in chosen.content.decode()
    address = reverse("linking_several", args=[loose.slug])
    assert "unit/" in client.get(address, {"renglon": "b5"}).content.decode()
    client.post(address, {"renglon": ["x1", "b5"], "destino": "unit/u1"})
    assert shares(loose, "b5") == shares(loose, "x1") == (Share("unit/u1", Decimal(1)),)
    assert page_of(loose.slug, current(loose.institution)).loose_lines == ()
    assert "de cada renglón se dijo a qué sirve" in page(loose, "linking")


def test_shares_are_typed_and_a_wrong_sum_keeps_what_was_typed(planned: Office) -> None:
    client, address = planned.client("finance"), reverse("line_link", args=[planned.slug, "b5"])
    sent = {"destino": ["element/R1", "element/R2"], "parte-0": "60.5", "parte-1": "40"}
    refused = client.post(address, sent)
    text = html.unescape(refused.content.decode()).replace("\u00a0", " ")
    assert refused.status_code == 422
    assert "suman 100.5 %: sobra 0.5 %, que son Q15,600.00" in text
    assert 'value="60.5"' in text
    assert shares(planned, "b5") == ()
    for odd in ("muchos", "-1", "1e9999", "1e-9999", "1" * 39, "NaN", "0", "100.00000001"):
        assert client.post(address, {**sent, "parte-0": odd}).status_code == 422
    assert client.post(address, {**sent, "parte-1": "39.5"}).status_code == 302
    assert shares(planned, "b5") == (Share("element/R1", Decimal("0.605")), Share("element/R2", Decimal("0.395")))
    assert client.post(address, {**sent, "parte-0": "", "parte-1": ""}).status_code == 302
    assert shares(planned, "b5") == ()
    assert client.post(address, {**sent, "todo": "element/R2"}).status_code == 302
    assert shares(planned, "b5") == (Share("element/R2", Decimal(1)),)


def test_of_two_people_the_second_is_told_and_keeps_what_was_typed(planned: Office) -> None:
    client, address = planned.client("finance"), reverse("line_link", args=[planned.slug, "b5"])
    sent = {"destino": ["element/R1"], "parte-0": "100", "visto": "-"}
    link(planned.actor(), "b5", (Share("element/R2", Decimal(1)),))
    refused = client.post(address, sent)
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "Otra persona cambió este renglón" in text
    assert 'value="100"' in text
    assert 'value="element/R2=1"' in text
    assert shares(planned, "b5") == (Share("element/R2", Decimal(1)),)
    assert client.post(address, {**sent, "visto": "element/R2=1"}).status_code == 302
    assert shares(planned, "b5") == (Share("element/R1", Decimal(1)),)


def test_a_search_within_the_form_keeps_what_was_typed(planned: Office) -> None:
    address = reverse("line_link", args=[planned.slug, "b5"])
    sent = {"destino": ["element/R1"], "parte-0": "7", "q": "aguas", "do": "buscar"}
    answer = planned.client("finance").post(address, sent)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="7"' in text
    assert "Falta corregir" not in text
    assert 'value="element/R1"' in text
    assert text.count('name="destino"') > 1


def test_who_may_not_touch_money_reads_and_is_offered_no_button(planned: Office) -> None:
    for name, args in PAGES[:2]:
        assert 'name="do"' not in page(planned, name, *args, who="auditor")
    answer = planned.client("auditor").post(reverse("line_link", args=[planned.slug, "b5"]), {"todo": "element/R1"})
    assert answer.status_code in (403, 422)
    assert shares(planned, "b5") == ()


def test_a_line_that_is_not_there_has_no_page(planned: Office) -> None:
    assert planned.client().get(reverse("line_link", args=[planned.slug, "nada"])).status_code == 404


def test_what_is_accepted_takes_only_what_is_left_over() -> None:
    part = BudgetLine("b", "1", serves=(Share("element/a", Decimal("0.6")),))
    assert accepted(part, "element/b") == (*part.serves, Share("element/b", Decimal("0.4")))
    assert accepted(part, "element/a") == (Share("element/a", Decimal("1.0")),)
    for parts in (["1"], ["0.333", "0.333", "0.333"], ["0.6", "0.7"]):
        serves = tuple(Share(f"element/{n}", Decimal(part)) for n, part in enumerate(parts))
        assert accepted(BudgetLine("b", "1", serves=serves), "element/b") == serves


def test_the_gap_of_an_element_opens_to_its_lines(planned: Office) -> None:
    text = page(planned, "element", "P1")
    assert 'id="brecha"' in text
    assert "Sistema de agua de Las Pilas" in text
    board = page(planned, "board", plan="pdmot")
    assert "Brecha" in board
    assert reverse("linking", args=[planned.slug]) in board


def test_money_for_a_project_reaches_the_elements_that_it_serves(loose: Office) -> None:
    services.adopt(
        loose.actor(),
        lines=(
            BudgetLine(
                "x2",
                "9",
                "Obra",
                amounts=((Stage.CURRENT, Money(Decimal(100), "GTQ")), (Stage.ACCRUED, Money(Decimal(40), "GTQ"))),
                serves=(Share("project/990103", Decimal(1)),),
            ),
        ),
    )
    here = current(loose.institution)
    served = here.element("R6")
    assert served is not None
    row = gap_of(here, here.plan_of(served), served, date(2026, 1, 10))
    assert row is not None
    assert row.gap.spent.percent == Decimal(40)
    assert "PLANTA DE TRATAMIENTO" in row.lines[0].project
