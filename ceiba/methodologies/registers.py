"""The way in for register types: a YAML document, shipped or designed in the product, becomes a proved type.

``registers/NAME-EDITION.yaml`` is of every country; ``registers/xx/NAME-EDITION.yaml`` is of one and has its id
``xx.NAME``.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from ceiba.kernel.register_type import RegisterType
from ceiba.kernel.text import _
from ceiba.methodologies.problems import MethodologyError, Problem
from ceiba.methodologies.reading import check, read_bytes
from ceiba.methodologies.register_examples import prove_examples
from ceiba.methodologies.register_parsing import register_type
from ceiba.methodologies.register_proof import prove

__all__ = [
    "ROOT",
    "MethodologyError",
    "UnknownRegister",
    "available_registers",
    "load_register",
    "read_register",
    "shipped_document",
]

ROOT = Path(__file__).parent / "registers"
LONGEST = 400_000  # bytes of a document; the longest shipped one has a twentieth


class UnknownRegister(Exception):
    """A reference that no register type answers to; the message lists those that are known."""

    message = _("No se conoce el tipo de registro «%(reference)s». Los conocidos son: %(known)s.")

    def __init__(self, reference: str, known: Iterable[str]) -> None:
        self.facts = {"reference": reference, "known": ", ".join(known)}
        super().__init__(self.message % self.facts)


def read_register(content: bytes, name: str) -> RegisterType:
    """Return the proved register type of a YAML document; ``name`` is what problems call it.

    ``MethodologyError`` tells everything that is wrong: first what cannot be read, then what has not the shape, then
    what does not hold together, and then what the examples contradict.
    """
    if len(content) > LONGEST:
        message = _("pesa más de %(most)s bytes; parta el registro en dos y vincúlelos.")
        raise MethodologyError([Problem(name, name, message, {"most": str(LONGEST)})])
    _refuse_aliases(content, name)
    raw = read_bytes(content, name, name)
    check(raw, "register_type", name)
    register = register_type(raw)
    if problems := tuple(prove(register, raw, name)):
        raise MethodologyError(problems)
    if problems := tuple(prove_examples(register, raw["examples"], name)):
        raise MethodologyError(problems)
    return register


@cache
def load_register(reference: str, root: Path = ROOT) -> RegisterType:
    """Return a shipped register type by its identifier, with or without edition (without: the latest).

    ``UnknownRegister`` lists the known ones.
    """
    files = _files(root)
    known = [name for name in files if name == reference or name.partition("@")[0] == reference]
    if not known:
        raise UnknownRegister(reference, tuple(files))
    return _loaded(known[-1], root)


def shipped_document(reference: str, root: Path = ROOT) -> bytes:
    """Return the document of a shipped register type, word for word; ``UnknownRegister`` lists the known ones."""
    return _files(root)[load_register(reference, root).reference].read_bytes()


@cache
def available_registers(root: Path = ROOT) -> tuple[RegisterType, ...]:
    """Return every shipped register type, ordered by identifier and edition; their links lead to one another.

    ``MethodologyError`` where a link leads to a register that is not there.
    """
    registers = tuple(_loaded(reference, root) for reference in _files(root))
    known = {register.id for register in registers}
    message = _("vincula con el registro «%(target)s», que no existe; corrija la clave o agréguelo.")
    lost = [
        Problem(register.reference, f"fields.{field.key}", message, {"target": field.target_register})
        for register in registers
        for field in register.fields
        if field.target_register and field.target_register not in known
    ]
    if lost:
        raise MethodologyError(lost)
    return registers


@cache
def _loaded(reference: str, root: Path) -> RegisterType:
    path = _files(root)[reference]
    name = path.relative_to(root).as_posix()
    register = read_register(path.read_bytes(), name)
    country = reference.partition(".")[0].upper() if "." in reference.partition("@")[0] else None
    if register.reference != reference:
        message = _("el archivo es de «%(file)s» y el documento dice «%(stated)s»; iguálelos.")
        raise MethodologyError([Problem(name, "id", message, {"file": reference, "stated": register.reference})])
    if register.country != country:
        message = _("la carpeta es de «%(country)s» y el documento dice «%(stated)s»; iguálelos.")
        facts = {"country": country or "—", "stated": register.country or "—"}
        raise MethodologyError([Problem(name, "country", message, facts)])
    return register


@cache
def _files(root: Path) -> dict[str, Path]:
    """Return the documents by reference, ordered: ``xx/book-2.yaml`` is ``xx.book@2``."""
    found = {}
    for path in root.rglob("*.yaml"):
        name, _dash, edition = ".".join((*path.parent.relative_to(root).parts, path.stem)).rpartition("-")
        found[f"{name}@{edition}"] = path
    return dict(sorted(found.items(), key=lambda item: _order(item[0])))


def _order(reference: str) -> tuple[str, tuple[int, ...]]:
    name, _at, edition = reference.partition("@")
    return name, tuple(int(part) if part.isdigit() else 0 for part in edition.split("."))


def _refuse_aliases(content: bytes, name: str) -> None:
    """Refuse a document whose parts stand for one another: a few lines of such could fill the memory, or never end."""
    try:
        for event in yaml.parse(content, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                message = _("usa «*%(anchor)s» en lugar de escribir el valor; escríbalo donde va.")
                raise MethodologyError([Problem(name, f"línea {line}", message, {"anchor": event.anchor or ""})])
    except yaml.YAMLError:
        return  # whoever reads it says where it breaks
