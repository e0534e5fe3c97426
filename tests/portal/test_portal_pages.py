"""The portal: what a publication says, for anybody, at addresses that stay; light, without script, kept by caches."""

import gzip
import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ceiba.exchange.publication import parse
from ceiba.indicators.models import Indicator
from ceiba.publications import queries
from tests.people import Office
from tests.publications.test_publishing import measured, publish, publisher
from tests.queries import pinned
from tests.registers.books import adopted, procedure
from tests.registers.releases import published
from tests.ui.test_static import collected, transferred

__all__ = ["publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BUDGET = 100_000  # bytes, compressed, of a page that a browser has never seen; fonts and style included
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def goal(publisher: Office) -> Indicator:
    """Return a goal of which one publication said 7 and the next, correcting it, 8."""
    found = measured(publisher, 7, str(publisher.people["reviewer"]))
    publish(publisher, title="Tercer cuatrimestre")
    measured(publisher, 8, str(publisher.people["reviewer"]))
    publish(publisher, corrects=1, reason="El acta decía ocho")
    return found


def shown(office: Office, name: str, *arguments: object, **asked: object) -> str:
    """Return a page as somebody reads it who has no name here."""
    answer = Client().get(reverse(name, args=[office.slug, *arguments]), asked)
    assert answer.status_code == 200, (name, answer.status_code)
    assert answer["Cache-Control"].startswith("public")
    assert not answer.cookies
    return str(answer.content.decode())


def test_the_first_page_says_four_figures_what_they_mean_and_its_seal(publisher: Office, goal: Indicator) -> None:
    page = shown(publisher, "public_home")
    for words in (
        "Metas en ruta",
        "Ejecutado",
        "Proyectos en obra",
        "Demandas respondidas",
        "Verificable",
    ):
        assert words in page, words
    row = queries.last(publisher.institution)
    assert row is not None
    assert row.digest in page
    assert queries.header_of(row).fingerprint in page
    assert 'property="og:title"' in page
    assert "<script" not in page
    english = shown(publisher, "public_home", idioma="en")
    assert '<html lang="en">' in english
    assert "Verifiable" in english


def test_a_goal_opens_to_its_figures_who_validated_and_what_each_publication_said(
    publisher: Office, goal: Indicator
) -> None:
    page = shown(publisher, "public_goal", goal.key)
    assert "Revisión" in page, "the office that validated"
    assert str(publisher.people["reviewer"]) not in page
    assert "El acta decía ocho" in page
    assert re.search(r"<del>7[^<]*</del> → <ins>8", page)
    assert "?publicacion=2" in page


def test_an_older_publication_stays_at_its_address(publisher: Office, goal: Indicator) -> None:
    then = shown(publisher, "public_goal", goal.key, publicacion=1)
    assert "Esto es lo que decía la publicación 1" in then
    assert re.search(r'data-label="Observado">\s*7', then)
    assert re.search(r'data-label="Observado">\s*8', shown(publisher, "public_goal", goal.key))
    assert f"{reverse('public_goals', args=[publisher.slug])}?publicacion=1" in then, "links keep to it"
    for wrong in ("3", "x", "-1", "9" * 30, "1' OR '1'='1"):
        path = reverse("public_home", args=[publisher.slug])
        assert Client().get(path, {"publicacion": wrong}).status_code == 404, wrong


def test_a_search_forgives_accents_and_typos(publisher: Office, goal: Indicator) -> None:
    word = max(re.findall(r"\w+", goal.text), key=len)
    assert reverse("public_goal", args=[publisher.slug, goal.key]) in shown(publisher, "public_search", q=word.upper())
    typo = word[:3] + word[4:]
    page = shown(publisher, "public_search", q=typo)
    assert "Nada dice" in page
    assert "<mark>" in page
    assert "No se encontró nada" in shown(publisher, "public_search", q="xyzzyqwv")
    assert "<b>" not in shown(publisher, "public_search", q="<b>' OR 1=1 --")


def test_goals_are_found_by_theme_framework_and_unit(publisher: Office, goal: Indicator) -> None:
    page, walked = shown(publisher, "public_home"), 0
    for path in dict.fromkeys(re.findall(r'href="([^"]*metas/\?[^"]+)"', page)):
        answer = Client().get(path.replace("&amp;", "&"))
        assert answer.status_code == 200, path
        assert "public" in answer["Cache-Control"]
        walked += 1
    assert walked > 2
    for wrong in ({"tema": "no"}, {"marco": "no", "codigo": "1"}, {"unidad": "no"}):
        assert Client().get(reverse("public_goals", args=[publisher.slug]), wrong).status_code == 404


def test_no_link_of_the_portal_is_broken_or_leads_inside(publisher: Office, goal: Indicator) -> None:
    client, waiting, seen = Client(), [reverse("public_home", args=[publisher.slug])], set[str]()
    while waiting and len(seen) < 60:
        path = waiting.pop(0)
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if not answer["Content-Type"].startswith("text/html"):
            assert not answer.streaming or b"".join(answer), path  # a file that is not read stays open
            continue
        links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)', answer.content.decode())]
        inside = [link for link in links if not link.startswith(("/publico/", "/static/", "/ayuda/", "/api/"))]
        assert inside == [], path
        waiting += [link for link in links if link.startswith("/publico/") and link not in seen | set(waiting)]
    assert len(seen) > 20


def test_files_head_and_feed_say_the_same(publisher: Office, goal: Indicator) -> None:
    row = queries.last(publisher.institution)
    assert row is not None
    file = Client().get(reverse("public_publication_file", args=[publisher.slug, 2]))
    assert file.content == queries.content_of(row)
    assert parse(file.content).digest == row.digest
    assert "attachment" in file["Content-Disposition"]
    head = json.loads(shown(publisher, "public_head"))
    assert (head["number"], head["sha256"]) == (2, row.digest)
    assert head["key_fingerprint"] == parse(file.content).header.fingerprint
    feed = ET.fromstring(shown(publisher, "public_feed"))
    entries = feed.findall(f"{ATOM}entry")
    assert entries[0].findtext(f"{ATOM}id") == f"urn:sha256:{row.digest}"
    assert len(entries) == 2
    assert "El acta decía ocho" in str(entries[0].findtext(f"{ATOM}summary"))
    page = shown(publisher, "public_publication", 2)
    assert "NO VALE" not in page
    assert "El acta decía ocho" in page


def test_who_has_a_page_already_is_not_sent_it_again(publisher: Office, goal: Indicator) -> None:
    client, path = Client(), reverse("public_home", args=[publisher.slug])
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    measured(publisher, 9, str(publisher.people["reviewer"]))
    publish(publisher)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]
    assert client.post(path).status_code in (403, 405)


@pytest.mark.parametrize(
    "name", ["public_home", "public_goals", "public_goal", "public_near", "public_compare", "public_data"]
)
def test_a_page_is_light_at_first_sight(name: str, publisher: Office, goal: Indicator) -> None:
    answer = Client().get(reverse(name, args=[publisher.slug, *([goal.key] if name == "public_goal" else [])]))
    style = collected("ui/ceiba.css").read_text(encoding="utf-8")
    names = {name for name in re.findall(r"url\([\"']?([^\"')]+)", style) if not name.startswith("data:")}
    loaded = [collected("ui/ceiba.css"), *(collected("ui/ceiba.css").parent.joinpath(name).resolve() for name in names)]
    loaded += [collected("ui/mark.svg"), collected("vendor/icons.svg")]
    if name == "public_near":
        loaded.append(collected("ui/near.js"))
    else:
        assert "<script" not in answer.content.decode()
    weights = {path.name: transferred(path) for path in loaded}
    assert len(gzip.compress(answer.content)) + sum(weights.values()) <= BUDGET, weights


@pytest.mark.parametrize(
    "name",
    [
        "public_home",
        "public_goals",
        "public_goal",
        "public_plan",
        "public_projects",
        "public_money",
        "public_search",
        "public_near",
        "public_themes",
        "public_compare",
        "public_card",
    ],
)
def test_a_page_asks_few_queries(name: str, publisher: Office, goal: Indicator) -> None:
    key = {
        "public_goal": [goal.key],
        "public_card": [goal.key],
        "public_plan": [queries.publishable(publisher.institution)[0].key],
    }
    path = reverse(name, args=[publisher.slug, *key.get(name, [])])
    queries._face.cache_clear()
    queries._header.cache_clear()
    cache.clear()
    with pinned(name):
        assert Client().get(path).status_code == 200


def test_registers_stand_on_the_first_page_with_or_without_a_publication(publisher: Office) -> None:
    register = adopted(publisher)
    procedure(publisher, register)
    published(publisher, register)
    path = reverse("public_register", args=[publisher.slug, register.key])
    alone = shown(publisher, "public_home")
    assert path in alone
    assert "Lo que hacemos, en cifras" in alone
    publish(publisher)
    page = shown(publisher, "public_home")
    assert path in page
    assert "Verificable" in page
    staff = publisher.client("clerk").get(reverse("publications", args=[publisher.slug]))
    assert reverse("public_home", args=[publisher.slug]) in staff.content.decode()
