"""Words between a label and its sign, leaders, and sheets without a single sign."""

from ceiba.exchange.reader import read


def test_leaders_before_the_colon_are_no_part_of_a_label() -> None:
    text = (
        "Programa ......: Agua limpia\nProyecto ......: Cercar los manantiales\n"
        "Indicador .....: Manantiales con cerco\nMeta ..........: 12\n"
    )
    found = read("plan.txt", text.encode()).snapshot
    assert [e.text for e in found.elements] == ["Agua limpia", "Cercar los manantiales"]
    assert [(i.text, i.target_value) for i in found.indicators] == [("Manantiales con cerco", 12)]


def test_what_an_indicator_contributes_to_is_an_element_in_any_country() -> None:
    text = (
        "GAD Municipal de Río Claro, Ecuador\nFICHA DE INDICADOR 1\nINDICADOR: Manantiales con cerco\n"
        "OBJETIVO ESTRATÉGICO AL CUAL SE VINCULA: Cuidar las fuentes de agua\nLÍNEA BASE: 3\nMETA 2027: 12\n"
    )
    assert [e.text for e in read("plan.txt", text.encode()).snapshot.elements] == ["Cuidar las fuentes de agua"]


def test_a_sheet_without_a_sign_keeps_the_years_of_its_values() -> None:
    text = (
        "FICHA DE INDICADOR 1\nNOMBRE DEL INDICADOR\nViviendas en riesgo\nFRECUENCIA\nMensual\nVALOR DE LA LÍNEA BASE\n"
        "1,984\nAÑO DE LA LÍNEA BASE\n2016\nVALOR DE LA META\n665\nAÑO DE LA META\n2019\nFUENTE\nMemoria anual\n"
    )
    (found,) = read("fichas.txt", text.encode()).snapshot.indicators
    assert found.baseline is not None
    assert (found.baseline_value, found.baseline.year, found.target_value) == (1984, 2016, 665)
