"""How far a deadline, a requirement and a measure reach: one variant, narrower options, one source at a time."""

import pytest

from ceiba.methodologies.registers import read_register
from tests.methodologies.test_register_proof import SOUND, M, measured, refused

BROKEN = {
    "a deadline from what is no date": (
        'days: "5"',
        'days: "5", from: clase',
        "deadlines.cinco.from: «clase» no es un campo de fecha",
    ),
    "a deadline backwards from nowhere": (
        'days: "5"',
        'days: "5", before: "true"',
        "deadlines.cinco.before: «before» cuenta hacia atrás desde el campo de «from»",
    ),
    "a deadline of no day": ('days: "5"', 'days: "0"', "el plazo y su prórroga duran al menos un día"),
    "a deadline of rows of an unknown field": (
        'days: "5"',
        'days: "5", when: {field: color, values: [rojo]}',
        "deadlines.cinco.when: el campo «color» no existe",
    ),
    "a deadline of rows of an unknown option": (
        'days: "5"',
        'days: "5", when: {field: clase, within: [gas]}',
        "deadlines.cinco.when: «gas» no es una opción de «clase»",
    ),
    "a variant of rows of an unknown option": (
        'days: "5"',
        (
            'days: "5", variants: [{when: {field: clase, values: [gas]}, days: "2", count: working,'
            " source: {name: Norma, standing: unverified}}]"
        ),
        "deadlines.cinco.variants: «gas» no es una opción de «clase»",
    ),
    "a variant of no day": (
        'days: "5"',
        (
            'days: "5", variants: [{when: {field: clase, values: [agua]}, days: "0", count: working,'
            " source: {name: Norma, standing: unverified}}]"
        ),
        "el plazo y su prórroga duran al menos un día",
    ),
    "a variant without article": (
        'days: "5"',
        'days: "5", variants: [{when: {field: clase, values: [agua]}, days: "2", count: working}]',
        "falta «source»",
    ),
    "a sealed state that anybody would see": (
        "label: Abierta, initial",
        'label: Abierta, sealed: "true", initial',
        "public.states: el estado «abierta» está sellado y sus filas se publicarían",
    ),
    "a deadline of no rows": (
        'days: "5"',
        'days: "5", when: {field: clase}',
        "deadlines.cinco.when: falta «values»",
    ),
    "options that are not mixed, added": (
        "    kind: choice\n",
        '    kind: choice\n    unmixed: "true"\n',
        "measures.todas.filters: suma filas de distinta «Clase», que no se mezclan",
    ),
    "a tree opened where there is none": (
        *measured("kind: count, moment: fecha, by: [vecino.1]"),
        "no se puede abrir por «vecino.1»",
    ),
}


@pytest.mark.parametrize(("sound", "broken", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_what_reaches_too_far_is_refused(sound: str, broken: str, said: str) -> None:
    assert sound in SOUND
    assert said in refused(SOUND.replace(sound, broken))


def test_a_quotient_of_two_sources_is_refused() -> None:
    one, two = (
        f"{{key: {key}, title: X, kind: count, moment: fecha, filters: [{{field: clase, equals: [{key}]}}]}}"
        for key in ("agua", "fuga")
    )
    apart = SOUND.replace("    kind: choice\n", '    kind: choice\n    unmixed: "true"\n').replace(
        "measures: [todas]", ""
    )
    shares = f"{one}\n  - {two}\n  - {{key: parte, title: X, kind: ratio, numerator: fuga, denominator: agua}}"
    assert "measures.parte: divide filas de distinta «Clase»" in refused(
        apart.replace("measures: [todas]", "").replace(M, shares)
    )


def test_within_reaches_every_narrower_option() -> None:
    tree = SOUND.replace('days: "5"', 'days: "5", when: {field: clase, within: [agua]}')
    asked = tree.replace("kind: person}", "kind: person, required: {field: clase, within: [agua]}}")
    register = read_register(
        asked.replace("clase: fuga}", "clase: fuga, vecino: Ana Inventada}").encode(), "quejas.yaml"
    )
    (deadline,) = register.deadlines
    assert deadline.when is not None
    assert deadline.when.values == register.field_by_key["vecino"].required.values == ("agua", "fuga")
    assert "examples.rows.a.vecino: falta «Vecino»" in refused(asked)
