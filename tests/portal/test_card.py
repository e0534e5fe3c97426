"""What others show of the portal: cards in frames, pictures of links, published photos, and each figure opened."""

import gzip
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from ceiba.charts.share_card import HEIGHT, WIDTH, ShareCard, share_card
from ceiba.documents.contents import file_of
from ceiba.indicators.models import Indicator
from ceiba.kernel.indicator import Accumulation, Measurement, Target
from ceiba.kernel.period import Period
from ceiba.kernel.states import Value
from ceiba.portal.card import snippet
from ceiba.projects import photos
from ceiba.projects.models import Photo, Project
from ceiba.projects.pictures import read_picture
from ceiba.publications import queries
from ceiba.snapshots.services import current
from tests.people import Office
from tests.pictures import photo as picture
from tests.portal.test_portal_pages import goal, shown
from tests.publications.test_publishing import publish, publisher
from tests.ui.test_static import collected, transferred

__all__ = ["goal", "publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BUDGET = 30_000  # bytes of a card, its style and its mark included, compressed


def test_a_card_is_framed_by_anybody_and_nothing_else_is(publisher: Office, goal: Indicator) -> None:
    client = Client()
    card = client.get(reverse("public_card", args=[publisher.slug, goal.key]))
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "default-src 'none'" in card["Content-Security-Policy"]
    assert "script-src" not in card["Content-Security-Policy"], "default-src allows none"
    assert "X-Frame-Options" not in card
    assert not card.cookies
    page = card.content.decode()
    assert goal.text[:40] in page
    assert "<script" not in page
    assert "<form" not in page
    again = client.get(reverse("public_card", args=[publisher.slug, goal.key]), headers={"If-None-Match": card["ETag"]})
    assert again.status_code == 304
    for name in ("public_home", "public_goals", "public_near"):
        answer = client.get(reverse(name, args=[publisher.slug]))
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], name
        assert answer["X-Frame-Options"] == "DENY", name


def test_a_card_is_light(publisher: Office, goal: Indicator) -> None:
    page = shown(publisher, "public_card", goal.key)
    loaded = [collected("ui/card.css"), collected("ui/mark.svg")]
    assert len(gzip.compress(page.encode())) + sum(map(transferred, loaded)) <= BUDGET
    assert "ceiba" not in " ".join(part for part in page.split('"') if part.endswith(".css"))


def test_a_card_is_drawn_and_set_as_a_picture(publisher: Office, goal: Indicator) -> None:
    drawn = ET.fromstring(shown(publisher, "public_card_svg", goal.key))
    words = "".join(drawn.itertext())
    assert goal.text[:20] in words
    assert "Datos inventados" in words
    for name, rest in (("public_card_image", [goal.key]), ("public_home_image", [])):
        answer = Client().get(reverse(name, args=[publisher.slug, *rest]))
        assert answer["Content-Type"] == "image/png"
        with Image.open(BytesIO(answer.content)) as image:
            assert image.size == (WIDTH, HEIGHT)
            assert len(image.convert("RGB").resize((40, 21)).getcolors(1000)) > 10, "something is drawn"
    page = shown(publisher, "public_goal", goal.key)
    assert f"tarjeta.png?publicacion={2}" in page
    assert 'property="og:image"' in page


def test_words_cannot_leave_their_place_in_a_drawing_or_a_frame() -> None:
    evil = '</text><script>alert("x")</script> "><img src=x onerror=y>'
    drawn = share_card(ShareCard(evil, evil, evil, evil, evil, "bad", foot=evil, warning=evil))
    ET.fromstring(drawn)
    assert "<script" not in drawn
    made = snippet("https://aqui/x", evil)
    assert made.count("<") == 2
    assert made.count(">") == 2
    assert type(made) is str, "the page that shows it must escape it"


def test_a_goal_gives_the_snippet_as_text(publisher: Office, goal: Indicator) -> None:
    page = shown(publisher, "public_goal", goal.key)
    assert "&lt;iframe src=&quot;http://testserver/publico/" in page
    assert "<iframe" not in page


@pytest.fixture
def shot(publisher: Office) -> Photo:
    """Return a public photo of a project, published."""
    works = Project.objects.of(publisher.institution)[0]
    made = photos.add_photos(publisher.actor("planner"), works, [read_picture("obra.jpg", picture())])[0]
    photos.edit_photo(publisher.actor("planner"), made, caption="El tanque lleno", public=True)
    publish(publisher)
    return made


def test_a_public_photo_is_given_without_what_the_telephone_wrote(publisher: Office, shot: Photo) -> None:
    digest = shot.document.sha256
    path = reverse("public_photo", args=[publisher.slug, digest])
    answer = Client().get(path)
    assert answer["Content-Type"] == "image/jpeg"
    assert "public" in answer["Cache-Control"]
    for content in (answer.content, Client().get(reverse("public_photo_small", args=[publisher.slug, digest])).content):
        with Image.open(BytesIO(content)) as image:
            assert dict(image.getexif()) == {}
        assert "Teléfono inventado".encode() not in content
    assert Client().get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    page = shown(publisher, "public_project", shot.project.key)
    assert path in page
    assert 'alt="El tanque lleno"' in page


def test_other_bytes_of_the_house_are_not_given(publisher: Office, shot: Photo) -> None:
    works = Project.objects.of(publisher.institution)[0]
    dark = read_picture("otra.jpg", picture(colour="navy"))
    private = photos.add_photos(publisher.actor("planner"), works, [dark])[0]
    publish(publisher)
    known = shot.document.sha256
    for digest in (private.document.sha256, "0" * 64, known[:-1], known.upper(), "..%2f" + known, known + "%00"):
        assert Client().get(f"/publico/{publisher.slug}/fotos/{digest}.jpg").status_code == 404, digest
    file_of(known).write_bytes(file_of(private.document.sha256).read_bytes())
    assert Client().get(reverse("public_photo", args=[publisher.slug, known])).status_code == 404, "changed bytes"


def test_a_yearly_figure_names_who_validated_its_parts(publisher: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    here = current(publisher.institution)
    plan = next(one for one in here.plans if one.indicators)
    year, parts = Period.parse("2025"), [Period.parse(f"2025-C{n}") for n in (1, 2, 3)]
    told = replace(
        plan.indicators[0], accumulation=Accumulation.SUM, targets=(Target(Value(Decimal(20)), year),), formula="a + b"
    )
    plans = tuple(replace(one, indicators=(told, *one.indicators[1:])) if one is plan else one for one in here.plans)
    reviewer = str(publisher.people["reviewer"])
    figures = tuple(Measurement(told.id, one, Value(Decimal(5)), validated_by=reviewer) for one in parts)
    snapshot = replace(here, plans=plans, measurements=figures)
    monkeypatch.setattr(queries, "current", lambda _institution: snapshot)
    publish(publisher)
    page = shown(publisher, "public_goal", told.id)
    card = page[page.index('id="p-2025"') :]
    card = card[: card.index("</section>")]
    assert ">15" in card or "15 " in card
    for words in ("Revisión", 'href="#p-2025-C1"', "a + b", "?publicacion=1#p-2025"):
        assert words in card, words
    assert reviewer not in page
