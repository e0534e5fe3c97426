"""Amendments: a resolution opens a plan, what it changes is shown, approved or taken back, and nothing that is over."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ceiba.approvals import amending, services
from ceiba.approvals.comparing import compared
from ceiba.approvals.models import Amendment, PlanVersion
from ceiba.approvals.versions import alone, read
from ceiba.indicators import editing as indicators
from ceiba.indicators.models import Indicator, ReportingCycle
from ceiba.institutions.models import Entry
from ceiba.institutions.services import assign
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.indicator import Target
from ceiba.kernel.period import Period
from ceiba.kernel.states import Value
from ceiba.plans import editing
from ceiba.plans.models import Statement
from ceiba.plans.standing import Fixed
from ceiba.snapshots.services import current
from tests.approvals.planned import answered, approved
from tests.cast import snapshot, with_elements
from tests.people import Office
from tests.plans.planted import TREE, element, plan, shape
from tests.snapshots.adopting import adopt_all

ACT = ("resolucion.txt", b"Resolucion 014-2026, inventada")
FACTS: dict[str, Any] = {
    "number": "014-2026",
    "date": date(2025, 3, 1),
    "effective": date(2025, 3, 1),
    "kinds": ["adds", "takes", "changes"],
    "reason": "El pozo se secó",
    "act": ACT,
}


def opened(office: Office, **facts: Any) -> Amendment:
    """Return an amendment under way in an approved plan."""
    approved(office)
    return amending.open_amendment(office.actor(), plan(), **{**FACTS, **facts})


def targets(**amounts: int) -> list[Target]:
    """Return targets by year («y2025»)."""
    return [Target(Value(Decimal(amount)), Period.of_year(int(year[1:]))) for year, amount in amounts.items()]


def change_everything(office: Office) -> None:
    """Add, take away and change."""
    new = editing.add_element(office.actor(), plan(), level="eje", text="Un eje nuevo")
    editing.withdraw_element(office.actor(), element("bx"), reason="Sin dinero")
    editing.edit_element(office.actor(), element("ob"), text="Llevar agua a todos")
    indicators.edit_indicator(office.actor(), Indicator.objects.get(), targets=targets(y2025=12, y2026=20))
    assert new.pk


def test_an_amendment_lets_planners_edit_and_becomes_a_version(office: Office) -> None:
    row = opened(office)
    change_everything(office)
    answered(office)
    version = amending.approve_amendment(office.actor("reviewer"), row, note="Sesión 14")
    assert (version.number, plan().version, plan().amended) == (2, "2", False)
    assert read(version.text) == alone(current(office.institution), plan().key, plan().methodology)
    row.refresh_from_db()
    assert (row.state, row.result, row.act.name) == ("approved", version, "resolucion.txt")
    with pytest.raises(Fixed):
        editing.edit_element(office.actor(), element("ob"), text="x")


def test_what_changed_is_shown_with_signs_and_fields(office: Office) -> None:
    row = opened(office)
    change_everything(office)
    before, after = amending.said(row, current(office.institution))
    lines = compared(before, after, plan().key)
    assert sorted((line.sign, line.name) for line in lines) == [
        ("+", "Un eje nuevo"),
        ("−", "Caminos"),
        ("≠", "1.1 Llevar agua a todos"),
        ("≠", "Hogares"),
    ]
    changed = {field.label: (field.before, field.after) for line in lines for field in line.fields}
    assert changed["Texto"] == ("Llevar agua", "Llevar agua a todos")
    assert changed["Meta 2025"] == ("10", "12")
    assert changed["Meta 2026"][1] == "20"
    page = office.client("reviewer").get(f"/{office.slug}/planes/modificacion/{row.pk}/").content.decode()
    for words in ("Un eje nuevo", "Caminos", "Llevar agua a todos", "Meta 2025", "014-2026"):
        assert words in page


def test_a_discarded_amendment_leaves_the_plan_as_it_was_and_the_history_whole(office: Office) -> None:
    row = opened(office)
    before = shape(office)
    change_everything(office)
    editing.move_element(office.actor(), element("l2"), before=element("l1"), parent=element("ob"))
    adopt_all(
        office.actor(),
        snapshot("plans: [{kind: pdmot, title: Plan de prueba, statements: [{kind: mission, text: Servir}]}]"),
    )
    rows = Entry.objects.count()
    amending.discard_amendment(office.actor(), row, note="El concejo no la aprobó")
    assert shape(office) == before
    assert not Statement.objects.exists()
    row.refresh_from_db()
    base, now = amending.said(row, current(office.institution))
    assert compared(base, now, plan().key) == ()
    assert Entry.objects.count() == rows + 1
    told = [change for change in Entry.objects.first().changes if change["subject"].startswith("statement/")]
    assert told[0]["before"]["text"] == "Servir"
    with pytest.raises(Fixed):
        editing.edit_element(office.actor(), element("ob"), text="x")


def test_targets_of_what_is_over_do_not_change_and_the_refusal_names_them(office: Office) -> None:
    row = opened(office, effective=date(2026, 1, 1))
    indicators.edit_indicator(office.actor(), Indicator.objects.get(), targets=targets(y2025=5, y2026=20))
    answered(office)
    with pytest.raises(Refused, match="«Hogares» 2025"):
        amending.approve_amendment(office.actor("reviewer"), row)
    page = office.client("reviewer").get(f"/{office.slug}/planes/modificacion/{row.pk}/").content.decode()
    assert "Cambia lo que ya pasó" in page
    indicators.edit_indicator(office.actor(), Indicator.objects.get(), targets=targets(y2025=10, y2026=20))
    answered(office)
    assert amending.approve_amendment(office.actor("reviewer"), row).number == 2


def test_targets_of_a_closed_cycle_do_not_change_either(office: Office) -> None:
    row = opened(office)
    year = Period.of_year(2025)
    ReportingCycle.objects.create(
        institution=office.institution,
        key="anual:2025",
        duty="anual",
        period=year,
        opens=date(2025, 1, 1),
        due=date(2026, 1, 15),
        closed="2026-01-20T00:00:00Z",
    )
    from ceiba.institutions.verbs import Part, touch

    touch(office.institution.pk, [Part.REPORTING])
    indicators.edit_indicator(office.actor(), Indicator.objects.get(), targets=targets(y2025=5))
    answered(office)
    with pytest.raises(Refused, match="«Hogares» 2025"):
        amending.approve_amendment(office.actor("reviewer"), row)


def test_who_opened_an_amendment_does_not_approve_it(office: Office) -> None:
    row = opened(office)
    change_everything(office)
    answered(office)
    assign(office.actor("administrator"), office.people["planner"], "reviewer", None)
    with pytest.raises(NotAllowed):
        amending.approve_amendment(office.actor("planner"), row)
    page = office.client("planner").get(f"/{office.slug}/planes/modificacion/{row.pk}/").content.decode()
    assert "la aprueba otra persona" in page


def test_an_amendment_that_changes_nothing_is_not_approved(office: Office) -> None:
    row = opened(office)
    with pytest.raises(Refused, match="no cambió nada"):
        amending.approve_amendment(office.actor("reviewer"), row)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"number": " "}, "número"),
        ({"reason": ""}, "motivo"),
        ({"kinds": []}, "qué hace"),
        ({"effective": date(2025, 2, 1)}, "antes de su propia fecha"),
    ],
)
def test_a_resolution_says_what_it_is(office: Office, facts: dict[str, Any], words: str) -> None:
    approved(office)
    with pytest.raises(Refused, match=words):
        amending.open_amendment(office.actor(), plan(), **{**FACTS, **facts})
    assert not plan().amended


def test_one_amendment_at_a_time_and_only_in_an_approved_plan(office: Office) -> None:
    row = opened(office)
    with pytest.raises(Refused, match="014-2026"):
        amending.open_amendment(office.actor(), plan(), **FACTS)
    amending.discard_amendment(office.actor(), row, note="x")
    with pytest.raises(Refused, match="ya está descartada"):
        amending.discard_amendment(office.actor(), row, note="x")
    services.enforce(office.actor("reviewer"), plan())
    services.close(office.actor("reviewer"), plan(), note="x")
    with pytest.raises(Refused, match="cerrado"):
        amending.open_amendment(office.actor(), plan(), **FACTS)


def test_the_pages_open_edit_compare_and_approve(office: Office) -> None:
    approved(office)
    client, key = office.client(), plan().key
    path = f"/{office.slug}/planes/modificar/{key}"
    assert client.get(path).status_code == 200
    sent = {**FACTS, "date": "2025-03-01", "effective": "2025-03-01"}
    assert client.post(path, {**sent, "act": ""}).status_code == 200  # without the file: nothing is lost
    made = client.post(path, {**sent, "act": SimpleUploadedFile(*ACT)})
    assert made.status_code == 302
    editing.edit_element(office.actor(), element("ob"), text="Otro texto")
    answered(office)
    assert "Otro texto" in client.get(f"/{office.slug}/planes/comparar/{key}").content.decode()
    review = office.client("reviewer").post(made["Location"], {"do": "approve"})
    assert review.status_code == 302
    page = client.get(f"/{office.slug}/planes/comparar/{key}?de=1&a=2").content.decode()
    assert "Otro texto" in page
    version = PlanVersion.objects.get(number=2)
    shown = client.get(f"/{office.slug}/planes/version/{version.pk}/")
    assert version.sha256 in shown.content.decode()
    assert client.get(f"/{office.slug}/planes/version/{version.pk}/?texto=1").content.decode() == version.text
    assert client.get(f"/{office.slug}/planes/comparar/{key}?de=7&a=2").status_code == 404
    assert client.get(f"/{office.slug}/planes/vida/{key}").status_code == 200


def test_a_document_may_bring_what_a_resolution_opened(office: Office) -> None:
    opened(office)
    adopt_all(office.actor(), with_elements(TREE.replace("{2025: 10}", "{2025: 11}")))
    assert str(current(office.institution).plans[0].indicators[0].targets[0].value) != ""
