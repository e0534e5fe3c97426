"""The parts of a Word file and what points from one to another. Targets outside the file are never opened."""

import posixpath
import re
from dataclasses import dataclass
from zipfile import ZipFile

from lxml import etree

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers import archive, markup

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN_PART = re.compile(r"word/document\d*\.xml")


@dataclass(frozen=True, slots=True)
class Relation:
    """A part of the file that another part points to: the last word of the relation's type, and the path."""

    kind: str
    path: str


class Package:
    """A Word file, its main part found; ``UnusableDocument`` where it has none."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self._archive: ZipFile = archive.opened(name, content)
        self._names = frozenset(self._archive.namelist())
        self.main = self._main_part()
        self.relations = self._relations(self.main)

    @property
    def has_macros(self) -> bool:
        """Tell whether the file brings programs."""
        return any(path.endswith("vbaProject.bin") for path in self._names)

    def content(self, path: str) -> bytes | None:
        """Return the bytes of a part, None where the file has none of that name."""
        return archive.part(self._archive, path) if path in self._names else None

    def root(self, path: str) -> etree._Element | None:
        """Return a part parsed, None where it is missing; ``UnusableDocument`` where it is damaged."""
        if path not in self._names:
            return None
        content = self.content(path)
        if content is None:
            raise markup.damaged(self.name)
        return markup.parsed(self.name, content)

    def related(self, kind: str) -> etree._Element | None:
        """Return the part that the main part points to as its styles, numbering, footnotes…; None where it has none."""
        for relation in self.relations.values():
            if relation.kind == kind:
                return self.root(relation.path)
        return None

    def _main_part(self) -> str:
        for relation in self._relations("").values():
            if relation.kind == "officeDocument" and relation.path in self._names:
                return relation.path
        found = sorted(path for path in self._names if _MAIN_PART.fullmatch(path))
        if not found:
            raise markup.damaged(self.name)
        return found[0]

    def _relations(self, source: str) -> dict[str, Relation]:
        """Return by identifier what a part points to inside the file; a damaged list counts as none."""
        folder, base = posixpath.split(source)
        try:
            root = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
        except UnusableDocument:
            root = None
        found: dict[str, Relation] = {}
        for relation in root.iter(_RELATION) if root is not None else ():
            target = relation.get("Target") or ""
            if relation.get("TargetMode") == "External" or not target:
                continue
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
            found[relation.get("Id") or ""] = Relation(kind, posixpath.normpath(path))
        return found
