"""When something goes wrong: what happened, what was kept, what to do; and nothing typed is lost."""

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.test import Client, RequestFactory

from ceiba.ui import views
from ceiba.ui.shell import Shell
from tests.ui.rendering import request

pytestmark = pytest.mark.urls("tests.ui.gallery")
PARTS = ("Qué pasó", "Qué se conservó", "Qué puede hacer")


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (400, lambda: views.bad_request(request(), SuspiciousOperation())),
        (413, lambda: views.bad_request(request(), RequestDataTooBig())),
        (403, lambda: views.forbidden(request(), PermissionError())),
        (404, lambda: views.not_found(request(), LookupError())),
        (500, lambda: views.failed(request())),
    ],
)
def test_a_failure_says_what_happened_what_was_kept_and_what_to_do(status: int, answer: object) -> None:
    response = answer()
    html = response.content.decode()
    assert response.status_code == status
    assert [part for part in PARTS if part not in html] == []
    assert str(status) in html


def test_the_failure_page_asks_nothing_of_the_program_that_failed() -> None:
    """It is made without request, session or database: none of them is here, and pytest-django forbids the last."""
    asked = RequestFactory().get("/x/")
    asked.shell = property(lambda _self: 1 / 0)
    assert "Ceiba falló" in views.failed(asked).content.decode()


def test_a_stale_form_gives_back_what_was_typed_and_no_password() -> None:
    asked = RequestFactory().post(
        "/x/", {"text": "Agua <b>segura</b>", "password": "secreta", "empty": " ", "csrfmiddlewaretoken": "t"}
    )
    asked.shell = Shell(path="/x/")
    response = views.csrf_failed(asked, "token")
    html = response.content.decode()
    assert response.status_code == 403
    assert "Agua &lt;b&gt;segura&lt;/b&gt;</textarea>" in html
    assert "secreta" not in html
    assert html.count("<textarea") == 1


@pytest.mark.django_db
def test_a_form_without_its_token_meets_that_page() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/idioma/", {"language": "en", "note": "mi texto"})
    assert response.status_code == 403
    assert "mi texto" in response.content.decode()


@pytest.mark.django_db
def test_a_refusal_names_fields_in_words_and_leads_back() -> None:
    html = Client().get("/ayuda/prueba/rechazo/").content.decode()
    assert "Motivo</label>" in html
    assert "Target value</label>" in html
    assert 'href="/ayuda/prueba/galeria/"' in html
    assert "secreta" not in html
