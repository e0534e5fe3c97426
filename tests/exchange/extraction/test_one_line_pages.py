"""Pages of a poster that stand in one line: headings in capitals, bulleted lists, panels side by side."""

from ceiba.exchange.reader import read

_PAGE = (
    "MUNICIPIO VERDE EJES DEL PLAN ACCIONES Y PROYECTOS MUNICIPIO VERDE reúne lo que hacemos por el agua, el aire y la "
    "sombra de nuestras calles, con la gente de los barrios y de las aldeas, y con quienes estudian en ellas. "
    "RESPONSABLES Gerencia de Obras; Gerencia de Aguas PROBLEMÁTICA • Basureros sin permiso en las quebradas de la "
    "ribera • Falta de sombra en las paradas y en los patios de las escuelas • Fugas en las tuberías viejas del centro "
    "AGUA PARA SIEMPRE • Cercar los manantiales de la ladera • Cambiar las tuberías del centro CALLES CON SOMBRA "
    "• Sembrar árboles en las paradas • Vivero municipal -VIMU- • Patios de escuela sin cemento\n"
)
_NEXT = (
    "GENTE QUE CUIDA reúne a quienes dan su tiempo a los demás en cada barrio y en cada aldea, y a quienes reciben ese "
    "tiempo porque ya no pueden solos o porque todavía no pueden, en su casa o en la casa comunal de su lugar, durante "
    "todo el año y también en las fiestas, cuando más falta hace una mano y cuando menos manos hay para dar, como se "
    "vio en las reuniones con las familias, con las escuelas y con las enfermeras de la comarca. BARRIOS QUE ACOMPAÑAN "
    "• Visitas a personas mayores • Comedores de barrio • Escuela de cuidadoras • Relevo de fin de semana\n"
)


def test_the_lists_of_a_poster_are_what_its_caption_says_and_problems_are_nothing() -> None:
    found = read("cartel.txt", (_PAGE + _NEXT).encode()).snapshot
    names = {e.id: e.text for e in found.elements}
    assert [(e.text, names.get(e.parent or "")) for e in found.elements] == [
        ("AGUA PARA SIEMPRE", None),
        ("Cercar los manantiales de la ladera", "AGUA PARA SIEMPRE"),
        ("Cambiar las tuberías del centro", "AGUA PARA SIEMPRE"),
        ("CALLES CON SOMBRA", None),
        ("Sembrar árboles en las paradas", "CALLES CON SOMBRA"),
        ("Vivero municipal -VIMU-", "CALLES CON SOMBRA"),
        ("Patios de escuela sin cemento", "CALLES CON SOMBRA"),
        ("BARRIOS QUE ACOMPAÑAN", None),
        ("Visitas a personas mayores", "BARRIOS QUE ACOMPAÑAN"),
        ("Comedores de barrio", "BARRIOS QUE ACOMPAÑAN"),
        ("Escuela de cuidadoras", "BARRIOS QUE ACOMPAÑAN"),
        ("Relevo de fin de semana", "BARRIOS QUE ACOMPAÑAN"),
    ]
