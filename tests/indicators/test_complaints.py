"""What users of other systems suffered while reporting, each named, and here a test."""

import html
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ceiba.indicators import services
from ceiba.indicators.models import Evidence, Measurement, Report
from tests.indicators.books import applied, brought, taken
from tests.indicators.desks import cell, opened, pk_of, plant, row, save, set_cycle
from tests.indicators.test_entry_pages import at, name, path, type_into
from tests.people import Office


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


@pytest.fixture
def report(planted: Office) -> Report:
    return opened(planted)


def page_of(office: Office, report: Report, who: str = "unit_head") -> str:
    return html.unescape(office.client(who).get(path(office, report)).content.decode())


def test_a_zero_is_a_figure_on_the_page_and_in_the_sheet(planted: Office, report: Report) -> None:
    """Akvo #2830 and aidstream #95: a zero vanished from the screen, and became «not available» in an import."""
    type_into(at(planted, report), value__hogares="0")
    assert at(planted, report).fields[name("hogares")] == "0"
    book = taken(planted, report)
    assert book.cell("hogares", "Cifra").value == 0
    book.put("fugas", "Cifra", 0)
    assert applied(planted, report, brought(planted, report, book))[0] == 302
    assert [str(row(key).value.amount) for key in ("hogares", "fugas")] == ["0", "0"]
    assert "2 de 3 cifras listas" in page_of(planted, report)


def test_a_percentage_is_kept_and_shown_with_its_two_numbers(planted: Office, report: Report) -> None:
    """Akvo #2446: percentages without numerator and denominator cannot be added up."""
    type_into(at(planted, report), num__cloro="45", den__cloro="50")
    kept = row("cloro")
    assert (str(kept.numerator), str(kept.denominator), str(kept.value.amount)) == ("45", "50", "90")
    assert "(45 de 50)" in page_of(planted, report, "reviewer")


def test_a_lock_says_why_and_who_opens_it(planted: Office, report: Report) -> None:
    """Akvo #2973: users could not see whether a period is locked."""
    set_cycle(report, closed=timezone.now())
    page = page_of(planted, report)
    assert "Este período se cerró el" in page
    assert "Puede dar una prórroga: " in page
    assert '<input type="text"' not in page


def test_one_unit_is_given_more_time_which_ends(planted: Office, report: Report) -> None:
    """OSIRIS #578: one period is opened for one unit, for a time."""
    set_cycle(report, closed=timezone.now())
    until = timezone.localdate() + timedelta(days=3)
    given = services.grant_extension(planted.actor(), report, until=until, reason="Lluvia")
    assert type_into(at(planted, report), value__hogares="3")[0] == 302
    given.until = timezone.localdate() - timedelta(days=1)
    given.save()
    assert "La prórroga de la unidad terminó" in page_of(planted, report)


def test_a_part_that_is_new_is_kept_at_the_first_try(planted: Office, report: Report) -> None:
    """TolaActivity #101: disaggregated values were not saved at the first try."""
    (outcome,) = save(planted, report, cell("hogares", 7, part="mujeres"))
    assert outcome.fate == "stored"
    fields = at(planted, report).fields
    assert "7" in [text for key, text in fields.items() if key.startswith(f"value-{pk_of('hogares')}-")]
    book = taken(planted, report)
    book.put("hogares", "Cifra", 8, "mujeres")
    assert applied(planted, report, brought(planted, report, book))[0] == 302
    assert str(Measurement.objects.get(disaggregation="mujeres").value.amount) == "8"


def test_several_files_prove_one_figure(planted: Office, report: Report) -> None:
    """TolaActivity #208: several evidence files for a value."""
    files = [SimpleUploadedFile(f"acta-{number}.txt", f"Acta {number}".encode()) for number in range(3)]
    fields = at(planted, report).fields | {f"file-{pk_of('hogares')}": files}
    assert planted.client("unit_head").post(path(planted, report), fields).status_code == 302
    assert Evidence.objects.count() == 3


def test_the_sheet_speaks_the_language_of_its_reader(planted: Office, report: Report) -> None:
    """TruBudget #304: exports stayed in English."""
    assert taken(planted, report).headings[6] == "Cifra"
    person = planted.people["unit_head"]
    person.language = "en"
    person.save()
    assert taken(planted, report).headings[6] == "Figure"


def test_whoever_may_only_look_changes_nothing(planted: Office, report: Report) -> None:
    """TolaActivity #59: «view only» users could add, change and delete."""
    fields = at(planted, report).fields | {name("hogares"): "9"}
    for who in ("auditor", "reviewer", "finance", "outsider"):
        assert planted.client(who).post(path(planted, report), fields).status_code in (403, 404)
        assert planted.client(who).post(path(planted, report, "cifra/"), fields).status_code in (403, 404)
    assert not Measurement.objects.exists()
