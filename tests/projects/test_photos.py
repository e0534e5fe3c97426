"""Photos of a project: what a file told is only offered, nothing of it travels, and what is no photo is named."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from ceiba.documents.contents import content_of
from ceiba.institutions.models import Entry
from ceiba.institutions.services import edit
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.project import Photo as PhotoValue
from ceiba.projects import photos, places
from ceiba.projects.models import Photo, Project
from ceiba.projects.pictures import MOST_PIXELS, UnusablePicture, read_picture
from ceiba.snapshots.services import current
from tests.cast import valle_alto
from tests.people import Office
from tests.pictures import photo
from tests.plans.pages import fields_of
from tests.snapshots.adopting import adopt_all

KEY = "990101"


@pytest.fixture
def planned(office: Office) -> Office:
    """Return the invented institution with its plans and projects, in its country."""
    adopt_all(office.actor(), valle_alto())
    edit(office.actor("administrator"), country="GT", territory="0108")
    return office


def sent(client: Client, office: Office, *files: tuple[str, bytes], **fields: str) -> HttpResponse:
    """Send files as a browser would."""
    given = [SimpleUploadedFile(name, content, "image/jpeg") for name, content in files]
    return client.post(reverse("project_photos", args=[office.slug, KEY]), {"photos": given, **fields})  # type: ignore[return-value]


def added(office: Office, content: bytes = b"") -> Photo:
    """Return a photo that was added through its verb."""
    picture = read_picture("obra.jpg", content or photo())
    return photos.add_photos(office.actor(), Project.objects.get(key=KEY), [picture])[0]


def value(office: Office) -> tuple[PhotoValue, ...]:
    return current(office.institution).photos


def test_what_a_telephone_wrote_is_read_and_does_not_travel() -> None:
    picture = read_picture("DCIM/obra 1.jpeg", photo())
    assert (picture.name, picture.day) == ("obra 1.jpg", date(2025, 6, 18))
    assert (picture.latitude, picture.longitude) == (Decimal("14.94119"), Decimal("-90.61281"))
    again = Image.open(BytesIO(picture.content))
    assert (again.format, again.size, dict(again.getexif()), "exif" in again.info) == ("JPEG", (640, 480), {}, False)
    assert "Teléfono".encode() not in picture.content


@pytest.mark.slow
def test_a_picture_is_turned_upright_and_made_smaller() -> None:
    image, exif, held = Image.new("RGB", (4000, 3000), "white"), Image.Exif(), BytesIO()
    exif[0x0112] = 6  # on its side
    image.save(held, "JPEG", exif=exif)
    again = Image.open(BytesIO(read_picture("x.jpg", held.getvalue()).content))
    assert again.size == (1200, 1600)


def test_a_transparent_png_stands_on_white() -> None:
    held = BytesIO()
    Image.new("RGBA", (200, 200), (255, 0, 0, 0)).save(held, "PNG")
    again = Image.open(BytesIO(read_picture("x.png", held.getvalue()).content))
    assert again.getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.parametrize(
    "place",
    [
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),  # a receiver without satellites
        ((95.0, 0.0, 0.0), (10.0, 0.0, 0.0)),
        ((14.0, 0.0), (90.0, 0.0)),
        None,
    ],
)
def test_a_place_that_cannot_be_is_not_offered(place: object) -> None:
    picture = read_picture("x.jpg", photo(place=place, taken="0000:00:00 00:00:00"))
    assert (picture.day, picture.latitude, picture.longitude) == (None, None, None)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no es una foto"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no es una foto"),
        (b"GIF89a" + bytes(40), "no es una foto"),
        (photo()[:900], "dañada"),
        (photo(size=(40, 900)), "tan pequeña"),
    ],
)
def test_what_is_no_photo_is_told(content: bytes, told: str) -> None:
    with pytest.raises(UnusablePicture, match=told):
        read_picture("foto.jpg", content)


def test_a_picture_too_large_to_open_is_refused_before_it_is_decoded() -> None:
    held = BytesIO()
    Image.new("1", (10_000, MOST_PIXELS // 10_000 + 1)).save(held, "PNG")
    assert len(held.getvalue()) < 100_000
    with pytest.raises(UnusablePicture, match="demasiado grande"):
        read_picture("bomba.png", held.getvalue())


def test_the_good_ones_are_kept_and_each_other_one_is_named(planned: Office) -> None:
    client = planned.client()
    answer = sent(client, planned, ("bien.jpg", photo()), ("mal.jpg", b"hola"), ("media.jpg", photo()[:700]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "«mal.jpg» no es una foto" in page
    assert "«media.jpg»" in page
    assert "Se guardó 1 foto, privada." in page
    assert Photo.objects.count() == 1
    assert sent(client, planned).status_code == 200
    assert Photo.objects.count() == 1


def test_the_same_file_again_is_the_same_photo(planned: Office) -> None:
    first = added(planned)
    photos.withdraw_photo(planned.actor(), first, reason="Era de otra obra")
    assert value(planned) == ()
    assert added(planned).pk == first.pk
    assert len(value(planned)) == 1


def test_what_the_file_told_is_offered_and_holds_once_somebody_saves(planned: Office) -> None:
    client = planned.client()
    answer = sent(client, planned, ("obra.jpg", photo()))
    assert answer.status_code == 302
    (held,) = value(planned)
    assert (held.day, held.latitude, held.public) == (None, None, False)
    page = client.get(answer["Location"])
    assert "Se tomó el 18/06/2025" in page.content.decode() or "18 de junio" in page.content.decode()
    typed = fields_of(page.content.decode())
    assert (typed["day"], typed["latitude"], typed["longitude"]) == ("2025-06-18", "14.94119", "-90.61281")
    typed |= {"caption": "El tanque, ya techado", "longitude": ""}
    assert "las dos" in client.post(answer["Location"], typed).content.decode()
    typed["longitude"] = "-90.6"
    assert client.post(answer["Location"], typed).status_code == 302
    (held,) = value(planned)
    assert (held.caption, held.day, held.latitude, held.longitude) == (
        "El tanque, ya techado",
        date(2025, 6, 18),
        Decimal("14.94119"),
        Decimal("-90.6"),
    )
    row = Photo.objects.get()
    assert (row.read_day, row.read_latitude) == (None, None)


def test_an_offer_that_was_wiped_stays_wiped(planned: Office) -> None:
    row = added(planned)
    client, address = planned.client(), reverse("photo_edit", args=[planned.slug, row.key])
    typed = fields_of(client.get(address).content.decode()) | {"day": "", "latitude": "", "longitude": ""}
    assert client.post(address, typed).status_code == 302
    (held,) = value(planned)
    assert (held.day, held.latitude, held.longitude) == (None, None, None)
    assert fields_of(client.get(address).content.decode())["day"] == ""


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"day": "2999-01-01"}, "todavía no llega"),
        ({"public": "on"}, "escriba qué muestra"),
        ({"latitude": "40.4", "longitude": "-3.7"}, "queda fuera del país"),
        ({"latitude": "14.94", "longitude": "90.6"}, "falta el signo menos"),
        ({"latitude": "-90.6", "longitude": "14.94"}, "están cambiadas"),
        ({"latitude": "95", "longitude": "14.94"}, "queda fuera del país"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_changes(planned: Office, typed: dict[str, str], told: str) -> None:
    row = added(planned)
    client, address = planned.client(), reverse("photo_edit", args=[planned.slug, row.key])
    before = value(planned)
    answer = client.post(address, fields_of(client.get(address).content.decode()) | typed).content.decode()
    assert told in answer
    assert value(planned) == before
    shown = fields_of(answer)
    assert {name: shown[name] for name in typed if name != "public"} == {
        n: t for n, t in typed.items() if n != "public"
    }
    assert ("checked" in answer) == ("public" in typed)


def test_photos_stand_in_the_order_of_time_with_what_was_built_then(planned: Office) -> None:
    days = {"roja": date(2025, 9, 2), "azul": date(2024, 12, 31), "gris": None, "verde": date(2023, 1, 5)}
    colours = ("red", "blue", "grey", "green")
    for (caption, day), colour in zip(days.items(), colours, strict=True):
        row = added(planned, photo(colour=colour))
        photos.edit_photo(planned.actor(), row, caption=caption, day=day.isoformat() if day else None)
    page = planned.client("auditor").get(reverse("project", args=[planned.slug, KEY])).content.decode()
    page = page[page.index('id="fotos"') :]
    places_of = [page.index(f"<br>{caption}") for caption in ("verde", "azul", "roja", "gris")]
    assert places_of == sorted(places_of)
    first, second, third = (page[a:b].replace("\xa0", " ") for a, b in pairwise(places_of))
    assert "sin avance reportado hasta ese día" in first
    assert "físico 8 %" in second
    assert "físico 48.5 %" in third


def test_a_picture_is_given_as_a_picture_and_a_withdrawn_one_to_nobody(planned: Office) -> None:
    row, client = added(planned), planned.client("auditor")
    for name, longest in (("photo_file", 640), ("photo_small", 420)):
        answer = client.get(reverse(name, args=[planned.slug, row.key]))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert Image.open(BytesIO(body)).size[0] == longest
    assert content_of(row.document)[:2] == b"\xff\xd8"
    assert client.get(reverse("photo_edit", args=[planned.slug, row.key])).status_code == 403
    assert client.get(reverse("project_photos", args=[planned.slug, KEY])).status_code == 403
    with pytest.raises(NotAllowed):
        photos.withdraw_photo(planned.actor("clerk"), row)
    photos.withdraw_photo(planned.actor(), row)
    assert Entry.objects.latest("pk").verb == "photo.withdraw"
    assert client.get(reverse("photo_file", args=[planned.slug, row.key])).status_code == 404


def test_a_merged_project_takes_no_photos(planned: Office) -> None:
    copy = Project.objects.get(key="990107")
    copy.merged_into = Project.objects.get(key=KEY)
    copy.save()
    with pytest.raises(Refused, match="segunda copia"):
        photos.add_photos(planned.actor(), copy, [read_picture("x.jpg", photo())])


def test_a_place_in_another_municipality_is_told(planned: Office) -> None:
    here = planned.institution
    here.refresh_from_db()
    assert places.elsewhere(here, Decimal("14.633"), Decimal("-90.607")) == ""
    assert places.elsewhere(here, Decimal("14.557"), Decimal("-90.733")) == "Antigua Guatemala"
    assert places.problem_of(here, Decimal("14.557"), Decimal("-90.733")) == ""
    here.country = "EC"
    assert places.problem_of(here, Decimal(60), Decimal(60)) == ""
