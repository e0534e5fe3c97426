"""What the generated pages of the register types tell."""

import pytest

from ceiba.kernel.register_type import RegisterType
from ceiba.methodologies.registers import available_registers, load_register, read_register
from tests.methodologies.test_register_proof import SOUND
from tools.register_pages import FOLDER, page, pages


@pytest.mark.parametrize("register", available_registers(), ids=lambda each: each.reference)
def test_a_page_tells_everything_that_a_type_declares(register: RegisterType) -> None:
    assert register.reference in pages()[FOLDER / "README.md"]
    text = page(register)
    for part in (*register.fields, *register.states, *register.deadlines, *register.measures):
        assert f"| `{part.key}` |" in text
    for field in register.fields:
        assert all(f"{option.label} (`{option.key}`)" in text for option in field.options)


def test_a_deadline_is_told_with_its_article_standing_and_prolongation() -> None:
    text = page(load_register("gt.solicitudes_informacion"))
    row = next(line for line in text.splitlines() if line.startswith("| `respuesta` | "))
    assert "10 días hábiles; prorrogable una vez por 10, al pasar a Prorrogada" in row
    assert "conocido, sin releer el texto" in row


def test_a_type_that_publishes_nothing_says_so() -> None:
    quiet = SOUND.replace("public: {columns: [fecha], measures: [todas]}\n", "")
    assert "Nada: ninguna fila y ninguna cifra." in page(read_register(quiet.encode(), "quejas.yaml"))
