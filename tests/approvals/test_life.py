"""The life of a plan: which step leads where, who may do it, what stops it, and what no longer changes afterwards."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ceiba.approvals import services
from ceiba.approvals.models import PlanStep, PlanVersion
from ceiba.approvals.transitions import BY_VERB, TRANSITIONS
from ceiba.approvals.versions import alone, canonical, read
from ceiba.audits import rules
from ceiba.audits.models import Finding
from ceiba.indicators import editing as indicators
from ceiba.indicators.models import Indicator
from ceiba.institutions.models import Assignment
from ceiba.institutions.services import assign
from ceiba.institutions.services_people import delegate
from ceiba.institutions.verbs import NEEDS, NotAllowed, Refused
from ceiba.plans import editing
from ceiba.plans import services as plans
from ceiba.plans.standing import Fixed
from ceiba.snapshots.services import current
from tests.approvals.planned import answered, approved, in_force, submitted
from tests.cast import with_elements
from tests.people import Office
from tests.plans.pages import Desk
from tests.plans.planted import TREE, element, last_entry, plan, plant
from tests.snapshots.adopting import adopt_all


def test_the_table_names_verbs_that_need_what_it_says() -> None:
    assert {verb: NEEDS[verb] for verb in BY_VERB} == {step.verb: step.needs for step in TRANSITIONS}


def test_a_plan_lives_from_draft_to_closed(office: Office) -> None:
    reviewer = office.actor("reviewer")
    version = services.approve(reviewer, submitted(office), note="Sesión 12", act=("acta.txt", b"Acta 12-2026"))
    assert (version.number, version.act.name, plan().state) == (1, "acta.txt", "approved")
    services.enforce(reviewer, plan())
    services.close(reviewer, plan(), note="Terminó el período")
    assert plan().state == "closed"
    steps = [(step.verb, step.before, step.after) for step in PlanStep.objects.order_by("pk")]
    assert steps == [
        ("plan.submit", "draft", "submitted"),
        ("plan.approve", "submitted", "approved"),
        ("plan.enforce", "approved", "in_force"),
        ("plan.close", "in_force", "closed"),
    ]
    assert last_entry().note == "Terminó el período"


def test_a_returned_plan_says_why_and_is_sent_again(office: Office) -> None:
    sent = submitted(office)
    with pytest.raises(Refused, match="razón"):
        services.give_back(office.actor("reviewer"), sent, note=" ")
    services.give_back(office.actor("reviewer"), sent, note="Falta el eje 3")
    assert (plan().state, PlanStep.objects.first().note) == ("returned", "Falta el eje 3")
    plans.edit_element(office.actor(), element("ob"), text="Llevar agua segura")
    services.submit(office.actor(), plan())
    services.take_back(office.actor(), plan())
    assert plan().state == "draft"


@pytest.mark.parametrize("verb", [services.approve, services.give_back, services.enforce, services.close])
def test_a_step_that_does_not_start_here_is_refused_with_where_the_plan_stands(office: Office, verb: Any) -> None:
    plant(office)
    with pytest.raises(Refused, match="en preparación"):
        verb(office.actor("reviewer"), plan(), note="x")


def test_only_those_with_the_role_do_a_step(office: Office) -> None:
    sent = submitted(office)
    for who in ("planner", "unit_head", "auditor", "administrator"):
        with pytest.raises(NotAllowed):
            services.approve(office.actor(who), sent)
    with pytest.raises(NotAllowed):
        services.take_back(office.actor("reviewer"), sent)


def test_who_sent_the_plan_does_not_approve_it(office: Office) -> None:
    assign(office.actor("administrator"), office.people["planner"], "reviewer", None)
    sent = submitted(office)
    with pytest.raises(NotAllowed, match="otra persona"):
        services.approve(office.actor("planner"), sent)
    page = office.client("planner").get(f"/{office.slug}/planes/vida/{sent.key}").content.decode()
    assert "Lo aprueba otra persona" in page
    assert 'value="plan.approve"' not in page


def test_a_delegation_does_not_go_around_the_separation(office: Office) -> None:
    """The planner is reviewer too, and hands that role to the clerk: the clerk approves on the planner's behalf."""
    assign(office.actor("administrator"), office.people["planner"], "reviewer", None)
    sent = submitted(office)
    role = Assignment.objects.get(person=office.people["planner"], role="reviewer")
    delegate(
        office.actor("planner"), role, office.people["clerk"], begins=timezone.localdate(), ends=timezone.localdate()
    )
    with pytest.raises(NotAllowed, match="encargo"):
        services.approve(office.actor("clerk"), sent)


def test_a_delegation_is_recorded(office: Office) -> None:
    sent = submitted(office)
    role = Assignment.objects.get(person=office.people["reviewer"])
    delegate(
        office.actor("reviewer"), role, office.people["auditor"], begins=timezone.localdate(), ends=timezone.localdate()
    )
    services.approve(office.actor("auditor"), sent)
    step = PlanStep.objects.first()
    assert (step.person, step.on_behalf_of) == (office.people["auditor"], office.people["reviewer"])
    assert "por encargo de" in office.client("auditor").get(f"/{office.slug}/planes/vida/{sent.key}").content.decode()


def test_open_questions_stop_the_approval_and_the_page_lists_them(office: Office) -> None:
    plant(office)
    services.submit(office.actor(), plan())
    with pytest.raises(Refused, match="no se puede aprobar"):
        services.approve(office.actor("reviewer"), plan())
    assert (plan().state, PlanVersion.objects.count()) == ("submitted", 0)
    page = office.client("reviewer").get(f"/{office.slug}/planes/vida/{plan().key}").content.decode()
    rows = Finding.objects.of(office.institution).present().filter(severity="warning")
    assert rows
    for row in rows[:5]:
        assert f"/{office.slug}/revision/{row.pk}/" in page
    assert "Todavía no se puede aprobar" in page
    answered(office)
    services.approve(office.actor("reviewer"), plan())
    assert plan().state == "approved"


def test_what_is_approved_takes_no_direct_changes(office: Office) -> None:
    approved(office)
    actor, one = office.actor(), Indicator.objects.get()
    acts = (
        lambda: editing.edit_element(actor, element("ob"), text="x"),
        lambda: editing.add_element(actor, plan(), level="eje", text="x"),
        lambda: editing.move_element(actor, element("bx"), before=element("ax")),
        lambda: editing.withdraw_element(actor, element("bx"), reason="x"),
        lambda: editing.restore_element(actor, element("bx")),
        lambda: indicators.edit_indicator(actor, one, text="x"),
        lambda: indicators.add_indicator(actor, element("ob"), text="x"),
        lambda: indicators.withdraw_indicator(actor, one, reason="x"),
        lambda: indicators.restore_indicator(actor, one),
    )
    rows = last_entry().pk
    for act in acts:
        with pytest.raises(Fixed, match="abra una modificación"):
            act()
    assert last_entry().pk == rows


def test_what_is_approved_takes_no_undoing_and_no_document(office: Office) -> None:
    plant(office)
    editing.edit_element(office.actor(), element("ob"), text="Llevar agua segura")
    edit = last_entry()
    answered(office)
    services.submit(office.actor(), plan())
    with pytest.raises(Fixed, match="enviado a aprobación"):
        plans.undo(office.actor(), edit)
    adopt_all(office.actor(), with_elements(TREE.replace("text: Llevar agua,", "text: Llevar agua segura,")))
    with pytest.raises(Fixed):
        adopt_all(office.actor(), with_elements(TREE))
    assert element("ob").text == "Llevar agua segura"


def test_a_document_that_adds_targets_is_refused_too(office: Office) -> None:
    in_force(office)
    with pytest.raises(Fixed):
        adopt_all(office.actor(), with_elements(TREE.replace("{2025: 10}", "{2025: 11}")))


def test_an_editor_is_told_on_the_page_and_keeps_what_was_typed(office: Office) -> None:
    approved(office)
    status, page = Desk(office.client(), f"/{office.slug}/editar/elemento/ob").send(text="Lo que escribí")
    assert status == 409
    assert "abra una modificación" in page
    assert "Lo que escribí" in page


def test_a_version_is_the_plan_and_its_digest(office: Office) -> None:
    approved(office)
    version = PlanVersion.objects.get()
    here = alone(current(office.institution), plan().key, plan().methodology)
    assert read(version.text) == here
    assert canonical(here) == (version.text, version.sha256)


def test_the_page_does_every_step(office: Office) -> None:
    plant(office)
    answered(office)
    path = f"/{office.slug}/planes/vida/{plan().key}"
    for who, verb, note in (
        ("planner", "plan.submit", ""),
        ("reviewer", "plan.return", "Falta algo"),
        ("planner", "plan.submit", "Va otra vez"),
        ("reviewer", "plan.approve", ""),
        ("reviewer", "plan.enforce", ""),
        ("reviewer", "plan.close", "Se terminó"),
    ):
        sent = {"verb": verb, f"{verb.replace('.', '-')}-note": note}
        assert office.client(who).get(path).status_code == 200
        assert office.client(who).post(path, sent).status_code == 302, verb
    assert plan().state == "closed"
    again = office.client("reviewer").post(path, {"verb": "plan.close", "plan-close-note": "otra vez"})
    assert again.status_code in (409, 422)
    assert "cerrado" in again.content.decode()


def test_the_list_says_where_each_plan_stands(office: Office) -> None:
    submitted(office)
    page = office.client("reviewer").get(f"/{office.slug}/planes/aprobacion/").content.decode()
    assert "enviado a aprobación" in page
    assert "Aprobar" in page
    empty = office.client("outsider").get(f"/{office.slug}-vecino/planes/aprobacion/")
    assert "Todavía no hay ningún plan" in empty.content.decode()


def test_who_approves_sees_the_rules_that_were_silenced(office: Office) -> None:
    submitted(office)
    why = {"reason": "Los indicadores son de otra dirección.", "source": "Acta 14-2026 del concejo"}
    client = office.client("reviewer")
    place = reverse("plan_life", args=[office.slug, plan().key])
    before = client.get(place).content.decode()
    rules.set_rule(office.actor(), "L001", enabled=False, **why)
    after = client.get(place).content.decode()
    told = "Reglas que la institución usa a su manera"
    assert told not in before
    assert told in after
    assert all(words in after for words in (*why.values(), reverse("rule", args=[office.slug, "L001"])))
