"""What is shown of a restricted value to who may not read it: enough to tell two rows apart, too little to know whom.

A masked value never leaves a row by a search, a filter, a measure or a publication; a sheet that brings it back changes
nothing (``is_mask_of``).
"""

from ceiba.kernel.register_record import FieldValue, PersonName
from ceiba.kernel.register_type import Field, FieldKind, Masking

MASKED_KINDS = frozenset({FieldKind.PERSON, FieldKind.TEXT})
_NOBODY = "•••"  # of a value in which no word begins with a letter


def initials(text: str) -> str:
    """Return the initials of a name: «M. I.» of «María Ixcoy»; of «Juan de la Cruz» «J. C.».

    Words in small letters are passed over where others have capitals. Three dots where no word begins with a letter.
    """
    words = [word for word in text.split() if word[0].isalpha()]
    named = [word for word in words if word[0].isupper()] or words
    return " ".join(f"{word[0].upper()}." for word in named) or _NOBODY


def masked(field: Field, value: FieldValue) -> FieldValue | None:
    """Return what who may not read a field sees of its value; None where they see nothing of it."""
    if field.masking is not Masking.INITIALS:
        return None
    if isinstance(value, PersonName):
        return PersonName(initials(value.name))
    return initials(value) if isinstance(value, str) else None


def is_mask_of(field: Field, given: FieldValue, kept: FieldValue) -> bool:
    """Tell whether a value is only what is shown of another one: whoever brings it back says nothing new."""
    return field.masking is not None and given != kept and given == masked(field, kept)
