"""The form of a row: each kind of field is asked for, read exactly, and judged by the kernel; what was typed stays."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ceiba.institutions.verbs import Refused
from ceiba.kernel.money import Money
from ceiba.kernel.register_record import Counts, Location, PersonName, Record
from ceiba.ui import formats
from tests.registers.forms_of_types import every_kind, form

WHOLE = {
    "asunto": "Una bomba",
    "acta": "12-AB",
    "clase": "bomba",
    "piezas": "1,200",
    "litros": "3.25",
    "costo": "Q1,500.50",
    "dia": "2026-03-05",
    "hora": "2026-03-05T14:05",
    "unidad": "aguas",
    "quien-name": "Ana Inventada",
    "quien-document": "1234 56789 0101",
    "lugar-territory": "0108",
    "lugar-latitude": "14.63",
    "lugar-longitude": "-90.6",
    "papel-kept": "sha256:f1",
    "meta-find": "cuenca",
    "gente-campo-mujeres": "3",
    "gente-campo-hombres": "0",
    "gente-centro-mujeres": "4",
}


@pytest.fixture(autouse=True)
def _guatemala() -> None:
    formats.activate("es-GT")


def test_every_kind_is_read_exactly() -> None:
    row = form(WHOLE)
    assert row.is_valid(), row.errors
    assert row.values == {
        "asunto": "Una bomba",
        "acta": "12-AB",
        "clase": "bomba",
        "piezas": 1200,
        "litros": Decimal("3.25"),
        "costo": Money(Decimal("1500.50"), "GTQ"),
        "dia": date(2026, 3, 5),
        "hora": datetime.fromisoformat("2026-03-05T14:05"),
        "unidad": "aguas",
        "quien": PersonName("Ana Inventada", "1234 56789 0101"),
        "lugar": Location("0108", Decimal("14.63"), Decimal("-90.6")),
        "papel": "sha256:f1",
        "meta": "e3",
        "gente": Counts(((("campo", "hombres"), 0), (("campo", "mujeres"), 3), (("centro", "mujeres"), 4))),
    }


def test_what_was_read_begins_the_next_form() -> None:
    first = form(WHOLE)
    assert first.is_valid()
    again = form(record=Record("r1", "de_todo", "abierta", {**first.values, "numero": "T-2026-001"}))
    shown = {box.html_name: box.value() for face in again.faces for box in face.boxes}
    sent = {name: shown[name] for name in shown if shown[name] not in (None, "")}
    second = form({n: v.isoformat() if isinstance(v, datetime) else str(v) for n, v in sent.items()}, again.record)
    assert second.is_valid(), second.errors
    assert second.values == {**first.values, "numero": "T-2026-001"}


@pytest.mark.parametrize(
    ("given", "name", "words"),
    [
        ({"asunto": ""}, "asunto", "Falta «Asunto»"),
        ({"asunto": "Un asunto demasiado largo para el campo"}, "asunto", "caben 20"),
        ({"acta": "1-b"}, "acta", "no tiene la forma «##-AA»"),
        ({"clase": "fuego"}, "clase", "fuego"),
        ({"piezas": "1.5"}, "piezas", "decimales"),
        ({"piezas": "0"}, "piezas", "menor que 1"),
        ({"litros": "tres"}, "litros", "no se entiende como número"),
        ({"litros": "1.234"}, "litros", "más de 2 decimales"),
        ({"costo": "-3"}, "costo", "menor que cero"),
        ({"dia": "2026-02-31"}, "dia", "fecha"),
        ({"dia": "1026-02-01"}, "dia", "queda fuera de 1900"),
        ({"hora": "ayer"}, "hora", "fecha"),
        ({"clase": "otra"}, "quien-name", "Falta «Quien»"),
        ({"quien-document": "123"}, "quien-name", "también el nombre"),
        ({"lugar-latitude": "14.6"}, "lugar-territory", "en pareja"),
        ({"lugar-latitude": "94.6", "lugar-longitude": "-90"}, "lugar-territory", "fuera del globo"),
        ({"papel-kept": "ajeno"}, "papel", "ya no está"),
        ({"meta-find": "pozos"}, "meta-find", "Elija una"),
        ({"meta-find": "tren"}, "meta-find", "Nada se llama"),
        ({"meta": "e9"}, "meta-find", "ya no está"),
        ({"gente-campo-mujeres": "-1"}, "gente-campo-mujeres", "no puede ser negativa"),
        ({"gente-campo-mujeres": "51"}, "gente-campo-mujeres", "mayor que 50"),
    ],
)
def test_each_slip_is_told_at_its_input_and_nothing_typed_is_lost(given: dict[str, str], name: str, words: str) -> None:
    row = form({"asunto": "Bomba", **given})
    assert not row.is_valid()
    assert set(row.errors) == {name}
    assert words in row.errors[name][0]
    for sent, value in given.items():
        assert row[sent].value() == value


def test_options_of_a_tree_stand_under_their_stem_and_retired_ones_stay_where_they_are_held() -> None:
    choices = form().fields["clase"].choices
    assert choices == [
        ("", "Elija"),
        ("Agua", [("agua", "Agua"), ("pozo", "\u2003Pozo"), ("bomba", "\u2003\u2003Bomba")]),
        ("otra", "Otra"),
    ]
    held = form(record=Record("r", "de_todo", "abierta", {"clase": "rio"})).fields["clase"].choices
    assert ("rio", "\u2003Rio") in held[1][1]


def test_a_link_offers_what_its_words_find_and_takes_the_chosen_one() -> None:
    several = form({"asunto": "Bomba", "meta-find": "pozos"})
    offered = [key for key, _words in several.fields["meta"].widget.choices]
    assert offered == ["e1", "e2", ""]
    chosen = form({"asunto": "Bomba", "meta-find": "pozos", "meta": "e2"})
    assert chosen.is_valid()
    assert chosen.values["meta"] == "e2"


def test_counts_show_the_totals_of_what_was_sent() -> None:
    face = next(each for each in form(WHOLE).faces if each.look == "counts")
    assert [column.label for column in face.columns] == ["Mujeres", "Hombres"]
    assert [(row.label, row.total) for row in face.rows] == [("Campo", 3), ("Centro", 4)]
    assert face.totals == [7, 0, 7]
    blank = next(each for each in form({"asunto": "A"}).faces if each.look == "counts")
    assert blank.totals == [None, None, None]


def test_a_sent_file_is_kept_though_another_field_is_wrong() -> None:
    sent = {"papel": SimpleUploadedFile("carta.pdf", b"bytes")}
    row = form({"asunto": ""}, files=sent, keep=lambda _name, content: f"sha256:f{len(content) - 4}")
    assert not row.is_valid()
    assert set(row.errors) == {"asunto"}
    assert row["papel-kept"].value() == "sha256:f1"


def test_a_file_that_cannot_be_kept_says_why() -> None:
    def refuse(_name: str, _content: bytes) -> str:
        raise Refused("carta.exe no es un documento.")

    row = form({"asunto": "Bomba"}, files={"papel": SimpleUploadedFile("carta.exe", b"MZ")}, keep=refuse)
    assert not row.is_valid()
    assert row.errors == {"papel": ["carta.exe no es un documento."]}


def test_what_a_state_or_a_way_asks_for_must_be_filled() -> None:
    done = form({"asunto": "Bomba"}, Record("r", "de_todo", "hecha", {"numero": "T-2026-001"}), needed=["piezas"])
    done.data = {"asunto": "Bomba", "numero": "T-2026-001"}
    assert not done.is_valid()
    assert set(done.errors) == {"papel", "piezas"}


def test_a_row_keeps_what_the_page_does_not_ask_for() -> None:
    register = every_kind()
    held = Record("r", "de_todo", "abierta", {"asunto": "A", "numero": "T-2026-001", "quien": PersonName("Ana")})
    row = form({"asunto": "B"}, held, fields=[register.field_by_key["asunto"]])
    assert row.is_valid(), row.errors
    assert row.values == {"asunto": "B", "numero": "T-2026-001", "quien": PersonName("Ana")}


def test_the_form_says_when_a_field_will_be_needed() -> None:
    faces = {face.field.key: face for face in form().faces}
    assert faces["quien"].help == "Obligatorio si «Clase» es: Otra."
    assert "Hará falta en: Hecha." in faces["papel"].help
    assert faces["asunto"].is_required
    assert not faces["numero"].is_required
    assert "T-" in str(form().fields["numero"].help_text)
