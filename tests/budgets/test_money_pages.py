"""Funding, income and acts by hand: what was typed is kept, what is wrong is named, what two wrote is asked."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from ceiba.budgets import services
from ceiba.institutions.models import Entry
from ceiba.kernel.budget import BudgetLine as Line
from ceiba.kernel.budget import FundingSource as Source
from ceiba.kernel.budget import IncomeCutoff, IncomeLine, IncomeStage, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.plans.fields import AmountField
from ceiba.snapshots.services import current
from tests.people import Office

YEAR = Period.of_year(2026)


def q(text: str) -> Money:
    return Money(Decimal(text), "GTQ")


@pytest.fixture
def funded(office: Office) -> Office:
    sources = (
        Source("f1", "Situado", q("1000"), q("900.00"), key="situado_constitucional", period=YEAR),
        Source("f2", "Saldo de caja", q("10.50"), period=YEAR, carried_over=True),
    )
    lines = (
        Line("b1", "12-01", "Materiales", amounts=((Stage.INITIAL, q("100.00")),)),
        Line("b2", "12-02", "Combustible", amounts=((Stage.INITIAL, q("50.00")),)),
        Line("b3", "12-02", "Combustible", amounts=((Stage.INITIAL, q("5.00")),)),
    )
    came = IncomeCutoff(Period.parse("2026-M01"), ((IncomeStage.COLLECTED, q("3.10")),))
    income = (IncomeLine("n1", "10.1", "IUSI", "f1", q("40.00"), YEAR, (came,)),)
    services.adopt(office.actor(), sources, (), lines, (), income)
    return office


def fields(response: Any) -> dict[str, str]:
    """Return the fields of a form as a browser would send them back."""
    form, found = response.context["form"], {}
    for field in form:
        value = field.value()
        if value is not None and value is not False:
            found[field.html_name] = str(form.fields[field.name].prepare_value(value))
    return found


def sent(office: Office, which: str, /, *args: str, who: str = "finance", **typed: str) -> Any:
    """Open a page, type into its form, and send it."""
    client, address = office.client(who), reverse(which, args=[office.slug, *args])
    return client.post(address, fields(client.get(address)) | typed)


def test_a_source_is_changed_in_what_was_touched_alone(funded: Office) -> None:
    assert sent(funded, "funding_edit", "f1", earmark="agua").status_code == 302
    source = current(funded.institution).funding[0]
    assert (source.earmark, repr(source.amount), source.investment) == ("agua", repr(q("1000")), q("900.00"))
    assert Entry.objects.first().changes == [
        {"subject": "funding/f1", "before": {"earmark": ""}, "after": {"earmark": "agua"}}
    ]


@pytest.mark.parametrize("text", ["1,234.50", "1.234,50", "1234.5", "1234,5", "Q 1,234.50"])
def test_an_amount_is_read_in_either_format(funded: Office, text: str) -> None:
    assert sent(funded, "funding_edit", "f1", amount=text).status_code == 302
    assert current(funded.institution).funding[0].amount == q("1234.50")


@pytest.mark.parametrize("text", ["mil", "12.34.5", "1,23,456.00", "1.2.3", "-5", "1.234", "12,3456"])
def test_what_is_no_amount_is_named_and_kept(funded: Office, text: str) -> None:
    response = sent(funded, "funding_edit", "f1", amount=text, name="Otro nombre")
    page = response.content.decode()
    assert response.status_code == 200
    assert f'value="{text}"' in page
    assert f"«{text}»" in page
    assert "Otro nombre" in page
    assert current(funded.institution).funding[0].name == "Situado"


@pytest.mark.parametrize(
    ("text", "number"), [("1.234.567", "1234567"), ("1,234", "1234"), ("−3,5", "-3.5"), ("0", "0")]
)
def test_groups_and_signs(text: str, number: str) -> None:
    assert AmountField(signed=True).clean(text) == Decimal(number)


def test_no_amount_is_no_zero() -> None:
    assert AmountField().clean(" ") is None
    with pytest.raises(ValidationError):
        AmountField(required=True).clean("")


def test_parts_beyond_the_source_are_refused_with_the_difference(funded: Office) -> None:
    page = sent(funded, "funding_edit", "f1", operating="100.01").content.decode()
    assert "0.01" in page
    assert current(funded.institution).funding[0].operating is None


def test_what_two_people_wrote_is_asked_and_kept(funded: Office) -> None:
    client, address = funded.client("finance"), reverse("funding_edit", args=[funded.slug, "f1"])
    begun = fields(client.get(address))
    sent(funded, "funding_edit", "f1", amount="2000", who="planner")
    answer = client.post(address, begun | {"amount": "3000"})
    assert answer.status_code == 409
    assert 'value="3000"' in answer.content.decode()
    assert "2,000" in answer.content.decode()
    client.post(address, fields(answer))
    assert current(funded.institution).funding[0].amount == q("3000")


def test_a_source_is_added(funded: Office) -> None:
    typed = {"name": "IVA-PAZ", "amount": "7.5", "period": "2026", "key": "iva_paz", "carried_over": "on"}
    assert sent(funded, "funding_add", **typed).status_code == 302
    made = current(funded.institution).funding[-1]
    assert (made.name, made.amount, made.key, made.carried_over) == ("IVA-PAZ", q("7.5"), "iva_paz", True)


def test_income_is_collected_by_month(funded: Office) -> None:
    february = f"collected_{Period.parse('2026-M02').first_month}"
    assert sent(funded, "income_edit", "n1", **{february: "8.20"}).status_code == 302
    line = current(funded.institution).income[0]
    assert [dict(cutoff.amounts)[IncomeStage.COLLECTED] for cutoff in line.cutoffs] == [q("3.10"), q("8.20")]
    assert Entry.objects.first().verb == "income.edit"
    assert sent(funded, "income_edit", "n1", **{february: ""}).status_code == 302
    assert len(current(funded.institution).income[0].cutoffs) == 1


def test_income_is_added_for_a_year(funded: Office) -> None:
    typed = {"classifier": "11.2", "name": "Tasas", "period": "2026", "estimated": "1.000,00"}
    assert sent(funded, "income_add", **typed).status_code == 302
    assert current(funded.institution).income[-1].estimated == q("1000.00")
    assert sent(funded, "income_add", **(typed | {"period": "2026-Q1"})).status_code == 200


def act(office: Office, *rows: tuple[str, str], **typed: str) -> Any:
    """Send the form of an act with these rows."""
    data = {"act": "Acta 4-2026", "day": "2026-03-05", "adds": "", "note": "", "form-TOTAL_FORMS": "6"}
    data["form-INITIAL_FORMS"] = "0"
    for number, (line, amount) in enumerate(rows):
        data |= {f"form-{number}-line": line, f"form-{number}-amount": amount}
    return office.client("finance").post(reverse("budget_modify", args=[office.slug]), data | typed)


def test_an_act_is_recorded_by_key_or_by_code(funded: Office) -> None:
    answer = act(funded, ("12-01", "-10,50"), ("b2", "10.50"))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("budget_line", args=[funded.slug, "b1"])
    assert [(m.line, m.day) for m in current(funded.institution).modifications] == [
        ("b1", date(2026, 3, 5)),
        ("b2", date(2026, 3, 5)),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("12-02", "-1"), ("b1", "1")], "varios renglones"),
        ([("99", "-1"), ("b1", "1")], "No hay renglón"),
        ([("b1", "-200"), ("b2", "200")], "faltarían"),
        ([("b1", "-1"), ("b2", "2")], "no suman cero"),
        ([("b1", ""), ("b2", "2")], "cuánto cambia"),
        ([("", "3"), ("b2", "2")], "de qué renglón"),
    ],
)
def test_an_act_that_cannot_be_says_why_and_keeps_what_was_typed(
    funded: Office, rows: list[tuple[str, str]], said: str
) -> None:
    page = act(funded, *rows).content.decode()
    assert said in page
    assert all(f'value="{text}"' in page for row in rows for text in row if text)
    assert current(funded.institution).modifications == ()


def test_more_rows_keep_what_was_typed(funded: Office) -> None:
    page = act(funded, ("b1", "-1"), do="more").content.decode()
    assert 'value="-1"' in page
    assert 'name="form-6-line"' in page


def test_who_may_not_change_money_is_told(funded: Office) -> None:
    for name, args in (("funding_edit", ["f1"]), ("funding_add", []), ("income_edit", ["n1"]), ("budget_modify", [])):
        assert funded.client("clerk").get(reverse(name, args=[funded.slug, *args])).status_code == 403


def test_the_history_tells_money_as_money(funded: Office) -> None:
    sent(funded, "funding_edit", "f1", amount="2.000,75")
    act(funded, ("b1", "-10.50"), ("b2", "10.50"))
    february = f"collected_{Period.parse('2026-M02').first_month}"
    sent(funded, "income_edit", "n1", **{february: "8.20"})
    page = funded.client("auditor").get(reverse("history", args=[funded.slug])).content.decode()
    for words in ("1,000", "2,000.75", "Q10.50", "febrero de 2026: recaudado Q8.20"):
        assert words in page.replace("\u00a0", "")
    assert "200075" not in page
    assert "amount_currency" not in page
