"""The rules on wording at their edges: Spanish that only looks wrong is left alone."""

import pytest

from ceiba.kernel.finding import Finding, Severity
from ceiba.rules.catalogue import rule_of, rules
from ceiba.rules.engine import audit
from tests.cast import snapshot


def told(rule: str, *texts: str, level: str = "objetivo") -> tuple[Finding, ...]:
    """Return what a rule finds in elements with these texts."""
    listed = "".join(f"  - {{level: {level}, id: e{n}, text: {text!r}}}\n" for n, text in enumerate(texts))
    return audit(snapshot(f"plans:\n- kind: pdmot\n  title: P\n  elements:\n{listed}"), (rule_of(rule),)).findings


def reasons(rule: str, text: str) -> list[object]:
    return [finding.facts.get("reason", True) for finding in told(rule, text)]


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("Promover y velar por el desarrollo económico del departamento", False),  # one object
        ("Desarrollar, fortalecer e implementar planes que contribuyan a la gestión", False),
        ("Instalar detectores en los ejes viales para detectar y multar a quienes corren", False),  # an aim
        ("Ampliar el servicio de agua potable y garantizar su calidad en todo el año", False),  # the same thing again
        ("Atender al adulto mayor del municipio y a la mujer trabajadora del campo", False),  # no verb
        ("Mejorar el transporte escolar del área rural y familiar del casco", False),
        ("Mejorar el servicio de agua potable y reducir los accidentes de tránsito", True),
        ("Ampliar la cobertura de la salud pública, así como erradicar la violencia familiar", True),
        ("Abrir las cuentas públicas a cualquier persona que las pida y reducir la violencia familiar", True),
        ("Ampliar las oportunidades de empleo para la juventud y reducir la morosidad en los servicios", True),
        ("Ofrecer a la juventud espacios donde jugar y reducir los accidentes de tránsito", True),
        ("Ofrecer a la juventud espacios donde jugar y aprender", False),
        ("Ordenar el tránsito por medio de señales y educar a los conductores del lugar", False),  # the means
        ("Cuidar el bosque que protege los nacimientos de agua y mejorar el transporte escolar", True),
        ("Dictar las normas que permitan ampliar el servicio de agua y reducir las fugas", False),  # what they permit
        ("Formar a las brigadas para que puedan apagar incendios y prestar auxilio a la gente", False),
        ("Que la gente viva mejor y reducir la violencia", False),  # no verb opens it: nothing to compare
    ],
)
def test_two_ideas(text: str, two: bool) -> None:
    assert bool(told("C007", text)) is two


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Fortalecimiento del equipo de trabajo", False),
        ("Que la bahía esté limpia todo el año", True),
        ("Dar más servicios a la gente", True),
        ("Los vecinos tendrán agua en 2032", True),
        ("Taller de liderazgo para la mujer", False),
        ("Agua segura", True),  # two words are a title
    ],
)
def test_a_goal_has_a_verb(text: str, verb: bool) -> None:
    assert bool(told("C008", text)) is not verb


def test_results_written_as_tasks_are_told_once_from_four_on() -> None:
    three = tuple(f"Ampliar la red del sector {n}" for n in range(3))
    assert [finding.facts["reason"] for finding in told("C009", *three, level="resultado")] == ["task"] * 3
    (finding,) = told("C009", *three, "Reducir las fugas", level="resultado")
    assert (finding.facts["reason"], finding.facts["count"]) == ("tasks", 4)
    assert not told("C009", "Comando de rescate formado", level="resultado")
    assert told("C009", "Fortaleciendo la gestión del agua")[0].facts["reason"] == "gerund"


def test_goals_without_verb_are_told_once_from_four_on() -> None:
    (finding,) = told("C008", *(f"Fortalecimiento de la unidad número {n}" for n in range(4)))
    assert (finding.subject, finding.facts["count"], finding.facts["reason"]) == ("element/e0", 4, "many")


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("Trabajar con la CUJ", "CUJ"),
        ("Trabajar con la Comisión Urbana de Jóvenes (CUJ)", None),
        ("Trabajar con la CUJ (Comisión Urbana de Jóvenes)", None),
        ("Ejecutar el Plan de Uso Justo -PUJ-", None),
        ("Trabajar con los COCODES y los COMUDES", None),  # the dictionary, in the plural
        ("Celebrar el siglo XXI y la fase III", None),
        ("Dar ATENCIÓN INMEDIATA a quien la pida", None),  # stressed words
        ("EJECUTAR EL PLAN DE LA CUJ", None),
        ("Atender a Mixto y a MIXTO", None),  # the same word also stands without capitals
        ("Trabajar con cada ONG del lugar", None),
    ],
)
def test_acronyms(text: str, acronyms: str | None) -> None:
    assert [finding.facts["acronyms"] for finding in told("C010", text)] == ([acronyms] if acronyms else [])


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["la gestión " * 3, "la gestion"], "«gestion» / «gestión»"),
        (["la gestión " * 2, "la gestion"], None),  # nobody knows which one is usual
        (["el público " * 3, "yo publico"], None),  # two words
        (["la casa donde vivimos " * 3, "no tiene dónde reunirse"], None),
        (["la mejora " * 3, "él mejorá"], None),  # an accent on the last letter makes another word
        (["el territorio " * 3, "el teritorio"], "«teritorio» / «territorio»"),
        (["la participación " * 3, "la paticipación"], "«paticipación» / «participación»"),
        (["el territorio " * 3, "los territorios"], None),  # the plural
        (["el camino " * 3, "el camno"], None),  # short words have too many neighbours
    ],
)
def test_spellings(texts: list[str], words: str | None) -> None:
    assert [finding.facts["words"] for finding in told("C013", *texts)] == ([words] if words else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("El 29 de febrero de 2024", False),
        ("El 29 de febrero de 2023", True),
        ("El 31/04/2026", True),
        ("El 04/31/2026", True),
        ("El 12/25/2026", False),  # month first
        ("El acuerdo 45-13-2026", True),
        ("Resolución 12-2026", False),
        ("El 30 de setiembre", False),
        ("El 31 de setiembre", True),
    ],
)
def test_dates(text: str, found: bool) -> None:
    assert bool(told("C014", text)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Meta por definir", True),
        ("Meta por definir con la comunidad", False),
        ("Firma: ________", True),
        ("El siglo XXX antes", True),
        ("El kilómetro xx", False),
        ("¿Cuándo? ¿Quién?", False),
        ("Atender a [nombre de la aldea]", True),
        ("Atender a las aldeas [1]", False),
    ],
)
def test_gaps(text: str, found: bool) -> None:
    assert bool(told("C015", text)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Costo de Q. 5,000.00", False),
        ("Costo de Q5,000", False),
        ("Costo de Q. y otros", True),
        ("Costo en USD", False),  # the unit of a table
        ("Costo (US$)", False),
        ("Costo de US$ 300", False),
        ("Costo de 300 USD", False),
        ("Costo total de USD por año", True),
        ("Calidad total. Que siga", False),
    ],
)
def test_currencies(text: str, found: bool) -> None:
    assert bool(told("C016", text)) is found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Los resul- tados del plan", "broken"),
        ("Micro- y pequeñas empresas", None),
        ("Planes de de ordenamiento", "doubled"),
        ("Que lo que se haga se sepa", None),
        ("La infraestructuraaa vial", "stutter"),
        ("Visite www.vallealto.example", None),
        ("La fase iii del plan", None),
        ("Según ¡Error! Marcador no definido.", "debris"),
        ("Atender a #¡VALOR! familias", "debris"),
        ("Atender a #¿NOMBRE? familias", "debris"),
        ("Según la casa #nombre", None),
    ],
)
def test_debris(text: str, reason: str | None) -> None:
    assert reasons("C005", text) == ([reason] if reason else [])


def test_a_parenthesis_does_not_make_a_promise_long() -> None:
    assert not told("C012", "Ampliar el agua (" + "de las aldeas " * 40 + ")")


def test_a_heading_in_capitals_is_no_sentence() -> None:
    assert not told("C011", "AGUA Y SANEAMIENTO PARA TODOS")
    assert told("C011", "AMPLIAR EL AGUA DE TODAS LAS ALDEAS")


def test_rules_on_wording_only_notify() -> None:
    assert {rule.severity for rule in rules() if rule.code.startswith("C")} == {Severity.NOTICE}
