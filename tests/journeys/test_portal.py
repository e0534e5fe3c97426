"""The portal in Chromium, as anybody opens it: nothing for axe to find, no cookie, no script, on a desk and a phone."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.plans.models import Plan
from ceiba.projects.editing import edit_project
from ceiba.projects.models import Project
from ceiba.publications import queries
from tests.furnished import furnish
from tests.journeys.test_every_page import problems
from tests.people import office as new_office
from tests.publications.test_publishing import publish

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]
PLAIN = ("home", "search", "goals", "projects", "money", "publications", "themes", "frameworks", "units", "compare")


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
    paths.append(reverse("public_card", args=[office.slug, next(iter(face.indicators)).id]))
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


def test_near_me_works_by_place_by_point_and_by_the_browser(
    browser: Browser, axe: str, live_server: LiveServer
) -> None:
    office = new_office()
    furnish(office)
    works = Project.objects.of(office.institution)[0]
    edit_project(office.actor("planner"), works, place="Aldea Las Pilas", latitude="14.65", longitude="-90.61")
    Plan.objects.of(office.institution).update(state=Plan.State.APPROVED)
    publish(office, until="2024")
    path = live_server.url + reverse("public_near", args=[office.slug])
    plain = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    tab = plain.new_page()
    tab.goto(path)
    assert not tab.get_by_text("Escribir mi posición aquí").is_visible(), "a button that does nothing is not shown"
    tab.get_by_label("Lugar", exact=True).select_option(index=0)
    tab.get_by_role("button", name="Ver este lugar").click()
    assert "lugar=" in tab.url
    assert tab.locator("#proyectos").is_visible()
    plain.close()

    here = {"latitude": 14.63412345, "longitude": -90.60698765}
    located = browser.new_context(geolocation=here, permissions=["geolocation"], bypass_csp=True)
    sent: list[str] = []
    tab = located.new_page()
    tab.on("request", lambda request: sent.append(request.url))
    tab.goto(path)
    assert problems(tab, axe) == []
    before = len(sent)
    tab.get_by_role("button", name="Escribir mi posición aquí").click()
    tab.wait_for_function("document.querySelector('[name=latitud]').value !== ''")
    assert tab.input_value("[name=latitud]") == "14.63"
    assert tab.input_value("[name=longitud]") == "-90.61"
    assert len(sent) == before, "nothing is sent until the reader sends it"
    tab.get_by_role("button", name="Buscar alrededor").click()
    tab.wait_for_url("**latitud=14.63**")
    assert problems(tab, axe) == []
    assert not any("14.634" in one for one in sent)
    located.close()


def test_a_card_shows_itself_in_a_page_of_another_site(browser: Browser, live_server: LiveServer) -> None:
    office = new_office()
    furnish(office)
    last = queries.last(office.institution)
    assert last is not None
    key = next(iter(queries.face_of(last).indicators)).id
    card = live_server.url + reverse("public_card", args=[office.slug, key])
    home = live_server.url + reverse("public_home", args=[office.slug])
    frames = f'<iframe name="card" src="{card}"></iframe><iframe name="home" src="{home}"></iframe>'

    class OtherSite(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(frames.encode())

        def log_message(self, *_told: object) -> None:
            pass

    site = HTTPServer(("127.0.0.1", 0), OtherSite)
    Thread(target=site.serve_forever, daemon=True).start()
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"http://127.0.0.1:{site.server_port}/")
    shown, hidden = tab.frame("card"), tab.frame("home")
    assert shown is not None
    assert hidden is not None
    shown.locator(f"h1 a[href*='/metas/{key}/']").wait_for()
    assert "prometimos" not in hidden.content(), "the browser shows its own words instead"
    assert context.cookies() == []
    context.close()
    site.shutdown()
    site.server_close()
