"""What the generated pages of the methodologies tell."""

from ceiba.methodologies.loader import available, load
from tools.methodology_pages import FOLDER, page, pages


def test_every_methodology_has_its_page_and_the_index_names_it() -> None:
    index = pages()[FOLDER / "README.md"]
    assert len(pages()) == len(available()) + 1
    assert all(methodology.reference in index for methodology in available())


def test_a_page_tells_each_split_with_its_norm_and_how_it_is_known() -> None:
    text = page(load("gt.municipalidad"))
    row = next(line for line in text.splitlines() if line.startswith("| Situado constitucional |"))
    assert "| 90 % | 10 % |" in row
    assert "art. 257 (verificado" in row
    assert "| Ingresos propios | libre | libre |" in text
