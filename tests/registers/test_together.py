"""People in one moment, each on a connection of their own: no code twice, no unique value twice, tables that add up."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ceiba.institutions.verbs import Refused
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.rebuilding import rebuild_tables
from ceiba.registers.services_registers import begin_tables
from ceiba.registers.services_rows import RowConflict
from ceiba.registers.writing import RowRefused
from tests.people import Office, office
from tests.registers.books import adopted, edited, procedure
from tests.registers.test_tallies import same

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AT_ONCE = 5


@pytest.fixture
def here() -> Office:
    return office()


def together(act: Callable[[int], object]) -> list[object]:
    """Do something as often at once, each on a connection of its own; return what came of each, refusals too."""
    start = Barrier(AT_ONCE)

    def one(number: int) -> object:
        start.wait()
        try:
            return act(number)
        except Refused as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_everybody_gets_a_number_of_their_own_and_the_tables_add_up(here: Office) -> None:
    register = adopted(here)
    found = together(lambda _number: procedure(here, register))
    assert sorted(str(row) for row in found) == [f"TRA-2025-{number:05}" for number in range(1, AT_ONCE + 1)]
    assert Register.objects.get().last_number == AT_ONCE
    same(register)


def test_of_many_with_one_code_one_is_kept(here: Office) -> None:
    register = adopted(here)
    found = together(lambda _number: procedure(here, register, numero="TRA-2025-00009"))
    assert sum(isinstance(one, RegisterRow) for one in found) == 1
    assert sum(isinstance(one, RowRefused) for one in found) == AT_ONCE - 1
    assert RegisterRow.objects.count() == 1


def test_of_many_who_change_one_row_one_is_kept_and_the_others_are_shown_it(here: Office) -> None:
    register = adopted(here)
    row = procedure(here, register)
    found = together(lambda number: edited(here.actor("clerk"), row, asunto=f"Asunto {number}"))
    assert sum(isinstance(one, RowConflict) for one in found) == AT_ONCE - 1
    assert RegisterRow.objects.get().version == 2


def test_rows_that_come_while_tables_are_made_anew_are_counted_once(here: Office) -> None:
    register = adopted(here)
    for _time in range(4):
        procedure(here, register)
    begin_tables(register, ["ingresados", "en_plazo"])

    def act(number: int) -> object:
        if number == 0:
            return rebuild_tables(here.actor(), lambda *_progress: None, register=register.pk)
        return procedure(here, register)

    together(act)
    rebuild_tables(here.actor(), lambda *_progress: None, register=register.pk)
    same(register)
