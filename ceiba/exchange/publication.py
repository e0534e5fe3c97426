"""A publication as a file: what an institution made public, whole in one text that anybody can check without Ceiba.

Three parts, in UTF-8 with line feeds alone::

    publication: "1"                          the version of this form; one line for each fact, each a text of JSON
    institution: "municipalidad-de-ejemplo"
    number: "7"
    …
    previous: "3f09…"                         the hash of publication 6; sixty-four zeros before the first
    key: "b51c…"                              the public key of the institution (Ed25519, 32 bytes)
    ---
    ceiba: '1'                                the plan as text (``plan_format``)
    …
    # signature: 99c0…                        over everything above this line (64 bytes)

The **hash** of a publication is the SHA-256 of everything above its last line; the *fingerprint* of a key is the
SHA-256 of its 32 bytes. Everything binary is hexadecimal in small letters, so that there is one way to write it.
Whoever rewrites a publication and every later one makes a chain that is sound in itself: the hash of the last one and
the fingerprint, which others have seen and kept, are what tells it.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ceiba.kernel.text import _

VERSION = "1"
GENESIS = "0" * 64
_MARK = b"# signature: "
_LINE = re.compile(r'([a-z_]+): (".*")')
_HEX32, _HEX64 = re.compile(r"[0-9a-f]{64}"), re.compile(rb"[0-9a-f]{128}")
_CUT = b"\n---\n"


class UnreadablePublication(ValueError):
    """The bytes are no publication; ``args[0]`` says in Spanish where it breaks and what to do."""


@dataclass(frozen=True, slots=True)
class PublicationHeader:
    """What a publication says of itself; every fact is text.

    ``institution`` is its part of the address and ``name`` what it is called; ``number`` counts from 1; ``at`` is the
    moment (ISO 8601, with zone); ``until`` the period up to whose end figures are told. ``corrects`` is the number of
    the publication that this one corrects and ``reason`` says why; both are blank where it corrects none. ``previous``
    is the hash of the one before, ``key`` the public key that signs; ``next_key`` the one that signs from the next
    publication on, where the institution changes it: the old key vouches for the new one.
    """

    institution: str
    name: str
    number: str
    at: str
    until: str
    previous: str
    key: str
    title: str = ""
    corrects: str = ""
    reason: str = ""
    next_key: str = ""

    def __post_init__(self) -> None:
        if not self.number.isascii() or not self.number.isdigit() or self.number.startswith("0"):
            raise ValueError("a publication has a number from 1 on")
        if not all(map(_HEX32.fullmatch, filter(None, (self.previous, self.key, self.next_key)))):
            raise ValueError("hashes and keys are 64 hexadecimal digits in small letters")

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the key."""
        return fingerprint(self.key)


@dataclass(frozen=True, slots=True)
class PublicationFile:
    """A publication that was read: its header, the plan as text, the bytes that are signed, and the signature."""

    header: PublicationHeader
    text: str
    signed: bytes
    signature: bytes

    @property
    def digest(self) -> str:
        """Return the hash of the publication."""
        return hashlib.sha256(self.signed).hexdigest()

    @property
    def is_signed(self) -> bool:
        """Tell whether the key of the header signed these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.header.key)).verify(self.signature, self.signed)
        except (InvalidSignature, ValueError):
            return False
        return True


def fingerprint(key: str) -> str:
    """Return the fingerprint of a public key in hexadecimal."""
    return hashlib.sha256(bytes.fromhex(key)).hexdigest()


def public_key(private: Ed25519PrivateKey) -> str:
    """Return the public key of a private one, in hexadecimal."""
    return private.public_key().public_bytes_raw().hex()


def compose(header: PublicationHeader, text: str, private: Ed25519PrivateKey) -> bytes:
    """Return the publication as a file, signed. ``ValueError`` where the key of the header is another's."""
    if header.key != public_key(private):
        raise ValueError("the header names another key")
    told = {"publication": VERSION} | {name: value for name, value in _facts(header) if value or name in _ALWAYS}
    head = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items())
    signed = f"{head}---\n{text}".encode()
    if not signed.endswith(b"\n"):
        signed += b"\n"
    return signed + _MARK + private.sign(signed).hex().encode() + b"\n"


def parse(content: bytes) -> PublicationFile:
    """Return the publication of a file; ``UnreadablePublication`` where it has not the one form that it can have.

    Whether its signature holds is asked of the result.
    """
    signed, mark, last = content.rpartition(_MARK)
    if not mark or not signed.endswith(b"\n") or not last.endswith(b"\n") or not _HEX64.fullmatch(last[:-1]):
        raise UnreadablePublication(
            _("No termina con la firma: falta o está cortada. Descargue la publicación otra vez.")
        )
    head, cut, text = signed.partition(_CUT)
    try:
        facts = _read_head(head.decode())
        body = text.decode()
    except UnicodeDecodeError as error:
        raise UnreadablePublication(
            _("No es texto UTF-8 (byte %(byte)s). Descargue la publicación otra vez.") % {"byte": error.start + 1}
        ) from error
    if not cut:
        raise UnreadablePublication(_("No tiene la raya «---» que separa el encabezado del plan."))
    return PublicationFile(_header(facts), body, signed, bytes.fromhex(last[:-1].decode()))


@dataclass(frozen=True, slots=True)
class PublicationCheck:
    """One thing that was looked at in a publication: what, whether it holds, and what was seen."""

    what: str
    holds: bool
    seen: str = ""


def verify(
    publication: PublicationFile, *, expected: str = "", key: str = "", previous: PublicationFile | None = None
) -> tuple[PublicationCheck, ...]:
    """Return everything that can be checked of a publication, in order.

    ``expected`` is the hash and ``key`` the fingerprint that the reader got elsewhere; ``previous`` the publication
    before it, where it is at hand.
    """
    header = publication.header
    found = [PublicationCheck(_("La firma es de la llave que el archivo nombra"), publication.is_signed)]
    if expected:
        same = publication.digest == expected.strip().lower()
        found.append(PublicationCheck(_("La huella es la que usted esperaba"), same, publication.digest))
    if key:
        same = header.fingerprint == key.strip().lower()
        found.append(PublicationCheck(_("La llave es la que usted conoce"), same, header.fingerprint))
    if previous is not None:
        found += _follows(previous, publication)
    elif header.number == "1":
        told = _("Es la primera y no sigue a ninguna")
        found.append(PublicationCheck(told, header.previous == GENESIS, header.previous))
    return tuple(found)


def verify_chain(publications: Sequence[PublicationFile]) -> tuple[tuple[PublicationCheck, ...], ...]:
    """Return the checks of publications that follow one another, oldest first."""
    before = [None, *publications]
    return tuple(verify(one, previous=last) for last, one in zip(before, publications, strict=False))


def _follows(previous: PublicationFile, publication: PublicationFile) -> list[PublicationCheck]:
    header, before = publication.header, previous.header
    facts = {"number": before.number}
    return [
        PublicationCheck(
            _("Sigue a la publicación %(number)s: lleva su huella") % facts,
            header.previous == previous.digest,
            header.previous,
        ),
        PublicationCheck(
            _("Es de la misma institución y lleva el número siguiente"),
            header.institution == before.institution and int(header.number) == int(before.number) + 1,
            f"{header.institution} {header.number}",
        ),
        PublicationCheck(
            _("Firma la llave que la anterior anunció, o la misma"),
            header.key == (before.next_key or before.key),
            header.fingerprint,
        ),
    ]


_ALWAYS = frozenset({"institution", "name", "number", "at", "until", "previous", "key"})


def _facts(header: PublicationHeader) -> list[tuple[str, str]]:
    return [(field.name, getattr(header, field.name)) for field in fields(header)]


def _read_head(text: str) -> dict[str, str]:
    """Return the facts of a header; refuse a line that is not exactly as ``compose`` writes it."""
    facts: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line)
        value = _told(match[2]) if match else None
        if match is None or value is None or match[1] in facts:
            message = _('El renglón %(line)s del encabezado no tiene la forma «dato: "texto"».')
            raise UnreadablePublication(message % {"line": number})
        facts[match[1]] = value
    return facts


def _told(quoted: str) -> str | None:
    try:
        value = json.loads(quoted)
    except ValueError:
        return None
    return value if isinstance(value, str) and json.dumps(value, ensure_ascii=False) == quoted else None


def _header(facts: dict[str, str]) -> PublicationHeader:
    version = facts.pop("publication", "")
    if version != VERSION:
        message = _("Es de la versión «%(version)s» del formato y esta Ceiba conoce la %(known)s.")
        raise UnreadablePublication(message % {"version": version or "—", "known": VERSION})
    known = {field.name for field in fields(PublicationHeader)}
    wrong = sorted(facts.keys() - known) + sorted(_ALWAYS - facts.keys())
    if wrong:
        message = _("El encabezado trae datos que no se conocen, o le faltan: %(names)s.")
        raise UnreadablePublication(message % {"names": ", ".join(wrong)})
    try:
        return PublicationHeader(**facts)
    except ValueError as error:
        raise UnreadablePublication(
            _("El número, la huella anterior o la llave del encabezado no tienen su forma.")
        ) from error
