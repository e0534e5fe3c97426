"""Pages of HTML become lines as a browser prints them; nothing is fetched, nothing run, no nesting is too deep."""

import pytest

from ceiba.exchange.document import Document, UnusableDocument
from ceiba.exchange.readers import allowance, html


def read(page: str) -> Document:
    return html.read("plan.html", f"<!doctype html><meta charset=utf-8>{page}".encode())


def texts(page: str) -> list[str]:
    return [line.text for line in read(page).lines if line.text]


def grid(document: Document, table: int = 0) -> list[list[str]]:
    rows = document.tables[table].rows
    return [[c.text or {"left": "<", "above": "^"}.get(c.covered, "") for c in row] for row in rows]


def test_blocks_are_lines_and_headings_have_their_level() -> None:
    lines = read("<h1>Plan</h1><div>uno<div>dos</div>tres</div><h3>Agua</h3><p>a\n b<br>c").lines
    assert [(line.text, line.style.heading) for line in lines if line.text] == [
        ("Plan", 1),
        ("uno", None),
        ("dos", None),
        ("tres", None),
        ("Agua", 3),
        ("a b", None),
        ("c", None),
    ]


def test_gaps_are_where_a_browser_shows_them() -> None:
    assert [line.text for line in read("<p>a<p>b<div>c</div><div>d</div><ul><li>e<li>f</ul>g").lines] == [
        "a", "", "b", "", "c", "d", "", "• e", "• f", "", "g",
    ]  # fmt: skip


def test_entities_signs_and_blanks() -> None:
    assert texts("Ni&ntilde;ez &#8220;hoy&#8221;&nbsp;5&lt;6   x<sup>2</sup> N.<sup>o</sup> 3") == [
        "Niñez “hoy” 5<6 x² N.º 3"
    ]
    assert texts("<pre>a  b\n  c</pre>") == ["a  b", "  c"]


def test_lists_print_their_marks_and_are_set_in() -> None:
    page = "<ol start=3><li>a<li value=7>b<ul><li>c</ul><li>d</ol><ol type=I><li>e</ol>"
    page += "<ol style='list-style-type: lower-alpha'><li>f</ol><ul style='list-style:none'><li>g</ul>"
    assert texts(page) == ["3. a", "7. b", "  • c", "8. d", "I. e", "a. f", "g"]


def test_what_is_no_text_is_dropped_and_what_is_hidden_is_noted() -> None:
    page = "<title>T</title><nav>Menú</nav><script>if (a<b) x</script><style>p{}</style><p hidden>no</p>"
    document = read(page + "<p>Sí<span style='color:red; display: none'>no</span></p><template>no</template>")
    assert [line.text for line in document.lines] == ["Sí"]
    assert any("oculto" in note for note in document.notes)


def test_bold_and_size_are_those_of_whole_lines() -> None:
    page = "<p>texto que corre</p><p><b>todo</b></p><p>me<b>dio</b></p><p style='font-size:32px;font-weight:700'>x</p>"
    lines = [line for line in read(page).lines if line.text]
    assert [(line.style.bold, line.style.size) for line in lines] == [
        (False, 1.0),
        (True, 1.0),
        (False, 1.0),
        (True, 2.0),
    ]


def test_notes_stand_aside_and_their_marks_are_not_in_the_text() -> None:
    page = '<p>En 2030<sup><a href="#fn1">1</a></sup> habrá</p><div id="fn1"><p><a href="#ref1">1</a> Censo</p></div>'
    page += '<p>Vea <a href="#cap3">el capítulo 3</a></p><footer>Municipio</footer>'
    lines = [line for line in read(page).lines if line.text]
    assert [(line.text, line.style.aside) for line in lines] == [
        ("En 2030 habrá", False),
        ("1 Censo", True),
        ("Vea el capítulo 3", False),
        ("Municipio", True),
    ]


def test_cells_over_rows_and_columns_have_their_places() -> None:
    page = "<table><caption>Cuadro 1</caption><tr><th rowspan=2>Eje<th colspan=2>Meta<tr><td>2024<td>2025"
    document = read(page + "<tr><td rowspan=0>A<td>1<p>2<td>3<tr><td>4<td>5</table>")
    assert grid(document) == [["Eje", "Meta", "<"], ["^", "2024", "2025"], ["A", "1\n2", "3"], ["^", "4", "5"]]
    assert document.tables[0].name == "Cuadro 1"
    assert [line.text for line in document.lines if line.table == 0][2] == "A\t1 2\t3"


def test_nested_tables_follow_their_row_and_boxes_are_paragraphs() -> None:
    inner = "<table><tr><td>x<td>y<tr><td>z<td>w</table>"
    document = read(f"<table><tr><td>A<td>B<tr><td>C<td>{inner}<tr><td>D<td>E</table>")
    assert [line.table for line in document.lines] == [0, 0, 1, 1, 0]
    boxed = read("<table><tr><td><h2>Agua</h2><ul><li>a</ul><tr><td>c</table>")
    assert (boxed.tables, [line.text for line in boxed.lines if line.text]) == ((), ["Agua", "• a", "c"])


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        ("<p>niñez".encode(), 0),
        ("\ufeff<p>niñez".encode(), 0),
        ("\ufeff<p>niñez".encode("utf-16-le"), 0),
        ("<meta charset=iso-8859-1><p>niñez".encode("cp1252"), 0),
        ("<meta charset=iso-8859-1><p>niñez".encode(), 0),  # it says so and is not
        ("<meta charset=utf-8><p>niñez".encode("cp1252"), 1),
        ("<meta charset=zip><p>niñez".encode("cp1252"), 1),
        ("<p>niñez".encode("cp1252"), 1),
    ],
)
def test_the_encoding_is_what_reads_the_letters(content: bytes, notes: int) -> None:
    document = html.read("plan.html", b"<!doctype html>" + content if content[0] == 60 else content)
    assert [line.text for line in document.lines] == ["niñez"]
    assert len(document.notes) == notes


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["<div>", "<table><tr><td>", "<ul><li>", "<b><sup>", "<span><table>", "<nav>"])
def test_nesting_is_never_too_deep(piece: str) -> None:
    closed = "</nav>" * 20_000 if piece == "<nav>" else ""
    assert texts(piece * 20_000 + closed + "hondo")[-1].strip("• ") == "hondo"


def test_places_stated_without_end_are_cut_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "_PLACES", 1000)
    document = read("<table>" + "<tr><td colspan=1000 rowspan=65000>x<td>y" * 50 + "</table>")
    assert sum(len(row) for row in document.tables[0].rows) < 1200
    assert any("en parte" in note for note in document.notes)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no tiene texto"),
        (b"<html><img src='http://x.invalid/a.png'></html>", "no tiene texto"),
        (b"<a b='c'>" * 2_000_000, "grande"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_file_named(content: bytes, said: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        html.read("plan.html", content)
    assert "plan.html" in str(refusal.value)
    assert said in str(refusal.value)
