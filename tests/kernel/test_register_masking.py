"""What is shown of a restricted value to who may not read it, and what a sheet brings back of it."""

import pytest

from ceiba.kernel.register_masking import initials, is_mask_of, masked
from ceiba.kernel.register_record import PersonName
from ceiba.kernel.register_type import Field, FieldKind, Masking, Privacy

NAME = Field("vecino", "Vecino", FieldKind.PERSON, Privacy.RESTRICTED, masking=Masking.INITIALS)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("María Ixcoy", "M. I."),
        ("Juan de la Cruz", "J. C."),
        ("ANA DE LEÓN", "A. D. L."),
        ("maría ixcoy", "M. I."),
        ("Ángel Ñandú", "Á. Ñ."),
        ("4521 8890", "•••"),
        ("12 Ana (hija)", "A."),
    ],
)
def test_initials_say_no_name(name: str, told: str) -> None:
    assert initials(name) == told


def test_a_person_loses_the_document_and_a_field_without_masking_says_nothing() -> None:
    assert masked(NAME, PersonName("María Ixcoy", "2548 66541 0101")) == PersonName("M. I.")
    plain = Field("vecino", "Vecino", FieldKind.PERSON, Privacy.RESTRICTED)
    assert masked(plain, PersonName("María Ixcoy")) is None
    assert not is_mask_of(plain, PersonName("M. I."), PersonName("María Ixcoy"))


def test_what_brings_back_the_mask_says_nothing_new() -> None:
    kept = PersonName("María Ixcoy", "2548 66541 0101")
    assert is_mask_of(NAME, PersonName("M. I."), kept)
    assert not is_mask_of(NAME, PersonName("M. P."), kept)
    assert not is_mask_of(NAME, kept, kept)
