"""History is append-only in the database itself: not even SQL by hand changes or deletes a row that was written."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from ceiba.institutions import history
from ceiba.institutions.models import Entry, Institution
from ceiba.institutions.services import adopt_units
from ceiba.kernel.unit import Unit as UnitValue
from tests.people import Office


def run(sql: str, *values: object) -> None:
    """Run SQL as somebody would by hand, in a step of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize("chained", [False, True])
@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM institutions_entry WHERE id = %s",
        "UPDATE institutions_entry SET note = 'otra' WHERE id = %s",
        "UPDATE institutions_entry SET changes = '[]' WHERE id = %s",
        "UPDATE institutions_entry SET person_id = NULL WHERE id = %s",
        "UPDATE institutions_entry SET position = NULL, hash = '', previous_hash = '' WHERE id = %s",
        "UPDATE institutions_entry SET position = 900, hash = 'x', verb = 'otro' WHERE id = %s",
        "UPDATE institutions_entry SET position = 900 WHERE id = %s",
    ],
)
def test_a_row_of_history_is_neither_changed_nor_deleted(office: Office, sql: str, chained: bool) -> None:
    if chained:
        history.chain(office.institution)
    row = Entry.objects.of(office.institution).last()
    with pytest.raises(DatabaseError, match="la historia no se cambia"):
        run(sql, row.pk)
    assert Entry.objects.filter(pk=row.pk, note="", verb=row.verb, hash=row.hash).exists()


def test_a_row_gets_its_place_in_the_chain_once(office: Office) -> None:
    history.chain(office.institution)
    row = Entry.objects.of(office.institution).last()
    with pytest.raises(DatabaseError, match="la historia no se cambia"):
        run("UPDATE institutions_entry SET position = 900, hash = 'x' WHERE id = %s", row.pk)


def test_a_row_is_not_replaced_by_another_with_its_number_or_its_place(office: Office) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("«INSERT OR REPLACE» is SQLite's")
    history.chain(office.institution)
    row = Entry.objects.of(office.institution).last()
    copy = (
        "INSERT OR REPLACE INTO institutions_entry (id, at, verb, subject, note, changes, position, previous_hash, "
        "hash, institution_id, person_id) SELECT {}, at, verb, subject, 'otra', changes, position, "
        "previous_hash, hash, institution_id, person_id FROM institutions_entry WHERE id = %s"
    )
    for number in ("id", "id + 1000"):
        with pytest.raises(DatabaseError, match="la historia no se cambia"):
            run(copy.format(number), row.pk)
    adopt_units(office.actor(), (UnitValue("nueva", "Nueva"),))
    waiting = Entry.objects.of(office.institution).filter(position=None).get()
    with pytest.raises(DatabaseError, match="la historia no se cambia"):
        run(
            "UPDATE OR REPLACE institutions_entry SET position = %s, hash = 'x' WHERE id = %s", row.position, waiting.pk
        )
    assert history.walk(office.institution).broken is None


def test_the_table_is_not_emptied_at_once(office: Office) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    transaction.get_connection().check_constraints()
    with pytest.raises(DatabaseError, match="la historia no se cambia"):
        run("TRUNCATE institutions_entry CASCADE")


@pytest.mark.django_db(transaction=True)
def test_emptying_the_installation_empties_history_and_locks_it_again() -> None:
    from tests.people import office as new_office

    for _round in range(2):
        made = new_office()
        with pytest.raises(DatabaseError, match="la historia no se cambia"):
            run("DELETE FROM institutions_entry")
        assert Entry.objects.of(made.institution).exists()
        call_command("flush", interactive=False, verbosity=0)
        assert not Institution.objects.exists()
