"""Nothing private is in a public answer: canaries in every private field, in people and in drafts, at every door."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from pyarrow import parquet

from ceiba.exchange.datasets.registry import DATASETS
from ceiba.kernel.period import Period
from ceiba.plans.models import Element
from ceiba.portal.open_data import ARCHIVE, DICTIONARY, FORMATS, IATI, SDMX
from ceiba.portal.open_standards import STANDARDS
from ceiba.publications import queries
from ceiba.snapshots.services import current
from tests import test_doors as doors
from tests.people import Office
from tests.portal.canaries import DRAFT, MARK, TOLD, planted, private_texts
from tests.portal.duties_walk import duty_paths, plant_duties
from tests.portal.voices import PRIVATE, SHOWN, TABLES, plant, texts_of, voice_paths
from tests.publications.test_publishing import UNTIL, publish, publisher

__all__ = ["publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(300)]
PRIVATE_PHOTO = "0" * 64  # of the private photo that is planted


def walked(office: Office, client: Client) -> dict[str, bytes]:
    """Return what every public address answers: each thing of the publication, also as it was, in both languages."""
    face = queries.face_of(queries.last(office.institution))
    keys = {
        "public_goal": [indicator.id for indicator in face.indicators],
        "public_card": [indicator.id for indicator in face.indicators][:5],
        "public_card_svg": [indicator.id for indicator in face.indicators],
        "public_card_image": [indicator.id for indicator in face.indicators][:2],
        "public_plan": [plan.id for plan in face.plans],
        "public_project": [project.id for project in face.projects],
    }
    guessed = {"public_plan": ["borrador-oculto"], "public_project": ["nada"]}
    found: dict[str, bytes] = {}
    for address in doors.ADDRESSES:
        if address.name not in doors.EVERYBODYS_DOORS or "register" in address.name or "release" in address.name:
            continue
        if address.name.startswith("public_dut") or "secret" in address.asked:
            continue  # walked below, with what belongs together
        known = {"number": [1, 2, 3, 99], "digest": [PRIVATE_PHOTO], "token": ["no-es-de-nadie"]}
        asked = {name: known[name] for name in address.asked if name in known}
        if "key" in address.asked:
            asked["key"] = keys[address.name] + guessed.get(address.name, ["i-oculto"])
        if "name" in address.asked:
            asked["name"] = [*data_names()[address.name], "nada", "borrador-oculto.csv"]
        name, values = next(iter(asked.items()), ("", [""]))
        for value in values:
            path = reverse(address.name, kwargs={"slug": office.slug} | ({name: value} if name else {}))
            for more in ("", "?publicacion=1&idioma=en"):
                found[path + more] = read(client, path + more)
    for path in duty_paths(office):
        for more in ("", "?publicacion=1&idioma=en"):
            found[path + more] = read(client, path + more)
    found |= by_api(office, client)
    for words in ("Canario", "borrador", str(DRAFT), "Ada Administradora", "agua"):
        found[f"buscar {words}"] = read(client, f"{reverse('public_search', args=[office.slug])}?q={words}")
    absent = ("publicaciones/7/", "metas/i-oculto/", "?publicacion=7", "plan/x/", "no-hay/")
    for path in (*voice_paths(office), *(f"/publico/{office.slug}/{one}" for one in absent)):
        found[path] = read(client, path)
    return found


def data_names() -> dict[str, list[str]]:
    """Return every name of open data: of its tables, and of its files in every format."""
    files = [f"{name}.{form}" for name in DATASETS for form in FORMATS]
    return {"public_dataset": [*DATASETS], "public_data_file": [*files, *STANDARDS, DICTIONARY, ARCHIVE, IATI, SDMX]}


def by_api(office: Office, client: Client) -> dict[str, bytes]:
    """Return what every address of the API answers: each thing of the publication, what is guessed, and problems."""
    face = queries.face_of(queries.last(office.institution))
    things = {
        "plan_id": [plan.id for plan in face.plans] + ["borrador-oculto"],
        "indicator_id": [indicator.id for indicator in face.indicators] + ["i-oculto"],
        "project_id": [project.id for project in face.projects] + ["nada"],
    }
    found: dict[str, bytes] = {}
    for address in (one for one in doors.ADDRESSES if one.name in doors.API_DOORS):
        known = {"institution_id": office.slug, "number": 1, "rest": "nada", "register_id": "nada", "report_id": 1}
        name = next((name for name in address.asked if name in things), "")
        for value in things.get(name, [""]):
            asked = {one: value if one == name else known[one] for one in address.asked}
            path = reverse(address.name, kwargs=asked)
            for more in ("", "?publication=1", "?per_page=1&page=2", "?Canario=1", f"?indicator={value or 'i-oculto'}"):
                found[path + more] = read(client, path + more)
            found[f"POST {path}"] = client.post(path, {"text": "x"}).content
    return found


def read(client: Client, path: str) -> bytes:
    """Return an answer, its headers and all; the words that a search repeats to who asked them are taken out."""
    answer = client.get(path)
    allowed = (200, 401, 404, 405, 422) if path.startswith("/api/") else (200, 404, 410)
    assert answer.status_code in allowed, (path, answer.status_code)
    assert not answer.cookies, path
    assert "Set-Cookie" not in answer.headers, path
    if "Canario=" in path:  # the name of a parameter that is refused is repeated to who asked
        return answer.content.replace(b"Canario", b"")
    asked = re.search(r"q=([^&]*)", path)
    content = opened(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    if asked and asked[1]:
        content = content.replace(asked[1].encode(), b"")
    return content + repr(sorted(answer.headers.items())).encode()


def opened(content: bytes) -> bytes:
    """Return what stands in a file, also in one that packs it: every entry of an archive, every row of a table."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"PAR1"):
        table = parquet.read_table(BytesIO(content))
        return f"{table.schema.metadata} {table.to_pylist()}".encode()
    return content


def test_no_canary_gets_out(publisher: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, done = planted(current(publisher.institution), Period.parse(UNTIL))
    assert done == private_texts(), "every private text holds a canary"
    monkeypatch.setattr(queries, "current", lambda _institution: snapshot)
    publish(publisher, title=TOLD)
    plant_duties(publisher)
    planted_here = plant(publisher, f"indicator/{next(iter(snapshot.indicators)).id}")
    Element.objects.of(publisher.institution).update(text=f"{MARK} editado después de publicar")
    answers = walked(publisher, Client())
    assert len(answers) > 40
    secret = [*planted_here, MARK, str(DRAFT), "98,765,431", "98.765.431"]
    secret += [text for person in publisher.people.values() for text in (str(person), person.email)]
    leaks = {
        path: text for path, content in answers.items() for text in secret if text in content.decode(errors="replace")
    }
    assert leaks == {}
    shown = b"".join(answers.values()).decode(errors="replace")
    duties = (f"{TOLD}: no hubo viajes", f"{TOLD}: oficio 7")
    for told in (
        *duties,
        f"{TOLD}: una respuesta",
        f"{TOLD} firma",
        TOLD,
        f"{TOLD}: un análisis",
        f"{TOLD}: un acta",
        f"{TOLD}: una obra",
        "1" * 64,
        f"{TOLD}: una pregunta",
    ):
        assert told in shown, "the walk sees what was published"


def test_who_published_nothing_is_not_found(publisher: Office) -> None:
    client = Client()
    for address in doors.ADDRESSES:
        if address.name in doors.EVERYBODYS_DOORS and not set(address.asked) - {"slug"}:
            assert client.get(reverse(address.name, args=[publisher.slug])).status_code == 404, address
    assert client.get("/publico/no-existe/").status_code == 404


def test_of_every_text_that_people_leave_it_was_decided_who_reads_it() -> None:
    for table in TABLES:
        decided = {*SHOWN.get(table, "").split(), *PRIVATE.get(table, ())}
        assert texts_of(table) == decided, table
