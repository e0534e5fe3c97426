"""The methodologies that Ceiba ships: they load, are proved, and say what the law pages verify."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from ceiba.kernel.law import Standing
from ceiba.kernel.methodology import Methodology, Role
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.text import fold
from ceiba.methodologies import loader
from ceiba.methodologies.loader import UnknownMethodology, available, load

KINDS = frozenset(
    {"axis", "theme", "objective", "strategic_objective", "operational_objective", "policy_objective", "unit_objective"}
    | {"strategic_line", "action_line", "action", "activity", "result", "product"}
)


@pytest.fixture(params=[m.reference for m in available()])
def methodology(request: pytest.FixtureRequest) -> Methodology:
    return load(request.param)


def test_four_methodologies_are_shipped() -> None:
    assert [m.reference for m in available()] == [
        "base@1",
        "ec.gad@2024",
        "gt.gobernacion@2024",
        "gt.municipalidad@2023",
    ]


def test_a_reference_without_edition_is_the_latest() -> None:
    assert load("gt.municipalidad") is load("gt.municipalidad@2023")


def test_an_unknown_reference_is_told_the_known_ones() -> None:
    with pytest.raises(UnknownMethodology, match=r"«gt\.escuela».*base@1.*gt\.municipalidad@2023"):
        load("gt.escuela")


def test_an_unknown_edition_of_a_known_methodology_is_unknown() -> None:
    with pytest.raises(UnknownMethodology, match=r"gt\.municipalidad@1999"):
        load("gt.municipalidad@1999")


def test_loading_twice_gives_equal_values(methodology: Methodology) -> None:
    loader.load.cache_clear()
    loader._proved.cache_clear()
    again = load(methodology.reference)
    assert again is not methodology
    assert again == methodology


def test_a_methodology_cannot_be_changed(methodology: Methodology) -> None:
    with pytest.raises(FrozenInstanceError):
        methodology.title = "otra"  # type: ignore[misc]
    with pytest.raises(TypeError):
        methodology.acronyms["X"] = "equis"  # type: ignore[index]
    with pytest.raises(TypeError):
        methodology.vocabulary.statements["mission"] = ()  # type: ignore[index]


def test_every_kind_of_the_exchange_schema_has_a_level_and_no_other(methodology: Methodology) -> None:
    assert {level.kind for level in methodology.levels} == KINDS


def test_every_level_is_reached_from_a_root_and_has_a_plural(methodology: Methodology) -> None:
    assert any(not level.parents for level in methodology.levels)
    assert all(level.plural for level in methodology.levels)


def test_no_word_rises_and_falls(methodology: Methodology) -> None:
    words = methodology.vocabulary
    lists = [words.rising, words.falling, words.keeping]
    stems = [fold(stem) for stems in lists for stem in stems]
    clashes = [(a, b) for i, a in enumerate(stems) for b in stems[i + 1 :] if a.startswith(b) or b.startswith(a)]
    assert clashes == []


def test_units_of_measure_are_of_kinds_that_the_kernel_knows(methodology: Methodology) -> None:
    assert {unit.kind for unit in methodology.measure_units} <= {str(kind) for kind in UnitKind}
    percent = next(unit for unit in methodology.measure_units if unit.kind == UnitKind.PERCENT)
    assert "%" in percent.words


@pytest.mark.parametrize(("words", "per"), [("por mil", 1000), ("por cien mil", 100_000), ("por diez mil", 10_000)])
def test_rates_know_their_denominator(words: str, per: int) -> None:
    units = {fold(word): unit for unit in load("base").measure_units for word in unit.words}
    assert units[fold(words)].per == per


def test_ods_has_seventeen_goals_and_169_targets(methodology: Methodology) -> None:
    ods = methodology.framework("ODS")
    assert ods is not None
    goals = [goal for goal in ods.goals if goal.parent is None]
    targets = [goal for goal in ods.goals if goal.parent is not None]
    assert [goal.code for goal in goals] == [str(n) for n in range(1, 18)]
    assert all(goal.name for goal in goals)
    assert len(targets) == 169
    assert all(target.code.partition(".")[0] == target.parent for target in targets)


def test_guatemala_has_ten_priorities_and_five_axes_and_says_that_its_goals_are_incomplete() -> None:
    municipal = load("gt.municipalidad")
    priorities, axes, goals = (municipal.framework(key) for key in ("PND", "KATUN", "MED"))
    assert priorities is not None
    assert axes is not None
    assert goals is not None
    assert [goal.code for goal in priorities.goals] == [str(n) for n in range(1, 11)]
    assert len(axes.goals) == 5
    assert axes.source is not None
    assert axes.source.standing is Standing.VERIFIED
    assert priorities.complete
    assert not goals.complete
    assert goals.source is not None
    assert goals.source.standing is Standing.UNVERIFIED


# The split of each source by law: least for investment, most for operating, and how well it is known.
SPLITS = {
    "situado_constitucional": ("90", "10", Standing.VERIFIED),
    "iva_paz": ("75", "25", Standing.KNOWN),
    "circulacion_vehiculos": ("97.5", "2.5", Standing.KNOWN),
    "iusi": ("70", "30", Standing.KNOWN),
    "fonpetrol": ("100", "0", Standing.KNOWN),
    "licencias_forestales": ("100", "0", Standing.KNOWN),
    "aporte_codede": ("100", "0", Standing.KNOWN),
    "petroleo_derivados": (None, None, Standing.UNVERIFIED),
    "ingresos_propios": (None, None, Standing.KNOWN),
}


def test_every_municipal_source_has_the_split_of_the_law() -> None:
    found = {
        rule.key: (rule.minimum_investment, rule.maximum_operating, rule.source.standing if rule.source else None)
        for rule in load("gt.municipalidad").funding_rules
    }
    expected = {
        key: (Decimal(least) if least else None, Decimal(most) if most else None, standing)
        for key, (least, most, standing) in SPLITS.items()
    }
    assert found == expected


@pytest.mark.parametrize(
    ("number", "title"), [("27-2003", "Niñez"), ("7-99", "Mujer"), ("57-2008", "Información"), ("12-2002", "Municipal")]
)
def test_decrees_carry_their_own_title(number: str, title: str) -> None:
    norms = [norm for norm in load("gt.municipalidad").norms if norm.number == number]
    assert len(norms) == 1
    assert any(title in known for known in norms[0].titles)


def test_no_title_belongs_to_two_norms(methodology: Methodology) -> None:
    titles = [fold(title) for norm in methodology.norms for title in norm.titles]
    assert len(titles) == len(set(titles))


def test_the_ranking_has_six_indices() -> None:
    acronyms = load("gt.municipalidad").acronyms
    assert {key for key, name in acronyms.items() if name.startswith("Índice de")} == {
        "IPC",
        "IIC",
        "ISP",
        "IGA",
        "IGF",
        "IGE",
    }


def test_an_institution_is_never_mistaken_for_its_own_name(methodology: Methodology) -> None:
    for known in methodology.institutions:
        assert fold(known.name) not in {fold(name) for name in known.mistaken_names}


@pytest.mark.parametrize(
    ("index", "category"),
    [("35.58", "Media baja"), ("54.91", "Media"), ("80", "Media alta"), ("80.01", "Alta"), ("20", "Baja")],
)
def test_ranking_categories_are_fifths(index: str, category: str) -> None:
    ranking = next(s for s in load("gt.municipalidad").semaphores if s.key == "ranking_gestion")
    assert ranking.band(Decimal(index)).label == category


@pytest.mark.parametrize(
    ("percent", "category"),
    [
        ("69.99", "Incumplida"),
        ("70", "Parcialmente cumplida"),
        ("84.999", "Parcialmente cumplida"),
        ("85", "Cumplida"),
        ("-3", "Incumplida"),
        ("140", "Cumplida"),
    ],
)
def test_ecuadorian_targets_have_one_category_each(percent: str, category: str) -> None:
    assert load("ec.gad").semaphores[0].band(Decimal(percent)).label == category


def test_ecuador_tags_processes_and_competences() -> None:
    classifications = {c.key: c for c in load("ec.gad").classifications}
    assert [goal.code for goal in classifications["proceso"].goals] == ["G", "AV", "HA", "HAP"]
    assert len(classifications["competencia_provincial"].goals) == 7


def test_ecuador_publishes_by_the_fifteenth() -> None:
    lotaip = next(report for report in load("ec.gad").reporting if report.key == "lotaip")
    assert (lotaip.months, lotaip.due_day) == (1, 15)


def test_codes_tell_strategic_from_operational_objectives_of_a_governor() -> None:
    governor = load("gt.gobernacion")
    patterns = {level.kind: level.code_pattern for level in governor.levels if level.code_pattern}
    assert patterns == {"strategic_objective": r"4\.3\.\d+", "operational_objective": r"4\.4\.\d+"}


def test_the_municipal_chain_is_axis_theme_objective_line_action_and_results_prefer_objectives() -> None:
    municipal = load("gt.municipalidad")
    preferred = {level.key: level.parents[0].level for level in municipal.levels if level.parents}
    chain = ["linea_accion"]
    while chain[-1] in preferred:
        chain.append(preferred[chain[-1]])
    assert chain == ["linea_accion", "linea_estrategica", "objetivo", "tematica", "eje"]
    result = municipal.level("resultado")
    assert result is not None
    assert [rule.level for rule in result.parents] == ["objetivo", "linea_estrategica"]
    assert result.role is Role.OUTCOME


def test_municipal_plans_develop_one_another() -> None:
    municipal = load("gt.municipalidad")
    assert {kind.key: kind.parent for kind in municipal.plan_kinds} == {
        "pdmot": None, "pei": "pdmot", "pom": "pei", "poa": "pom", "policy": "pdmot",
    }  # fmt: skip


@pytest.mark.parametrize("methodology", available(), ids=lambda methodology: methodology.reference)
def test_every_country_names_the_stages_of_money_and_the_steps_of_a_project(methodology: Methodology) -> None:
    assert {"initial", "current", "accrued", "paid"} <= {stage.stage.value for stage in methodology.money_stages}
    headers = [header for stage in methodology.money_stages for header in stage.headers]
    assert len(headers) == len(set(headers))
    steps = [step.key for step in methodology.project_steps]
    assert (steps[0], steps[-1]) == ("necesidad", "cierre")
