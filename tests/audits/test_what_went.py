"""Why a finding went and what came back; who waits for whom; files that bear a reason out; a rule dismissed whole."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from ceiba.audits import queries, rules, services
from ceiba.audits.models import Answer, Finding, Gone, Run
from ceiba.institutions.models import RuleSetting
from ceiba.institutions.queries_rules import rule_settings
from ceiba.institutions.verbs import Refused
from ceiba.snapshots import services as snapshots
from tests.audits.showing import Showing
from tests.audits.test_pages import listed, numbers
from tests.audits.test_refresh import edited
from tests.queries import pinned

WHY = {"reason": "Los indicadores son de otra dirección.", "source": "Acta 14-2026 del concejo"}


@pytest.fixture
def here(shown: Showing, monkeypatch: pytest.MonkeyPatch) -> Showing:
    """Return what is shown, with what the institution decides about rules, after the rules were asked once."""
    road = lambda one: replace(shown.snapshot, rule_settings=rule_settings(one))  # noqa: E731
    monkeypatch.setattr(snapshots, "current", road)
    services.current(shown.office.institution)
    return shown


def went(rule: str) -> set[tuple[str, bool]]:
    """Return why the findings of a rule went, and whether any of them came back."""
    return {(row.gone_as, row.returned is not None) for row in Finding.objects.filter(rule=rule)}


def page(here: Showing, rule: str = "F001") -> str:
    return reverse("finding", args=[here.office.slug, Finding.objects.filter(rule=rule).first().pk])


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "PNG")
    return SimpleUploadedFile("acta 12.png", out.getvalue(), "application/x-whatever")


def test_what_the_plan_mended_and_what_nobody_asks_are_told_apart(here: Showing) -> None:
    institution, whole = here.office.institution, here.snapshot
    here.show(edited(whole, "R11", withdrawn=True))
    services.current(institution)
    assert Finding.objects.get(rule="L001", subject="element/R11").gone_as == Gone.MENDED
    rules.set_rule(here.office.actor(), "F001", enabled=False, **WHY)
    services.current(institution)
    assert went("F001") == {(Gone.RULE_OFF, False)}
    rules.reset_rule(here.office.actor(), "F001")
    here.show(whole)
    services.current(institution)
    assert went("F001") == {("", False)}
    back = Finding.objects.get(rule="L001", subject="element/R11")
    assert (back.gone_as, back.gone_since, back.returned is not None) == ("", None, True)


def test_a_rule_that_asks_otherwise_mends_nothing(here: Showing) -> None:
    institution = here.office.institution
    run = queries.last_run(institution)
    Run.objects.update(checks=run.checks | {"L001": "as an older Ceiba asked"})
    here.show(edited(here.snapshot, "R11", withdrawn=True))
    services.current(institution)
    assert Finding.objects.get(rule="L001", subject="element/R11").gone_as == Gone.RULE_CHANGED
    assert not Finding.objects.filter(rule="L001", gone_as=Gone.MENDED).exists()


def test_the_list_shows_corrected_returned_and_unasked(here: Showing) -> None:
    whole = here.snapshot
    here.show(edited(whole, "R11", withdrawn=True))
    services.current(here.office.institution)
    mended = Finding.objects.get(rule="L001", subject="element/R11").pk
    rules.set_rule(here.office.actor(), "F001", enabled=False, **WHY)
    text = listed(here, estado="corregidos")
    assert mended in numbers(text)
    assert not set(numbers(text)) & set(Finding.objects.filter(rule="F001").values_list("pk", flat=True))
    unasked = listed(here, estado="no-se-preguntan")
    assert set(numbers(unasked)) == set(Finding.objects.filter(rule="F001").values_list("pk", flat=True))
    assert "La regla ya no pregunta" in here.office.client().get(page(here)).content.decode()
    here.show(whole)
    assert mended in numbers(listed(here, estado="volvieron"))


def test_the_list_is_filtered_by_purpose(here: Showing) -> None:
    rows = Finding.objects.present()
    approval = set(numbers(listed(here, proposito="approval")))
    publication = set(numbers(listed(here, proposito="publication")))
    assert approval == set(rows.exclude(severity="notice").values_list("pk", flat=True))
    extra = rows.filter(severity="notice", dimension__in=("funding", "evidence"))
    assert publication == approval | set(extra.values_list("pk", flat=True))
    assert extra.exists()
    assert set(numbers(listed(here, proposito="full"))) == set(rows.values_list("pk", flat=True))


def test_a_reason_comes_with_the_file_that_bears_it_out(here: Showing) -> None:
    client = here.office.client()
    sent = {"answer": "justify", "justify-reason": WHY["reason"], "justify-attachment": picture()}
    assert client.post(page(here), sent).status_code == 302
    answer = Answer.objects.get()
    assert (answer.attachment.name, answer.attachment.media_type) == ("acta 12.png", "image/png")
    text = client.get(page(here)).content.decode()
    place = reverse("document_file", args=[here.office.slug, answer.attachment.pk])
    assert place in text
    assert "acta 12.png" in text
    assert here.office.client("outsider").get(place).status_code == 404


@pytest.mark.parametrize("content", [b"\x7fELF" + bytes(300), b"MZ" + bytes(300), b"<html><script>x</script></html>"])
def test_what_could_run_is_no_proof_and_nothing_is_answered(here: Showing, content: bytes) -> None:
    with pytest.raises(Refused):
        services.justify(
            here.office.actor(), [Finding.objects.first()], reason=WHY["reason"], attachment=("acta.pdf", content)
        )
    assert not Answer.objects.exists()


def test_my_findings_are_mine_and_the_overdue_come_first(here: Showing) -> None:
    office, today = here.office, timezone.localdate()
    head, planner = office.people["unit_head"], office.people["planner"]
    rows = list(Finding.objects.present()[:5])
    for row, days in zip(rows, (9, 1, None, 5, 2), strict=True):
        due = today + timedelta(days) if days is not None else None
        services.assign(office.actor(), [row], person=head if row != rows[3] else planner, due=due)
    services.justify(office.actor(), [rows[4]], reason=WHY["reason"])
    Answer.objects.filter(finding=rows[0]).update(due=today - timedelta(3))
    assert [answer.finding for answer in queries.assigned_to(office.institution, head)] == [rows[0], rows[1], rows[2]]
    text = office.client("unit_head").get(reverse("findings_mine", args=[office.slug])).content.decode()
    assert numbers(text) == [rows[0].pk, rows[1].pk, rows[2].pk]
    assert "venció hace 3 días" in text
    assert "Míos: 3" in listed(here, "unit_head")
    services.assign(office.actor(), [rows[0]], person=planner)
    assert len(queries.assigned_to(office.institution, head)) == 2
    empty = office.client("auditor").get(reverse("findings_mine", args=[office.slug])).content.decode()
    assert "Nada espera su respuesta" in empty


def test_a_whole_rule_is_dismissed_from_a_finding_with_its_reason(here: Showing) -> None:
    client = here.office.client()
    wrong = client.post(page(here), {"answer": "rule", "rule-reason": "no", "rule-source": ""})
    assert wrong.status_code == 422
    done = client.post(page(here), {"answer": "rule", "rule-reason": WHY["reason"], "rule-source": WHY["source"]})
    assert done.status_code == 302
    assert done.headers["Location"] == reverse("rule", args=[here.office.slug, "F001"])
    assert RuleSetting.objects.get().enabled is False
    assert not Finding.objects.present().filter(rule="F001").exists()
    text = client.get(done.headers["Location"]).content.decode()
    assert "La institución descartó esta regla" in text
    assert WHY["reason"] in text


def test_who_may_only_answer_dismisses_no_rule(here: Showing) -> None:
    reviewer = here.office.client("reviewer")
    assert 'value="rule"' not in reviewer.get(page(here)).content.decode()
    sent = {"answer": "rule", "rule-reason": WHY["reason"], "rule-source": WHY["source"]}
    assert reviewer.post(page(here), sent).status_code == 403
    assert not RuleSetting.objects.exists()


def test_the_queries_of_my_findings_are_pinned(here: Showing) -> None:
    services.assign(here.office.actor(), list(Finding.objects.present()[:6]), person=here.office.people["unit_head"])
    client, place = here.office.client("unit_head"), reverse("findings_mine", args=[here.office.slug])
    client.get(place)
    with pinned("findings_mine"):
        client.get(place)
