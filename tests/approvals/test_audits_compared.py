"""The audit of a version beside the former: what is new, gone, altered, the same, asked as the rules are used today."""

from django.urls import reverse

from ceiba.approvals.auditing import compared_audits
from ceiba.audits import rules
from ceiba.plans import editing
from ceiba.snapshots.services import current
from tests.approvals.planned import approved
from tests.approvals.test_amending import change_everything, opened
from tests.audits.test_refresh import edited
from tests.cast import valle_alto
from tests.people import Office
from tests.plans.planted import plan
from tests.queries import pinned

WHY = {"reason": "Los indicadores son de otra dirección.", "source": "Acta 14-2026 del concejo"}


def page(office: Office, **asked: str) -> str:
    response = office.client("auditor").get(reverse("audit_compare", args=[office.slug]), asked)
    assert response.status_code == 200
    return str(response.content.decode())


def test_what_differs_between_two_values_is_sorted_out() -> None:
    before = valle_alto()
    after = edited(edited(before, "R11", withdrawn=True), "R1", text="Para el 2032 mejora")
    compared = compared_audits(before, after, before)
    gone = {(one.finding.rule, one.finding.subject) for one in compared.gone}
    assert ("L001", "element/R11") in gone
    assert compared.same
    whole = compared_audits(before, before, before)
    assert (whole.new, whole.gone, whole.altered) == ((), (), ())
    backwards = compared_audits(after, before, before)
    assert [one.finding for one in backwards.new] == [one.finding for one in compared.gone]


def test_a_version_is_audited_beside_the_plan_as_it_stands(office: Office) -> None:
    opened(office)
    text = page(office)
    assert "versión 1" in text
    before = text.count("Ninguno.")
    change_everything(office)
    editing.add_element(office.actor(), plan(), level="objetivo_estrategico", text="Un resultado sin nada que lo mida")
    text = page(office, plan=plan().key, de="1", a="hoy")
    assert "Un resultado sin nada que lo mida" in text
    assert text.count("Ninguno.") < before
    today = current(office.institution)
    assert today.rule_settings == ()


def test_both_sides_are_asked_as_the_rules_are_used_today(office: Office) -> None:
    opened(office)
    editing.add_element(office.actor(), plan(), level="objetivo_estrategico", text="Un resultado sin nada que lo mida")
    assert "L001" in page(office)
    rules.set_rule(office.actor(), "L001", enabled=False, **WHY)
    assert "L001" not in page(office)


def test_what_does_not_exist_is_not_found_and_nothing_to_compare_is_said(office: Office) -> None:
    assert "Nada que comparar todavía" in page(office)
    approved(office)
    client, place = office.client(), reverse("audit_compare", args=[office.slug])
    for asked in ({"plan": "nada"}, {"de": "7"}, {"a": "x"}):
        assert client.get(place, asked).status_code == 404


def test_the_queries_are_pinned(office: Office) -> None:
    approved(office)
    client, place = office.client(), reverse("audit_compare", args=[office.slug])
    client.get(place)
    with pinned("audit_compare"):
        client.get(place)
