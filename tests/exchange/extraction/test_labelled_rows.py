"""Matrices whose rows say their level in front of their text."""

from ceiba.exchange.reader import read
from ceiba.kernel.snapshot import Snapshot

_FRAME = (
    "Lógica de intervención\tIndicadores objetivamente verificables\tFuentes de verificación\tHipótesis\n"
    "Objetivo general: Mejorar la dieta de los hogares\tHogares con huerto pasa de 20 en 2024 a 95 en 2027\tActas\t-\n"
    "Objetivo específico: Ampliar los huertos\tNúmero de huertos pasa de 3 en 2024 a 12 en 2027\tActas\tLlueve\n"
    "Resultado 1: Familias con semilla propia\tFamilias con semilla: de 0 en 2024 a 40 en 2027\tActas\tLlueve\n"
    "Resultado 2: Ferias locales abiertas\t-\tActas\tHay paso\n"
    "Actividad 1.1: Repartir semilla\t-\tActas\tHay paso\n"
    "Actividad 2.1: Abrir ferias los sábados\t-\tActas\tHay paso\n"
)


def _read(text: str) -> Snapshot:
    return read("marco.txt", text.encode()).snapshot


def test_a_logical_framework_with_one_column_for_all_levels() -> None:
    found = _read(_FRAME)
    texts = {e.id: e.text for e in found.elements}
    assert [(e.text, texts.get(e.parent or "")) for e in found.elements] == [
        ("Mejorar la dieta de los hogares", None),
        ("Ampliar los huertos", "Mejorar la dieta de los hogares"),
        ("Familias con semilla propia", "Ampliar los huertos"),
        ("Ferias locales abiertas", "Ampliar los huertos"),
        ("Repartir semilla", "Familias con semilla propia"),
        ("Abrir ferias los sábados", "Ferias locales abiertas"),
    ]
    assert [(i.baseline_value, i.target_value) for i in found.indicators] == [(20, 95), (3, 12), (0, 40)]


def test_a_table_of_contents_is_no_matrix() -> None:
    plan = ("Eje 1: Agua", "Objetivo 1.1: Cuidar la cuenca", "Acción 1.1.1: Sembrar en la ribera")
    contents = "".join(f"{line}\t{page}\n" for page, line in enumerate(plan, 4))
    found = _read(f"Índice\n{contents}Anexos\t9\n\n\n" + "\n\n".join(plan) + "\n")
    assert [e.text for e in found.elements] == ["Agua", "Cuidar la cuenca", "Sembrar en la ribera"]
