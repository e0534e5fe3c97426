"""No file names a machine or a registry, and no sentence of the documents that Ceiba learnt from stands in one."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.architecture import boundaries

pytestmark = pytest.mark.slow

Check = Callable[[Iterable[Path]], list[str]]

BROKEN = [
    (boundaries.machine_paths, "a.md", "see /" + "home/ana/plan.txt", "b.md", "see ../home/plan.txt"),
    (boundaries.registry_hosts, "a.toml", "index = pypi" + ".org", "b.toml", "index = none"),
    (boundaries.locked_addresses, "package-lock.json", '"resol' + 'ved": "x"', "b.json", '"resol' + 'ved": "x"'),
    (boundaries.locked_addresses, "dev.txt", "a @ https:" + "//example.org/a.whl", "b.txt", "https:" + "//example.org"),
]


@pytest.mark.parametrize("check", [boundaries.machine_paths, boundaries.registry_hosts, boundaries.locked_addresses])
def test_the_repository_keeps_its_boundaries(check: Check) -> None:
    assert check(boundaries.kept_files()) == []


@pytest.mark.parametrize(("check", "bad_name", "bad", "good_name", "good"), BROKEN)
def test_a_broken_boundary_is_seen(
    check: Check, bad_name: str, bad: str, good_name: str, good: str, tmp_path: Path
) -> None:
    bad_path, good_path = tmp_path / bad_name, tmp_path / good_name
    bad_path.write_text(f"first line\n{bad}\n", encoding="utf-8")
    good_path.write_text(f"first line\n{good}\n", encoding="utf-8")
    assert check([bad_path, good_path]) == [f"{bad_path}:2"]


def test_the_lock_files_are_among_the_kept_ones() -> None:
    assert {path.name for path in boundaries.kept_files()} >= boundaries.LOCKS


@pytest.mark.skipif(not boundaries.shared().is_dir(), reason="the founding documents (../shared) are not here")
def test_no_sentence_of_the_founding_documents_is_kept() -> None:
    documents = [*boundaries.shared().glob("seeds/*.txt"), *boundaries.shared().glob("extraction/dev/docs/*.txt")]
    assert documents
    names = boundaries.official_names(boundaries.ROOT / "ceiba" / "methodologies" / "catalogues")
    assert boundaries.copied_sentences(boundaries.kept_files(), documents, names) == []


def test_a_copied_sentence_is_seen(tmp_path: Path) -> None:
    document, copy, other = tmp_path / "plan.txt", tmp_path / "copy.md", tmp_path / "other.md"
    document.write_text("uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece", encoding="utf-8")
    copy.write_text("Véase: UNO, dos, trés\ncuatro; cinco seis siete ocho nueve (diez) once doce.", encoding="utf-8")
    other.write_text("uno dos tres cuatro cinco seis y siete ocho nueve diez once doce trece", encoding="utf-8")
    found = boundaries.copied_sentences([copy, other], [document])
    assert len(found) == 1
    assert found[0].startswith(str(copy))


def test_an_official_name_may_stay(tmp_path: Path) -> None:
    name = "Ley de uno dos tres cuatro cinco seis siete ocho nueve diez once"
    document, catalogue = tmp_path / "plan.txt", tmp_path / "laws.yaml"
    document.write_text(f"según la {name}", encoding="utf-8")
    catalogue.write_text(f"laws:\n  - title: {name}\n", encoding="utf-8")
    assert boundaries.copied_sentences([catalogue], [document])
    assert boundaries.copied_sentences([catalogue], [document], boundaries.official_names(tmp_path)) == []
