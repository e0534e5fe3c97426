"""The text of a PDF: reading order, gaps, styles, and what is printed beside the text."""

from textwrap import wrap

from ceiba.exchange.document import Document
from ceiba.exchange.readers import pdf
from tests.exchange.readers.pdf_files import HEIGHT, LEFT, Sheet, flowing, page_break, paragraph, prose


def read(content: bytes) -> Document:
    """Return the document of a file."""
    return pdf.read("plan.pdf", content)


def body(document: Document) -> list[str]:
    """Return the printed lines that belong to the text."""
    return [line.text for line in document.lines if line.text and not line.style.aside]


def test_lines_come_as_printed_with_page_and_number() -> None:
    sheet = Sheet()
    sheet.lines(LEFT, 90, ["Cuidar el agua del valle", "y sus orillas."])
    sheet.page()
    sheet.text(LEFT, 90, "Abrir escuelas.")
    document = read(sheet.bytes())
    found = [(line.number, line.text, line.page) for line in document.lines if line.text]
    assert found[:2] == [(1, "Cuidar el agua del valle", 1), (2, "y sus orillas.", 1)]
    assert found[2][1:] == ("Abrir escuelas.", 2)
    assert document.pages == 2
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))


def test_a_gap_between_paragraphs_is_a_blank_line_and_a_line_break_is_none() -> None:
    sheet = Sheet()
    y = sheet.lines(LEFT, 90, wrap(prose(40), 80))
    sheet.lines(LEFT, y + 9, wrap(prose(30, 4), 80))
    texts = [line.text for line in read(sheet.bytes()).lines]
    assert texts.count("") == 1
    assert texts[texts.index("") + 1] == wrap(prose(30, 4), 80)[0]


def test_two_columns_are_read_one_after_the_other_below_what_runs_over_both() -> None:
    left, right = wrap(prose(80, 1), 40), wrap(prose(70, 5), 40)
    above, below = wrap(prose(40), 80), wrap(prose(50, 3), 80)
    sheet = Sheet()
    y = sheet.lines(LEFT, 120, above) + 10
    sheet.lines(LEFT, y, left)
    sheet.lines(320, y + 4, right)
    sheet.lines(LEFT, y + 14 * max(len(left), len(right)) + 20, below)
    assert body(read(sheet.bytes())) == [*above, *left, *right, *below]


def test_lines_side_by_side_without_a_gutter_over_many_lines_stay_rows() -> None:
    sheet = Sheet()
    for i, (label, value) in enumerate((("Entidad:", "Municipio del Valle"), ("Año:", "2026"))):
        sheet.text(LEFT, 90 + 14 * i, label)
        sheet.text(220, 90 + 14 * i, value)
    assert body(read(sheet.bytes())) == ["Entidad: Municipio del Valle", "Año: 2026"]


def test_lists_keep_their_marks_and_deeper_items_stand_behind_blanks() -> None:
    sheet = Sheet()
    sheet.lines(LEFT, 90, ["• Doce sedes", "• Dos ríos"])
    sheet.text(95, 118, "• Un puente")
    sheet.text(LEFT, 132, "• Tres lagos")
    sheet.text(LEFT, 160, "1.")
    sheet.text(95, 160, "Primer punto")
    assert body(read(sheet.bytes())) == [
        "• Doce sedes",
        "• Dos ríos",
        "  • Un puente",
        "• Tres lagos",
        "1. Primer punto",
    ]


def test_a_heading_shows_its_weight_and_size_and_is_one_line_where_it_breaks() -> None:
    sheet = Sheet()
    title = wrap("Objetivo 1: " + prose(24)[:-1], 52)
    y = 90.0
    for line in title:
        sheet.text(LEFT, y, line, 16, "Helvetica-Bold")
        y += 19
    sheet.lines(LEFT, y + 8, wrap(prose(90), 84))
    document = read(sheet.bytes())
    first = document.lines[0]
    assert first.text == " ".join(title)
    assert first.style.bold
    assert first.style.size > 1.3
    assert not document.lines[2].style.bold
    assert document.lines[2].style.size == 1.0


def test_running_heads_and_page_numbers_are_aside_and_titles_that_count_are_not() -> None:
    story = []
    for i in range(1, 5):
        story += [paragraph(f"Programa {i * i}", "Heading1"), paragraph(prose(200, i)), page_break()]
    document = read(flowing(story, "Plan del Valle Azul 2026"))
    aside = {line.text for line in document.lines if line.style.aside}
    assert aside == {"Plan del Valle Azul 2026", *(f"Página {i}" for i in range(1, 5))}
    assert [t for t in body(document) if t.startswith("Programa")] == [f"Programa {i * i}" for i in range(1, 5)]


def test_notes_at_the_foot_are_aside_and_their_numbers_left_out_of_the_text() -> None:
    sheet = Sheet()
    sheet.text(LEFT, 90, "Llegar al año 2030")
    end = LEFT + sheet.canvas.stringWidth("Llegar al año 2030", "Helvetica", 11)
    sheet.text(end, 86, "1", 6)
    sheet.text(end + 4, 90, ", con agua en 40 km", 11)
    end += 4 + sheet.canvas.stringWidth(", con agua en 40 km", "Helvetica", 11)
    sheet.text(end, 86, "2", 6)
    sheet.lines(LEFT, 120, wrap(prose(60), 80))
    sheet.text(LEFT, HEIGHT - 80, "1", 5)
    sheet.text(LEFT + 5, HEIGHT - 77, "Según el censo del valle.", 8)
    document = read(sheet.bytes())
    assert document.lines[0].text == "Llegar al año 2030, con agua en 40 km2"
    assert [line.text for line in document.lines if line.style.aside] == ["1 Según el censo del valle."]


def test_words_broken_by_a_hyphen_stay_and_spaced_or_doubled_letters_are_words() -> None:
    sheet = Sheet()
    sheet.lines(LEFT, 90, ["Mejorar los resul-", "tados del valle"])
    text = sheet.canvas.beginText(LEFT, HEIGHT - 150)
    text.setFont("Helvetica", 11)
    text.setCharSpace(4)
    text.textOut("EJE ÚNICO")
    sheet.canvas.drawText(text)
    sheet.text(LEFT, 180, "Doble")
    sheet.text(LEFT + 0.4, 180.2, "Doble")
    assert body(read(sheet.bytes())) == ["Mejorar los resul-", "tados del valle", "EJE ÚNICO", "Doble"]


def test_a_page_whose_text_runs_upwards_is_read_upright_and_a_lone_turned_text_is_aside() -> None:
    sheet = Sheet()
    sheet.canvas.rotate(90)
    for i, line in enumerate(wrap(prose(40), 60)):
        sheet.canvas.drawString(80, -80 - 14 * i, line)
    sheet.page()
    sheet.lines(LEFT, 90, wrap(prose(40), 60))
    sheet.canvas.saveState()
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(300, -40, "Borrador")
    sheet.canvas.restoreState()
    document = read(sheet.bytes())
    assert body(document) == [*wrap(prose(40), 60)] * 2
    assert [line.text for line in document.lines if line.style.aside] == ["Borrador"]


def test_text_that_is_not_painted_is_left_out_where_no_image_lies_over_it() -> None:
    sheet = Sheet()
    sheet.lines(LEFT, 90, wrap(prose(40), 60))
    hidden = sheet.canvas.beginText(LEFT, 300)
    hidden.setTextRenderMode(3)
    hidden.textOut("Texto oculto")
    sheet.canvas.drawText(hidden)
    assert body(read(sheet.bytes())) == wrap(prose(40), 60)


def test_titles_of_a_table_of_contents_come_in_one_line_with_their_page_behind_a_tab() -> None:
    sheet = Sheet()
    y = 90.0
    for title, page in (("Presentación", 3), ("Eje 1: agua para\ntodas las familias", 5), ("Eje 2", 8), ("Anexos", 9)):
        for line in title.split("\n"):
            sheet.text(LEFT, y, line)
            y += 14
        sheet.text(480, y - 14, str(page))
    assert body(read(sheet.bytes())) == [
        "Presentación\t3",
        "Eje 1: agua para todas las familias\t5",
        "Eje 2\t8",
        "Anexos\t9",
    ]


def test_what_is_filled_into_a_form_is_read_in_its_place() -> None:
    sheet = Sheet()
    sheet.text(LEFT, 90, "Institución:")
    sheet.canvas.acroForm.textfield(
        value="Municipio del Valle", x=160, y=HEIGHT - 95, width=200, height=16, fontSize=10
    )
    assert "Municipio del Valle" in " ".join(body(read(sheet.bytes())))
