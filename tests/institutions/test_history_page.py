"""The page of history: every verb in words, filters, thousands of changes in one row, and the chain."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import get_resolver, reverse
from django.utils import timezone

from ceiba.institutions import history, history_lock, views_history
from ceiba.institutions.models import Entry, Job
from ceiba.institutions.services import adopt_units, edit_unit
from ceiba.institutions.verbs import VERBS
from ceiba.institutions.words import NOUNS, UNDONE, VERB_WORDS
from ceiba.kernel.text import squeeze
from ceiba.kernel.unit import Unit as UnitValue
from ceiba.plans.undoing import UNDOABLE
from tests.people import Office
from tests.queries import pinned


def lines(office: Office, who: str = "auditor", **asked: str) -> list[object]:
    """Return the lines of the page."""
    return office.client(who).get(reverse("history", args=[office.slug]), asked).context["lines"]


def test_every_verb_has_words() -> None:
    assert get_resolver().url_patterns  # with the addresses every app is loaded, and its verbs with it
    missing = sorted(name for name in VERBS if name not in VERB_WORDS and not name.startswith("test."))
    assert missing == [], "add what these verbs did to VERB_WORDS in ceiba/institutions/words.py"


def test_what_the_plan_can_take_back_is_offered_here() -> None:
    assert get_resolver().url_patterns
    assert UNDONE == UNDOABLE


def test_every_page_named_in_the_history_exists() -> None:
    for _words, page in NOUNS.values():
        if page:
            assert reverse(page, args=["x", "1"])


def test_the_list_says_who_did_what_and_what_was_before(office: Office) -> None:
    unit = office.unit("aguas")
    edit_unit(office.actor("administrator"), unit, name="Aguas", code="04")
    newest = lines(office)[0]
    assert (newest.who, newest.words) == ("Ada Administradora", "Cambió una unidad")
    [change] = newest.changes
    assert change.url == reverse("unit", args=[office.slug, "aguas"])
    assert sorted((f.name, f.before, f.after) for f in change.fields) == [
        ("código", "03", "04"),
        ("nombre", "Dirección de aguas", "Aguas"),
    ]
    read = office.client("auditor").get(reverse("history", args=[office.slug])).content.decode()
    assert "<del>Dirección de aguas</del> → <ins>Aguas</ins>" in squeeze(read)


def test_rows_are_found_by_person_verb_subject_and_day(office: Office) -> None:
    adopt_units(office.actor("planner"), (UnitValue("drenajes", "Sección de drenajes"),))
    planner, today = str(office.people["planner"].pk), timezone.localdate()
    assert [line.words for line in lines(office, person=planner)] == ["Tomó unidades de un documento"]
    assert [line.who for line in lines(office, verb="institution.found")] == ["Ada Administradora"]
    assert lines(office, person="system") == []
    for words in ("drenajes", "Sección"):
        assert [line.entry.verb for line in lines(office, subject=words)] == ["units.adopt"]
    assert lines(office, since=(today + timedelta(days=1)).isoformat()) == []
    assert len(lines(office, since=today.isoformat(), until=today.isoformat())) == len(lines(office))
    wrong = office.client("auditor").get(reverse("history", args=[office.slug]), {"since": "ayer"})
    assert "since" in wrong.context["form"].errors


def test_a_row_with_thousands_of_changes_shows_the_first_and_leads_to_all(office: Office) -> None:
    adopt_units(office.actor("planner"), tuple(UnitValue(f"u{n}", f"Unidad {n}") for n in range(250)))
    newest = lines(office)[0]
    assert (len(newest.changes), newest.more) == (3, 247)
    page = reverse("history_entry", args=[office.slug, newest.entry.pk])
    second = office.client("auditor").get(page, {"page": "2"}).context
    assert (len(second["line"].changes), second["page"].paginator.num_pages) == (100, 3)


def test_an_edit_of_the_plan_can_be_undone_from_here(office: Office) -> None:
    made = Entry.objects.create(
        institution=office.institution,
        at=timezone.now(),
        person=office.people["planner"],
        verb="element.edit",
        subject="element/e1",
        changes=[{"subject": "element/e1", "before": {"text": "A"}, "after": {"text": "B"}}],
    )
    undo = reverse("undo", args=[office.slug, made.pk])
    assert lines(office, "planner")[0].undo == undo
    assert lines(office, "auditor")[0].undo == ""
    assert lines(office, "planner")[1].undo == ""


def test_the_history_is_for_those_who_plan_review_audit_and_administer(office: Office) -> None:
    for who in ("unit_head", "finance", "clerk"):
        client = office.client(who)
        assert client.get(reverse("history", args=[office.slug])).status_code == 403
        assert client.post(reverse("history_check", args=[office.slug])).status_code == 403
        assert (
            reverse("history", args=[office.slug])
            not in client.get(reverse("units", args=[office.slug])).content.decode()
        )


def test_the_chain_is_checked_and_a_forged_row_is_named(office: Office) -> None:
    history.chain(office.institution)
    client, page = office.client("auditor"), reverse("history", args=[office.slug])
    head = client.get(page).context["chain"].head
    assert head in client.get(page).content.decode()
    sound = client.post(reverse("history_check", args=[office.slug]), follow=True)
    assert f"huella {head[:16]}" in sound.content.decode()
    history_lock.unlock(connection)
    Entry.objects.of(office.institution).filter(position=4).update(note="otra cosa")
    history_lock.lock(connection)
    broken = client.post(reverse("history_check", args=[office.slug]))
    assert broken.status_code == 409
    assert "la fila 4 de la cadena" in broken.content.decode()


def test_a_long_chain_is_checked_as_a_job(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_history, "AT_ONCE", 3)
    history.chain(office.institution)
    answer = office.client("auditor").post(reverse("history_check", args=[office.slug]))
    job = Job.objects.get(verb="history.check")
    assert answer.headers["Location"] == reverse("job", args=[office.slug, job.pk])


def test_the_list_asks_few_queries_however_many_rows_there_are(office: Office) -> None:
    for number in range(20):
        adopt_units(office.actor("planner"), (UnitValue(f"n{number}", "N"),))
    client = office.client("auditor")
    with pinned("history"):
        client.get(reverse("history", args=[office.slug]))
    row = Entry.objects.of(office.institution).first()
    with pinned("history_entry"):
        client.get(reverse("history_entry", args=[office.slug, row.pk]))
