"""A project's name in the parts that a registry of investment asks for."""

import pytest

from ceiba.kernel.project_name import NamePart, ProjectName, ProjectWord, split_name

WORDS = (
    ProjectWord("construccion", NamePart.PROCESS, "Construcción"),
    ProjectWord("aldea", NamePart.PLACE, "Aldea"),
)


@pytest.mark.parametrize(
    ("name", "place", "parts"),
    [
        ("CONSTRUCCION POZO ALDEA EL ROBLE", None, ("CONSTRUCCION", "POZO", "ALDEA EL ROBLE")),
        ("CONSTRUCCIÓN POZO EL ROBLE", "El Roble", ("CONSTRUCCIÓN", "POZO", "EL ROBLE")),
        ("POZO EN EL ROBLE", None, ("", "POZO EN EL ROBLE", "")),
        ("CONSTRUCCION", None, ("", "CONSTRUCCION", "")),
        ("ALDEA LIMPIA", None, ("", "ALDEA LIMPIA", "")),
        ("", "El Roble", ("", "", "")),
    ],
)
def test_a_name_is_parted_and_nothing_is_lost(name: str, place: str | None, parts: tuple[str, str, str]) -> None:
    found = split_name(name, WORDS, place)
    assert found == ProjectName(*parts)
    assert " ".join(filter(None, parts)) == " ".join(name.split())
