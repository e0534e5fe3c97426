"""Rows of registers that are late or fall due soon, told to the pages and letters of other floors."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from ceiba.institutions.actor import Actor
from ceiba.institutions.waiting import LATE, SOON, Waiting, tells
from ceiba.registers.queries_waiting import falling


@tells
def falling_rows(actor: Actor, today: date) -> Iterator[Waiting]:
    """Yield the rows that are late or fall due soon in the units where a person writes, the earliest first.

    A row is named by its code alone: what it says may be for few.
    """
    for one in falling(actor, today):
        assert one.row.due is not None
        yield Waiting(
            f"record/{one.row.key}",
            f"{one.register.title} {one.row}",
            one.deadline,
            reverse("record", args=[actor.institution.slug, one.register.key, one.row.number]),
            one.row.due,
            LATE if one.row.due < today else SOON,
        )
