"""A register type with every kind of field, invented, and the form of one row of it."""

from typing import Any

from ceiba.kernel.register_record import Record
from ceiba.kernel.register_type import RegisterType
from ceiba.methodologies.registers import read_register
from ceiba.registers.asking import Offers
from ceiba.registers.forms import RowForm

EVERY_KIND = b"""
id: de_todo
edition: "1"
title: Cosa de todo
plural: Cosas de todo
readers: [clerk]
fields:
  - {key: asunto, label: Asunto, kind: text, longest: "20", required: "true"}
  - {key: numero, label: Numero, kind: code, sequence: "T-{year}-{number:3}", required: "true"}
  - {key: acta, label: Acta, kind: code, mask: "##-AA"}
  - key: clase
    label: Clase
    kind: choice
    options:
      - {key: agua, label: Agua}
      - {key: pozo, label: Pozo, parent: agua}
      - {key: bomba, label: Bomba, parent: pozo}
      - {key: rio, label: Rio, parent: agua, retired: "true"}
      - {key: otra, label: Otra}
  - {key: piezas, label: Piezas, kind: integer, minimum: "1", measure_unit: unidades}
  - {key: litros, label: Litros, kind: decimal, decimals: "2"}
  - {key: costo, label: Costo, kind: money, currency: GTQ, minimum: "0", decimals: "2"}
  - {key: dia, label: Dia, kind: date}
  - {key: hora, label: Hora, kind: date_time}
  - {key: unidad, label: Unidad, kind: unit}
  - {key: quien, label: Quien, kind: person, required: {field: clase, values: [otra]}}
  - {key: lugar, label: Lugar, kind: place}
  - {key: papel, label: Papel, kind: file, required: {states: [hecha]}}
  - {key: meta, label: Meta, kind: link, target: element}
  - key: gente
    label: Gente
    kind: counts
    maximum: "50"
    dimensions:
      - {key: sector, label: Sector, options: [{key: campo, label: Campo}, {key: centro, label: Centro}]}
      - {key: sexo, label: Sexo, options: [{key: mujeres, label: Mujeres}, {key: hombres, label: Hombres}]}
states:
  - {key: abierta, label: Abierta, initial: "true"}
  - {key: hecha, label: Hecha, final: "true"}
transitions:
  - {key: hacer, label: Hacer, from: [abierta], to: hecha, roles: [clerk], requires: [piezas]}
measures:
  - {key: cosas, title: Cosas, kind: count, moment: dia}
examples:
  rows: [{key: a, state: abierta, values: {asunto: A, numero: T-2026-001, dia: "2026-03-01"}}]
  figures: [{measure: cosas, period: 2026-M03, as_of: "2026-03-31", value: "1"}]
"""
ELEMENTS = {"e1": "Pozos perforados", "e2": "Pozos limpiados", "e3": "Reforestar la cuenca"}


def every_kind() -> RegisterType:
    """Return the type that has every kind of field."""
    return read_register(EVERY_KIND, "de_todo.yaml")


def find(_field: object, text: str) -> list[tuple[str, str]]:
    """Return the invented elements that hold a text."""
    return [(key, name) for key, name in ELEMENTS.items() if text.lower() in name.lower()]


OFFERS = Offers(
    units=[("aguas", "Aguas")],
    places=[("0108", "Mixco"), ("0101", "Guatemala")],
    find=find,
    named=lambda _field, key: ELEMENTS.get(key, ""),
    file_name=lambda key: {"sha256:f1": "carta.pdf"}.get(key, ""),
)


def form(data: dict[str, Any] | None = None, record: Record | None = None, **more: Any) -> RowForm:
    """Return the form of a row of that type."""
    register = every_kind()
    given = {"register": register, "fields": register.fields, "offers": OFFERS, "year": 2026, **more}
    return RowForm(data, record=record or Record("", register.id, register.initial), **given)
