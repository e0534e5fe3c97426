"""Register types: the lineage of options, what opens a measure, and how narrow privacy is."""

from ceiba.kernel.register_type import Field, FieldKind, Option, Privacy
from tests.kernel.register_samples import KINDS, QUEJAS, SEX


def test_an_option_knows_the_wider_ones() -> None:
    field = QUEJAS.field_by_key["clase"]
    assert field.lineage("fuga") == ("fuga", "agua")
    assert field.lineage("luz") == ("luz",)
    assert field.lineage("otra") == ()


def test_a_circle_of_options_ends() -> None:
    round_and_round = (Option("a", "A", "b"), Option("b", "B", "a"))
    assert Field("x", "X", FieldKind.CHOICE, options=round_and_round).lineage("a") == ("a", "b")


def test_what_opens_a_measure() -> None:
    assert QUEJAS.parts_of("clase") == KINDS
    assert QUEJAS.parts_of("gente.sexo") == SEX.options
    assert QUEJAS.parts_of("state") == QUEJAS.parts_of("lugar") == QUEJAS.parts_of("unidad") == ()
    assert [QUEJAS.parts_of(name) for name in ("nota", "gente", "gente.edad", "clase.sexo", "otra")] == [None] * 5


def test_a_tree_opens_a_measure_as_deep_as_one_asks() -> None:
    field = QUEJAS.field_by_key["clase"]
    assert [field.at_depth(option, 1) for option in ("agua", "fuga", "luz", "otra")] == ["agua", "agua", "luz", "otra"]
    assert field.at_depth("fuga", 2) == field.at_depth("fuga", 3) == "fuga"
    widest = QUEJAS.parts_of("clase.1")
    assert widest is not None
    assert [option.key for option in widest] == ["agua", "luz"]
    assert QUEJAS.parts_of("clase.2") == KINDS
    assert [QUEJAS.parts_of(name) for name in ("nota.1", "lugar.1", "gente.1", "otra.1")] == [None] * 4


def test_privacy_is_ordered() -> None:
    assert [privacy.strictness for privacy in Privacy] == [0, 1, 2, 3]


def test_a_type_is_asked_by_key() -> None:
    assert QUEJAS.reference == "quejas@1"
    assert QUEJAS.initial == "abierta"
    assert [way.destination for way in QUEJAS.moves("abierta")] == ["espera", "ampliada", "cerrada"]
    assert QUEJAS.deadline_by_key["cinco"].days == 5
    assert QUEJAS.measure_by_key["sum"].field == "costo"
