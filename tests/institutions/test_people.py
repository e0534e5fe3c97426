"""People: roles given and ended, invitations, delegations, those who leave, and the last administrator who cannot."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from ceiba.institutions.models import Assignment, Entry, Invitation, Person
from ceiba.institutions.services_invitations import accept, invitation_of, invite, welcome
from ceiba.institutions.services_people import assign, delegate, end_role, leave, take_back
from ceiba.institutions.verbs import NotAllowed, Refused
from tests.people import PASSWORD, Office, person
from tests.queries import pinned

TODAY = timezone.localdate()
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


def role(office: Office, who: str, name: str | None = None) -> Assignment:
    """Return a role of somebody."""
    return Assignment.objects.of(office.institution).get(person=office.people[who], role=name or who)


def test_a_role_is_given_and_ended_at_once(office: Office) -> None:
    boss, clerk = office.actor("administrator"), office.people["clerk"]
    given = assign(boss, clerk, "finance")
    assert office.actor("clerk").may("money.edit")
    end_role(boss, given)
    assert not office.actor("clerk").may("money.edit")
    assert not Assignment.objects.get(pk=given.pk).goes_on
    with pytest.raises(Refused, match="ya había terminado"):
        end_role(boss, given)


def test_a_role_ends_after_its_last_day(office: Office) -> None:
    given = assign(office.actor("administrator"), office.people["clerk"], "finance")
    end_role(office.actor("administrator"), given, last=TODAY)
    assert office.actor("clerk").may("money.edit")
    Assignment.objects.filter(pk=given.pk).update(begins=TODAY - timedelta(days=9), ends=TODAY - timedelta(days=1))
    assert not office.actor("clerk").may("money.edit")


@pytest.mark.parametrize(
    "given",
    [
        {"role": "clerk", "unit": "aguas"},
        {"role": "administrator", "unit": "aguas"},
        {"role": "finance", "ends": TODAY - timedelta(days=1)},
        {"role": "finance", "begins": TODAY, "ends": TODAY - timedelta(days=1)},
    ],
)
def test_some_roles_cannot_be_given(office: Office, given: dict[str, object]) -> None:
    unit = office.unit(str(given.pop("unit"))) if "unit" in given else None
    with pytest.raises(Refused):
        assign(office.actor("administrator"), office.people["clerk"], unit=unit, **given)


def test_the_last_administrator_can_neither_leave_nor_lose_the_role(office: Office) -> None:
    boss, own = office.actor("administrator"), role(office, "administrator")
    for refused in (
        lambda: leave(boss, boss.somebody),
        lambda: end_role(boss, own),
        lambda: end_role(boss, own, last=TODAY + timedelta(days=30)),
    ):
        with pytest.raises(Refused, match="única persona que administra"):
            refused()
    assign(boss, office.people["clerk"], "administrator", ends=TODAY + timedelta(days=5))
    with pytest.raises(Refused):
        leave(boss, boss.somebody)  # an administration with a last day does not hold the house
    assign(boss, office.people["planner"], "administrator")
    leave(boss, boss.somebody)
    assert not office.actor("administrator").belongs
    assert office.actor("planner").may("people.manage")


def test_who_leaves_loses_every_role_and_what_was_passed_on_and_offered(office: Office) -> None:
    boss, head = office.actor("administrator"), office.people["unit_head"]
    assign(boss, head, "finance")
    passed = delegate(
        office.actor("unit_head"), role(office, "unit_head"), office.people["clerk"], begins=TODAY, ends=TODAY
    )
    made, token = invite(boss, head.email, "auditor")
    rows = Entry.objects.count()
    answer = office.client("administrator").post(reverse("person_leave", args=[office.slug, head.pk]))
    assert answer.status_code == 302
    assert Entry.objects.count() == rows + 1
    assert not office.actor("unit_head").belongs
    assert not Assignment.objects.get(pk=passed.pk).goes_on
    with pytest.raises(Refused, match="se retiró"):
        accept(token, head)
    assert Invitation.objects.get(pk=made.pk).withdrawn
    assert office.client("unit_head").get(reverse("people", args=[office.slug])).status_code == 404


def test_a_role_is_passed_on_between_two_days_and_no_further(office: Office) -> None:
    head, own, clerk = office.actor("unit_head"), role(office, "unit_head"), office.people["clerk"]
    passed = delegate(head, own, clerk, begins=TODAY, ends=TODAY + timedelta(days=7))
    assert (passed.delegated_by, passed.source, passed.unit) == (head.person, own, own.unit)
    assert office.actor("clerk").may("finding.answer", office.unit("aguas"))
    assert not office.actor("clerk").may("finding.answer")
    with pytest.raises(Refused, match="propio"):
        delegate(office.actor("clerk"), passed, office.people["auditor"], begins=TODAY, ends=TODAY)
    end_role(office.actor("administrator"), own)
    assert not office.actor("clerk").may("finding.answer", office.unit("aguas"))


def test_nobody_passes_on_more_than_they_have(office: Office) -> None:
    own, clerk = role(office, "unit_head"), office.people["clerk"]
    head = office.actor("unit_head")
    Assignment.objects.filter(pk=own.pk).update(ends=TODAY + timedelta(days=3))
    own.refresh_from_db()
    for begins, ends in ((0, 4), (-1, 2), (2, 1)):
        with pytest.raises(Refused):
            delegate(head, own, clerk, begins=TODAY + timedelta(days=begins), ends=TODAY + timedelta(days=ends))
    with pytest.raises(NotAllowed):
        delegate(head, role(office, "finance"), clerk, begins=TODAY, ends=TODAY)
    with pytest.raises(Refused):
        delegate(office.actor("planner"), role(office, "finance"), clerk, begins=TODAY, ends=TODAY)
    with pytest.raises(Refused, match="otra persona de la institución"):
        delegate(head, own, office.people["outsider"], begins=TODAY, ends=TODAY)
    assign(office.actor("administrator"), office.people["planner"], "administrator")
    administration = role(office, "planner", "administrator")
    with pytest.raises(Refused, match="no se encarga"):
        delegate(office.actor("planner"), administration, clerk, begins=TODAY, ends=TODAY)


def test_who_passed_a_role_on_takes_it_back_and_nobody_else_does(office: Office) -> None:
    own, clerk = role(office, "unit_head"), office.people["clerk"]
    client = office.client("unit_head")
    page = reverse("role_delegate", args=[office.slug, own.pk])
    assert client.get(page).status_code == 200
    days = {"begins": TODAY.isoformat(), "ends": (TODAY + timedelta(days=2)).isoformat()}
    assert client.post(page, {"person": str(clerk.pk), **days}).status_code == 302
    passed = Assignment.objects.get(delegated_by=office.people["unit_head"])
    for who in ("planner", "clerk"):
        with pytest.raises((Refused, NotAllowed)):
            take_back(office.actor(who), passed)
    client.post(reverse("role_take_back", args=[office.slug, passed.pk]))
    assert not Assignment.objects.get(pk=passed.pk).goes_on


def test_an_invitation_is_shown_once_and_makes_an_account(office: Office) -> None:
    client = office.client("administrator")
    given = {"email": "Nueva@Oficina.example", "name": "Nueva", "role": "finance", "unit": office.unit("aguas").pk}
    answer = client.post(reverse("people_invite", args=[office.slug]), given, follow=True)
    url = answer.context["kept"]["url"]
    assert url in answer.content.decode()
    again = client.get(reverse("people_link", args=[office.slug]))
    assert url not in again.content.decode()
    token = url.rstrip("/").rpartition("/")[2]
    assert token not in str(Invitation.objects.values())
    [letter] = mail.outbox
    assert letter.to == ["nueva@oficina.example"]
    assert url in letter.body

    nobody = office.client("nobody")
    welcome_page = reverse("invitation", args=[token])
    wrong = nobody.post(welcome_page, {"name": "Nueva Persona", "password1": PASSWORD, "password2": "otra"})
    assert 'value="Nueva Persona"' in wrong.content.decode()
    done = nobody.post(welcome_page, {"name": "Nueva Persona", "password1": PASSWORD, "password2": PASSWORD})
    assert done.headers["Location"] == reverse("plans", args=[office.slug])
    somebody = Person.objects.get(email="nueva@oficina.example")
    assert Assignment.objects.get(person=somebody).unit == office.unit("aguas")
    assert nobody.get(reverse("units", args=[office.slug])).status_code == 200
    row = Entry.objects.of(office.institution).first()
    assert (row.verb, row.person) == ("invitation.accept", somebody)
    assert office.client("nobody").get(welcome_page).status_code == 410


@override_settings(EMAIL_BACKEND=NO_MAIL)
def test_without_mail_the_link_alone_is_shown(office: Office) -> None:
    page = reverse("people_invite", args=[office.slug])
    answer = office.client("administrator").post(page, {"email": "a@b.example", "role": "finance"}, follow=True)
    assert answer.context["kept"]["sent"] is None
    assert mail.outbox == []


def test_a_mail_server_that_fails_loses_no_invitation(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    page = reverse("people_invite", args=[office.slug])
    answer = office.client("administrator").post(page, {"email": "a@b.example", "role": "finance"}, follow=True)
    assert answer.context["kept"]["sent"] is False
    assert "no se pudo enviar" in answer.content.decode()
    assert Invitation.objects.filter(email="a@b.example").exists()


def test_who_has_an_account_accepts_with_it(office: Office) -> None:
    _made, token = invite(office.actor("administrator"), office.people["outsider"].email, "reviewer")
    page = reverse("invitation", args=[token])
    nobody = office.client("nobody").get(page)
    assert reverse("account_login") in nobody.content.decode()
    stolen = office.client("nobody").post(page, {"name": "X", "password1": PASSWORD, "password2": PASSWORD})
    assert stolen.status_code == 200
    assert not office.actor("outsider").belongs
    with pytest.raises(Refused):
        welcome(token, name="X", password=PASSWORD, language="es")
    outsider = office.client("outsider")
    assert outsider.get(page).status_code == 200
    assert not office.actor("outsider").belongs
    outsider.post(page)
    assert office.actor("outsider").may_somewhere("history.view")
    assert outsider.post(page).status_code == 410


def test_an_invitation_ends_by_itself_or_by_withdrawal_and_is_renewed(office: Office) -> None:
    client, boss = office.client("administrator"), office.actor("administrator")
    made, token = invite(boss, "a@b.example", "finance")
    with pytest.raises(Refused, match="enlace nuevo"):
        invite(boss, "A@B.example", "finance")
    Invitation.objects.filter(pk=made.pk).update(expires=timezone.now() - timedelta(minutes=1))
    assert office.client("nobody").get(reverse("invitation", args=[token])).status_code == 410
    answer = client.post(reverse("invitation_renew", args=[office.slug, made.pk]), follow=True)
    new = answer.context["kept"]["url"].rstrip("/").rpartition("/")[2]
    assert invitation_of(token) is None
    assert office.client("nobody").get(reverse("invitation", args=[new])).status_code == 200
    client.post(reverse("invitation_withdraw", args=[office.slug, made.pk]))
    assert office.client("nobody").get(reverse("invitation", args=[new])).status_code == 410
    assert client.post(reverse("invitation_renew", args=[office.slug, made.pk])).status_code == 409


@pytest.mark.parametrize("who", ["planner", "unit_head", "auditor"])
def test_only_administrators_change_people(office: Office, who: str) -> None:
    client, clerk = office.client(who), office.people["clerk"]
    made, _token = invite(office.actor("administrator"), "a@b.example", "finance")
    own = role(office, "clerk")
    before = (Assignment.objects.count(), Invitation.objects.count(), Entry.objects.count())
    for name, arguments in (
        ("people_invite", []),
        ("people_link", []),
        ("person_leave", [clerk.pk]),
        ("person_password_link", [clerk.pk]),
        ("person_second_step", [clerk.pk]),
        ("role_add", [clerk.pk]),
        ("role_end", [own.pk]),
        ("invitation_renew", [made.pk]),
        ("invitation_withdraw", [made.pk]),
    ):
        answer = client.post(reverse(name, args=[office.slug, *arguments]), {"role": "finance", "email": "e@f.example"})
        assert answer.status_code == 403, name
    assert (Assignment.objects.count(), Invitation.objects.count(), Entry.objects.count()) == before
    assert client.get(reverse("people", args=[office.slug])).status_code == 200
    assert "a@b.example" not in client.get(reverse("people", args=[office.slug])).content.decode()


def test_roles_are_given_and_ended_on_the_page_of_a_person(office: Office) -> None:
    client, clerk = office.client("administrator"), office.people["clerk"]
    page, give = (reverse(name, args=[office.slug, clerk.pk]) for name in ("person", "role_add"))
    wrong = client.post(give, {"role": "administrator", "unit": office.unit("aguas").pk})
    assert "unit" in wrong.context["form"].errors
    client.post(give, {"role": "finance", "unit": ""})
    given = role(office, "clerk", "finance")
    ending = reverse("role_end", args=[office.slug, given.pk])
    assert client.post(ending, {"last": ""}).status_code == 409
    assert client.post(ending, {"last": "mañana"}).status_code == 409
    client.post(ending, {"last": (TODAY + timedelta(days=3)).isoformat()})
    assert role(office, "clerk", "finance").ends == TODAY + timedelta(days=3)
    client.post(ending, {"now": "1"})
    assert not role(office, "clerk", "finance").goes_on
    assert "Papeles que tuvo" in client.get(page).content.decode()


def test_a_person_who_never_was_here_has_no_page(office: Office) -> None:
    outsider = office.people["outsider"]
    client = office.client("administrator")
    assert client.get(reverse("person", args=[office.slug, outsider.pk])).status_code == 404
    assert client.post(reverse("role_add", args=[office.slug, outsider.pk]), {"role": "finance"}).status_code == 404


def test_people_are_found_by_name_and_address(office: Office) -> None:
    client = office.client("planner")
    page = reverse("people", args=[office.slug])
    found = client.get(page, {"q": "ada valle-alto"}).context["page"].object_list
    assert [row.person.name for row in found] == ["Ada Administradora"]
    assert "Nadie se llama así" in client.get(page, {"q": "zzz"}).content.decode()


def test_the_pages_of_people_ask_few_queries_however_many_there_are(office: Office) -> None:
    boss, client = office.actor("administrator"), office.client("administrator")
    for number in range(12):
        assign(boss, person(f"p{number}@oficina.example", f"P {number}"), "finance", office.unit("aguas"))
        invite(boss, f"i{number}@oficina.example", "finance", office.unit("aguas"))
    with pinned("people"):
        client.get(reverse("people", args=[office.slug]))
    with pinned("person"):
        client.get(reverse("person", args=[office.slug, office.people["unit_head"].pk]))
