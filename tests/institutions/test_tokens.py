"""API tokens: shown once, never more than their person, refused as soon as anything behind them ends."""

from datetime import datetime, timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from ceiba.institutions.bearer import bearer
from ceiba.institutions.history import chain, walk
from ceiba.institutions.models import Entry
from ceiba.institutions.models_access import ApiToken
from ceiba.institutions.permissions import PERMISSIONS
from ceiba.institutions.scopes import SCOPES
from ceiba.institutions.services import edit
from ceiba.institutions.services_people import assign, end_role, leave
from ceiba.institutions.services_territory import add_place
from ceiba.institutions.services_tokens import MOST, issue, revoke
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.locality import Locality, LocalityKind
from ceiba.registers.services_rows import create_record
from tests.people import Office
from tests.queries import pinned
from tests.registers.books import adopted


def asked(secret: str):
    """Return who a request with a token acts for."""
    return bearer(RequestFactory().get("/api/v1/", headers={"Authorization": f"Bearer {secret}"}))


def token(office: Office, who: str = "planner", scopes: tuple[str, ...] = ("read",), days: int = 30):
    """Return a new token of somebody, with its secret."""
    return issue(office.actor(who), name="Carga nocturna", scopes=scopes, days=days)


def test_a_token_acts_for_its_person_and_only_its_hash_is_kept(office: Office) -> None:
    made, secret = token(office)
    found = asked(secret)
    assert found is not None
    actor, scopes = found
    assert (actor.person, actor.institution, scopes) == (office.people["planner"], office.institution, {"read"})
    row = ApiToken.objects.get(pk=made.pk)
    assert secret.startswith(row.prefix)
    assert secret not in str(vars(row))
    assert secret.split("_")[2] not in str(list(Entry.objects.values_list("changes", flat=True)))
    assert row.used == timezone.localdate()


def test_scopes_narrow_what_roles_allow_and_never_widen_it(office: Office) -> None:
    reader, _scopes = asked(token(office)[1]) or pytest.fail("no actor")
    assert reader.may("plan.view")
    assert office.actor("planner").may("territory.manage")
    assert not reader.may("territory.manage")
    assert not reader.may_somewhere("territory.manage")
    with pytest.raises(NotAllowed):
        add_place(reader, Locality("Z01", "Zona 1", LocalityKind.ZONE), source="inventada")
    wide, _scopes = asked(token(office, "auditor", tuple(SCOPES))[1]) or pytest.fail("no actor")
    assert not wide.may_somewhere("record.write")
    assert not wide.may_somewhere("people.manage")


def test_a_token_makes_and_revokes_no_tokens(office: Office) -> None:
    made, secret = token(office, "administrator", tuple(SCOPES))
    program, _scopes = asked(secret) or pytest.fail("no actor")
    with pytest.raises(NotAllowed):
        issue(program, name="Otra", scopes=["read"], days=1)
    with pytest.raises(NotAllowed):
        revoke(program, made)


def test_scopes_are_permissions_that_there_are() -> None:
    assert {one for _words, allowed in SCOPES.values() for one in allowed} <= set(PERMISSIONS)
    assert all("manage" not in one and one != "token.own" for _words, allowed in SCOPES.values() for one in allowed)


@pytest.mark.parametrize(
    "wrong",
    ["", "ceiba_", "ceiba_12345678_x", "ceiba_é", "ceiba_" + "a" * 500, "otra", "ceiba_zz\x00zz_a", "ceiba__"],
)
def test_what_is_no_token_is_nobody(office: Office, wrong: str) -> None:
    token(office)
    assert asked(wrong) is None
    request = RequestFactory().get("/", HTTP_AUTHORIZATION=f"Basic {wrong}")
    assert bearer(request) is None


def test_another_secret_with_the_same_beginning_is_nobody(office: Office) -> None:
    made, secret = token(office)
    assert asked(f"{made.prefix}_{'A' * 43}") is None
    assert asked(secret[:-1]) is None
    assert asked(secret + "A") is None
    assert asked(secret) is not None


def test_a_token_stops_when_anything_behind_it_ends(office: Office) -> None:
    boss = office.actor("administrator")
    made, revoked = token(office)
    revoke(office.actor("planner"), made)
    assert asked(revoked) is None
    made, expired = token(office)
    ApiToken.objects.filter(pk=made.pk).update(expires=timezone.now() - timedelta(seconds=1))
    assert asked(expired) is None
    _made, disabled = token(office, "finance")
    office.people["finance"].is_active = False
    office.people["finance"].save()
    assert asked(disabled) is None
    _made, gone = token(office, "clerk", ("read", "record.write"))
    assert asked(gone) is not None
    leave(boss, office.people["clerk"])
    assert asked(gone) is None
    assign(boss, office.people["clerk"], "clerk", office.unit("aguas"))
    assert asked(gone) is None, "a role that comes back brings no token back"


def test_a_role_that_ended_takes_its_permissions_from_the_token(office: Office) -> None:
    boss = office.actor("administrator")
    given = assign(boss, office.people["auditor"], "clerk", office.unit("aguas"))
    _made, secret = token(office, "auditor", ("read", "report.write"))
    actor, _scopes = asked(secret) or pytest.fail("no actor")
    assert actor.may("report.enter", office.unit("aguas"))
    end_role(boss, given)
    actor, _scopes = asked(secret) or pytest.fail("no actor")
    assert not actor.may_somewhere("report.enter")
    assert actor.may("plan.view")


def test_the_history_says_which_token_acted_and_holds(office: Office) -> None:
    book = adopted(office)
    made, secret = token(office, "clerk", ("read", "record.write"))
    program, _scopes = asked(secret) or pytest.fail("no actor")
    fields = {"ingreso": "2025-03-03", "procedencia": "interno", "asunto": "Informe de bombas", "unidad": "aguas"}
    create_record(program, book, fields, at=datetime(2025, 3, 3, 8, 0))  # noqa: DTZ001  # the institution's clock
    entry = Entry.objects.of(office.institution).first()
    assert entry.person == office.people["clerk"]
    assert entry.changes[-1]["subject"] == f"api_token/{made.pk}"
    page = office.client("auditor").get(reverse("history_entry", args=[office.slug, entry.pk])).content.decode()
    assert "Carga nocturna" in page
    chain(office.institution)
    assert walk(office.institution).broken is None


@pytest.mark.parametrize(
    "given",
    [
        {"name": " "},
        {"scopes": []},
        {"scopes": ["read", "todo"]},
        {"days": 0},
        {"days": 366},
    ],
)
def test_some_tokens_are_not_made(office: Office, given: dict[str, object]) -> None:
    with pytest.raises(Refused):
        issue(office.actor(), **{"name": "Carga", "scopes": ["read"], "days": 30, **given})
    assert not ApiToken.objects.exists()


def test_nobody_holds_more_than_they_can_oversee(office: Office) -> None:
    for _each in range(MOST):
        token(office)
    with pytest.raises(Refused, match="revoque antes"):
        token(office)


def test_only_administrators_revoke_what_is_not_theirs(office: Office) -> None:
    made, secret = token(office)
    with pytest.raises(NotAllowed):
        revoke(office.actor("finance"), made)
    assert asked(secret) is not None
    revoke(office.actor("administrator"), made)
    assert asked(secret) is None
    with pytest.raises(Refused):
        revoke(office.actor("administrator"), made)


def test_the_page_shows_the_secret_once(office: Office) -> None:
    client, page = office.client("clerk"), reverse("tokens", args=[office.slug])
    given = {"name": "Sensor de agua", "scopes": ["read", "record.write"], "days": "90"}
    answer = client.post(page, given)
    assert answer.status_code == 302
    shown = client.get(answer.url)
    assert shown["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    secret = shown.context["kept"]["secret"]
    assert secret in shown.content.decode()
    assert asked(secret) is not None
    assert secret not in client.get(answer.url).content.decode()
    assert "Sensor de agua" in client.get(page).content.decode()


def test_the_page_offers_what_the_roles_allow_and_refuses_the_rest(office: Office) -> None:
    client, page = office.client("auditor"), reverse("tokens", args=[office.slug])
    assert "report.write" not in client.get(page).content.decode()
    refused = client.post(page, {"name": "x", "scopes": ["report.write"], "days": "90"})
    assert refused.status_code == 422
    assert not ApiToken.objects.exists()


def test_members_see_their_own_and_administrators_all(office: Office) -> None:
    token(office)
    page = reverse("tokens", args=[office.slug])
    assert "Carga nocturna" not in office.client("finance").get(page).content.decode()
    boss = office.client("administrator")
    with pinned("tokens"):
        assert "Carga nocturna" in boss.get(page).content.decode()


def test_a_token_of_another_institution_is_not_found(office: Office) -> None:
    made, _secret = token(office)
    other = ApiToken.objects.get(pk=made.pk)
    outsider = office.client("outsider")
    assert outsider.post(reverse("token_revoke", args=[f"{office.slug}-vecino", other.pk])).status_code == 404
    assert outsider.post(reverse("token_revoke", args=[office.slug, other.pk])).status_code == 404
    assert ApiToken.objects.get(pk=made.pk).revoked is None
    assert edit(office.actor("administrator"), name="Municipalidad de Valle Alto")
