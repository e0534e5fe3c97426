"""The way in: a reference, ``country.norm`` or ``country.norm@edition``, becomes a proved methodology."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import _
from ceiba.methodologies import parsing
from ceiba.methodologies.catalogues import FOLDER, catalogue
from ceiba.methodologies.merging import add_catalogue, doubled, extend
from ceiba.methodologies.problems import MethodologyError, Problem, UnknownMethodology
from ceiba.methodologies.proof import incomplete, prove
from ceiba.methodologies.reading import Raw, read_folder

__all__ = ["ROOT", "MethodologyError", "UnknownMethodology", "available", "load"]

ROOT = Path(__file__).parent


@cache
def load(reference: str, root: Path = ROOT) -> Methodology:
    """Return a proved methodology by its identifier, with or without edition (without: the latest).

    ``UnknownMethodology`` lists the known ones; ``MethodologyError`` tells what is wrong with the folder.
    """
    folders = _folders(root)
    known = [name for name in folders if name == reference or name.partition("@")[0] == reference]
    if not known:
        raise UnknownMethodology(reference, folders)
    return _proved(known[-1], root)


def files_of(reference: str, root: Path = ROOT) -> tuple[Path, ...]:
    """Return the files that a proved methodology is made of: its own, those that it extends, their catalogues."""
    folder, raw = _folders(root)[load(reference, root).reference], _own(load(reference, root).reference, root)
    own = tuple(sorted(path for path in folder.iterdir() if path.suffix == ".yaml"))
    named = tuple(root / FOLDER / f"{name}.yaml" for name in raw.get("catalogues", []))
    above = files_of(raw["extends"], root) if "extends" in raw else ()
    return tuple(dict.fromkeys((*own, *named, *above)))


@cache
def available(root: Path = ROOT) -> tuple[Methodology, ...]:
    """Return every methodology of a root folder, ordered by identifier and edition."""
    return tuple(_proved(reference, root) for reference in _folders(root))


@cache
def _proved(reference: str, root: Path) -> Methodology:
    folder = _name(_folders(root)[reference], root)
    raw = _merged(reference, root, ())
    if problems := tuple(incomplete(raw, folder)):
        raise MethodologyError(problems)
    methodology = parsing.methodology(raw)
    if problems := tuple(prove(methodology, raw, folder)):
        raise MethodologyError(problems)
    return methodology


def _merged(reference: str, root: Path, way: tuple[str, ...]) -> Raw:
    """Return the text of a methodology with its catalogues and all that it inherits; ``way`` is who extends it."""
    folders = _folders(root)
    raw = _own(reference, root)
    parent = raw.get("extends")
    if parent is None:
        return raw
    folder = _name(folders[reference], root)
    if parent not in folders:
        message = _("extiende «%(parent)s», que no existe; las conocidas son: %(known)s.")
        raise MethodologyError([Problem(folder, "extends", message, {"parent": parent, "known": ", ".join(folders)})])
    if parent in (*way, reference):
        message = _("se extiende a sí misma por medio de «%(parent)s»; corte el círculo.")
        raise MethodologyError([Problem(folder, "extends", message, {"parent": parent})])
    return extend(_merged(parent, root, (*way, reference)), raw)


@cache
def _own(reference: str, root: Path) -> Raw:
    """Return the checked text of one folder with the catalogues that it names, without what it inherits."""
    path = _folders(root)[reference]
    folder = _name(path, root)
    raw = read_folder(path, folder)
    if problems := tuple(_misplaced(raw, reference, folder)) or tuple(doubled(raw, folder)):
        raise MethodologyError(problems)
    for name in reversed(raw.get("catalogues", [])):
        raw = add_catalogue(raw, catalogue(name, root, folder))
    return raw


def _misplaced(raw: Raw, reference: str, folder: str) -> Iterator[Problem]:
    stated = f"{raw['id']}@{raw['edition']}"
    if stated != reference:
        message = _("la carpeta es de «%(folder)s» y el archivo dice «%(stated)s»; iguálelos.")
        yield Problem(folder, "id", message, {"folder": reference, "stated": stated})


@cache
def _folders(root: Path) -> dict[str, Path]:
    """Return the folders by reference, ordered: ``country/norm-2023`` is ``country.norm@2023``."""
    found = {}
    for path in root.rglob("methodology.yaml"):
        parts = path.parent.relative_to(root).parts
        if parts and parts[0] != FOLDER:
            name, _dash, edition = ".".join(parts).rpartition("-")
            found[f"{name}@{edition}"] = path.parent
    return dict(sorted(found.items(), key=lambda item: _order(item[0])))


def _order(reference: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    name, _at, edition = reference.partition("@")
    return name, tuple((int(part) if part.isdigit() else 0, part) for part in edition.split("."))


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
