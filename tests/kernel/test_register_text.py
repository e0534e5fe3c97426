"""Values as text: what is written is read again, and what is no value says how to write it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.register_record import Record
from ceiba.kernel.register_text import UnreadableValue, read_value, write_value
from ceiba.kernel.register_type import Field
from tests.kernel.register_samples import QUEJAS, rows

TEXTS = [
    ("dias", "15", "15"),
    ("metros", "-1.50", "-1.50"),
    ("costo", "1500.50 GTQ", "1500.50"),
    ("fecha", " 2026-03-31 ", "2026-03-31"),
    ("hora", "2026-03-31T14:05", "2026-03-31 14:05"),
    ("hora", "2026-03-31 14:05:09", "2026-03-31 14:05:09"),
    ("vecino", "Ana  Inventada|12 34", "Ana Inventada | 12 34"),
    ("vecino", "Ana", "Ana"),
    ("lugar", "0101", "0101"),
    ("lugar", "14.63, -90.61", "14.63,-90.61"),
    ("lugar", "0101 14.63,-90.61", "0101 14.63,-90.61"),
    ("gente", "hombres 0; mujeres 12", "hombres 0; mujeres 12"),
    ("gente", "", ""),
    ("nota", "algo", "algo"),
]


@pytest.mark.parametrize(("field", "text", "canonical"), TEXTS)
def test_a_text_is_read_and_written(field: str, text: str, canonical: str) -> None:
    value = read_value(QUEJAS.field_by_key[field], text)
    assert write_value(value) == canonical
    assert read_value(QUEJAS.field_by_key[field], canonical) == value


UNREADABLE = [
    ("dias", "1.5", "no es un número entero"),
    ("dias", "٣", "no es un número entero"),
    ("dias", "9" * 31, "no es un número entero"),
    ("metros", "1,5", "un punto decimal"),
    ("metros", "NaN", "no es un número"),
    ("metros", "1e9", "no es un número"),
    ("costo", "USD 5", "no es un número"),
    ("fecha", "2026-02-31", "es un día que no existe"),
    ("fecha", "31/03/2026", "no es una fecha; escríbala como año-mes-día: 2026-03-31."),
    ("fecha", "45000", "no es una fecha"),
    ("hora", "2026-03-31 24:30", "es un momento que no existe"),
    ("hora", "2026-03-31", "no es fecha con hora"),
    ("lugar", "14.63,-190.61", "queda fuera del globo"),
    ("lugar", "cerca del río", "no es un lugar"),
    ("lugar", "", "no es un lugar"),
    ("gente", "mujeres: 3", "no es un recuento"),
    ("gente", "mujeres 3; mujeres 4", "está dos veces"),
    ("gente", "mujeres -3", "no es un recuento"),
]


@pytest.mark.parametrize(("field", "text", "message"), UNREADABLE)
def test_what_is_no_value_says_how_to_write_it(field: str, text: str, message: str) -> None:
    with pytest.raises(UnreadableValue) as caught:
        read_value(QUEJAS.field_by_key[field], text)
    assert message in str(caught.value)


@given(rows())
def test_every_value_of_a_row_is_read_again(here: Record) -> None:
    for key, value in here.values.items():
        assert read_value(QUEJAS.field_by_key[key], write_value(value)) == value


@given(st.sampled_from(QUEJAS.fields), st.text(max_size=30))
def test_any_text_is_read_or_refused(field: Field, text: str) -> None:
    with suppress(UnreadableValue):
        assert isinstance(write_value(read_value(field, text)), str)
