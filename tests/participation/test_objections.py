"""Questions and objections: received once, given to their unit, answered in a term that shows its count, never lost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ceiba.indicators.holidays import add_holiday
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.institutions.waiting import LATE, SOON, waiting
from ceiba.kernel.answer_term import AnswerMatter
from ceiba.kernel.law import Standing
from ceiba.methodologies.loader import load
from ceiba.participation import queries_objections as queries
from ceiba.participation import services_objections as services
from ceiba.participation.models_objections import Objection, ObjectionStep
from ceiba.participation.services_own_data import blank_contacts_everywhere
from ceiba.participation.terms import begin, working
from tests.participation.asking import asked
from tests.people import Office

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SAYS = {"text": "El acta se transcribió mal.", "outcome": "corrected"}


def fresh(row: Objection) -> Objection:
    """Return a question as it stands now."""
    return Objection.objects.select_related("unit").get(pk=row.pk)


def aged(row: Objection, days: int) -> Objection:
    """Return a question as if it had come so many days before, and its term with it."""
    shift = timedelta(days=days)
    Objection.objects.filter(pk=row.pk).update(at=row.at - shift, due=row.due - shift)
    return fresh(row)


def test_it_is_numbered_and_goes_to_its_unit_with_a_term_of_the_country(office: Office) -> None:
    first, second = asked(office), asked(office, unit=None)
    assert (first.number, second.number) == (1, 2)
    assert (first.state, first.unit) == ("assigned", office.unit("aguas"))
    assert (second.state, second.unit) == ("received", None)
    term = load(office.institution.methodology).answer_term(AnswerMatter.QUESTION)
    assert term is not None
    assert term.source is not None
    assert term.source.standing is not Standing.VERIFIED, "nobody has read the norm again"
    assert first.term["days"] == term.days
    assert first.due == timezone.localdate(first.at) + timedelta(days=term.days)
    shown = working(first.term, first.at, None, services.work_calendar(office.institution))
    assert str(term.days) in " ".join(shown.steps)
    assert term.source.name in shown.article


def test_the_same_form_sent_twice_is_one(office: Office) -> None:
    nonce = "a" * 32
    assert asked(office, nonce=nonce).pk == asked(office, nonce=nonce, text="Otra cosa del todo distinta").pk
    assert Objection.objects.count() == 1


def test_a_promise_of_the_institution_holds_where_it_ends_earlier(office: Office) -> None:
    planner = office.actor("planner")
    with pytest.raises(Refused, match="acuerdo"):
        services.settle(planner, {"promised_days": 3, "promised_by": " "})
    services.settle(planner, {"promised_days": 3, "promised_by": "Acuerdo inventado 7-2026"})
    row = asked(office)
    assert row.term["days"] == 3
    assert row.term["working"]
    assert queries.promise(office.institution) == "Acuerdo inventado 7-2026"
    services.settle(planner, {"promised_days": 60, "promised_by": "Acuerdo inventado 8-2026"})
    assert asked(office).term["norm"] != "Acuerdo inventado 8-2026", "the country's ends earlier"


def test_a_day_of_rest_moves_what_is_open_and_nothing_that_was_answered(office: Office) -> None:
    planner = office.actor("planner")
    services.settle(planner, {"promised_days": 3, "promised_by": "Acuerdo inventado"})
    still, done = asked(office), asked(office)
    services.answer(planner, done, **SAYS)
    rest = still.due
    add_holiday(planner, day=rest, name="Feria inventada")
    assert fresh(still).due > rest
    assert fresh(done).due == rest
    said = " ".join(queries.ObjectionPage(fresh(still)).working.steps)
    assert "Feria inventada" in said


def test_the_unit_answers_and_no_other_and_the_office_signs(office: Office) -> None:
    row = asked(office)
    services.answer(office.actor("unit_head"), row, **SAYS)
    row = fresh(row)
    step = queries.ObjectionPage(row).answers[0]
    assert (row.state, row.outcome, step.text) == ("answered", "corrected", SAYS["text"])
    assert step.office == office.unit("aguas").name
    assert step.person == office.people["unit_head"]
    other = asked(office, unit="planificacion")
    for who, other_row in (("unit_head", other), ("clerk", row), ("auditor", row), ("reviewer", row)):
        with pytest.raises(NotAllowed):
            services.answer(office.actor(who), other_row, **SAYS)
    services.answer(office.actor("planner"), other, **SAYS)
    answered = fresh(row).answered
    services.answer(office.actor("unit_head"), row, text="Se agrega el acta.", outcome="partly")
    assert fresh(row).answered == answered, "the first answer is the one that was in time"
    assert [one.text for one in queries.ObjectionPage(fresh(row)).answers] == [SAYS["text"], "Se agrega el acta."]


def test_only_who_may_gives_it_to_another_unit(office: Office) -> None:
    row = asked(office)
    with pytest.raises(NotAllowed):
        services.assign(office.actor("unit_head"), row, office.unit("planificacion"))
    services.assign(office.actor("planner"), row, office.unit("planificacion"))
    assert fresh(row).unit == office.unit("planificacion")
    assert fresh(row).due == row.due
    services.answer(office.actor("planner"), fresh(row), **SAYS)
    with pytest.raises(Refused, match="respondida"):
        services.assign(office.actor("planner"), row, office.unit("aguas"))


def test_hidden_is_counted_never_deleted_and_can_be_shown_again(office: Office) -> None:
    row, reviewer = asked(office), office.actor("reviewer")
    for who in ("unit_head", "clerk", "finance", "auditor"):
        with pytest.raises(NotAllowed):
            services.hide(office.actor(who), row, why="insult", note="amenaza")
    with pytest.raises(Refused, match="motivo"):
        services.hide(reviewer, row, why="uncomfortable", note="no gusta")
    with pytest.raises(Refused, match="Explique"):
        services.hide(reviewer, row, why="insult", note="  ")
    services.hide(reviewer, row, why="insult", note="amenaza a una persona")
    with pytest.raises(Refused, match="oculta"):
        services.answer(office.actor("planner"), row, **SAYS)
    today = timezone.localdate()
    assert queries.counts(office.institution, today) == queries.VoiceCounts(received=1, hidden=1)
    assert list(queries.shown(office.institution)) == []
    services.show(reviewer, row)
    assert fresh(row).text == row.text
    assert queries.counts(office.institution, today) == queries.VoiceCounts(received=1, waiting=1)


def test_every_question_is_in_exactly_one_count(office: Office) -> None:
    planner, today = office.actor("planner"), timezone.localdate()
    rows = [asked(office) for _number in range(5)]
    aged(rows[0], 90)
    services.answer(planner, aged(rows[1], 90), **SAYS)
    services.answer(planner, rows[2], **SAYS)
    services.hide(planner, rows[3], why="advertising", note="anuncio")
    counts = queries.counts(office.institution, today)
    assert counts == queries.VoiceCounts(5, in_time=1, answered_late=1, waiting=1, late=1, hidden=1)
    assert counts.received == counts.answered + counts.waiting + counts.late + counts.hidden
    every = queries.shown(office.institution)
    assert [one.number for one in queries.of_standing(every, "vencidas", today)] == [1]
    assert [one.number for one in queries.of_standing(every, "respondidas", today)] == [3, 2]
    assert [one.number for one in queries.of_standing(every, "esperan", today)] == [5]


def test_what_is_due_is_told_to_who_answers(office: Office) -> None:
    late, today = aged(asked(office), 90), timezone.localdate()
    near = asked(office)
    Objection.objects.filter(pk=near.pk).update(due=today + timedelta(days=2))
    asked(office)
    stages = [(one.subject, one.stage) for one in waiting(office.actor("unit_head"), today)]
    assert stages == [(f"objection/{late.key}", LATE), (f"objection/{near.key}", SOON)]
    assert waiting(office.actor("auditor"), today) == []
    assert office.institution in queries.keeping_institutions(today)


def test_what_must_go_some_day_never_enters_the_history(office: Office) -> None:
    row = asked(office, name="Nombre que no se muestra", email="quien@pregunta.example")
    services.hide(office.actor("reviewer"), row, why="personal", note="nombra a un menor")
    told = str(list(Entry.objects.of(office.institution).values("changes", "note", "verb", "subject")))
    assert "objection.hide" in told
    for private in (row.text, row.name, row.email, "nombra a un menor"):
        assert private not in told


def test_address_and_hidden_name_go_after_the_days_that_were_decided(office: Office) -> None:
    private = {"name": "Nombre que no se muestra", "email": "quien@pregunta.example"}
    kept, gone, signed = asked(office, **private), asked(office, **private), asked(office, **private, show_name=True)
    for row in (gone, signed):
        services.answer(office.actor("planner"), row, **SAYS)
    today = timezone.localdate()
    assert blank_contacts_everywhere(today + timedelta(days=30)) == 0
    assert blank_contacts_everywhere(today + timedelta(days=31)) == 2
    assert (fresh(gone).email, fresh(gone).name) == ("", "")
    assert (fresh(signed).email, fresh(signed).name) == ("", private["name"]), "who wanted their name there"
    assert fresh(kept).email == private["email"], "nobody answered yet"
    assert blank_contacts_everywhere(today + timedelta(days=31)) == 0


def test_text_is_kept_plain(office: Office) -> None:
    row = asked(office, text="Hola\r\n\u202eal revés\u200b <b>negrita</b>\x07 adiós")
    assert row.text == "Hola\nal revés <b>negrita</b> adiós"
    for wrong in ("corto", "a" * 4001, "\u200b" * 50):
        with pytest.raises(Refused, match="letras"):
            asked(office, text=wrong)


def test_steps_tell_that_the_public_sees_something_else(office: Office) -> None:
    before = queries.stamp(office.institution)
    row = asked(office)
    middle = queries.stamp(office.institution)
    services.answer(office.actor("planner"), row, **SAYS)
    assert before < middle < queries.stamp(office.institution)
    assert ObjectionStep.objects.filter(objection=row).count() == 3


def test_the_term_is_counted_as_the_norm_counts(office: Office) -> None:
    friday = timezone.make_aware(timezone.datetime(2026, 3, 6, 12))
    term, due = begin(office.institution, AnswerMatter.DATA_ACCESS, friday)
    assert (term["working"], term["days"]) == (True, 10)
    assert due == date(2026, 3, 20)
