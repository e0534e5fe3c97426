"""The page of a document: its lines with numbers, the asked one marked, whatever its length."""

import re

import pytest

from ceiba.documents import queries, services
from ceiba.documents.contents import file_of
from ceiba.documents.models import Document
from ceiba.documents.views import LINES
from ceiba.kernel.source import Place
from ceiba.kernel.source import Source as SourceValue
from tests.people import Office

COUNT = LINES + 50


@pytest.fixture
def document(office: Office) -> Document:
    text = "\n".join(f"<b>renglón {number}</b>" for number in range(1, COUNT + 1))
    kept = services.store(office.actor(), "plan.txt", text.encode())
    read = SourceValue("element/e1", "text", Place(3, 5), "x", 0.9, "plan.txt")
    services.adopt_sources(office.actor(), (read,), kept)
    return kept


def page(office: Office, document: Document, query: str = "", who: str = "planner") -> tuple[int, str]:
    response = office.client(who).get(f"/{office.slug}/documentos/{document.pk}/{query}")
    return response.status_code, response.content.decode()


def test_the_text_is_shown_with_its_numbers_and_never_as_html(office: Office, document: Document) -> None:
    status, html = page(office, document)
    assert status == 200
    assert 'id="l1"' in html
    assert f'id="l{LINES}"' in html
    assert f'id="l{LINES + 1}"' not in html
    assert "&lt;b&gt;renglón 1&lt;/b&gt;" in html
    assert "<b>renglón" not in html


def test_the_asked_line_is_marked_on_its_page(office: Office, document: Document) -> None:
    _status, html = page(office, document, f"?linea={LINES + 7}")
    assert re.search(rf'<li id="l{LINES + 7}"[^>]*aria-current="true"', html)
    assert len(re.findall(r'<li id="l\d+"[^>]*aria-current="true"', html)) == 1


def test_the_lines_that_were_read_are_shaded(office: Office, document: Document) -> None:
    _status, html = page(office, document)
    shaded = [int(number) for number in re.findall(r'<li id="l(\d+)" class="line mark-1"', html)]
    assert shaded == [3, 4, 5]
    assert queries.read_lines(document, 4, 4) == {4}
    assert queries.places(office.institution, ["element/e1"]) == {("element/e1", "text"): (document.pk, 3)}


@pytest.mark.parametrize("query", ["?linea=0", "?linea=99999", "?linea=x", "?page=999", "?linea=²"])
def test_a_line_that_is_not_there_is_no_dead_end(office: Office, document: Document, query: str) -> None:
    assert page(office, document, query)[0] == 200


def test_the_file_comes_back_byte_by_byte(office: Office, document: Document) -> None:
    response = office.client().get(f"/{office.slug}/documentos/{document.pk}/archivo/")
    assert b"".join(response.streaming_content) == file_of(document.sha256).read_bytes()
    assert "attachment" in response["Content-Disposition"]


def test_a_file_that_the_folder_lost_is_told(office: Office, document: Document) -> None:
    path = file_of(document.sha256)
    kept = path.read_bytes()
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    status, html = page(office, document)
    assert status == 404
    assert "Suba otra vez el mismo archivo" in html
    assert office.client().get(f"/{office.slug}/documentos/{document.pk}/archivo/").status_code == 404
    path.write_bytes(kept)


@pytest.mark.parametrize("who", ["outsider", "nobody"])
def test_others_see_nothing(office: Office, document: Document, who: str) -> None:
    for path in ("", "archivo/"):
        response = office.client(who).get(f"/{office.slug}/documentos/{document.pk}/{path}")
        assert response.status_code == (404 if who == "outsider" else 302)
