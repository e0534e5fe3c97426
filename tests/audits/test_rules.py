"""How the institution uses the rules: decided with reason and act, seen with its origin, taken back, never unseen."""

from dataclasses import replace

import pytest
from django.urls import reverse

from ceiba.audits import rules, services
from ceiba.audits.models import Finding
from ceiba.audits.revision import revision
from ceiba.exchange.readers import plan_text
from ceiba.exchange.writers import plan_text as writer
from ceiba.institutions.models import Entry, RuleSetting
from ceiba.institutions.queries_rules import rule_settings
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.finding import Severity
from ceiba.snapshots import services as snapshots
from tests.cast import valle_alto
from tests.furnished import furnish
from tests.people import Office
from tests.queries import pinned

WHY = {"reason": "Los indicadores son de otra dirección.", "source": "Acta 14-2026 del concejo"}
FORM = {"enabled": "true", "severity": "notice", "set_times": "10", **WHY}


@pytest.fixture
def here(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Return the invented institution as the invented municipality, with what it decides about rules."""
    whole = valle_alto()
    monkeypatch.setattr(snapshots, "current", lambda one: replace(whole, rule_settings=rule_settings(one)))
    return office


def page(office: Office, who: str = "planner", **asked: str) -> str:
    response = office.client(who).get(reverse("rules", args=[office.slug]), asked)
    assert response.status_code == 200
    return str(response.content.decode())


def place(office: Office, code: str) -> str:
    return reverse("rule", args=[office.slug, code])


def test_a_decision_travels_the_road_and_asks_the_rules_anew(office: Office) -> None:
    furnish(office)
    institution = office.institution
    before = services.current(institution)
    [rule, *_rest] = [code for code, (asked, passed) in before.asked.items() if asked > passed]
    mark = revision(institution)
    rules.set_rule(office.actor(), rule, enabled=False, **WHY)
    assert revision(institution) != mark
    snapshot = snapshots.current(institution)
    [setting] = snapshot.rule_settings
    assert (setting.rule, setting.enabled, setting.reason, setting.source) == (rule, False, *WHY.values())
    assert plan_text.read("plan.yaml", writer.write(snapshot).encode()).snapshot.rule_settings == (setting,)
    after = services.current(institution)
    assert after.pk != before.pk
    assert rule not in after.asked
    assert not Finding.objects.present().filter(rule=rule).exists()
    rules.reset_rule(office.actor(), rule)
    assert services.current(institution).asked[rule] == before.asked[rule]
    assert snapshots.current(institution).rule_settings == ()


def test_severity_and_threshold_are_those_decided(here: Office) -> None:
    rules.set_rule(here.actor(), "L001", severity="error", **WHY)
    rules.set_rule(here.actor("administrator"), "E003", settings={"times": "25"}, **WHY)
    services.current(here.institution)
    assert Severity.ERROR in set(Finding.objects.filter(rule="L001").values_list("severity", flat=True))
    stored = RuleSetting.objects.get(key="E003")
    assert (stored.enabled, stored.severity, stored.settings) == (None, "", [["times", "25"]])


@pytest.mark.parametrize(
    "given",
    [
        {"settings": {"times": "1"}},
        {"settings": {"times": "diez"}},
        {"settings": {"nada": "3"}},
        {"settings": {"times": "10"}, "enabled": True},
        {"enabled": False, "reason": "no"},
        {"enabled": False, "source": " "},
    ],
)
def test_what_no_rule_can_follow_or_nobody_explained_is_refused(here: Office, given: dict[str, object]) -> None:
    with pytest.raises(Refused):
        rules.set_rule(here.actor(), "E003", **{**WHY, **given})  # type: ignore[arg-type]
    with pytest.raises(Refused):
        rules.set_rule(here.actor(), "Z999", enabled=False, **WHY)
    with pytest.raises(Refused):
        rules.reset_rule(here.actor(), "E003")
    assert not RuleSetting.objects.exists()


@pytest.mark.parametrize("who", ["reviewer", "unit_head", "auditor", "finance", "clerk"])
def test_only_who_plans_or_administers_decides(here: Office, who: str) -> None:
    with pytest.raises(NotAllowed):
        rules.set_rule(here.actor(who), "E003", enabled=False, **WHY)
    assert 'name="severity"' not in here.client(who).get(place(here, "E003")).content.decode()
    assert here.client(who).post(place(here, "E003"), FORM | {"enabled": "false"}).status_code == 403
    assert not RuleSetting.objects.exists()


def test_the_page_changes_a_rule_and_says_whose_each_value_is(here: Office) -> None:
    client = here.client()
    changed = client.post(place(here, "E003"), FORM | {"severity": "error", "set_times": "30"})
    assert changed.status_code == 302
    text = client.get(place(here, "E003")).content.decode()
    for words in ("de la institución", "lo usual: 10", "lo usual: ", *WHY.values(), "Persona planner"):
        assert words in text
    assert "Acta 14-2026" in page(here)
    [entry] = Entry.objects.filter(verb="rule.set")
    assert (entry.subject, entry.note) == ("rule/E003", WHY["reason"])
    history = here.client("auditor").get(reverse("history_entry", args=[here.slug, entry.pk])).content.decode()
    assert "Decidió cómo se usa una regla" in history
    assert client.post(place(here, "E003"), {"reset_reason": "Ya no hace falta."}).status_code == 302
    assert not RuleSetting.objects.exists()
    assert "lo usual: 10" not in client.get(place(here, "E003")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"set_times": "1"}, "No puede bajar de 2."),
        ({"set_times": "muchas"}, "Escriba un número entero."),
        ({"reason": "no"}, "Razón"),
        ({"source": ""}, "De dónde sale la decisión"),
        ({"severity": "grave"}, "Gravedad"),
    ],
)
def test_a_form_with_mistakes_comes_back_with_what_was_typed(here: Office, wrong: dict[str, str], told: str) -> None:
    response = here.client().post(place(here, "E003"), FORM | {"set_times": "44", "source": "Oficio 7"} | wrong)
    text = response.content.decode()
    assert response.status_code == 422
    assert told in text
    assert "Los indicadores son de otra dirección." in text or "reason" in wrong
    assert not RuleSetting.objects.exists()


def test_a_value_of_the_methodology_names_its_norm(here: Office) -> None:
    text = here.client().get(place(here, "C006")).content.decode()
    assert "de la metodología" in text
    assert "Normas SNIP" in text


def test_the_list_holds_every_rule_and_finds_them_without_accents(here: Office) -> None:
    from ceiba.rules.catalogue import rules as catalogue

    text = page(here)
    assert all(reverse("rule", args=[here.slug, rule.code]) in text for rule in catalogue())
    found = page(here, q="linea BASE")
    assert reverse("rule", args=[here.slug, "M015"]) in found
    assert reverse("rule", args=[here.slug, "F001"]) not in found
    assert "Ninguna regla tiene todas esas palabras" in page(here, q="xyzzy")


def test_a_dismissed_rule_says_so(here: Office) -> None:
    rules.set_rule(here.actor(), "L001", enabled=False, **WHY)
    assert "descartada aquí" in page(here)
    text = here.client("auditor").get(place(here, "L001")).content.decode()
    assert "La institución descartó esta regla" in text
    assert "La regla no pregunta." in text


def test_a_rule_that_does_not_exist_is_not_found(here: Office) -> None:
    assert here.client().get(place(here, "Z999")).status_code == 404


def test_the_queries_are_pinned(here: Office) -> None:
    client = here.client()
    for name, address in (("rules", reverse("rules", args=[here.slug])), ("rule", place(here, "L001"))):
        client.get(address)
        with pinned(name):
            client.get(address)
