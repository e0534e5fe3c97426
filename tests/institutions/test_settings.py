"""Settings of an institution: who changes them, what stays, and which files may be its logo."""

import base64
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ceiba.institutions.logos import LARGEST, UnusableLogo, checked, opened
from ceiba.institutions.models import Entry, Revision
from ceiba.institutions.services import edit
from ceiba.institutions.verbs import Part, Refused
from tests.people import METHODOLOGY, Office

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
GIVEN = {
    "name": "Municipalidad de Valle Alto",
    "short_name": "Valle Alto",
    "kind": "municipality",
    "country": "GT",
    "territory": "0101",
    "methodology": METHODOLOGY,
    "locale": "es-GT",
}


def block(kind: bytes, data: bytes) -> bytes:
    """Return a block of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(size: int = 1, extra: bytes = b"") -> bytes:
    """Return a PNG of one colour."""
    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    drawn = zlib.compress(b"\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + block(b"IHDR", head) + extra + block(b"IDAT", drawn) + block(b"IEND", b"")


def test_an_administrator_changes_what_the_institution_says_of_itself(office: Office) -> None:
    client, page = office.client("administrator"), reverse("settings", args=[office.slug])
    assert client.get(page).status_code == 200
    number = Revision.objects.get(institution=office.institution, part=Part.INSTITUTION).number
    assert client.post(page, GIVEN).status_code == 302
    office.institution.refresh_from_db()
    assert (office.institution.short_name, office.institution.territory) == ("Valle Alto", "0101")
    assert Revision.objects.get(institution=office.institution, part=Part.INSTITUTION).number == number + 1
    rows = Entry.objects.count()
    client.post(page, GIVEN)
    assert Entry.objects.count() == rows
    wrong = client.post(page, GIVEN | {"name": "", "short_name": "Lo que escribí"})
    assert 'value="Lo que escribí"' in wrong.content.decode()


def test_others_see_the_settings_and_change_nothing(office: Office) -> None:
    client, page = office.client("planner"), reverse("settings", args=[office.slug])
    assert "<form" not in client.get(page).content.decode().partition("<main")[2].partition("</main>")[0]
    answer = client.post(page, GIVEN | {"name": "Otra"})
    assert answer.status_code == 403
    office.institution.refresh_from_db()
    assert office.institution.name == "Municipalidad de Valle Alto"


def test_the_methodology_stays_once_something_was_planned(office: Office) -> None:
    boss, page = office.actor("administrator"), reverse("settings", args=[office.slug])
    edit(boss, methodology="base@1")
    office.institution.refresh_from_db()
    assert office.institution.methodology == "base@1"
    Revision.objects.filter(institution=office.institution, part=Part.PLAN).update(number=1)
    with pytest.raises(Refused):
        edit(office.actor("administrator"), methodology=METHODOLOGY)
    office.client("administrator").post(page, GIVEN)
    office.institution.refresh_from_db()
    assert (office.institution.methodology, office.institution.short_name) == ("base@1", "Valle Alto")


def test_a_logo_is_put_shown_and_taken_away(office: Office) -> None:
    client, page = office.client("administrator"), reverse("settings", args=[office.slug])
    sent = SimpleUploadedFile("logo.svg", SVG.format('<path d="M0 0h9"/>').encode())
    client.post(page, GIVEN | {"logo": sent})
    address = client.get(page).context["shell"].logo
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.content == SVG.format('<path d="M0 0h9"/>').encode()
    assert len(str(Entry.objects.of(office.institution).first().changes)) < 500
    client.post(page, GIVEN | {"no_logo": "on"})
    assert client.get(address).status_code == 404
    bad = client.post(page, GIVEN | {"logo": SimpleUploadedFile("logo.png", b"<html>")})
    assert "logo" in bad.context["form"].errors


def test_a_png_travels_without_what_does_not_draw() -> None:
    kind, content = opened(checked(png(extra=block(b"tEXt", b"Author\x00Secreto"))))
    assert kind == "image/png"
    assert content == png()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<html><body/></html>",
        png()[:-3],
        png().replace(b"IDAT", b"IDAX"),
        png(5000),
        png(extra=block(b"tEXt", b"x" * LARGEST)),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(UnusableLogo):
        checked(content)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p>x</p></foreignObject>",
        '<path onload="alert(1)"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<use href="https://ejemplo.example/x.svg#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="//ejemplo.example#a"/>',
        '<a href="javascript:alert(1)"><path/></a>',
        "<style>@import url(//x)</style>",
        '<rect style="fill:url(https://ejemplo.example/a)"/>',
        '<rect fill="url(&quot;//x&quot;)"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>',
        '<script xmlns="http://www.w3.org/1999/xhtml">1</script>',
        "<?xml-stylesheet href='x.css'?>",
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(inside: str) -> None:
    with pytest.raises(UnusableLogo):
        checked(SVG.format(inside).encode())


def test_an_svg_with_entities_is_refused() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("<text>&a;</text>")
    with pytest.raises(UnusableLogo):
        checked(bomb.encode())


def test_an_svg_that_draws_is_kept_as_it_is() -> None:
    content = SVG.format(
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#123"/></linearGradient></defs>'
        '<rect fill="url(#g)" style="stroke:#000"/><use href="#g"/>'
    ).encode()
    assert checked(content) == "data:image/svg+xml;base64," + base64.b64encode(content).decode()
