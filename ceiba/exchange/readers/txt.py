"""Plain text in any of the encodings that offices use; what is not text is turned away with a way out."""

import codecs

import puremagic
from charset_normalizer import from_bytes

from ceiba.exchange.document import Document, Line, UnusableDocument
from ceiba.kernel.text import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64_000  # bytes that the guesses look at, so that a large file costs no more than a small one
_SPANISH = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”°º")
# Controls that stand for a blank inside a line; str.splitlines would also split lines at some of them.
_BLANKS = str.maketrans(dict.fromkeys("\r\f\v\x1c\x1d\x1e\x85\u2028\u2029", " ") | {"\u00a0": " ", "\ufeff": None})


def read(name: str, content: bytes) -> Document:
    """Return the lines of a text file, numbered from 1 and split at line feeds only.

    Raises ``UnusableDocument`` with a message in Spanish where the bytes are empty, encrypted or no text at all.
    """
    text, notes = decoded(name, content)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise UnusableDocument(_("%(file)s solo tiene espacios en blanco: no hay nada que leer.") % {"file": name})
    lines = tuple(Line(i, plain_line(line)) for i, line in enumerate(text.split("\n"), 1))
    return Document(name, lines, notes=notes)


def plain_line(line: str) -> str:
    """Return a line without the signs that other programs would part it at, and without blanks at its end."""
    return line.translate(_BLANKS).rstrip()


def decoded(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and a note where its encoding was guessed; ``UnusableDocument`` as ``read``."""
    if not content.strip():
        raise UnusableDocument(
            _("%(file)s está vacío: no hay nada que leer. Revise que se haya guardado bien.") % {"file": name}
        )
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(name, content, encoding), ()
    if b"\0" in content[:_SAMPLE]:
        raise UnusableDocument(
            _("%(file)s no es texto sino un archivo binario%(kind)s, aunque se llame así. Guárdelo como texto (.txt).")
            % {"file": name, "kind": _kind_of(content)}
        )
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _guess(name, content, error.start)


def _strictly(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnusableDocument(
            _("%(file)s: la línea %(line)s está dañada (%(encoding)s). Guárdelo de nuevo como texto UTF-8.")
            % {"file": name, "encoding": encoding, "line": line}
        ) from error


def _kind_of(content: bytes) -> str:
    """Return « (.png)» where the first bytes are those of a known format, otherwise nothing."""
    try:
        return f" ({puremagic.from_string(content[:_SAMPLE])})"
    except (puremagic.PureError, ValueError):
        return ""


def _guess(name: str, content: bytes, where: int) -> tuple[str, tuple[str, ...]]:
    """Decode bytes that are not UTF-8. Of the guesses the one that yields Spanish letters wins; latin-1 otherwise."""
    around = content[max(0, where - 1000) : where + _SAMPLE]
    if sum(byte < 9 or 13 < byte < 32 for byte in around) > len(around) // 50:
        raise UnusableDocument(
            _("%(file)s no es texto sino un archivo binario%(kind)s. Guárdelo como texto (.txt).")
            % {"file": name, "kind": _kind_of(content)}
        )
    encodings = ["cp1252", "latin-1"]
    best = from_bytes(around, cp_isolation=["cp1252", "latin_1", "cp850", "mac_roman"]).best()
    if best is not None and _spanish_letters(around, best.encoding) > _spanish_letters(around, "cp1252"):
        encodings.insert(0, best.encoding)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        note = _("El archivo no está en UTF-8: se leyó como %(encoding)s. Revise los acentos.") % {"encoding": encoding}
        return text, (note,)
    raise AssertionError("latin-1 decodes every byte")


def _spanish_letters(sample: bytes, encoding: str) -> int:
    return sum(letter in _SPANISH for letter in sample.decode(encoding, "replace"))
