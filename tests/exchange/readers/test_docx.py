"""Word files become lines: what is printed and nothing else, each line set as the file says."""

import zipfile
from io import BytesIO

import docx as python_docx
import pytest
from docx.enum.text import WD_BREAK

from ceiba.exchange.document import Document, Line, UnusableDocument
from ceiba.exchange.readers import docx
from tests.exchange.readers.word_parts import field, p, run, tbl, tc, tr, word, zipped

HEADINGS = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Ttulo2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>
 <w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="33"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Propio"><w:name w:val="Eje del plan"/><w:basedOn w:val="Ttulo2"/></w:style>
<w:style w:type="paragraph" w:styleId="Suelto"><w:name w:val="Título 3"/></w:style>
<w:style w:type="paragraph" w:styleId="TDC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Aire"><w:name w:val="Aire"/>
 <w:pPr><w:spacing w:after="160"/><w:contextualSpacing/></w:pPr></w:style>
<w:style w:type="character" w:styleId="Fuerte"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""


def read(body: str, **parts: str) -> Document:
    return docx.read("plan.docx", word(body, parts))


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in read(body, **parts).lines]


def only(document: Document) -> Line:
    (line,) = document.lines
    return line


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="Ttulo2"/>', 2),
        ('<w:pStyle w:val="Propio"/>', 2),  # inherited
        ('<w:pStyle w:val="Suelto"/>', 3),  # by its name
        ('<w:pStyle w:val="Ttulo1"/>', 1),  # a style that the file forgot to bring
        ('<w:outlineLvl w:val="0"/>', 1),
        ('<w:pStyle w:val="Ttulo2"/><w:outlineLvl w:val="9"/>', None),
        ("", None),
    ],
)
def test_the_heading_level_is_what_style_or_paragraph_declare(properties: str, level: int | None) -> None:
    assert only(read(p("Agua para todos", properties), styles=HEADINGS)).style.heading == level


def test_bold_is_said_of_whole_paragraphs_and_size_beside_the_running_text() -> None:
    body = p("Cuerpo del documento que es largo") + p("Agua", '<w:pStyle w:val="Ttulo2"/>')
    body += p(run("Todo ", "<w:b/>") + run("negro", '<w:rStyle w:val="Fuerte"/>'))
    body += p(run("Medio ", "<w:b/>") + run("negro")) + p(run("No", '<w:rStyle w:val="Fuerte"/><w:b w:val="0"/>'))
    lines = read(body, styles=HEADINGS).lines
    assert [line.style.bold for line in lines] == [False, True, True, False, False]
    assert [line.style.size for line in lines] == [1.0, 1.5, 1.0, 1.0, 1.0]


def test_tabs_breaks_symbols_and_raised_letters_are_printed() -> None:
    body = p(
        run("Meta") + "<w:r><w:tab/></w:r>" + run("25\u00a0%") + "<w:r><w:br/></w:r>" + run("500 m")
        + run("2", '<w:vertAlign w:val="superscript"/>') + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        + "<w:r><w:noBreakHyphen/></w:r>" + run("fin")
    )  # fmt: skip
    assert texts(body) == ["Meta\t25 %", "500 m²✓-fin"]


def test_fields_show_their_result_and_not_their_instruction() -> None:
    body = p(run("Vea ") + field(" REF _Ref1 \\h ", "Cuadro 3") + run("."))
    body += p('<w:fldSimple w:instr="DATE">' + run("2026") + "</w:fldSimple>")
    assert texts(body) == ["Vea Cuadro 3.", "2026"]


def test_a_field_that_is_never_closed_swallows_nothing_after_its_paragraph() -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>') + p("Sigue")
    assert texts(body) == ["Sigue"]


def test_a_table_of_contents_stands_aside() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    body = p(opened + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Agua")) + p("Bosques")
    body += p('<w:r><w:fldChar w:fldCharType="end"/></w:r>') + p("Suelo", '<w:pStyle w:val="TDC1"/>') + p("Texto")
    kept = [line for line in read(body, styles=HEADINGS).lines if line.text]
    assert [(line.text, line.style.aside) for line in kept] == [
        ("Agua", True),
        ("Bosques", True),
        ("Suelo", True),
        ("Texto", False),
    ]


def test_a_table_of_contents_left_open_ends_at_the_next_heading() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    body = p(opened + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Agua"))
    body += p("Agua", '<w:pStyle w:val="Ttulo2"/>') + p("Texto")
    assert [line.style.aside for line in read(body, styles=HEADINGS).lines] == [True, False, False]


def test_changes_are_read_as_if_they_were_accepted() -> None:
    body = p(run("Sembrar ") + f"<w:del>{run('diez').replace('w:t', 'w:delText')}</w:del><w:ins>{run('doce')}</w:ins>")
    body += p("Un párrafo ", "<w:rPr><w:del/></w:rPr>") + p("que sigue.")
    document = read(body)
    assert [line.text for line in document.lines] == ["Sembrar doce", "Un párrafo que sigue."]
    assert any("cambios" in note for note in document.notes)


def test_hidden_text_is_left_out_and_noted() -> None:
    document = read(p(run("Se ve") + run(" y esto no", "<w:vanish/>")))
    assert only(document).text == "Se ve"
    assert any("oculto" in note for note in document.notes)


def test_what_stands_in_links_controls_and_smart_tags_is_read_and_placeholders_are_not() -> None:
    body = p(
        f'<w:hyperlink r:id="away">{run("uno ")}</w:hyperlink><w:smartTag>{run("dos ")}</w:smartTag>'
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('tres')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Escriba aquí')}</w:sdtContent></w:sdt>"
    )
    body += f"<w:sdt><w:sdtContent>{p('cuatro')}<w:customXml>{p('cinco')}</w:customXml></w:sdtContent></w:sdt>"
    assert texts(body) == ["uno dos tres", "cuatro", "cinco"]


def test_a_text_box_is_read_once_however_often_the_file_offers_it() -> None:
    box = f"<w:txbxContent>{p('En la caja')}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    old = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    both = f"<w:r><mc:AlternateContent>{new}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    assert texts(p(run("Antes") + both)) == ["Antes", "En la caja"]
    assert texts(p(run("Antes") + f"<w:r>{old}</w:r>")) == ["Antes", "En la caja"]


def test_notes_stand_aside_with_their_number_and_their_marks_are_not_in_the_text() -> None:
    body = p(run("En 2030") + '<w:r><w:footnoteReference w:id="7"/></w:r>' + run(" habrá agua"))
    body += p(run("Fin") + '<w:r><w:endnoteReference w:id="1"/></w:r>') + p("Adiós")
    notes = '<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="7">' + p("Según el censo") + "</w:footnote>"
    lines = read(body, footnotes=notes, endnotes=f'<w:endnote w:id="1">{p("Al final")}</w:endnote>').lines
    assert [(line.text, line.style.aside) for line in lines] == [
        ("En 2030 habrá agua", False),
        ("1 Según el censo", True),
        ("Fin", False),
        ("Adiós", False),
        ("i Al final", True),
    ]


def test_notes_of_a_table_stand_behind_it() -> None:
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    body = tbl(tr("A", tc(p(run("2030") + mark))), tr("B", "C")) + p("Sigue")
    lines = read(body, footnotes=f'<w:footnote w:id="7">{p("Según el censo")}</w:footnote>').lines
    assert [line.text for line in lines] == ["A\t2030", "B\tC", "1 Según el censo", "Sigue"]


def test_running_heads_stand_aside_once_each() -> None:
    sections = p("", '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>')
    body = p("Texto") + sections + p("Más")
    body += '<w:sectPr><w:headerReference r:id="header2"/><w:footerReference r:id="footer1"/></w:sectPr>'
    same = p("Municipio de Valle Azul")
    lines = [line for line in read(body, header1=same, header2=same, footer1=p("Página 3")).lines if line.text]
    assert [(line.text, line.style.aside) for line in lines] == [
        ("Municipio de Valle Azul", True),
        ("Texto", False),
        ("Más", False),
        ("Página 3", True),
    ]


def test_comments_macros_and_what_is_embedded_are_left_out_and_noted() -> None:
    body = (
        p(run("Texto") + '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:object/></w:r>') + '<w:altChunk r:id="x"/>'
    )
    content = word(body, {"comments": f"<w:comment>{p('¿Seguro?')}</w:comment>"}, extra={"word/vbaProject.bin": b"x"})
    document = docx.read("plan.docm", content)
    assert only(document).text == "Texto"
    notes = " ".join(document.notes)
    assert all(word in notes for word in ("comentarios", "macros", "incrustados", "insertado"))


def test_pages_are_counted_by_the_breaks_that_the_file_keeps() -> None:
    kept = "<w:r><w:lastRenderedPageBreak/></w:r>"
    document = read(
        p("Uno") + p('<w:r><w:br w:type="page"/></w:r>') + p(kept + run("Dos")) + p(run("a") + kept + run("b"))
    )
    assert [(line.text, line.page) for line in document.lines if line.text] == [("Uno", 1), ("Dos", 2), ("ab", 2)]
    assert document.pages == 3
    assert any("página" in note for note in document.notes)


def test_without_them_explicit_breaks_count_and_without_any_the_page_is_unknown() -> None:
    made = python_docx.Document()
    made.add_paragraph("Uno").add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph("Dos")
    out = BytesIO()
    made.save(out)
    document = docx.read("plan.docx", out.getvalue())
    assert [(line.text, line.page) for line in document.lines if line.text] == [("Uno", 1), ("Dos", 2)]
    assert read(p("Uno")).pages is None


def test_a_gap_is_an_empty_line_and_paragraphs_without_one_follow_each_other() -> None:
    air = '<w:pStyle w:val="Aire"/>'
    body = p("Uno") + p("Dos") + p("") + p("") + p("Tres", air) + p("Cuatro", air) + p("Cinco")
    assert texts(body, styles=HEADINGS) == ["Uno", "Dos", "", "Tres", "Cuatro", "", "Cinco"]


def test_formulas_are_written_in_one_line() -> None:
    part = "<m:num><m:r><m:t>obras hechas</m:t></m:r></m:num><m:den><m:r><m:t>total</m:t></m:r></m:den>"
    body = p(run("Avance = ") + f"<m:oMath><m:f>{part}</m:f><m:r><m:t> * 100</m:t></m:r></m:oMath>")
    assert texts(body) == ["Avance = (obras hechas) / total * 100"]


def test_strict_files_are_read_like_others() -> None:
    content = word(p("Agua", '<w:pStyle w:val="Ttulo2"/>'), {"styles": HEADINGS}, strict=True)
    assert only(docx.read("plan.docx", content)).style.heading == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped({"word/document.xml": b"<w:document"}), "dañado"),
        (zipped({"word/document.xml": b"<a/>"}), "dañado"),
        (zipped({"otra.xml": b"<a/>"}), "dañado"),
        (zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}), "dañado"),
        (word(p("")), "no tiene texto"),
        (word(p("Texto"))[:-40], "dañado"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_file_named(content: bytes, said: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        docx.read("plan.docx", content)
    assert "plan.docx" in str(refusal.value)
    assert said in str(refusal.value)


def test_a_file_without_styles_lists_and_notes_is_read() -> None:
    content = zipped({"word/document.xml": word_document(p("Solo texto"))})
    assert only(docx.read("plan.docx", content)).text == "Solo texto"


def word_document(body: str) -> bytes:
    with zipfile.ZipFile(BytesIO(word(body))) as made:
        return made.read("word/document.xml")
