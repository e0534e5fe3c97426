"""Sign-in: passwords, the second step, links of an administrator, limits, and the pages that make no sense here."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from ceiba.institutions.models import Entry, Institution
from ceiba.institutions.services import found
from ceiba.institutions.services_accounts import remove_second_step
from ceiba.institutions.services_people import assign, leave
from ceiba.institutions.verbs import Refused
from tests.people import METHODOLOGY, PASSWORD, Office

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
NEW = "otra-frase-bien-larga"


def enter(client: Client, email: str, password: str = PASSWORD, **more: str) -> object:
    """Sign in by the form."""
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def confirm(client: Client, page: str) -> str:
    """Show once more who one is, as a page asks that changes how one enters; return the page."""
    asked = client.get(page)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert "Confirme que es usted" in client.get(asked.headers["Location"]).content.decode()
    assert client.post(asked.headers["Location"], {"password": "no-es-esta"}).context["form"].errors
    assert client.post(asked.headers["Location"], {"password": PASSWORD, "next": page}).headers["Location"] == page
    return page


def code_of(secret: str, step: int = 0) -> str:
    """Return the number that a telephone with this secret shows, now or some steps later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def test_somebody_enters_and_leaves(office: Office) -> None:
    client, email = Client(), office.people["planner"].email
    asked = client.get(reverse("units", args=[office.slug]))
    page = asked.headers["Location"]
    assert page.startswith(reverse("account_login"))
    assert "Contraseña" in client.get(page).content.decode()
    answer = enter(client, email.upper(), next=reverse("units", args=[office.slug]))
    assert answer.headers["Location"] == reverse("units", args=[office.slug])
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("units", args=[office.slug])).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("units", args=[office.slug])).status_code == 302


def test_a_wrong_password_says_so_keeps_the_address_and_is_counted(office: Office) -> None:
    client, email = Client(), office.people["planner"].email
    answer = enter(client, email, "no-es-esta")
    assert f'value="{email}"' in answer.content.decode()
    assert answer.context["form"].errors
    for _try in range(6):
        answer = enter(client, email, "no-es-esta")
    assert "emasiados intentos" in answer.content.decode()
    assert "emasiados intentos" in enter(client, email).content.decode()
    assert enter(Client(), office.people["auditor"].email).status_code == 302


def test_too_many_tries_from_one_place_are_answered_in_our_words(office: Office) -> None:
    client = Client()
    answers = [client.post(reverse("account_login"), {}) for _try in range(121)]
    assert answers[-1].status_code == 429
    assert "Demasiados intentos" in answers[-1].content.decode()


def test_a_password_is_changed_by_who_knows_the_old_one(office: Office) -> None:
    client, page = office.client("planner"), reverse("account_change_password")
    wrong = client.post(page, {"oldpassword": "x", "password1": NEW, "password2": NEW})
    assert wrong.context["form"].errors
    client.post(page, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert enter(Client(), office.people["planner"].email, NEW).status_code == 302


def test_a_forgotten_password_is_set_by_a_link_in_the_mail(office: Office) -> None:
    client, page = Client(), reverse("account_reset_password")
    for email in (office.people["planner"].email, "nadie@ninguna.example"):
        assert client.post(page, {"email": email}).headers["Location"] == reverse("account_reset_password_done")
    [letter] = mail.outbox
    assert (letter.to, "Ceiba" in letter.subject) == ([office.people["planner"].email], True)
    link = re.search(r"http://testserver(/\S+)", letter.body).group(1)
    form = client.get(link, follow=True)
    assert form.status_code == 200
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert enter(Client(), office.people["planner"].email, NEW).status_code == 302
    assert "ya no sirve" in Client().get(link, follow=True).content.decode()


@override_settings(EMAIL_BACKEND=NO_MAIL)
def test_without_mail_the_page_says_whom_to_ask(office: Office) -> None:
    for answer in (
        Client().get(reverse("account_reset_password")),
        Client().post(reverse("account_reset_password"), {"email": office.people["planner"].email}),
    ):
        assert "quien administra su institución" in answer.content.decode()
    assert mail.outbox == []


def test_an_administrator_makes_a_link_that_sets_a_password_once(office: Office) -> None:
    planner = office.people["planner"]
    page = reverse("person_password_link", args=[office.slug, planner.pk])
    shown = office.client("administrator").post(page, follow=True)
    url = shown.context["kept"]["url"].removeprefix("http://testserver")
    assert Entry.objects.of(office.institution).first().verb == "person.password_link"
    assert url.split("-", 1)[1] not in str(Entry.objects.of(office.institution).first().changes)
    client = Client()
    form = client.get(url, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert enter(Client(), planner.email, NEW).status_code == 302
    assert "ya no sirve" in Client().get(url, follow=True).content.decode()


def test_no_institution_opens_the_door_of_another(office: Office) -> None:
    """Whoever works in two places, or may install, gets no link from the administrator of one of them."""
    boss, outsider = office.actor("administrator"), office.people["outsider"]
    assign(boss, outsider, "finance")
    office.people["planner"].installer = True
    office.people["planner"].save()
    client = office.client("administrator")
    for whom in (outsider, office.people["planner"]):
        for name in ("person_password_link", "person_second_step"):
            answer = client.post(reverse(name, args=[office.slug, whom.pk]))
            assert answer.status_code == 409
            assert "fuera de esta institución" in answer.content.decode()
    leave(boss, office.people["auditor"])
    found(office.people["clerk"], slug="tercera", name="T", kind="other", country="GT", methodology=METHODOLOGY)
    for whom in ("auditor", "clerk"):
        page = reverse("person_password_link", args=[office.slug, office.people[whom].pk])
        assert client.post(page).status_code == 409
    assert Institution.objects.filter(slug="tercera").exists()


def test_the_second_step_is_put_on_asked_for_and_taken_off(office: Office) -> None:
    client, planner = Client(), office.people["planner"]
    enter(client, planner.email)
    activate = confirm(client, reverse("mfa_activate_totp"))
    page = client.get(activate)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert "data:image/svg+xml" in page.content.decode()
    assert client.post(activate, {"code": "000000"}).context["form"].errors
    secret = client.get(activate).context["form"].secret
    client.post(activate, {"code": code_of(secret)})
    codes = client.get(reverse("mfa_view_recovery_codes"))
    spare = codes.context["unused_codes"]
    assert spare[0] in codes.content.decode()
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 200
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    assert "Quedan 10 códigos" in client.get(reverse("mfa_index")).content.decode()

    again = Client()
    assert enter(again, planner.email).headers["Location"].startswith(reverse("mfa_authenticate"))
    assert again.get(reverse("units", args=[office.slug])).status_code == 302
    assert "Segundo paso" in again.get(reverse("mfa_authenticate")).content.decode()
    assert again.post(reverse("mfa_authenticate"), {"code": "123456"}).status_code == 200
    again.post(reverse("mfa_authenticate"), {"code": spare[0]})
    assert again.get(reverse("units", args=[office.slug])).status_code == 200

    office.client("administrator").post(reverse("person_second_step", args=[office.slug, planner.pk]))
    assert not Authenticator.objects.filter(user=planner).exists()
    assert enter(Client(), planner.email).headers["Location"] == "/"
    with pytest.raises(Refused, match="no usa segundo paso"):
        remove_second_step(office.actor("administrator"), planner)


def test_the_second_step_can_be_taken_off_by_oneself(office: Office) -> None:
    client, planner = Client(), office.people["planner"]
    enter(client, planner.email)
    secret = client.get(confirm(client, reverse("mfa_activate_totp"))).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=planner).exists()


@pytest.mark.parametrize(
    "path", ["email/", "confirm-email/", "confirm-email/abc/", "password/set/", "login/code/confirm/"]
)
def test_pages_that_make_no_sense_here_are_closed(office: Office, path: str) -> None:
    for who in ("planner", "nobody"):
        client = office.client(who)
        assert client.get(f"/cuenta/{path}").status_code == 404
        assert client.post(f"/cuenta/{path}", {"email": "otra@direccion.example"}).status_code == 404


def test_nobody_signs_up_by_themselves(office: Office) -> None:
    given = {"email": "yo@mismo.example", "password1": NEW, "password2": NEW}
    for answer in (Client().get("/cuenta/signup/"), Client().post("/cuenta/signup/", given)):
        assert "por invitación" in answer.content.decode()
    assert not office.institution.__class__.objects.none()
    assert enter(Client(), "yo@mismo.example", NEW).status_code == 200


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_of_sign_in_comes_in_our_shell(office: Office, language: str) -> None:
    nobody, somebody = Client(), Client()
    enter(somebody, office.people["planner"].email)
    confirm(somebody, reverse("mfa_activate_totp"))
    for client in (nobody, somebody):
        client.cookies["django_language"] = language
    office.people["planner"].language = language
    office.people["planner"].save()
    pages = [
        (nobody, "login/"),
        (nobody, "signup/"),
        (nobody, "inactive/"),
        (nobody, "password/reset/"),
        (nobody, "password/reset/done/"),
        (nobody, "password/reset/key/done/"),
        (nobody, "password/reset/key/3-x/"),
        (somebody, "logout/"),
        (somebody, "password/change/"),
        (somebody, "2fa/"),
        (somebody, "2fa/totp/activate/"),
        (office.client("auditor"), "reauthenticate/"),
    ]
    for client, path in pages:
        read = client.get(f"/cuenta/{path}").content.decode()
        assert f'<html lang="{"es" if path == "reauthenticate/" else language}"' in read, path
        assert read.count("<h1") == 1, path
        assert "Menu:" not in read, path
        assert 'class="site"' in read, path


def test_a_language_that_was_chosen_on_a_page_stays_with_the_person(office: Office) -> None:
    client = office.client("planner")
    client.post(reverse("set_language"), {"language": "en", "next": "/perfil/"})
    assert office.people["planner"].__class__.objects.get(pk=office.people["planner"].pk).language == "en"
    assert '<html lang="en"' in client.get(reverse("profile")).content.decode()
    Client().post(reverse("set_language"), {"language": "es", "next": "/"})
    assert '<html lang="en"' in client.get(reverse("profile")).content.decode()


def test_somebody_changes_their_profile(office: Office) -> None:
    client, page = office.client("planner"), reverse("profile")
    wrong = client.post(page, {"name": "", "language": "en"})
    assert wrong.context["form"].errors
    client.post(page, {"name": "Otro Nombre", "language": "en"})
    office.people["planner"].refresh_from_db()
    planner = office.people["planner"]
    assert (planner.name, planner.language, planner.shortcuts) == ("Otro Nombre", "en", False)
    assert "data-shortcuts" not in client.get(page).content.decode()
