"""What is not there in the look of the portal, and what programs that read the web ask for first."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from ceiba.indicators.models import Indicator
from ceiba.publications import queries
from ceiba.snapshots.services import current
from tests.people import Office
from tests.portal.test_portal_pages import goal, shown
from tests.publications.test_publishing import publish, publisher

__all__ = ["goal", "publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_what_is_not_there_is_told_in_the_look_of_the_portal(publisher: Office, goal: Indicator) -> None:
    for path in ("metas/no-hay/", "no-hay/", "publicaciones/77/", "proyectos/x/", "?publicacion=99", "cerca/?lugar=x"):
        answer = Client().get(f"/publico/{publisher.slug}/{path}")
        page = answer.content.decode()
        assert answer.status_code == 404, path
        assert "Aquí no hay nada publicado" in page, path
        assert reverse("public_search", args=[publisher.slug]) in page
        assert "csrf" not in page
        assert "no-hay" not in page, "what was asked for is not repeated"
        assert not answer.cookies
    english = Client().get(f"/publico/{publisher.slug}/metas/x/?idioma=en").content.decode()
    assert '<html lang="en">' in english


def test_who_is_not_there_is_told_without_a_name(publisher: Office) -> None:
    for path in ("/publico/no-hay/", f"/publico/{publisher.slug}/", "/publico/", "/publico/../x/", "/publico/A%00/"):
        answer = Client().get(path)
        assert answer.status_code == 404, path
        page = answer.content.decode()
        assert publisher.institution.name not in page
        assert "csrf" not in page
    assert "Código 404" in Client().get("/no-hay/tampoco.txt").content.decode()


def test_what_is_published_no_more_leads_to_what_was_said(
    publisher: Office, goal: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = current(publisher.institution)
    fewer = tuple(
        replace(plan, indicators=tuple(one for one in plan.indicators if one.id != goal.key)) for plan in here.plans
    )
    monkeypatch.setattr(queries, "current", lambda _institution: replace(here, plans=fewer))
    publish(publisher)
    path = reverse("public_goal", args=[publisher.slug, goal.key])
    answer = Client().get(path)
    assert answer.status_code == 410
    assert f"{path}?publicacion=2" in answer.content.decode()
    assert Client().get(path, {"publicacion": 2}).status_code == 200
    assert Client().get(path, {"publicacion": 3}).status_code == 404, "that publication never had it"
    assert Client().get(reverse("public_card", args=[publisher.slug, goal.key])).status_code == 410


def test_programs_are_told_what_to_read(publisher: Office, goal: Indicator) -> None:
    robots = Client().get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain")
    told = robots.content.decode()
    assert "Allow: /publico/" in told
    assert told.index("Allow: /publico/") < told.index("Disallow: /\n")
    where = told.rsplit("Sitemap: ", 1)[1].strip()
    whole = ET.fromstring(Client().get(where.removeprefix("http://testserver")).content)
    parts = [one.text or "" for one in whole.iter(f"{MAP}loc")]
    assert parts == [f"http://testserver/publico/{publisher.slug}/sitemap.xml"]
    addresses = [one.text or "" for one in ET.fromstring(shown(publisher, "public_sitemap")).iter(f"{MAP}loc")]
    assert len(set(addresses)) == len(addresses) > 10
    assert any(one.endswith(f"/metas/{goal.key}/") for one in addresses)
    client = Client()
    for one in addresses[:40]:
        assert client.get(one.removeprefix("http://testserver")).status_code == 200, one


def test_a_page_names_its_one_address_and_its_languages(publisher: Office, goal: Indicator) -> None:
    page = shown(publisher, "public_goals", tema=goal.element.key)
    base = f"http://testserver{reverse('public_goals', args=[publisher.slug])}?tema={goal.element.key}"
    assert f'<link rel="canonical" href="{base}">' in page
    assert f'hreflang="en" href="{base}&amp;idioma=en"' in page
    assert f'hreflang="es" href="{base}"' in page
    last = shown(publisher, "public_goals", publicacion=2)
    assert 'rel="canonical" href="http://testserver' + reverse("public_goals", args=[publisher.slug]) + '"' in last
    old = shown(publisher, "public_goals", publicacion=1)
    assert "?publicacion=1" in old[old.index("canonical") :][:200], "an older one is a page of its own"
