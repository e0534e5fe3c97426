"""Keeping files: by their content, once, and only what can be read."""

import pytest
from django.conf import settings as product

from ceiba.documents import services
from ceiba.documents.contents import content_of, file_of, lines_of, text_of
from ceiba.documents.models import Document, Source
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry, Institution
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.source import Place
from ceiba.kernel.source import Source as SourceValue
from ceiba.snapshots.services import current
from tests.people import Office

TEXT = b"Plan\nde agua\n"


def test_a_file_is_kept_by_its_content(office: Office) -> None:
    document = services.store(office.actor(), "C:\\papeles\\plan.txt", TEXT)
    assert (document.name, document.size, document.media_type) == ("plan.txt", len(TEXT), "text/plain")
    assert content_of(document) == TEXT
    assert [line.text for line in lines_of(document)] == ["Plan", "de agua", ""]
    assert file_of(document.sha256).is_relative_to(product.DOCUMENTS)
    assert document.uploaded_by == office.people["planner"]
    assert Entry.objects.first().changes[0]["after"]["name"] == "plan.txt"


def test_the_same_bytes_again_are_the_same_document(office: Office) -> None:
    first = services.store(office.actor(), "plan.txt", TEXT)
    rows = Entry.objects.count()
    assert services.store(office.actor(), "copia.txt", TEXT) == first
    assert (Document.objects.count(), Entry.objects.count()) == (1, rows)


def test_the_text_is_read_once_and_kept(office: Office) -> None:
    document = services.store(office.actor(), "plan.txt", TEXT)
    first = text_of(document)
    file_of(document.sha256).unlink()
    assert text_of(document) == first
    assert lines_of(document) == first.lines
    services.store(office.actor(), "plan.txt", TEXT)


def test_bytes_that_the_folder_lost_come_back_with_the_file(office: Office) -> None:
    first = services.store(office.actor(), "plan.txt", TEXT)
    file_of(first.sha256).unlink()
    services.store(office.actor(), "plan.txt", TEXT)
    assert content_of(first) == TEXT


def test_each_institution_has_its_own_document_of_the_same_bytes(office: Office) -> None:
    services.store(office.actor(), "plan.txt", TEXT)
    neighbour = Institution.objects.get(slug="valle-alto-vecino")
    services.store(Actor.system(neighbour), "plan.txt", TEXT)
    assert Document.objects.count() == 2


def test_a_plan_of_ceiba_is_known_as_such(office: Office) -> None:
    plan = b"ceiba: '1'\nmethodology: base@1\n"
    assert services.store(office.actor(), "plan.txt", plan).media_type == "application/yaml"


@pytest.mark.parametrize("content", [b"", b"  \n", b"{\\rtf1 x}", b"PK\x03\x04zip", b"\x00\x01\x02\x03" * 50])
def test_what_no_reader_opens_is_refused_in_words(office: Office, content: bytes) -> None:
    with pytest.raises(Refused, match=r"plan\.txt"):
        services.store(office.actor(), "plan.txt", content)
    assert not Document.objects.exists()


def test_what_is_too_large_is_refused(office: Office, settings: object) -> None:
    settings.MAX_DOCUMENT_BYTES = 3  # type: ignore[attr-defined]  # the fixture of pytest-django
    with pytest.raises(Refused, match="límite"):
        services.store(office.actor(), "plan.txt", TEXT)


def test_only_who_may_import_keeps_files(office: Office) -> None:
    with pytest.raises(NotAllowed):
        services.store(office.actor("auditor"), "plan.txt", TEXT)


def test_a_newer_reading_of_a_field_takes_the_place_of_the_older(office: Office) -> None:
    document = services.store(office.actor(), "plan.txt", TEXT)
    for line, quote in ((1, "Plan"), (2, "de agua")):
        read = SourceValue("element/e1", "text", Place(line), quote, 0.9, "plan.txt")
        services.adopt_sources(office.actor(), (read,), document)
    kept = Source.objects.get()
    assert (kept.line, kept.quote, kept.document, kept.accepted_by) == (
        2,
        "de agua",
        document,
        office.people["planner"],
    )
    found = current(office.institution).source_of("element/e1", "text")
    assert found is not None
    assert found.accepted_by == str(office.people["planner"])


def test_a_source_points_at_the_document_that_it_names(office: Office) -> None:
    older = services.store(office.actor(), "plan.txt", TEXT)
    written = services.store(office.actor(), "plan.yaml", TEXT + b"more")
    named = ("plan.txt", "plan.yaml", "", "otro.txt")
    read = [SourceValue(f"element/e{i}", "", Place(1), "Plan", 0.9, name) for i, name in enumerate(named)]
    services.adopt_sources(office.actor(), tuple(read), written)
    kept = {source.document_name: source.document for source in Source.objects.all()}
    assert kept == {"plan.txt": older, "plan.yaml": written, "": written, "otro.txt": None}
