"""Who opened what few may read is logged; personal data goes when its time is over, and what was counted stays."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.registers.models import Register, RegisterRow, RowChange
from ceiba.registers.models_privacy import RecordOpening, RowBlanking
from ceiba.registers.queries_types import type_of
from ceiba.registers.retention import blank_everywhere, personal_fields, settle_retention
from tests.people import Office
from tests.registers.books import adopted, edited, moved, procedure, records

pytestmark = pytest.mark.django_db
NAMED = {"procedencia": "externo", "solicitante": "Ana Inventada | 1234"}


def settled(office: Office, register: Register) -> RegisterRow:
    """Return a procedure with a name that was settled, and edited before that."""
    row = procedure(office, register, "unit_head", **NAMED)
    row = edited(office.actor("unit_head"), row, solicitante="Ana María Inventada | 1234")
    return moved(office.actor("unit_head"), row, "archivar", "2025-03-10 09:00", reason="Se archiva")


def later(years: int) -> date:
    """Return a day some years and a day from now."""
    return timezone.localdate() + timedelta(days=366 * years + 1)


def test_opening_a_restricted_value_is_logged_once_and_auditors_read_it(office: Office) -> None:
    register = adopted(office)
    row = procedure(office, register, **NAMED)
    plain = procedure(office, register)
    path = f"/{office.slug}/registros/{register.key}/"
    head = office.client("unit_head")
    for _again in range(2):
        assert head.get(f"{path}{row.number}/").status_code == 200
        assert head.get(f"{path}{plain.number}/").status_code == 200
    assert office.client("finance").get(f"{path}{row.number}/").status_code == 200
    logged = [(one.row_id, one.person.email, one.fields) for one in RecordOpening.objects.all()]
    assert logged == [(row.pk, office.people["unit_head"].email, "Solicitante")]
    page = office.client("auditor").get(f"{path}privacidad/")
    assert "Persona unit_head" in page.text
    assert "Quién abrió lo reservado" in page.text
    assert office.client("clerk").get(f"{path}privacidad/").status_code == 403


def test_personal_data_is_blanked_when_its_time_is_over(office: Office) -> None:
    register = adopted(office)
    row = settled(office, register)
    running = procedure(office, register, **NAMED)
    counted = len(records(register))
    settle_retention(office.actor("planner"), register, years=5, source="Norma inventada")
    assert blank_everywhere(later(4)) == 0
    assert blank_everywhere(later(5)) == 1
    assert blank_everywhere(later(6)) == 0
    row.refresh_from_db()
    assert "solicitante" not in row.values
    assert row.values["asunto"] == "Informe de bombas"
    running.refresh_from_db()
    assert running.values["solicitante"].startswith("Ana")
    assert len(records(register)) == counted
    assert RowBlanking.objects.get().fields == "Solicitante"
    told = "".join(f"{one.before}{one.after}{one.reason}" for one in RowChange.objects.filter(row=row))
    assert "Inventada" not in told
    assert "regla de conservación" in told
    entry = Entry.objects.of(office.institution).filter(verb="retention.apply").get()
    assert "Solicitante" in str(entry.changes)
    assert "Inventada" not in str(entry.changes)


def test_only_what_few_may_read_and_no_figure_needs_is_personal(office: Office) -> None:
    shape = type_of(adopted(office).edition)
    assert [one.key for one in personal_fields(shape)] == ["solicitante"]


def test_a_rule_needs_years_and_a_source(office: Office) -> None:
    register = adopted(office)
    planner = office.client("planner")
    path = f"/{office.slug}/registros/{register.key}/privacidad/"
    assert "se guardan siempre" in planner.get(path).text
    assert planner.post(path, {"years": "7", "source": "Norma inventada"}).status_code == 302
    assert "Regla: 7 años" in planner.get(path).text
    assert planner.post(path, {"years": "0", "source": ""}).status_code == 200
    for years, source in ((0, "x"), (3, " ")):
        with pytest.raises(Refused):
            settle_retention(office.actor("planner"), register, years=years, source=source)
    with pytest.raises(NotAllowed):
        settle_retention(office.actor("reviewer"), register, years=3, source="x")
    settle_retention(office.actor("planner"), register, years=8, source="Otra norma inventada")
