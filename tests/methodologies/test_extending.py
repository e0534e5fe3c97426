"""A new norm is a new folder that writes only what differs from the one it extends."""

from pathlib import Path

import pytest

from ceiba.methodologies.loader import MethodologyError, load
from tests.methodologies.folders import write_methodology


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_methodology(tmp_path)
    return tmp_path


def child(root: Path, sections: dict[str, str], **head: str) -> None:
    write_methodology(root, sections, id="xx.hija", extends="xx.inventada@1", **head)


def test_what_is_not_written_is_inherited(root: Path) -> None:
    child(root, {})
    parent, heir = load("xx.inventada", root), load("xx.hija", root)
    assert heir.reference == "xx.hija@1"
    assert (heir.levels, heir.semaphores, heir.vocabulary) == (parent.levels, parent.semaphores, parent.vocabulary)


def test_an_entry_changes_field_by_field_and_its_lists_are_replaced(root: Path) -> None:
    child(root, {"levels": "- {key: meta, term: logro, labels: [logro]}"})
    level = load("xx.hija", root).level("meta")
    assert level is not None
    assert (level.term, level.labels, level.kind) == ("logro", ("logro",), "result")


def test_new_entries_stand_at_the_end(root: Path) -> None:
    child(root, {"levels": "- {key: obra, term: obra, role: project, kind: action, labels: [obra], parents: [meta]}"})
    assert [level.key for level in load("xx.hija", root).levels] == ["eje", "meta", "obra"]


def test_words_are_added_to_the_inherited_ones(root: Path) -> None:
    child(root, {"vocabulary": "totals: [suma, total]\nstatements: {mission: [razón de ser], vision: [visión]}"})
    words = load("xx.hija", root).vocabulary
    assert words.totals == ("total", "suma")
    assert words.statements == {"mission": ("misión", "razón de ser"), "vision": ("visión",)}
    assert [layout.key for layout in words.layouts] == ["filas"]


def test_without_takes_entries_words_and_layouts_away(root: Path) -> None:
    child(root, {"without": "levels: [meta]\nvocabulary: [totals]\nlayouts: [filas]"})
    heir = load("xx.hija", root)
    assert [level.key for level in heir.levels] == ["eje"]
    assert heir.vocabulary.totals == ()
    assert heir.vocabulary.layouts == ()


def test_an_entry_taken_away_and_written_again_inherits_nothing(root: Path) -> None:
    again = "- {key: meta, term: meta, role: goal, kind: objective, labels: [meta]}"
    child(root, {"without": "levels: [meta]", "levels": again})
    level = load("xx.hija", root).level("meta")
    assert level is not None
    assert level.parents == ()


def test_the_latest_edition_counts_by_number_not_by_letter(root: Path) -> None:
    for edition in ("9", "10"):
        write_methodology(root, {}, id="xx.hija", extends="xx.inventada@1", edition=f"'{edition}'")
    assert load("xx.hija", root).edition == "10"
    assert load("xx.hija@9", root).edition == "9"


def test_extending_what_is_not_there_is_refused(root: Path) -> None:
    write_methodology(root, {}, id="xx.hija", extends="xx.nadie@1")
    with pytest.raises(MethodologyError, match=r"xx/hija-1: extends: extiende «xx\.nadie@1», que no existe"):
        load("xx.hija", root)


def test_extending_in_a_circle_is_refused(tmp_path: Path) -> None:
    write_methodology(tmp_path, {}, id="xx.una", extends="xx.otra@1")
    write_methodology(tmp_path, {}, id="xx.otra", extends="xx.una@1")
    with pytest.raises(MethodologyError, match="se extiende a sí misma"):
        load("xx.una", tmp_path)


CATALOGUE = """
source: {name: Diario inventado, standing: known}
norms:
  - {norm: decreto, number: 1-2000, titles: [Ley Inventada]}
  - {norm: decreto, number: 2-2000, titles: [Ley Segunda], source: {name: Otro diario, standing: unverified}}
measure_units:
  - {name: hectáreas, kind: magnitude, words: [ha]}
"""


def test_catalogues_lend_their_source_to_entries_without_one(root: Path) -> None:
    (root / "catalogues" / "xx").mkdir(parents=True)
    (root / "catalogues" / "xx" / "leyes.yaml").write_text(CATALOGUE, encoding="utf-8")
    child(root, {}, catalogues="[xx/leyes]")
    heir = load("xx.hija", root)
    assert [norm.source.name for norm in heir.norms if norm.source] == ["Diario inventado", "Otro diario"]
    assert [unit.name for unit in heir.measure_units] == ["hectáreas"]


def test_a_missing_catalogue_is_named(root: Path) -> None:
    child(root, {}, catalogues="[xx/leyes]")
    with pytest.raises(MethodologyError, match=r"xx/hija-1: catalogues: el catálogo «xx/leyes» no existe"):
        load("xx.hija", root)
