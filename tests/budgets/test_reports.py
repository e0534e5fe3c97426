"""A report of the finance system comes in by its page: shown first, then loaded whole into its month."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ceiba.budgets.models import BudgetCutoff, BudgetLine, IncomeCutoff, IncomeLine, ReportImport
from ceiba.budgets.report_changes import Fate
from ceiba.budgets.services_reports import apply, receive
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.budget import Stage
from ceiba.kernel.classifier import ClassifierUse
from ceiba.kernel.period import Period
from ceiba.snapshots.services import current
from tests.execution_reports import HEAD, LINES, Line, changed, csv, table
from tests.people import Office
from tests.queries import pinned

MARCH, APRIL = Period.parse("2026-M03"), Period.parse("2026-M04")
APRIL_HEAD = (*HEAD[:2], "Del 01/01/2026 al 30/04/2026")


def load(office: Office, lines: tuple[Line, ...] = LINES, head: tuple[str, ...] = HEAD) -> dict[Fate, int]:
    row = receive(office.actor("finance"), ClassifierUse.EXPENDITURE, "egresos.csv", csv(table(lines, head)), None)
    return apply(office.actor("finance"), row).counts


def kept() -> list[tuple[str, str, int]]:
    rows = BudgetCutoff.objects.select_related("line").order_by("until", "line__position")
    return [(row.until.notation(), row.line.classifier, row.accrued) for row in rows]


def text(content: bytes) -> str:
    return " ".join(html.unescape(content.decode()).split())


def test_a_report_becomes_lines_and_their_month(office: Office) -> None:
    assert load(office)[Fate.NEW] == 3
    assert kept() == [("2026-M03", line.key, line.accrued) for line in LINES]
    line = current(office.institution).budget_lines[0]
    assert (line.name, line.period) == ("Personal de agua", Period.of_year(2026))
    money = line.amount(Stage.PAID)
    assert money is not None
    assert (str(money.amount), money.currency) == ("399999.99", "GTQ")


def test_the_same_report_again_changes_nothing(office: Office) -> None:
    load(office)
    before = kept()
    assert load(office) == {Fate.NEW: 0, Fate.CHANGED: 0, Fate.SAME: 3, Fate.GONE: 0}
    assert kept() == before
    assert BudgetLine.objects.count() == 3


def test_a_smaller_report_of_an_old_month_replaces_that_month_alone(office: Office) -> None:
    load(office)
    load(office, head=APRIL_HEAD)
    again = (changed(LINES[0], paid=1), LINES[1])
    assert load(office, again) == {Fate.NEW: 0, Fate.CHANGED: 1, Fate.SAME: 1, Fate.GONE: 1}
    assert [month for month, _key, _accrued in kept()] == ["2026-M03"] * 2 + ["2026-M04"] * 3
    assert BudgetLine.objects.count() == 3
    told = current(office.institution).budget_lines[0]
    assert [cutoff.until for cutoff in told.cutoffs] == [MARCH, APRIL]


def test_a_line_of_a_plan_with_the_same_key_is_that_line(office: Office) -> None:
    load(office)
    BudgetLine.objects.filter(classifier=LINES[0].key).update(key="r1", classifier=LINES[0].key.replace("-", ""))
    assert load(office, head=APRIL_HEAD)[Fate.NEW] == 3
    assert BudgetLine.objects.count() == 3


OTHER = "11-00-001-009-000-021-21-0101-0001"


def test_a_line_whose_classifier_was_changed_by_hand_is_still_that_line(office: Office) -> None:
    load(office)
    BudgetLine.objects.filter(classifier=LINES[0].key).update(classifier=OTHER)
    assert load(office) == {Fate.NEW: 0, Fate.CHANGED: 0, Fate.SAME: 3, Fate.GONE: 0}
    assert load(office, (changed(LINES[0], paid=1), *LINES[1:]))[Fate.CHANGED] == 1
    assert load(office, head=APRIL_HEAD)[Fate.NEW] == 3
    assert BudgetLine.objects.count() == 3
    assert BudgetLine.objects.get(key=f"2026-{LINES[0].key}").classifier == OTHER
    page = text(office.client("finance").get(send(office, csv(table()))).content)
    assert f"fila 5</th><td>Es el renglón «Personal de agua», que ahora tiene a mano el clasificador {OTHER}" in page
    assert "Cargar el informe" in page


def test_a_line_of_income_whose_code_was_changed_by_hand_is_still_that_line(office: Office) -> None:
    rows = [
        ["Municipalidad de Valle Alto"],
        ["Ejecución de ingresos al 31/03/2026"],
        ["Rubro", "Nombre", "Asignado", "Vigente", "Devengado", "Percibido"],
        ["10.02.01.00", "Arbitrios", 100, 105, 60, 60],
        ["TOTAL", "", 100, 105, 60, 60],
    ]
    for fate in (Fate.NEW, Fate.SAME):
        row = receive(office.actor("finance"), ClassifierUse.INCOME, "ingresos.csv", csv(rows), None)
        assert apply(office.actor("finance"), row).counts[fate] == 1
        IncomeLine.objects.update(classifier="10.02.09.00")
    assert IncomeLine.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"classifier": LINES[1].key}, "y ese está en la fila 6: serían dos renglones en uno"),
        ({"classifier": OTHER, "period": Period.of_year(2025)}, "que alguien pasó a otro año"),
        ({"period": Period.of_year(2025)}, "que alguien pasó a otro año"),
    ],
)
def test_two_lines_in_one_are_told_and_nothing_is_loaded(office: Office, fields: dict[str, object], said: str) -> None:
    load(office)
    before = kept()
    BudgetLine.objects.filter(classifier=LINES[0].key).update(**fields)
    address = send(office, csv(table((changed(LINES[0], paid=7), *LINES[1:]))))
    client = office.client("finance")
    page = text(client.get(address).content)
    assert "nada se cargó" in page
    assert said in page
    assert "1,000,000.00<" in page
    assert "Cargar el informe" not in page
    assert said in text(client.post(address, follow=True).content)
    assert ReportImport.objects.filter(applied__isnull=True).count() == 1
    assert [accrued for _m, _k, accrued in kept()] == [accrued for _m, _k, accrued in before]
    BudgetLine.objects.filter(key=f"2026-{LINES[0].key}").update(classifier=LINES[0].key, period=Period.of_year(2026))
    client.post(address)
    assert BudgetCutoff.objects.get(line__classifier=LINES[0].key).paid == 7


def test_with_a_fault_nothing_is_loaded(office: Office) -> None:
    spoilt = csv(table(spoil={(1, 5): 1}))
    row = receive(office.actor("finance"), ClassifierUse.EXPENDITURE, "egresos.csv", spoilt, None)
    with pytest.raises(Refused, match="nada se cargó"):
        apply(office.actor("finance"), row)
    assert (BudgetLine.objects.count(), BudgetCutoff.objects.count()) == (0, 0)


def test_loading_is_done_once_and_by_whom_it_belongs_to(office: Office) -> None:
    with pytest.raises(NotAllowed):
        receive(office.actor("clerk"), ClassifierUse.EXPENDITURE, "a.csv", csv(table()), None)
    row = receive(office.actor("planner"), ClassifierUse.EXPENDITURE, "a.csv", csv(table()), None)
    apply(office.actor("planner"), row)
    with pytest.raises(Refused, match="ya se cargó"):
        apply(office.actor("planner"), row)


def test_income_comes_in_with_what_was_estimated(office: Office) -> None:
    rows = [
        ["Municipalidad de Valle Alto"],
        ["Ejecución de ingresos al 31/03/2026"],
        ["Rubro", "Nombre", "Asignado", "Vigente", "Devengado", "Percibido"],
        ["10.02.01.00", "Arbitrios", 100, 105, 60, 60],
        ["16.02.10.00", "Aporte constitucional", 900, 900, 300, 300],
        ["TOTAL", "", 1000, 1005, 360, 360],
    ]
    for fate in (Fate.NEW, Fate.SAME):
        row = receive(office.actor("finance"), ClassifierUse.INCOME, "ingresos.csv", csv(rows), None)
        assert apply(office.actor("finance"), row).counts[fate] == 2
    assert list(IncomeLine.objects.values_list("estimated", "estimated_currency")) == [(100, "GTQ"), (900, "GTQ")]
    assert list(IncomeCutoff.objects.values_list("collected", flat=True)) == [60, 300]


# --- pages --------------------------------------------------------------------------------------------------------


def send(office: Office, content: bytes, who: str = "finance", **fields: str) -> str:
    """Upload a report; return where it leads, or the page with what is wrong."""
    file = SimpleUploadedFile("egresos.csv", content)
    sent = {"report": file, "use": "expenditure", "until": "", **fields}
    response = office.client(who).post(f"/{office.slug}/dinero/informes/", sent)
    return str(response["Location"]) if response.status_code == 302 else text(response.content)


def test_it_is_shown_row_by_row_and_then_loaded(office: Office) -> None:
    load(office)
    address = send(office, csv(table((changed(LINES[0], paid=399_999_00), *LINES[1:]))))
    client = office.client("finance")
    page = text(client.get(address).content)
    assert "Cambian (1)" in page
    assert re.search(r"<small>[-−]Q\s?0\.99</small>|<small>Q\s?[-−]0\.99</small>", page)
    assert "Iguales (2)" in page
    assert "Personal de drenajes" in text(client.get(f"{address}?ver=iguales").content)
    client.post(address)
    done = text(client.get(address).content)
    assert "Nuevos: 0; cambiados: 1; iguales: 2; quitados del mes: 0." in done
    assert "cargado" in text(client.get(f"/{office.slug}/dinero/informes/").content)


def test_what_does_not_add_up_is_told_with_cell_and_money(office: Office) -> None:
    page = text(office.client("finance").get(send(office, csv(table(spoil={(1, 5): 1})))).content)
    assert "nada se cargó" in page
    assert re.search(r"N6.*Saldo por devengar.*0\.01", page)
    assert "Cargar el informe" not in page


def test_what_is_no_report_stays_on_the_form(office: Office) -> None:
    assert "no trae el encabezado" in send(office, b"hola;mundo\n1;2\n")
    assert ReportImport.objects.count() == 0


def test_others_see_the_reports_and_bring_none(office: Office) -> None:
    load(office)
    assert "Traer un informe" not in text(office.client("clerk").get(f"/{office.slug}/dinero/informes/").content)
    file = SimpleUploadedFile("egresos.csv", csv(table()))
    response = office.client("clerk").post(f"/{office.slug}/dinero/informes/", {"report": file, "use": "expenditure"})
    assert response.status_code == 403


def test_queries_do_not_grow_with_the_lines(office: Office) -> None:
    load(office)
    many = tuple(Line(f"11-00-001-{n:03}-000", "021", "21-0101-0001", "Invento", 5, 0, 0, 0, 0) for n in range(120))
    address = send(office, csv(table(many)))
    client = office.client("finance")
    client.get(address)
    with pinned("money_report"):
        client.get(address)
    with pinned("money_reports"):
        client.get(f"/{office.slug}/dinero/informes/")
