"""Lists whose items stand apart, each above what belongs to it, and the contents before them; all invented."""

from ceiba.exchange.document import Document, Line
from ceiba.exchange.extraction.engine import extract


def elements(text: str) -> list[tuple[str, str | None]]:
    """Return the texts of the elements, each with that of its parent."""
    document = Document("plan.txt", tuple(Line(n, line) for n, line in enumerate(text.splitlines(), 1)))
    found = list(extract(document).snapshot.elements)
    texts = {element.id: element.text for element in found}
    return [(element.text, texts.get(element.parent or "")) for element in found]


def test_a_list_goes_on_behind_what_stands_below_its_items() -> None:
    text = (
        "Objetivos estratégicos:\n\na. Sanear los esteros del cantón\n\nActividades:\n- Retirar los escombros\n"
        "- Sembrar sauces\n\nb. Alumbrar las veredas del puerto\n\nPrincipales actividades:\n- Cambiar los focos\n"
    )
    assert elements(text) == [
        ("Sanear los esteros del cantón", None),
        ("Retirar los escombros", "Sanear los esteros del cantón"),
        ("Sembrar sauces", "Sanear los esteros del cantón"),
        ("Alumbrar las veredas del puerto", None),
        ("Cambiar los focos", "Alumbrar las veredas del puerto"),
    ]


def test_small_roman_numbers_are_those_of_items() -> None:
    text = "Objetivos estratégicos:\n\ni. Sanear los esteros\nii. Alumbrar las veredas\niii. Reparar los muelles\n"
    assert [name for name, _parent in elements(text)] == [
        "Sanear los esteros",
        "Alumbrar las veredas",
        "Reparar los muelles",
    ]


def test_contents_without_leaders_hold_no_elements() -> None:
    text = (
        "Índice\n\nPresentación 3\n\nEje 1: Puerto limpio 5\n\nObjetivo 1.1: Sanear los esteros del cantón 6\n\n"
        "Eje 2: Barrio seguro 9\n\nPresentación\n\nEje 1: Puerto limpio\n\n"
        "Objetivo 1.1: Sanear los esteros del cantón\n\nEje 2: Barrio seguro\n"
    )
    assert elements(text) == [
        ("Puerto limpio", None),
        ("Sanear los esteros del cantón", "Puerto limpio"),
        ("Barrio seguro", None),
    ]
