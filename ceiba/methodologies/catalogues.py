"""Lists that several methodologies share: frameworks, laws, institutions, acronyms and units of measure."""

from functools import cache
from pathlib import Path

from ceiba.kernel.text import _
from ceiba.methodologies.merging import doubled
from ceiba.methodologies.problems import MethodologyError, Problem
from ceiba.methodologies.reading import Raw, check, read_file

FOLDER = "catalogues"


@cache
def catalogue(name: str, root: Path, wanted_by: str) -> Raw:
    """Return the checked text of a catalogue (``gt/laws``); ``MethodologyError`` where it is missing or wrong.

    ``wanted_by`` is the folder of the methodology that names it.
    """
    path = root / FOLDER / f"{name}.yaml"
    if not path.is_file():
        message = _("el catálogo «%(name)s» no existe; corrija el nombre o agregue el archivo %(path)s.")
        facts = {"name": name, "path": f"{FOLDER}/{name}.yaml"}
        raise MethodologyError([Problem(wanted_by, "catalogues", message, facts)])
    place = f"{FOLDER}/{name}"
    raw = read_file(path, place)
    check(raw, "catalogue", place)
    if problems := tuple(doubled(raw, place)):
        raise MethodologyError(problems)
    return raw
