"""Each proof refuses the register type that breaks it, naming the document, the place and the mend."""

import random
import re

import pytest

from ceiba.methodologies.registers import LONGEST, MethodologyError, read_register

SOUND = """
id: quejas
edition: "1"
title: Queja
plural: Quejas
readers: [clerk]
privacy: public
fields:
  - {key: fecha, label: Fecha, kind: date, privacy: public, required: "true"}
  - key: clase
    label: Clase
    kind: choice
    options: [{key: agua, label: Agua}, {key: fuga, label: Fuga, parent: agua}]
  - {key: dias, label: Días, kind: integer, minimum: "0", maximum: "9"}
  - {key: vecino, label: Vecino, kind: person}
  - key: gente
    label: Gente
    kind: counts
    dimensions: [{key: sexo, label: Sexo, options: [{key: mujeres, label: Mujeres}, {key: hombres, label: Hombres}]}]
states:
  - {key: abierta, label: Abierta, initial: "true"}
  - {key: cerrada, label: Cerrada, final: "true"}
transitions:
  - {key: cerrar, label: Cerrar, from: [abierta], to: cerrada, roles: [clerk]}
deadlines:
  - {key: cinco, label: Cinco, starts: abierta, ends: [cerrada], days: "5", count: working,
     source: {name: Norma, standing: unverified}}
measures:
  - {key: todas, title: Quejas, kind: count, moment: fecha, by: [clase], filters: [{field: clase, within: [agua]}]}
public: {columns: [fecha], measures: [todas]}
examples:
  rows:
    - {key: a, state: abierta, values: {fecha: "2026-03-02", clase: fuga},
       history: [{state: abierta, at: "2026-03-02 08:00"}]}
  broken: [{key: b, state: abierta, values: {fecha: "2026-02-30"}, problem: fecha}]
  figures: [{measure: todas, period: "2026", as_of: "2026-12-31", value: "1"}]
"""


def refused(document: str) -> str:
    with pytest.raises(MethodologyError) as caught:
        read_register(document.encode(), "quejas.yaml")
    return str(caught.value)


def test_a_sound_type_is_taken() -> None:
    register = read_register(SOUND.encode(), "quejas.yaml")
    assert register.reference == "quejas@1"
    assert register.field_by_key["vecino"].privacy == "restricted"


M = "{key: todas, title: Quejas, kind: count, moment: fecha, by: [clase], filters: [{field: clase, within: [agua]}]}"


def measured(measure: str) -> tuple[str, str]:
    """Return what puts another measure, with the same key, in the place of the sound one."""
    return M, "{key: todas, title: Quejas, " + measure + "}"


BROKEN = {
    "an unknown key": (
        "label: Fecha,",
        "label: Fecha, color: rojo,",
        "quejas.yaml: fields.fecha: no se conoce «color»",
    ),
    "a kind that is none": ("kind: person", "kind: gente", "fields.vecino.kind: «gente» no es válido"),
    "a role that is none": ("roles: [clerk]", "roles: [alcalde]", "«alcalde» no es válido"),
    "something missing": ("plural: Quejas\n", "", "el documento: falta «plural»"),
    "a key of the wrong shape": ("key: vecino", "key: El Vecino", "no tiene la forma esperada"),
    "a key that stands twice": (
        "{key: vecino, label: Vecino, kind: person}",
        "{key: fecha, label: X, kind: text}",
        "fields: «fecha» está dos veces",
    ),
    "a field called state": ("key: vecino", "key: state", "fields.state: «state» nombra el estado de la fila"),
    "a key that the kind does not use": (
        "kind: person",
        "kind: person, mask: A#",
        "fields.vecino.mask: un campo de tipo «person» no lleva «mask»",
    ),
    "a choice without options": (
        "kind: person",
        "kind: choice",
        "fields.vecino: un campo de tipo «choice» necesita «options»",
    ),
    "money without currency": (
        "kind: person",
        "kind: money",
        "fields.vecino: un campo de tipo «money» necesita «currency»",
    ),
    "an option under one that is not there": (
        "parent: agua",
        "parent: gas",
        "fields.clase.options.fuga: la opción «gas» de la que cuelga no existe",
    ),
    "a circle of options": (
        "{key: agua, label: Agua}",
        "{key: agua, label: Agua, parent: fuga}",
        "fields.clase.options: las opciones forman un círculo (agua → fuga → agua)",
    ),
    "a dimension without options": (
        "options: [{key: mujeres, label: Mujeres}, {key: hombres, label: Hombres}]",
        "options: []",
        "fields.gente.dimensions.sexo: no tiene opciones",
    ),
    "a minimum over the maximum": ('minimum: "0"', 'minimum: "10"', "fields.dias: el mínimo es mayor que el máximo"),
    "mask and sequence": (
        "kind: person",
        'kind: code, mask: A#, sequence: "A-{number:3}"',
        "lleva «mask» y «sequence»",
    ),
    "a link to a register that is not named": (
        "kind: person",
        "kind: link, target: register",
        "«target_register» se escribe cuando",
    ),
    "a field wanted in an unknown state": (
        "kind: person",
        "kind: person, required: {states: [perdida]}",
        "fields.vecino.required: el estado «perdida» no existe; use uno de: abierta, cerrada",
    ),
    "a field wanted by an unknown field": (
        "kind: person",
        "kind: person, required: {field: color, values: [x]}",
        "el campo «color» no existe",
    ),
    "a field wanted by no value": ("kind: person", "kind: person, required: {field: clase}", "falta «values»"),
    "values of no field": ("kind: person", "kind: person, required: {values: [x]}", "hay «values» sin «field»"),
    "a field wanted by an unknown option": (
        "kind: person",
        "kind: person, required: {field: clase, values: [gas]}",
        "«gas» no es una opción de «clase»",
    ),
    "no initial state": (', initial: "true"', "", "states: debe haber un estado inicial y hay 0"),
    "a transition to an unknown state": (
        "to: cerrada",
        "to: perdida",
        "transitions.cerrar: el estado «perdida» no existe",
    ),
    "a transition to itself": ("to: cerrada", "to: abierta", "transitions.cerrar: va de un estado a sí mismo"),
    "a transition for nobody": ("roles: [clerk]", "roles: []", "transitions.cerrar: ninguna función puede usarla"),
    "a transition that wants an unknown field": (
        "roles: [clerk]",
        "roles: [clerk], requires: [color]",
        "exige el campo «color», que no existe",
    ),
    "a state that nothing leads to": (
        "transitions:\n",
        "transitions:\n  - {key: x, label: X, from: [sola], to: cerrada, roles: [clerk]}\n",
        "«sola» no existe",
    ),
    "an island": (
        "states:\n",
        "states:\n  - {key: sola, label: Sola, final: 'true'}\n",
        "states.sola: ninguna transición lleva a este estado",
    ),
    "a way out of the end": (
        "transitions:\n",
        "transitions:\n  - {key: x, label: X, from: [cerrada], to: abierta, roles: [clerk]}\n",
        "states.cerrada: es final y de él sale una transición",
    ),
    "a dead end": (', final: "true"', "", "states.cerrada: de él no sale ninguna transición"),
    "a deadline from an unknown state": (
        "starts: abierta",
        "starts: perdida",
        "deadlines.cinco: el estado «perdida» no existe",
    ),
    "a deadline that never ends": (
        "ends: [cerrada]",
        "ends: []",
        "deadlines.cinco.ends: no dice qué estados lo cumplen",
    ),
    "a deadline that ends where it begins": (
        "ends: [cerrada]",
        "ends: [abierta]",
        "termina en el estado en que empieza",
    ),
    "a deadline of no days": ('days: "5"', 'days: "0"', "duran al menos un día"),
    "a prolongation that cannot be used": (
        "count: working,",
        'count: working, prolongation: {state: cerrada, days: "1", times: "0"},',
        "una prórroga que no se puede usar sobra",
    ),
    "a deadline without article": (
        "working,\n     source: {name: Norma, standing: unverified}",
        "working",
        "falta «source»",
    ),
    "a sensitive field that all may see": (
        "kind: person",
        'kind: person, sensitive: "true", privacy: internal',
        "fields.vecino.privacy: es un dato sensible y se declara «internal»",
    ),
    "restricted data for nobody": ("readers: [clerk]\n", "", "readers: hay datos restringidos (vecino)"),
    "a register that nobody sees": (
        "privacy: public\nfields",
        "privacy: never\nfields",
        "privacy: un registro que nadie ve no sirve",
    ),
    "a private field in the public view": (
        "columns: [fecha]",
        "columns: [fecha, vecino]",
        "public.columns: el campo «vecino» es «restricted» y no se publica",
    ),
    "an unknown field in the public view": (
        "columns: [fecha]",
        "columns: [color]",
        "public.columns: el campo «color» no existe",
    ),
    "an unknown measure in the public view": (
        "measures: [todas]",
        "measures: [otras]",
        "public.measures: la medida «otras» no existe",
    ),
    "public rows of a register that is not": (
        "privacy: public\nfields",
        "privacy: internal\nfields",
        "public.columns: muestra filas de un registro que no es público",
    ),
    "groups so small that they name somebody": (
        "measures: [todas]}",
        'measures: [todas], smallest: "2"}',
        "public.smallest: oculta grupos de menos de 3",
    ),
    "a measure without moment": (*measured("kind: count"), "measures.todas: una medida «count» necesita «moment»"),
    "a measure with what it does not use": (
        *measured("kind: count, moment: fecha, deadline: cinco"),
        "no lleva «deadline»",
    ),
    "a measure over an unknown field": (
        *measured("kind: sum, moment: fecha, field: color"),
        "measures.todas.field: el campo «color» no existe",
    ),
    "a sum of words": (*measured("kind: sum, moment: fecha, field: clase"), "«clase» no es un número"),
    "an average of people": (*measured("kind: average, moment: fecha, field: gente"), "un recuento solo se suma"),
    "people told apart that nobody named": (
        *measured("kind: distinct, moment: fecha, field: gente"),
        "un recuento no nombra a nadie",
    ),
    "a moment that is none": (
        *measured("kind: count, moment: clase"),
        "measures.todas.moment: «clase» no es un campo de fecha",
    ),
    "a moment of an unknown state": (
        *measured('kind: count, moment: "state:perdida"'),
        "measures.todas.moment: el estado «perdida» no existe",
    ),
    "a duration to an unknown state": (
        *measured("kind: time_between, start: abierta, end: perdida"),
        "measures.todas.end: el estado «perdida»",
    ),
    "a share of an unknown deadline": (*measured("kind: within_deadline, deadline: diez"), "el plazo «diez» no existe"),
    "a ratio of itself": (
        *measured("kind: ratio, numerator: todas, denominator: otras"),
        "measures.todas.numerator: «todas» no se puede sumar entre períodos",
    ),
    "a ratio of an unknown measure": (
        *measured("kind: ratio, numerator: todas, denominator: otras"),
        "measures.todas.denominator: la medida «otras» no existe",
    ),
    "an opening by words": (
        *measured("kind: count, moment: fecha, by: [vecino]"),
        "measures.todas.by: no se puede abrir por «vecino»",
    ),
    "an opening by counts that are not summed": (
        *measured("kind: count, moment: fecha, by: [gente.sexo]"),
        "es de un recuento que esta medida no suma",
    ),
    "a filter by an unknown option": (
        *measured("kind: count, moment: fecha, filters: [{field: clase, equals: [gas]}]"),
        "measures.todas.filters: «gas» no es un valor de «clase»",
    ),
    "a filter by nothing": (
        *measured("kind: count, moment: fecha, filters: [{field: clase}]"),
        "no dice con qué valores",
    ),
    "a filter by a number": (
        *measured("kind: count, moment: fecha, filters: [{field: dias, equals: ['3']}]"),
        "por «dias» no se filtra",
    ),
    "a filter by an unknown field": (
        *measured("kind: count, moment: fecha, filters: [{field: color, equals: [x]}]"),
        "el campo «color» no existe",
    ),
    "a filter by an unknown dimension": (
        *measured("kind: sum, moment: fecha, field: gente, filters: [{field: gente.edad, equals: [x]}]"),
        "no es una dimensión del recuento",
    ),
    "a tree of states": (
        *measured("kind: count, moment: fecha, filters: [{field: state, within: [abierta]}]"),
        "«within» es para opciones en árbol",
    ),
    "a factor of nothing": (*measured('kind: count, moment: fecha, factor: "0"'), "el factor debe ser mayor que cero"),
    "people of a count": (
        *measured("kind: count, moment: fecha, by: [clase], people: {clase: sex}"),
        "solo una tasa dice de qué gente es",
    ),
    "people by what opens nothing": (
        *measured("kind: count, moment: fecha, people: {clase: sex}"),
        "la tasa no se abre por «clase»",
    ),
    "people of a place that is none": (
        *measured("kind: count, moment: fecha, by: [clase], people: {clase: place}"),
        "«place» es para un campo de lugar",
    ),
    "people opened twice alike": (
        *measured("kind: count, moment: fecha, by: [clase, state], people: {clase: sex, state: sex}"),
        "dos aperturas dicen lo mismo de la gente",
    ),
    "an example that is wrong": (
        "clase: fuga}",
        "clase: gas}",
        "examples.rows.a.clase: «gas» no es una opción de «Clase»",
    ),
    "a broken example that is sound": (
        '{fecha: "2026-02-30"}',
        '{fecha: "2026-02-28"}',
        "examples.broken.b: debería fallar en «fecha» y falla en: —",
    ),
    "a figure that the rows do not give": (
        'value: "1"',
        'value: "2"',
        "examples.figures.todas: dice 2 y las filas dan 1",
    ),
    "a figure of no period": ('period: "2026"', "period: ayer", "el período, la fecha o las partes no son válidos"),
    "a figure of an unknown measure": (
        "{measure: todas",
        "{measure: otras",
        "examples.figures.otras: la medida no existe",
    ),
    "a measure that no example computes": (
        'figures: [{measure: todas, period: "2026", as_of: "2026-12-31", value: "1"}]',
        "figures: []",
        "measures.todas: ningún ejemplo la calcula",
    ),
    "a day that is none": (
        "examples:\n",
        "examples:\n  holidays: [{day: '2026-02-30', name: X}]\n",
        "examples.holidays: «2026-02-30» es un día que no existe",
    ),
    "a moment of an example that is none": (
        'at: "2026-03-02 08:00"',
        'at: "2026-03-02 28:00"',
        "«2026-03-02 28:00» es un momento que no existe",
    ),
    "a document that stands for itself": (
        "readers: [clerk]",
        "readers: &quien [clerk]\nsources: *quien",
        "línea 7: usa «*quien» en lugar de escribir el valor",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("sound", "broken", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_type_is_refused(sound: str, broken: str, said: str) -> None:
    assert SOUND.count(sound) >= 1
    assert said in refused(SOUND.replace(sound, broken, 1))


def test_a_percentage_is_neither_summed_nor_averaged() -> None:
    percent = SOUND.replace('kind: integer, minimum: "0", maximum: "9"', 'kind: integer, measure_unit: "%"')
    for kind in ("sum", "average"):
        said = refused(percent.replace(*measured(f"kind: {kind}, moment: fecha, field: dias")))
        assert "un porcentaje no se suma ni se promedia" in said


def test_a_measure_reads_nothing_that_nobody_may_see() -> None:
    never = SOUND.replace('kind: integer, minimum: "0", maximum: "9"', "kind: integer, privacy: never")
    said = refused(never.replace(*measured("kind: sum, moment: fecha, field: dias")))
    assert "measures.todas: usa el campo «dias», que no se usa en ninguna cifra" in said


def test_a_published_extreme_would_show_one_row() -> None:
    said = refused(SOUND.replace(*measured("kind: maximum, moment: fecha, field: dias")))
    assert "public.measures: «todas» descubre el valor de una sola fila" in said


def test_every_problem_is_told_and_not_only_the_first() -> None:
    said = refused(SOUND.replace("to: cerrada", "to: perdida").replace("starts: abierta", "starts: ida"))
    assert "transitions.cerrar" in said
    assert "deadlines.cinco" in said


@pytest.mark.slow
def test_any_word_in_the_place_of_another_is_taken_or_refused_in_words() -> None:
    pieces = re.split(r"([\w.:@-]+)", SOUND)
    words = [*dict.fromkeys(pieces[1::2]), '""', '"-1"', "[]", "{}", '"9999-12-31 23:59"', "x" * 70]
    chance = random.Random(8)
    for _round in range(300):
        tried = list(pieces)
        tried[chance.randrange(1, len(tried), 2)] = chance.choice(words)
        try:
            read_register("".join(tried).encode(), "quejas.yaml")
        except MethodologyError as error:
            assert str(error).startswith("quejas.yaml: "), "".join(tried)  # noqa: PT017


def test_a_document_has_bounds() -> None:
    assert "pesa más de" in refused(SOUND + "#" * LONGEST)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [", b"- a", b"", b"a: 1\na: 2\n", b"&a [*a]"])
def test_what_is_no_document_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(MethodologyError) as caught:
        read_register(content, "quejas.yaml")
    assert str(caught.value).startswith("quejas.yaml: ")


def test_what_is_wrong_with_a_way_out_of_several_states_is_told_once() -> None:
    ways = "{key: cerrar, label: Cerrar, from: [abierta, parada], to: cerrada, roles: [clerk], requires: [nada]}\n"
    ways += "  - {key: parar, label: Parar, from: [abierta], to: parada, roles: [clerk]}"
    document = SOUND.replace("{key: cerrar, label: Cerrar, from: [abierta], to: cerrada, roles: [clerk]}", ways)
    document = document.replace("  - {key: cerrada,", "  - {key: parada, label: Parada}\n  - {key: cerrada,")
    assert refused(document).count("exige el campo «nada»") == 1


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("{key: vecino, label: Vecino, kind: person, privacy: internal, masking: initials}", "fields.vecino.masking"),
        ("{key: vecino, label: Vecino, kind: person, privacy: never, masking: initials}", "fields.vecino.masking"),
        ("{key: vecino, label: Vecino, kind: date, privacy: restricted, masking: initials}", "fields.vecino.masking"),
        ("{key: vecino, label: Vecino, kind: person, masking: stars}", "stars"),
    ],
)
def test_only_a_restricted_person_or_text_has_initials(field: str, told: str) -> None:
    assert told in refused(SOUND.replace("{key: vecino, label: Vecino, kind: person}", field))
