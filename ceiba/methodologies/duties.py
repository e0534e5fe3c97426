"""The way in for transparency duties: a YAML document becomes a proved duty.

``duties/xx/NAME-EDITION.yaml`` has the id ``xx.NAME``; an installation may have a folder of its own of the same shape.
A new duty is a new file, and nothing else.
"""

from functools import cache
from pathlib import Path

from ceiba.kernel.duty import Duty
from ceiba.kernel.text import _
from ceiba.methodologies.duty_parsing import duty_of
from ceiba.methodologies.duty_proof import prove
from ceiba.methodologies.problems import MethodologyError, Problem
from ceiba.methodologies.reading import check, read_bytes

__all__ = ["ROOT", "MethodologyError", "available_duties", "read_duty"]

ROOT = Path(__file__).parent / "duties"


def read_duty(content: bytes, name: str) -> Duty:
    """Return the proved duty of a YAML document; ``name`` is what problems call it.

    ``MethodologyError`` tells everything that is wrong: what cannot be read, what has not the shape, what does not
    hold together.
    """
    raw = read_bytes(content, name, name)
    check(raw, "duty", name)
    if problems := tuple(prove(raw, name)):
        raise MethodologyError(problems)
    return duty_of(raw)


@cache
def available_duties(root: Path = ROOT) -> tuple[Duty, ...]:
    """Return every duty of a folder, ordered by identifier and edition; none where the folder is not there.

    ``MethodologyError`` where a file is not what its name says.
    """
    found = (_read(path, root) for path in sorted(root.rglob("*.yaml")))
    return tuple(sorted(found, key=lambda duty: (duty.id, duty.edition)))


def _read(path: Path, root: Path) -> Duty:
    name = path.relative_to(root).as_posix()
    duty = read_duty(path.read_bytes(), name)
    stem, _dash, edition = path.stem.rpartition("-")
    named = f"{path.parent.name}.{stem}@{edition}"
    if duty.reference != named:
        message = _("el archivo es de «%(file)s» y el documento dice «%(stated)s»; iguálelos.")
        raise MethodologyError([Problem(name, "id", message, {"file": named, "stated": duty.reference})])
    return duty
