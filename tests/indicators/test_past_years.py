"""Earlier years come in from a sheet: shown first, all of it or what can, and never over what is there."""

import html
import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ceiba.indicators.models import Measurement
from ceiba.indicators.services import open_cycle
from ceiba.kernel.period import Period
from ceiba.snapshots.services import current
from tests.indicators.desks import DUTY, plant
from tests.people import Office


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


def address(office: Office) -> str:
    return f"/{office.slug}/agregar/anos-anteriores/"


def shown(office: Office, text: str, name: str = "serie.csv") -> str:
    """Send a sheet and return the page that says what it would bring."""
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    response = office.client().post(address(office), {"sheet": file, "source": "Memoria 2024"})
    return " ".join(html.unescape(response.content.decode()).split())


def bring(office: Office, page: str) -> str:
    """Press the button of the preview; return where it leads."""
    kept = re.search(r'name="kept" value="([^"]*)"', page)
    assert kept is not None
    return str(office.client().post(address(office), {"kept": kept[1]})["Location"])


def kept() -> list[tuple[str, str, str, str]]:
    rows = Measurement.objects.order_by("pk").select_related("indicator")
    return [(m.indicator.key, m.period.notation(), str(m.value.amount), m.source) for m in rows]


LONG = """Indicador;Año;Valor;Fuente
Hogares conectados;2021;30;Censo
Hogares conectados;2022;35;
Agua perdida;2022;44.5;
"""


def test_a_series_is_shown_and_then_brought_with_its_source(planted: Office) -> None:
    page = shown(planted, LONG)
    assert "3 cifras pueden entrar" in page
    assert kept() == []
    assert bring(planted, page) == f"/{planted.slug}/tablero/"
    assert kept() == [
        ("hogares", "2021", "30", "Censo"),
        ("hogares", "2022", "35", "Memoria 2024"),
        ("fugas", "2022", "44.5", "Memoria 2024"),
    ]
    here = current(planted.institution)
    indicator = here.indicator("hogares")
    assert indicator is not None
    assert [m.source for m in here.measurements_of(indicator)] == ["Censo", "Memoria 2024"]
    assert "3 ya estaban igual" in shown(planted, LONG)


def test_years_may_head_their_columns_in_a_workbook(planted: Office) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Indicador", 2021, 2022], ["hogares", 30, 1234.5], ["fugas", None, 44]):
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    page = shown(planted, content.getvalue(), "serie.xlsx")  # type: ignore[arg-type]
    assert "3 cifras pueden entrar" in page
    assert "cosas enteras" not in page or "C2" in page
    bring(planted, page)
    assert [row[2] for row in kept()] == ["30", "1234.5", "44"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Hogares conectads;2022;5", "¿Quiso decir «Hogares conectados»?"),
        ("Nada que ver;2022;5", "No hay ningún indicador «Nada que ver»"),
        ("hogares;dos mil;5", "no se entiende como período"),
        ("hogares;2090;5", "todavía no termina"),
        ("hogares;2022;cinco", "no se entiende como número"),
        ("hogares;2022;-5", "no puede ser negativa"),
        ("hogares;2025-C1;5", "lo reportan las unidades"),
        ("hogares;2020;9", "Ya hay otra cifra: 7"),
    ],
)
def test_what_cannot_come_in_is_told_at_its_cell_and_the_rest_may(planted: Office, row: str, said: str) -> None:
    bring(planted, shown(planted, "Indicador;Año;Valor\nhogares;2020;7\nfugas;2020;8\n"))
    open_cycle(planted.actor(), DUTY, Period.parse("2025-C1"))
    page = shown(planted, f"Indicador;Año;Valor\nhogares;2019;6\n{row}\n")
    assert said in page
    assert "C3" in page
    assert "Traer solo las que pueden entrar" in page
    bring(planted, page)
    assert len(kept()) == 3


def test_one_figure_twice_is_told(planted: Office) -> None:
    assert "ya está en la celda C2" in shown(planted, "Indicador;Año;Valor\nhogares;2019;6\nhogares;2019;7\n")


@pytest.mark.parametrize(("text", "said"), [("Cosa;Otra\n1;2\n3;4\n", "No se encontró el encabezado"), ("", "vacío")])
def test_a_sheet_without_header_says_what_it_needs(planted: Office, text: str, said: str) -> None:
    assert said in shown(planted, text)


def test_what_somebody_brought_meanwhile_is_not_brought_twice(planted: Office) -> None:
    page = shown(planted, LONG)
    bring(planted, page)
    assert bring(planted, page) == address(planted)
    assert len(kept()) == 3


def test_only_planners_bring_series(planted: Office) -> None:
    assert planted.client("unit_head").get(address(planted)).status_code == 403
