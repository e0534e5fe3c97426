"""Keys of budget lines: read as printed, with the zeros that spreadsheets lose, and refused where they do not fit."""

import pytest

from ceiba.kernel.budget import Nature
from ceiba.kernel.classifier import Classifier, ClassifierCode, ClassifierUse, Segment, WrongKey

GROUPS = (ClassifierCode("0", "Personal"), ClassifierCode("011", "Permanente"), ClassifierCode("3", "Equipo"))
KEY = Classifier(
    "egresos",
    "Egresos",
    ClassifierUse.EXPENDITURE,
    (
        Segment("programa", "Programa", 2),
        Segment("renglon", "Renglón", 3, GROUPS),
        Segment("fuente", "Fuente", 2),
        Segment("destino", "Destino", 1, (ClassifierCode("2", "Inversión", Nature.INVESTMENT),)),
    ),
    optional=1,
)


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("11-011-21", ("11", "011", "21")),
        ("11 · 011 / 21-2", ("11", "011", "21", "2")),
        ("1-11-21", ("01", "011", "21")),
        ("11011212", ("11", "011", "21", "2")),
        ("1101121", ("11", "011", "21")),
    ],
    ids=["as printed", "other marks and the optional part", "zeros lost", "without marks", "without marks nor option"],
)
def test_a_key_is_read_as_printed(printed: str, codes: tuple[str, ...]) -> None:
    assert KEY.read(printed) == codes
    assert KEY.read(KEY.write(codes)) == codes


@pytest.mark.parametrize(
    ("printed", "part"),
    [
        ("11-0111-21", "renglon"),
        ("11-011", "fuente"),
        ("11-011-21-2-4", None),
        ("110112123", None),
        ("", "programa"),
    ],
)
def test_a_key_that_does_not_fit_says_where(printed: str, part: str | None) -> None:
    with pytest.raises(WrongKey) as refusal:
        KEY.read(printed)
    assert (refusal.value.part.key if refusal.value.part else None) == part


def test_the_longest_known_beginning_names_a_code() -> None:
    named = KEY.named(KEY.read("11-011-21-2"))
    assert named["renglon"].label == "Permanente"
    assert named["destino"].nature is Nature.INVESTMENT
    assert KEY.named(KEY.read("11-029-21"))["renglon"].label == "Personal"
    assert "renglon" not in KEY.named(KEY.read("11-511-21"))
