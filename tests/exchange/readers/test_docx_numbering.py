"""Automatic numbers and bullets of Word stand in the text as Word prints them."""

import pytest

from ceiba.exchange.readers import docx
from tests.exchange.readers.word_parts import listed, p, run, word


def level(place: int, form: str, text: str, more: str = "") -> str:
    inside = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{place}">{inside}</w:lvl>'


def numbering(*levels: str, uses: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{uses}'


def texts(body: str, lists: str, **parts: str) -> list[str]:
    return [line.text for line in docx.read("plan.docx", word(body, {"numbering": lists} | parts)).lines]


OUTLINE = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "lowerLetter", "%3)"))


def test_numbers_of_several_levels_count_and_begin_again_below_a_new_one() -> None:
    body = "".join(listed(text, 1, at) for text, at in [("A", 0), ("B", 1), ("C", 1), ("D", 2), ("E", 0), ("F", 1)])
    assert texts(body, numbering(*OUTLINE)) == ["1. A", "1.1. B", "1.2. C", "    a) D", "2. E", "2.1. F"]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", ["1", "2", "3"]),
        ("decimalZero", ["01", "02", "03"]),
        ("upperRoman", ["I", "II", "III"]),
        ("lowerRoman", ["i", "ii", "iii"]),
        ("upperLetter", ["A", "B", "C"]),
        ("custom", ["1", "2", "3"]),
    ],
)
def test_each_form_of_number(form: str, printed: list[str]) -> None:
    found = texts("".join(listed("x", 1) for _ in range(3)), numbering(level(0, form, "%1)")))
    assert found == [f"{number}) x" for number in printed]


@pytest.mark.parametrize(
    ("text", "font", "mark"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("§", "Wingdings", "▪"),
        ("o", "Courier New", "◦"),
        ("-", "Arial", "-"),
        ("\uf0d8", "", "➢"),
    ],
)
def test_bullets_are_the_signs_that_their_fonts_show(text: str, font: str, mark: str) -> None:
    bullets = level(0, "bullet", text).replace("</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>')
    assert texts(listed("Doce sedes", 1), numbering(bullets)) == [f"{mark} Doce sedes"]


def test_a_deeper_bullet_is_set_in_by_two_blanks() -> None:
    bullets = numbering(level(0, "bullet", "\uf0b7"), level(1, "bullet", "-"))
    assert texts(listed("A", 1) + listed("B", 1, 1), bullets) == ["• A", "  - B"]


def test_lists_share_their_numbers_unless_one_begins_again() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    uses = "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="0"/>{more}</w:num>' for i, more in [(1, ""), (2, ""), (3, again)]
    )
    body = listed("A", 1) + listed("B", 2) + listed("C", 3) + listed("D", 3) + listed("E", 1)
    assert texts(body, numbering(*OUTLINE, uses=uses)) == ["1. A", "2. B", "5. C", "6. D", "7. E"]


def test_a_level_that_never_begins_again_counts_through() -> None:
    lists = numbering(level(0, "decimal", "Eje %1."), level(1, "decimal", "Meta %2.", '<w:lvlRestart w:val="0"/>'))
    body = listed("A", 1) + listed("B", 1, 1) + listed("C", 1) + listed("D", 1, 1)
    assert texts(body, lists) == ["Eje 1. A", "  Meta 1. B", "Eje 2. C", "  Meta 2. D"]


def test_legal_numbers_are_digits_throughout() -> None:
    lists = numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert texts(listed("A", 1) + listed("B", 1, 1), lists) == ["I. A", "1.1 B"]


def test_a_style_brings_its_paragraphs_into_a_list_at_its_level() -> None:
    lists = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", '<w:pStyle w:val="Sub"/>'))
    styles = (
        '<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Cap"/>'
        '<w:name w:val="heading 2"/></w:style>'
    )
    body = p("Agua", '<w:pStyle w:val="Cap"/>') + p("Riego", '<w:pStyle w:val="Sub"/>')
    body += p("Sin número", '<w:pStyle w:val="Cap"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert texts(body, lists, styles=styles) == ["1. Agua", "1.1 Riego", "Sin número"]


def test_a_list_style_lends_its_levels() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Mio"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Mio"/>{level(0, "upperLetter", "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert texts(listed("Agua", 1), lists) == ["A. Agua"]


def test_paragraphs_without_text_count_and_deleted_ones_do_not() -> None:
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    gone = p(f"<w:del>{run('x').replace('w:t', 'w:delText')}</w:del>", f"{numbered}<w:rPr><w:del/></w:rPr>")
    body = p("A", numbered) + gone + p("B", numbered) + p("", numbered) + p("C", numbered)
    assert texts(body, numbering(*OUTLINE)) == ["1. A", "2. B", "", "4. C"]
