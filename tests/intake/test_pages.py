"""The pages of a proposal as a browser without script sees them."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ceiba.exchange.decisions import Verdict
from ceiba.institutions.models import Job
from ceiba.intake.models import Answer, Decision, Proposal, State
from ceiba.snapshots.services import current
from tests.intake.bringing import AXES, again, bring, example, review
from tests.people import Office


def at(office: Office, name: str, row: Proposal) -> str:
    """Return the address of a page of a proposal."""
    return reverse(name, args=[office.slug, row.pk])


def send(client: Client, office: Office, content: bytes, name: str = "plan.txt", **fields: str) -> object:
    """Return the answer to a document sent by the form."""
    sent = {"methodology": "", "document": SimpleUploadedFile(name, content), "whole": "1", **fields}
    return client.post(reverse("imports", args=[office.slug]), sent)


def text(response: object) -> str:
    """Return the words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_an_empty_list_teaches_what_to_do(office: Office) -> None:
    page = office.client().get(reverse("imports", args=[office.slug]))
    assert "Cómo entra un plan" in text(page)
    assert "Leer el documento" in text(page)
    assert "Leer el documento" not in text(office.client("auditor").get(reverse("imports", args=[office.slug])))


def test_a_document_comes_in_by_the_form(office: Office) -> None:
    client = office.client()
    response = send(client, office, example())
    row = Proposal.objects.get()
    assert response.headers["Location"] == reverse("job", args=[office.slug, row.job_id])
    assert row.job.arguments == {"proposal": row.pk, "next": at(office, "proposal", row)}
    assert row.state == State.READING
    assert row.methodology == office.institution.methodology
    assert "Se está leyendo" in text(client.get(at(office, "proposal", row)))


def test_the_text_may_decide_the_methodology(office: Office) -> None:
    send(office.client(), office, example(), methodology="texto")
    assert Proposal.objects.get().methodology == ""


def test_the_same_file_sent_twice_is_read_once(office: Office) -> None:
    send(office.client(), office, example())
    send(office.client(), office, example())
    assert Proposal.objects.count() == Job.objects.filter(verb="intake.read").count() == 1


def test_the_list_shows_state_and_counts(office: Office) -> None:
    row = bring(office)
    page = text(office.client("auditor").get(reverse("imports", args=[office.slug])))
    assert "por revisar" in page
    assert f"{review(office, row).counts['element']} elementos" in page


def test_the_proposal_shows_what_was_read_beside_the_document(office: Office) -> None:
    row = bring(office)
    seen = review(office, row)
    page = office.client().get(at(office, "proposal", row))
    words = text(page)
    assert f"{seen.counts['element']} elementos" in words
    assert f"{len(seen.doubts)} por confirmar" in words
    assert f"Siguiente duda ({len(seen.doubts)})" in words
    assert f"Aceptar los {len(seen.sure)} seguros" in words
    assert seen.items[0].text in page.context["listing"].rows[0].item.text
    assert 'class="line' in page.content.decode()


def test_a_thing_is_opened_on_its_page_with_its_lines(office: Office) -> None:
    row = bring(office)
    item = review(office, row).items[-1]
    page = office.client().get(at(office, "proposal", row), {"d": item.subject})
    listing = page.context["listing"]
    assert listing.selected.subject == item.subject
    assert item.subject in {r.item.subject for r in listing.rows}
    assert any(line.number == item.line and meant for line, _mark, meant, _href in listing.lines)


@pytest.mark.parametrize("name", ["accepted", "rejected"])
def test_a_thing_is_decided_and_the_reader_stays_there(office: Office, name: str) -> None:
    row = bring(office)
    subject = review(office, row).items[3].subject
    client = office.client()
    response = client.post(at(office, "proposal_decide", row), {name: subject, "ver": "", "p": "1"})
    assert response.status_code == 302
    assert response.headers["Location"].startswith(at(office, "proposal", row))
    assert f"#cosa-{subject.replace('/', '-')}" in response.headers["Location"]
    (decision,) = Decision.objects.all()
    assert (decision.subject, decision.verdict, decision.person) == (subject, name, office.people["planner"])
    page = text(client.get(response.headers["Location"]))
    assert "Persona planner" in page
    client.post(at(office, "proposal_decide", row), {"undo": subject})
    assert not Decision.objects.exists()


def test_all_that_was_read_surely_is_accepted_at_once(office: Office) -> None:
    row = bring(office)
    sure = review(office, row).sure
    office.client().post(at(office, "proposal_decide", row), {"sure": "1"})
    assert Decision.objects.filter(verdict=Verdict.ACCEPTED).count() == len(sure)
    assert review(office, row).sure == ()


def test_the_next_doubt_is_the_next_undecided_one(office: Office) -> None:
    row = bring(office)
    doubts = review(office, row).doubts
    client = office.client()
    listing = client.get(at(office, "proposal", row), {"d": doubts[0]}).context["listing"]
    assert f"d={doubts[1].replace('/', '%2F')}" in listing.next_doubt
    client.post(at(office, "proposal_decide", row), {"accepted": doubts[1]})
    listing = client.get(at(office, "proposal", row), {"d": doubts[0]}).context["listing"]
    expected = doubts[2 % len(doubts)]
    assert f"d={expected.replace('/', '%2F')}" in listing.next_doubt


@pytest.mark.parametrize("name", ["", "dudas", "preguntas", "diferencias", "rechazados", "disparate"])
def test_every_filter_opens(office: Office, name: str) -> None:
    row = bring(office)
    assert office.client().get(at(office, "proposal", row), {"ver": name, "p": "99"}).status_code == 200


def test_a_correction_is_checked_like_a_file_and_loses_nothing(office: Office) -> None:
    row = bring(office)
    item = next(i for i in review(office, row).items if i.noun == "indicator")
    client, address = office.client(), at(office, "proposal_correct", row)
    form = client.get(address, {"d": item.subject}).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    hidden = {f"initial-{name}": value for name, value in typed.items()}
    wrong = client.post(
        address, {**typed, **hidden, "d": item.subject, "baseline_value": "1,234.5", "text": "Otra cosa"}
    )
    assert wrong.status_code == 422
    assert "escriba 1234.5" in text(wrong)
    assert "Otra cosa" in wrong.content.decode()
    assert not Decision.objects.exists()
    right = {
        **typed,
        **hidden,
        "d": item.subject,
        "baseline_value": "1234.5",
        "baseline_year": "2021",
        "targets": "2032: 99",
    }
    assert client.post(address, right).status_code == 302
    fixed = review(office, row).by_subject[item.subject].thing
    assert str(fixed.baseline.value.amount) == "1234.5"
    assert str(fixed.targets[0].value.amount) == "99"
    assert fixed.text == item.text
    assert {d.field for d in Decision.objects.all()} == {"", "baseline", "targets"}


def test_an_old_form_does_not_undo_what_somebody_else_corrected(office: Office) -> None:
    row = bring(office)
    item = next(i for i in review(office, row).items if i.noun == "element")
    client, address = office.client(), at(office, "proposal_correct", row)
    form = client.get(address, {"d": item.subject}).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    hidden = {f"initial-{name}": value for name, value in typed.items()}
    client.post(address, {**typed, **hidden, "d": item.subject, "text": "Lo que dijo la otra."})
    client.post(address, {**typed, **hidden, "d": item.subject, "weight": "40"})
    fixed = review(office, row).by_subject[item.subject].thing
    assert (fixed.text, str(fixed.weight)) == ("Lo que dijo la otra.", "40")
    client.post(address, {**typed, "initial-text": "x", "d": item.subject})
    assert review(office, row).by_subject[item.subject].thing.text == item.text


@pytest.mark.parametrize(
    "noun", ["plan", "element", "indicator", "statement", "stakeholder", "funding", "project", "total"]
)
def test_every_kind_of_thing_can_be_corrected(office: Office, noun: str, shared: Path) -> None:
    path = next((shared / "seeds").glob("002_*.txt"))
    row = bring(office, path.read_bytes(), name=path.name)
    item = next(i for i in review(office, row).items if i.noun == noun)
    page = office.client().get(at(office, "proposal_correct", row), {"d": item.subject})
    assert page.status_code == 200
    form = page.context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    hidden = {f"initial-{name}": value for name, value in typed.items()}
    response = office.client().post(at(office, "proposal_correct", row), {**typed, **hidden, "d": item.subject})
    assert response.status_code == 302
    assert review(office, row).by_subject[item.subject].thing == item.thing


def test_a_question_is_answered_by_a_button_or_in_words(office: Office) -> None:
    row = bring(office, AXES)
    client = office.client()
    number, question = next((n, q) for n, q in enumerate(review(office, row).value.questions) if q.options)
    page = client.get(at(office, "proposal", row), {"ver": "preguntas"})
    assert "¿De qué eje es «Agua segura»?" in text(page)
    client.post(
        at(office, "proposal_answer", row), {"question": str(number), "option": question.options[1], "text": ""}
    )
    assert Answer.objects.get().text == "Territorio ordenado"
    page = client.get(at(office, "proposal", row), {"ver": "preguntas"})
    assert "Respuesta: Territorio ordenado" in text(page)
    client.post(at(office, "proposal_answer", row), {"question": str(number), "text": "  "})
    assert not Answer.objects.exists()


def test_acceptance_tells_first_what_is_left(office: Office) -> None:
    row = bring(office, AXES)
    client = office.client()
    page = client.get(at(office, "proposal_accept", row))
    assert "sin responder" in text(page)
    assert "Aceptar de todos modos" in text(page)
    seen = {"version": str(page.context["row"].version), "digest": page.context["review"].digest}
    response = client.post(at(office, "proposal_accept", row), seen)
    plan = current(office.institution).plans[0]
    assert response.headers["Location"] == reverse("plan", args=[office.slug, plan.id])
    again_sent = client.post(at(office, "proposal_accept", row), seen)
    assert again_sent.status_code == 409
    assert "Ya la aceptó Persona planner" in text(again_sent)
    assert reverse("plans", args=[office.slug]) in again_sent.content.decode()


def test_what_moved_meanwhile_is_shown_and_can_be_accepted_then(office: Office) -> None:
    row = bring(office)
    client = office.client()
    page = client.get(at(office, "proposal_accept", row))
    seen = {"version": str(page.context["row"].version), "digest": page.context["review"].digest}
    client.post(at(office, "proposal_decide", row), {"rejected": review(office, row).items[-1].subject})
    moved = client.post(at(office, "proposal_accept", row), seen)
    assert moved.status_code == 409
    assert again(row).state == State.OPEN
    assert current(office.institution).plans == ()
    seen = {"version": str(moved.context["row"].version), "digest": moved.context["review"].digest}
    assert client.post(at(office, "proposal_accept", row), seen).status_code == 302
    assert again(row).state == State.ACCEPTED


def test_a_second_document_shows_what_it_would_change(office: Office) -> None:
    client = office.client()
    first = bring(office)
    page = client.get(at(office, "proposal_accept", first))
    seen = {"version": str(page.context["row"].version), "digest": page.context["review"].digest}
    client.post(at(office, "proposal_accept", first), seen)
    second = bring(office, example().decode().replace("2032", "2033"))
    page = client.get(at(office, "proposal", second), {"ver": "diferencias"})
    assert "cambia" in text(page)
    assert page.context["listing"].rows
    assert any(row.changes for row in page.context["listing"].rows)
    assert "Antes y después" in text(client.get(at(office, "proposal_accept", second)))


def test_the_findings_are_listed_gravest_first(office: Office) -> None:
    row = bring(office)
    page = office.client("auditor").get(at(office, "proposal_findings", row))
    graded = [view.severity for view in page.context["page"]]
    assert graded == sorted(graded, key=["error", "warning", "notice"].index)
    assert office.client().get(at(office, "proposal_findings", row), {"gravedad": "error"}).status_code == 200


def test_a_proposal_is_rejected_and_taken_up_again_by_the_page(office: Office) -> None:
    row = bring(office)
    client = office.client()
    client.post(at(office, "proposal_close", row), {"reject": "1"})
    assert "La rechazó" in text(client.get(at(office, "proposal", row)))
    client.post(at(office, "proposal_close", row), {"reopen": "1"})
    assert again(row).state == State.OPEN


def test_reading_again_keeps_the_old_reading(office: Office) -> None:
    row = bring(office)
    client = office.client()
    client.post(at(office, "proposal_close", row), {"again": "1", "methodology": ""})
    assert again(row).state == State.REJECTED
    assert Proposal.objects.first().methodology == ""
    assert Proposal.objects.count() == 2


@pytest.mark.parametrize(
    "name",
    ["proposal", "proposal_correct", "proposal_accept", "proposal_findings", "proposal_decide", "proposal_close"],
)
@pytest.mark.parametrize("who", ["outsider", "nobody"])
def test_strangers_see_nothing(office: Office, name: str, who: str) -> None:
    row = bring(office)
    response = office.client(who).get(at(office, name, row))
    assert response.status_code == (404 if who == "outsider" else 302)


def test_another_institutions_proposal_does_not_exist_here(office: Office) -> None:
    from tests.people import office as second_office

    other = bring(second_office("otro-pueblo", "Municipalidad de otro pueblo"))
    assert office.client().get(at(office, "proposal", other)).status_code == 404
    assert office.client().post(at(office, "proposal_decide", other), {"sure": "1"}).status_code == 404


def test_who_only_looks_has_no_buttons(office: Office) -> None:
    row = bring(office)
    page = office.client("auditor").get(at(office, "proposal", row))
    assert 'name="accepted"' not in page.content.decode()
    refused = office.client("auditor").post(at(office, "proposal_decide", row), {"sure": "1"})
    assert refused.status_code == 403
    assert not Decision.objects.exists()
