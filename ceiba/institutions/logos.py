"""Logos: a PNG or an SVG, told apart by content. What could do anything but draw is refused.

A PNG is written anew with the blocks that draw, so that nothing else travels in it. An SVG may have only the elements
of the list below, no handler, and no address but those of its own parts.
"""

import base64
import hashlib
import re
import struct
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from django.utils.translation import gettext as _

LARGEST = 50_000
WIDEST = 4096
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DRAWING = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"})
_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan clipPath mask pattern "
    "linearGradient radialGradient stop".split()
)
_ADDRESS = re.compile(r"url\s*\(|:\s*//|javascript:|data:|@import|expression\s*\(", re.IGNORECASE)
_OWN_PART = re.compile(r"url\(\s*['\"]?#[\w.-]+['\"]?\s*\)")
_TYPES = {"image/png": "png", "image/svg+xml": "svg"}


class UnusableLogo(ValueError):
    """A file that cannot be the logo; the message says in the reader's language why, and what to do."""


def checked(content: bytes) -> str:
    """Return a logo as a data address from the bytes of a file; ``UnusableLogo`` where it cannot be one."""
    if len(content) > LARGEST:
        raise UnusableLogo(_("El archivo pesa más de 50 kB. Guárdelo más pequeño y vuelva a elegirlo."))
    if content.startswith(_SIGNATURE):
        kind, content = "image/png", b"".join([_SIGNATURE, *_png(content)])
    else:
        kind = "image/svg+xml"
        _check_svg(content)
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def opened(logo: str) -> tuple[str, bytes]:
    """Return media type and bytes of a data address that ``checked`` made."""
    kind, _comma, text = logo.removeprefix("data:").partition(";base64,")
    return (kind if kind in _TYPES else "application/octet-stream"), base64.b64decode(text)


def digest(logo: str) -> str:
    """Return the name of a logo in its address: it changes when the logo does, so that browsers may keep it."""
    return hashlib.sha256(logo.encode()).hexdigest()[:16]


def _png(content: bytes) -> Iterator[bytes]:
    """Yield the blocks that draw; refuse what is broken or enormous."""
    broken = UnusableLogo(_("El archivo PNG está dañado. Guárdelo de nuevo y vuelva a elegirlo."))
    at = len(_SIGNATURE)
    kinds: list[bytes] = []
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        block = content[at : at + 12 + length]
        kind = block[4:8]
        if len(block) != 12 + length or zlib.crc32(block[4:-4]) != struct.unpack(">I", block[-4:])[0]:
            raise broken
        if not kinds and (kind != b"IHDR" or length != 13):
            raise broken
        if kind == b"IHDR" and max(struct.unpack_from(">II", block, 8)) > WIDEST:
            raise UnusableLogo(_("La imagen mide más de %(size)s puntos: hágala más pequeña.") % {"size": WIDEST})
        kinds.append(kind)
        if kind in _DRAWING:
            yield block
        if kind == b"IEND":
            break
        at += 12 + length
    if not {b"IHDR", b"IDAT", b"IEND"} <= set(kinds):
        raise broken


def _check_svg(content: bytes) -> None:
    """Refuse what is not an SVG, and one that could do anything but draw."""
    parser = expat.ParserCreate(namespace_separator=" ")
    seen: list[str] = []

    def refuse(*_parts: object) -> None:
        raise UnusableLogo(
            _("El SVG trae algo más que un dibujo (guiones, enlaces, estilos o imágenes ajenas). Expórtelo como PNG.")
        )

    def begin(name: str, attributes: dict[str, str]) -> None:
        namespace, _space, element = name.rpartition(" ")
        seen.append(element)
        if namespace != _SVG or element not in _ELEMENTS or (len(seen) == 1) != (element == "svg"):
            refuse()
        for attribute, value in attributes.items():
            if not _harmless(attribute.rpartition(" ")[2], value):
                refuse()

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnusableLogo(_("El archivo no es un PNG ni un SVG. Elija otro.")) from error


def _harmless(attribute: str, value: str) -> bool:
    name = attribute.lower()
    if name.startswith("on") or name == "base":
        return False
    if name == "href":
        return value.startswith("#")
    return not _ADDRESS.search(_OWN_PART.sub("", value)) and "\\" not in value
