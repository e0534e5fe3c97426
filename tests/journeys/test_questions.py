"""A citizen without script on a telephone objects to a figure; the unit head answers; the citizen sees it, counted."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.participation.models_objections import Objection
from ceiba.participation.secrets import FASTEST
from ceiba.publications import queries
from tests.furnished import furnish
from tests.journeys.hands import WithoutScript
from tests.journeys.test_every_page import problems
from tests.people import PASSWORD
from tests.people import office as new_office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]
WORDS = "El acta de mayo dice nueve y aquí se publicó otra cosa."


def test_a_citizen_objects_and_is_answered(browser: Browser, axe: str, live_server: LiveServer) -> None:
    office = new_office()
    furnish(office)
    before = Objection.objects.count()
    last = queries.last(office.institution)
    assert last is not None
    goal = next(iter(queries.face_of(last).indicators))
    citizen = WithoutScript(browser, width=360)
    citizen.open(live_server.url + reverse("public_goal", args=[office.slug, goal.id]))
    citizen.follow("Preguntar u objetar")
    citizen.page.locator("main [name=kind][value=objection]").check()
    citizen.fill("text", "corto" + " " * 10)  # long enough for the browser, and not for the house
    citizen.page.wait_for_timeout(FASTEST * 1000)
    citizen.press("Enviar en público")
    assert "al menos 10 letras" in citizen.text()
    citizen.fill("text", WORDS)
    citizen.fill("email", "vecina@invento.example")
    citizen.press("Enviar en público")
    number = before + 1
    assert f"Su caso es el número {number}" in citizen.page.locator("h1").inner_text()
    follow = citizen.page.url
    assert citizen.page.context.cookies() == []

    row = Objection.objects.get(number=number)
    Objection.objects.filter(pk=row.pk).update(unit=office.unit("aguas"), due=timezone.localdate())
    head = WithoutScript(browser)
    head.open(live_server.url + reverse("account_login"))
    head.fill("login", office.people["unit_head"].email)
    head.fill("password", PASSWORD)
    head.press("Entrar")
    head.open(live_server.url + reverse("my_unit", args=[office.slug]) + "?todos")
    head.follow(f"Objeción {number}")
    assert WORDS in head.text()
    assert "vecina@invento.example" not in head.page.content()
    head.fill("text", "Es cierto: se corregirá.")
    head.page.locator("main [name=outcome][value=corrected]").check()
    head.press("Publicar la respuesta")
    assert "La respuesta es pública" in head.text()

    citizen.open(follow)
    assert "Es cierto: se corregirá." in citizen.text()
    citizen.open(live_server.url + reverse("public_questions", args=[office.slug]) + "?estado=respondidas")
    assert WORDS in citizen.text()
    assert [one for one in citizen.complaints if "422" not in one] == [], "but what was refused"

    wrong = {}
    context = browser.new_context(viewport={"width": 360, "height": 900}, bypass_csp=True)
    tab = context.new_page()
    about = f"?sobre=indicator/{goal.id}"
    paths = [reverse("public_question_new", args=[office.slug]) + about, reverse("public_privacy", args=[office.slug])]
    paths += [reverse("public_question", args=[office.slug, one]) for one in (1, 2, number)]
    for path in (*paths, reverse("public_questions", args=[office.slug]), follow.removeprefix(live_server.url)):
        answer = tab.goto(live_server.url + path)
        assert answer is not None
        assert answer.status == 200, path
        if found := problems(tab, axe):
            wrong[path] = found
    assert wrong == {}
    context.close()
