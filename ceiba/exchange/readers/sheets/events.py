"""XML parts read as a stream of events: no tree is built, so that memory does not grow with what a part nests.

Entities are never declared in these formats; a part that declares one is refused, and nothing outside is fetched.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from ceiba.exchange.document import UnusableDocument
from ceiba.kernel.text import _

_CHUNK = 1 << 18


class Handler:
    """Takes the events of a part. Names come without their prefix."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take text; one run of it may come in several pieces."""


class _LocalNames(dict[str, str]):
    """Names without prefix; each is cut once."""

    def __missing__(self, name: str) -> str:
        if len(self) > 10_000:
            raise ExpatError("more element names than any format has")
        local = self[name] = name.rpartition(":")[2]
        return local


def read_part(file: str, archive: ZipFile, path: str, handler: Handler) -> bool:
    """Send the events of a part to a handler; False where the archive has no such part.

    ``UnusableDocument`` naming the file where the part is damaged or declares entities.
    """
    if path not in archive.NameToInfo:
        return False
    for _chunk in chunks_of_part(file, archive, path, handler):
        pass
    return True


def chunks_of_part(file: str, archive: ZipFile, path: str, handler: Handler) -> Iterator[None]:
    """Send the events of a part to a handler, pausing after each chunk so that what it took can be handed on.

    ``UnusableDocument`` naming the file where the part is missing, damaged or declares entities.
    """
    with _told(file, path):
        stream = archive.open(path)
    with stream:
        parsing = _parse(stream, handler)
        while True:
            with _told(file, path):
                if next(parsing, False) is False:
                    return
            yield


@contextmanager
def _told(file: str, path: str) -> Iterator[None]:
    try:
        yield
    except (ExpatError, BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError) as error:
        message = _("%(file)s está dañado: no se entiende su parte %(part)s. Ábralo, guárdelo de nuevo y súbalo.")
        raise UnusableDocument(message % {"file": file, "part": path}) from error


def _parse(stream: IO[bytes], handler: Handler) -> Iterator[bool]:
    parser = ParserCreate()
    parser.buffer_text = True
    names = _LocalNames()
    parser.StartElementHandler = _starting(handler, names)
    parser.EndElementHandler = lambda name: handler.end(names[name])
    parser.CharacterDataHandler = handler.text
    parser.EntityDeclHandler = _refuse_entity
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk, False)
        yield True
    parser.Parse(b"", True)
    yield True


def _starting(handler: Handler, names: Mapping[str, str]) -> Callable[[str, dict[str, str]], None]:
    start = handler.start
    return lambda name, attributes: start(names[name], attributes)


def _refuse_entity(*_declaration: object) -> None:
    raise ExpatError("entities are not declared in a document")


def local(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return attributes by their names without prefix."""
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}
