"""Each proof refuses the methodology that breaks it, naming folder, place and mend."""

from pathlib import Path

import pytest

from ceiba.methodologies.loader import MethodologyError, load
from tests.methodologies.folders import SOUND, write_methodology


def refused(root: Path, sections: dict[str, str], **head: str) -> str:
    write_methodology(root, sections, **head)
    with pytest.raises(MethodologyError) as caught:
        load(head.get("id", "xx.inventada"), root)
    return str(caught.value)


def test_a_sound_methodology_is_taken(tmp_path: Path) -> None:
    write_methodology(tmp_path)
    assert load("xx.inventada", tmp_path).reference == "xx.inventada@1"


LEVEL = "- {key: meta, term: meta, role: outcome, kind: result, labels: [meta], parents: [%s]}"
EJE = "- {key: eje, term: eje, role: axis, kind: axis, labels: [eje], parents: [%s]}\n"
BAND = """
- key: avance
  source: {name: Norma inventada, standing: unverified}
  bands:
    - {key: rojo, label: Rojo, colour: red, %s}
    - {key: verde, label: Verde, colour: green, %s}
"""
RULE = "- {key: aporte, label: Aporte, names: [aporte], %s source: {name: Norma, standing: known}}"
LAYOUT = "layouts: [{key: filas, row: %s, required: [%s], columns: [{field: %s, headers: [unidad]}]}]"

BROKEN = {
    "a parent that is not there": (
        "levels",
        EJE % "" + LEVEL % "pilar",
        "xx/inventada-1: levels.meta.parents: el nivel «pilar» del que cuelga no existe",
    ),
    "an element that could be its own ancestor": (
        "levels",
        EJE % "meta" + LEVEL % "eje",
        "levels: un elemento podría ser su propio antepasado (eje → meta → eje)",
    ),
    "a level under itself": ("levels", EJE % "eje", "levels: un elemento podría ser su propio antepasado (eje → eje)"),
    "more parents asked than allowed": (
        "levels",
        EJE % "" + LEVEL % "{level: eje, minimum: '2'}",
        "levels.meta.parents: pide más padres de los que permite",
    ),
    "a level of a plan that is not there": (
        "levels",
        "- {key: eje, term: eje, role: axis, kind: axis, labels: [eje], plan_kinds: [poa]}",
        "levels.eje.plan_kinds: el tipo de plan «poa» no existe",
    ),
    "a code pattern that is no pattern": (
        "levels",
        "- {key: eje, term: eje, role: axis, kind: axis, labels: [eje], code_pattern: '(4'}",
        "levels.eje.code_pattern: «(4» no es una expresión regular",
    ),
    "one label for two levels, accents aside": (
        "levels",
        EJE % "" + "- {key: pilar, term: pilar, role: axis, kind: axis, labels: [Éje]}",
        "levels.pilar.labels: «eje» también abre «eje»",
    ),
    "a key that stands twice in a list": ("levels", EJE % "" + EJE % "", "levels: «eje» está dos veces"),
    "a level without role": (
        "levels",
        "- {key: eje, term: eje, kind: axis, labels: [eje]}",
        "levels.eje: falta «role»",
    ),
    "a role that is none": (
        "levels",
        "- {key: eje, term: eje, role: eje, kind: axis, labels: [eje]}",
        "levels.eje.role: «eje» no es válido",
    ),
    "a field that is unknown": (
        "levels",
        "- {key: eje, term: eje, role: axis, kind: axis, labels: [eje], padre: x}",
        "levels.eje: no se conoce «padre»",
    ),
    "a list where a text belongs": (
        "plan_kinds",
        "- {key: plan, label: [Plan]}",
        "plan_kinds.plan.label: se espera un texto",
    ),
    "an empty text": ("plan_kinds", "- {key: plan, label: ''}", "plan_kinds.plan.label: está vacío"),
    "a kind of plan that develops none": (
        "plan_kinds",
        "- {key: plan, label: Plan, names: [plan], parent: pei, source: {name: N, standing: known}}",
        "plan_kinds.plan.parent: el tipo de plan «pei» que desarrolla no existe",
    ),
    "kinds of plan that develop each other": (
        "plan_kinds",
        (
            "- {key: a, label: A, names: [a], parent: b, source: &n {name: N, standing: known}}\n"
            "- {key: b, label: B, names: [b], parent: a, source: *n}"
        ),
        "plan_kinds: un tipo de plan se desarrolla a sí mismo (a → b → a)",
    ),
    "a plan that lasts less than it must": (
        "plan_kinds",
        "- {key: p, label: P, names: [], minimum_years: '5', maximum_years: '4',\n source: {name: N, standing: known}}",
        "plan_kinds.p: dura entre 5 y 4 años",
    ),
    "a horizon without source": (
        "plan_kinds",
        "- {key: plan, label: Plan, names: [plan]}",
        "plan_kinds.plan: no dice de qué",
    ),
    "a gap between bands": (
        "semaphores",
        BAND % ("upper: '69.99'", "lower: '70'"),
        "semaphores.avance.bands: hay un hueco entre «rojo» y «verde»",
    ),
    "bands that overlap": ("semaphores", BAND % ("upper: '75'", "lower: '70'"), "«rojo» y «verde» se traslapan"),
    "a border with two owners": (
        "semaphores",
        BAND % ("upper: '70', includes_upper: 'true'", "lower: '70'"),
        "el límite 70 debe ser de «rojo» o de «verde»",
    ),
    "a border without owner": (
        "semaphores",
        BAND % ("upper: '70'", "lower: '70', includes_lower: 'false'"),
        "el límite 70 debe ser de «rojo» o",
    ),
    "nothing below the lowest band": (
        "semaphores",
        BAND % ("lower: '0', upper: '70'", "lower: '70'"),
        "por debajo de 0",
    ),
    "nothing above the highest band": (
        "semaphores",
        BAND % ("upper: '70'", "lower: '70', upper: '100'"),
        "por encima de 100",
    ),
    "a band of no width": (
        "semaphores",
        (
            "- key: a\n  source: {name: N, standing: known}\n  bands: [{key: r, label: R, colour: red, upper: '70'},"
            " {key: v, label: V, colour: green, lower: '70', upper: '70'},"
            " {key: z, label: Z, colour: grey, lower: '70'}]"
        ),
        "la banda «v» está vacía",
    ),
    "a border that is missing": (
        "semaphores",
        BAND % ("includes_upper: 'false'", "lower: '70'"),
        "entre «rojo» y «verde» falta el límite",
    ),
    "shares that do not make a hundred": (
        "funding_rules",
        RULE % "minimum_investment: '90', maximum_operating: '20',",
        "(90) y el funcionamiento máximo (20) no suman 100",
    ),
    "half of a split": (
        "funding_rules",
        RULE % "minimum_investment: '90',",
        "funding_rules.aporte: dice solo una de las dos",
    ),
    "a split without source": (
        "funding_rules",
        "- {key: aporte, label: Aporte, names: [aporte]}",
        "funding_rules.aporte: no dice de qué norma",
    ),
    "a verified law that nobody read": (
        "funding_rules",
        "- {key: aporte, label: A, names: [a], source: {name: Ley, standing: verified}}",
        "funding_rules.aporte: «Ley» dice que está verificado y no dice dónde se leyó",
    ),
    "a standing that is none": (
        "funding_rules",
        "- {key: aporte, label: A, names: [a], source: {name: Ley, standing: segura}}",
        "funding_rules.aporte.source.standing: «segura» no es válido; use uno de: verified, known, unverified",
    ),
    "a reporting day without source": (
        "reporting",
        "- {key: mes, label: Mes, months: '1'}",
        "reporting.mes: no dice de qué",
    ),
    "a law without source": ("norms", "- {norm: ley, number: '1', titles: [Ley]}", "norms.1: no dice de qué norma"),
    "a goal that stands twice": (
        "frameworks",
        "- {key: M, label: M, source: {name: N, standing: known}, goals: ['1', '1']}",
        "frameworks.M.goals: el código «1» está dos veces",
    ),
    "a goal under one that is not there": (
        "frameworks",
        "- {key: M, label: M, source: {name: N, standing: known}, goals: [{code: '1', parent: '9'}]}",
        "frameworks.M.goals: «1» cuelga de «9», que no existe",
    ),
    "a rule code that is none": ("checks", "- {rule: X1}", "checks.X1.rule: «X1» no tiene la forma esperada"),
    "a rate without denominator": (
        "measure_units",
        "- {name: tasa, kind: rate, words: [tasa], source: {name: N, standing: known}}",
        "measure_units.tasa: una tasa, y solo una tasa",
    ),
    "one word for two units": (
        "measure_units",
        (
            "- {name: metros, kind: magnitude, words: [m], source: &n {name: N, standing: known}}\n"
            "- {name: minutos, kind: magnitude, words: [M], source: *n}"
        ),
        "measure_units.minutos: «M» ya nombra a «metros»",
    ),
    "a required column that the layout lacks": (
        "vocabulary",
        LAYOUT % ("unit", "objective", "name"),
        "vocabulary.layouts.filas: exige la columna «objective»",
    ),
    "a column that fills nothing": (
        "vocabulary",
        LAYOUT % ("unit", "monto", "monto"),
        "una fila de «unit» no tiene el campo «monto»",
    ),
    "a column of a level that is not there": (
        "vocabulary",
        LAYOUT % ("element", "'level:pilar'", "'level:pilar'"),
        "no tiene el campo «level:pilar»",
    ),
    "a statement that is none": (
        "vocabulary",
        "statements: {lema: [lema]}",
        "vocabulary.statements: no se conoce «lema»",
    ),
    "a project status that is none": (
        "vocabulary",
        "project_status: {viejo: [viejo]}",
        "vocabulary.project_status: no se conoce «viejo»",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_methodology_is_refused(name: str, tmp_path: Path) -> None:
    section, body, message = BROKEN[name]
    assert message in refused(tmp_path, {section: body})


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    told = refused(
        tmp_path, {"levels": EJE % "" + LEVEL % "pilar", "funding_rules": RULE % "minimum_investment: '90',"}
    )
    assert len(told.splitlines()) == 2


def test_a_label_may_open_two_levels_that_say_so(tmp_path: Path) -> None:
    second = "- {key: pilar, term: pilar, role: axis, kind: axis, labels: [eje], shares_labels_with: [eje]}"
    write_methodology(tmp_path, {"levels": EJE % "" + second})
    assert [level.key for level in load("xx.inventada", tmp_path).levels] == ["eje", "pilar"]


def test_a_folder_must_be_named_after_its_edition(tmp_path: Path) -> None:
    folder = write_methodology(tmp_path)
    folder.rename(folder.with_name("inventada-2"))
    with pytest.raises(
        MethodologyError, match=r"la carpeta es de «xx\.inventada@2» y el archivo dice «xx\.inventada@1»"
    ):
        load("xx.inventada", tmp_path)


def test_one_part_stands_in_one_file(tmp_path: Path) -> None:
    folder = write_methodology(tmp_path)
    (folder / "vocabulary.yaml").write_text("vocabulary: {totals: [suma]}", encoding="utf-8")
    with pytest.raises(MethodologyError, match=r"vocabulary\.yaml: «vocabulary» ya está en otro archivo"):
        load("xx.inventada", tmp_path)


def test_parts_may_stand_in_files_of_their_own(tmp_path: Path) -> None:
    folder = write_methodology(tmp_path, {"vocabulary": ""})
    (folder / "vocabulary.yaml").write_text("vocabulary: {totals: [suma]}", encoding="utf-8")
    assert load("xx.inventada", tmp_path).vocabulary.totals == ("suma",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("levels: [", "no se puede leer como YAML"),
        ("- solo\n- una lista", "está vacío o no es una lista de «clave: valor»"),
        ("id: a\nid: b", "methodology.yaml, línea 1: la clave «id» está dos veces"),
        ("id: xx.inventada\nedition: '1'", "falta «title»"),
        ("id: XX\nedition: '1'\ntitle: T", "id: «XX» no tiene la forma esperada"),
    ],
)
def test_a_file_that_is_no_methodology_is_refused(text: str, message: str, tmp_path: Path) -> None:
    folder = tmp_path / "xx" / "inventada-1"
    folder.mkdir(parents=True)
    (folder / "methodology.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(MethodologyError) as caught:
        load("xx.inventada", tmp_path)
    assert message in str(caught.value)


def test_numbers_stay_text_until_they_are_typed(tmp_path: Path) -> None:
    body = SOUND["frameworks"].replace('code: "1"', "code: 010").replace('"1.1"', "010.10")
    write_methodology(tmp_path, {"frameworks": body})
    framework = load("xx.inventada", tmp_path).framework("MARCO")
    assert framework is not None
    assert [goal.code for goal in framework.goals] == ["010", "010.10"]
