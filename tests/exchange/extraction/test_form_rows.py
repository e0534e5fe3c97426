"""Forms in two columns, labels on the left and values on the right, drawn with blanks, bars or tabs."""

import pytest

from ceiba.exchange.reader import read

_FIELDS = (
    ("Medida A1", "Captar el agua de lluvia en las escuelas"),
    ("Objetivo", "Asegurar el agua de los patios"),
    ("Alcance territorial", "Comunal"),
    ("Acciones", "1. Instalar canaletas"),
    ("", "2. Enterrar estanques"),
    ("Institución responsable", "Oficina de Aguas"),
    ("Indicador de progreso", "Número de escuelas con estanque"),
    ("Meta", "14 al 2031"),
)


@pytest.mark.parametrize("drawn", ["{:<30}{}", "| {} | {} |", "{}\t{}"])
def test_a_form_of_a_measure_reads_the_same_however_its_columns_are_drawn(drawn: str) -> None:
    form = "\n".join(drawn.format(*field) for field in _FIELDS)
    second = form.replace("A1", "A2").replace("lluvia", "niebla").replace("patios", "huertos")
    second = (
        second.replace("Instalar", "Tender").replace("Enterrar", "Cercar").replace("con estanque", "con atrapaniebla")
    )
    found = read("plan.txt", f"Plan de acción 2027-2031\n\n{form}\n\n{second}\n".encode()).snapshot
    assert [e.text.rstrip(".") for e in found.elements] == [
        "Captar el agua de lluvia en las escuelas",
        "Asegurar el agua de los patios",
        "Instalar canaletas",
        "Enterrar estanques",
        "Captar el agua de niebla en las escuelas",
        "Asegurar el agua de los huertos",
        "Tender canaletas",
        "Cercar estanques",
    ]
    assert [(i.text, i.target_value) for i in found.indicators] == [
        ("Número de escuelas con estanque", 14),
        ("Número de escuelas con atrapaniebla", 14),
    ]


def test_a_field_below_an_element_is_no_part_of_it() -> None:
    text = (
        "Objetivo 1: Acercar los servicios municipales a los barrios que están lejos del centro y de la\n"
        "ribera del río.\nAcción 1.1: Abrir dos ventanillas en los mercados con horario de tarde y atención en lengua\n"
        "originaria a quienes la hablan, y también a las familias de la ribera\nPersonas destinatarias: Vecindad\n"
        "¿Qué problema atiende?\nLa gente pierde la mañana en el viaje y deja su trabajo sin cobrar para hacer un\n"
        "trámite de diez minutos que podría hacerse cerca.\n"
    )
    texts = [e.text for e in read("plan.txt", text.encode()).snapshot.elements]
    assert texts[1] == (
        "Abrir dos ventanillas en los mercados con horario de tarde y atención en lengua originaria a quienes la "
        "hablan, y también a las familias de la ribera"
    )


def test_words_that_only_qualify_a_label_are_no_element() -> None:
    text = (
        "Componente 1: Vida sana\nObjetivo del componente\nReducir las caídas de personas mayores en sus casas.\n"
        "Metas sanitarias del componente\n1. Reducir de 30 en 2024 a 12 en 2027 las caídas atendidas.\n"
        "Estrategias del componente\n1. Visitas a domicilio con enfermería.\n"
        "Actividades económicas\nLa gente vive de la pesca y del comercio.\n"
    )
    found = [(e.level, e.text) for e in read("plan.txt", text.encode()).snapshot.elements]
    assert [text for _level, text in found] == [
        "Vida sana",
        "Reducir las caídas de personas mayores en sus casas.",
        "Reducir de 30 en 2024 a 12 en 2027 las caídas atendidas.",
        "Visitas a domicilio con enfermería.",
    ]


def test_a_column_of_places_behind_the_levels_is_no_axis() -> None:
    text = (
        "Programa\tProyecto\tIndicador\tMeta 2027\tÁmbito\n"
        "Agua limpia\tCercar los manantiales\tManantiales con cerco\t12\tRural\n"
        "Agua limpia\tCambiar las tuberías viejas\tMetros de tubería nueva\t900\tUrbano\n"
        "Calles vivas\tSembrar árboles de sombra\tÁrboles sembrados\t300\tUrbano\n"
    )
    assert [e.text for e in read("plan.txt", text.encode()).snapshot.elements] == [
        "Agua limpia",
        "Cercar los manantiales",
        "Cambiar las tuberías viejas",
        "Calles vivas",
        "Sembrar árboles de sombra",
    ]


def test_a_label_that_comes_back_ends_the_item_above_it() -> None:
    form = "Acción {}: {}\nLugar\nToda la comarca\nInstitución a cargo\nOficina de Aguas\n\n"
    texts = ["Cercar los manantiales de la ladera", "Cambiar las tuberías viejas", "Sembrar árboles de sombra"]
    plan = "".join(form.format(i, text) for i, text in enumerate(texts, 1))
    prose = (
        "La oficina trabaja con las familias de la ladera desde hace años y conoce bien a quienes cuidan el\nagua.\n"
    )
    found = read("plan.txt", (prose + "\n" + plan + prose).encode()).snapshot
    assert [e.text for e in found.elements] == texts
