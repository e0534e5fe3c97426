"""What is sent twice is done once, also at the same moment, and also where something stops half-way."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from ceiba.institutions.actor import Actor
from ceiba.institutions.idempotency import KEPT, STALE, Answer, BadKey, OtherRequest, Running, forget_old, once
from ceiba.institutions.models import Holiday
from ceiba.institutions.models_access import KeptAnswer
from ceiba.institutions.services_tokens import issue
from tests.people import Office
from tests.people import office as new_office

SENDERS = 6
WHAT = "POST /api/v1/valle-alto/registros/tramites/filas"


def program(office: Office, who: str = "planner") -> Actor:
    """Return somebody's program."""
    made, _secret = issue(office.actor(who), name="Carga", scopes=["read"], days=9)
    return Actor.of(office.people[who], office.institution, made)


def writes(actor: Actor, status: int = 201):
    """Return work that leaves a trace in the tables."""

    def work() -> Answer:
        number = Holiday.objects.count()
        today = timezone.localdate()
        Holiday.objects.create(institution=actor.institution, key=str(number), day=today, name="inventado")
        return Answer(status, f"fila {number}".encode(), {"ETag": f'"{number}"'})

    return work


def test_the_same_request_is_done_once_and_answered_alike(office: Office) -> None:
    actor = program(office)
    first = once(actor, "k1", WHAT, b"{}", writes(actor))
    again = once(actor, "k1", WHAT, b"{}", writes(actor))
    assert (again.status, again.body, dict(again.headers)) == (first.status, first.body, dict(first.headers))
    assert (first.repeated, again.repeated) == (False, True)
    assert Holiday.objects.count() == 1
    assert once(actor, "k2", WHAT, b"{}", writes(actor)).body == b"fila 1"


def test_a_key_is_of_one_request_and_of_one_token(office: Office) -> None:
    actor, other = program(office), program(office, "finance")
    once(actor, "k", WHAT, b"{}", writes(actor))
    for request, body in ((WHAT, b'{"a":1}'), (WHAT.replace("POST", "PATCH"), b"{}")):
        with pytest.raises(OtherRequest):
            once(actor, "k", request, body, writes(actor))
    assert once(other, "k", WHAT, b"{}", writes(other)).repeated is False
    assert Holiday.objects.count() == 2


@pytest.mark.parametrize("key", ["", "x" * 256, "ñ", "a\nb"])
def test_some_keys_are_none(office: Office, key: str) -> None:
    actor = program(office)
    with pytest.raises(BadKey):
        once(actor, key, WHAT, b"", writes(actor))


def test_what_was_refused_or_failed_leaves_nothing_and_may_be_sent_again(office: Office) -> None:
    actor = program(office)

    def fails() -> Answer:
        writes(actor)()
        raise RuntimeError("se fue la luz")

    with pytest.raises(RuntimeError):
        once(actor, "k", WHAT, b"{}", fails)
    assert once(actor, "k", WHAT, b"{}", writes(actor, 409)).status == 409
    assert Holiday.objects.count() == 0
    assert not KeptAnswer.objects.exists()
    assert once(actor, "k", WHAT, b"{}", writes(actor)).status == 201


def test_a_process_that_died_half_way_is_taken_over_later_and_not_before(office: Office) -> None:
    actor = program(office)
    once(actor, "k", WHAT, b"{}", writes(actor))
    Holiday.objects.all().delete()
    now = timezone.now()
    KeptAnswer.objects.update(status=None, claim="de quien murió", at=now)
    with pytest.raises(Running):
        once(actor, "k", WHAT, b"{}", writes(actor))
    KeptAnswer.objects.update(at=now - STALE - timedelta(seconds=1))
    assert once(actor, "k", WHAT, b"{}", writes(actor)).status == 201
    assert Holiday.objects.count() == 1


def test_who_was_taken_over_does_nothing(office: Office) -> None:
    actor = program(office)

    def slow() -> Answer:
        KeptAnswer.objects.update(claim="otro proceso")
        return writes(actor)()

    with pytest.raises(Running):
        once(actor, "k", WHAT, b"{}", slow)
    assert Holiday.objects.count() == 0


def test_answers_are_kept_a_day(office: Office) -> None:
    actor = program(office)
    once(actor, "k", WHAT, b"{}", writes(actor))
    assert forget_old() == 0
    KeptAnswer.objects.update(at=timezone.now() - KEPT - timedelta(seconds=1))
    assert once(actor, "k", WHAT, b"otro cuerpo", writes(actor)).repeated is False
    KeptAnswer.objects.update(at=timezone.now() - KEPT - timedelta(seconds=1))
    assert forget_old() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment_are_done_once() -> None:
    office = new_office()
    actor = program(office)
    ready, told = threading.Barrier(SENDERS), []

    def send() -> None:
        try:
            ready.wait()
            while len(told) < SENDERS:
                with suppress(Running):
                    told.append(once(actor, "k", WHAT, b"{}", writes(actor)))
                    break
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _each in range(SENDERS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert Holiday.objects.count() == 1
    assert KeptAnswer.objects.count() == 1
    assert len([one for one in told if not one.repeated]) == 1
    assert {one.body for one in told} == {b"fila 0"}
