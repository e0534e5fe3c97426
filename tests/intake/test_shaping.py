"""Several things at once: parted, put together, moved, given another level, taken back; and two people at a time."""

import pytest
from django.urls import reverse

from ceiba.exchange.decisions import Verdict
from ceiba.institutions.verbs import Refused
from ceiba.intake import services, shaping
from ceiba.intake.models import Decision, Proposal
from ceiba.intake.reading import read
from ceiba.intake.review import Review
from tests.intake.bringing import AXES, again, bring, review
from tests.people import Office


def subject_of(found: Review, words: str) -> str:
    return next(item.subject for item in found.items if words in item.text)


def texts(office: Office, row: Proposal) -> list[str]:
    return [element.text for element in review(office, row).after.elements]


def test_a_thing_is_parted_and_the_part_is_shown(office: Office) -> None:
    row = bring(office, AXES)
    subject = subject_of(review(office, row), "Ampliar")
    assert shaping.split(office.actor(), row, subject, ["Ampliar el agua.", "", "Cuidar  el agua."]) == 2
    assert {"Ampliar el agua.", "Cuidar el agua."} <= set(texts(office, row))


def test_parting_wants_two_parts(office: Office) -> None:
    row = bring(office, AXES)
    with pytest.raises(Refused, match="renglón"):
        shaping.split(office.actor(), row, subject_of(review(office, row), "Ampliar"), ["Ampliar el agua."])


def test_axes_are_put_together_into_the_first(office: Office) -> None:
    row = bring(office, AXES)
    found = review(office, row)
    wanted = [subject_of(found, "Territorio"), subject_of(found, "Vida")]
    assert shaping.merge(office.actor(), row, wanted) == wanted[1]
    assert "Vida sana Territorio ordenado" in texts(office, row)


def test_a_level_and_a_parent_are_given_to_many(office: Office) -> None:
    row = bring(office, AXES)
    found = review(office, row)
    goal = subject_of(found, "Ampliar")
    shaping.alter(office.actor(), row, [goal], parent="Territorio ordenado")
    after = {element.text: element for element in review(office, row).after.elements}
    assert after["Ampliar el acceso de las familias al agua segura."].parent == after["Territorio ordenado"].id
    with pytest.raises(Refused, match="No hay en ese plan"):
        shaping.alter(office.actor(), row, [goal], parent="Un eje que no existe")


def test_the_last_act_is_taken_back_and_then_the_one_before(office: Office) -> None:
    row = bring(office, AXES)
    before = texts(office, row)
    found = review(office, row)
    services.accept_sure(office.actor(), row)
    shaping.merge(office.actor(), row, [subject_of(found, "Vida"), subject_of(found, "Territorio")])
    shaping.undo_last(office.actor(), row)
    assert texts(office, row) == before
    assert Decision.objects.filter(proposal=row).exists()
    shaping.undo_last(office.actor(), row)
    assert not Decision.objects.filter(proposal=row).exists()
    with pytest.raises(Refused, match="No hay nada suyo"):
        shaping.undo_last(office.actor(), row)


def test_nobody_takes_back_what_another_decided_since(office: Office) -> None:
    row = bring(office, AXES)
    subject = subject_of(review(office, row), "Vida")
    services.decide(office.actor(), row, [subject], Verdict.ACCEPTED)
    services.decide(office.actor("administrator"), row, [subject], Verdict.REJECTED)
    with pytest.raises(Refused, match="después de usted"):
        shaping.undo_last(office.actor(), row)


def test_the_second_of_two_people_is_shown_both_decisions(office: Office) -> None:
    row = bring(office, AXES)
    subject = subject_of(review(office, row), "Vida")
    seen = again(row).version
    services.decide(office.actor("administrator"), row, [subject], Verdict.REJECTED, seen=seen)
    with pytest.raises(Refused, match=r"rechazado.*aceptado"):
        services.decide(office.actor(), row, [subject], Verdict.ACCEPTED, seen=seen)
    services.decide(office.actor(), row, [subject], Verdict.ACCEPTED, seen=again(row).version)
    assert Decision.objects.get(proposal=row, subject=subject).verdict == Verdict.ACCEPTED


def test_one_key_decides_a_doubt_and_leads_to_the_next(office: Office) -> None:
    row = bring(office)
    doubts = review(office, row).doubts
    assert len(doubts) > 1
    at = reverse("proposal_decide", args=[office.slug, row.pk])
    answer = office.client().post(at, {"accepted": doubts[0], "arriba": "1", "ver": "dudas", "d": doubts[0]})
    assert doubts[1].replace("/", "%2F") in answer.headers["Location"]


def test_marked_things_are_handled_from_the_page(office: Office) -> None:
    row = bring(office, AXES)
    found = review(office, row)
    at = reverse("proposal_decide", args=[office.slug, row.pk])
    marked = [subject_of(found, "Vida"), subject_of(found, "Territorio")]
    office.client().post(at, {"marked": "merge", "marca": marked, "v": again(row).version})
    assert "Vida sana Territorio ordenado" in texts(office, row)
    office.client().post(at, {"back": "1"})
    assert "Vida sana" in texts(office, row)
    assert office.client().post(at, {"marked": "accepted"}).status_code == 409


def test_a_reading_again_keeps_what_was_decided(office: Office) -> None:
    row = bring(office, AXES)
    found = review(office, row)
    services.decide(office.actor(), row, [subject_of(found, "Vida")], Verdict.REJECTED)
    services.correct(office.actor(), row, subject_of(found, "Ampliar"), {"text": "Ampliar el agua."}, [])
    second = services.read_again(office.actor(), row)
    read(office.actor(), proposal=second.pk, progress=lambda _d, _s, _w: None)
    kept = texts(office, again(second))
    assert "Vida sana" not in kept
    assert "Ampliar el agua." in kept
