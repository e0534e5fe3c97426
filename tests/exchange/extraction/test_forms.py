"""Forms of indicators: coded heads, the element named below its label, a head that comes back on the next page."""

from tests.exchange.extraction.invented import propose, tree

FORM = """
TEMÁTICA :      03    RIEGO
OFICINA :       008   CASA DEL AGUA
INDICADOR :    21        TASA DE RIEGO POR PARCELA
 LÍNEA ESTRATÉGICA
  0046     AGUA PARA LAS PARCELAS DEL VALLE

 UNIDAD DE MEDIDA
  PORCENTAJE
"""
SECOND_PAGE = """
TEMÁTICA :      03    RIEGO
OFICINA :       008   CASA DEL AGUA
INDICADOR :    21        TASA DE RIEGO POR PARCELA
 COMARCA                      AREA
   1   NORTE                   2  LLANO

Las parcelas se cuentan una vez al año en las tres comarcas, con la lista que la casa del agua lleva desde su fundación.

La lista se corrige en la asamblea del riego, que se reúne en la casa del agua cuando termina la cosecha de cada año.
"""


def test_the_head_of_a_form_names_no_theme_and_its_programme_has_its_code() -> None:
    (element,) = propose(FORM).snapshot.elements
    assert (element.level, element.code, element.text) == ("via", "0046", "AGUA PARA LAS PARCELAS DEL VALLE")


def test_the_indicator_hangs_from_the_element_named_below_it() -> None:
    snapshot = propose(FORM).snapshot
    (indicator,) = snapshot.indicators
    assert (indicator.text, indicator.element) == ("TASA DE RIEGO POR PARCELA", next(iter(snapshot.elements)).id)


def test_a_form_of_two_pages_is_one_indicator() -> None:
    snapshot = propose(FORM + SECOND_PAGE).snapshot
    assert [i.text for i in snapshot.indicators] == ["TASA DE RIEGO POR PARCELA"]
    assert len(list(snapshot.elements)) == 1


def test_a_theme_with_a_sign_stays_a_theme_where_no_form_is() -> None:
    assert tree("TEMÁTICA : RIEGO\n\nLÍNEA ESTRATÉGICA 1: Agua para todos\n") == [
        ("tema", "RIEGO", None),
        ("via", "Agua para todos", "RIEGO"),
    ]
