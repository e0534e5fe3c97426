"""The portal in Chromium, as anybody opens it: nothing for axe to find, no cookie, no script, on a desk and a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.publications import queries
from tests.furnished import furnish
from tests.journeys.test_every_page import problems
from tests.people import office as new_office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]
PLAIN = ("home", "search", "goals", "projects", "money", "publications")


@pytest.mark.parametrize(("width", "asked"), [(1360, ""), (360, "?idioma=en")], ids=["desk-es", "phone-en"])
def test_anybody_reads_the_portal(width: int, asked: str, browser: Browser, axe: str, live_server: LiveServer) -> None:
    office = new_office()
    furnish(office)
    last = queries.last(office.institution)
    assert last is not None
    face = queries.face_of(last)
    paths = [reverse(f"public_{name}", args=[office.slug]) for name in PLAIN]
    paths.append(reverse("public_goal", args=[office.slug, next(iter(face.indicators)).id]))
    paths.append(reverse("public_plan", args=[office.slug, face.plans[0].id]))
    paths.append(reverse("public_project", args=[office.slug, face.projects[0].id]))
    paths.append(reverse("public_publication", args=[office.slug, last.number]))
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    tab = context.new_page()
    kinds: set[str] = set()
    tab.on("request", lambda request: kinds.add(request.resource_type))
    wrong = {}
    for path in paths:
        answer = tab.goto(live_server.url + path + asked)
        assert answer is not None
        assert answer.status == 200, path
        if found := problems(tab, axe):
            wrong[path] = found
    assert wrong == {}
    assert context.cookies() == []
    assert "document" in kinds
    assert not kinds & {"script", "fetch", "xhr", "websocket"}
    context.close()
