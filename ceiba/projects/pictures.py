"""Pictures as they come out of a telephone: told by content, drawn again, and what they say of day and place.

A picture is written anew, upright and at most ``LONGEST`` pixels long: nothing travels in it but what is seen. Where
and when it was taken leaves it here and is only ever a proposal to a person.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LARGEST = 25 * 1024 * 1024  # bytes of one file
SMALLEST, MOST_PIXELS = 160, 80_000_000  # pixels of the shorter side; pixels in all, before anything is decoded
LONGEST, THUMBNAIL = 1600, 420  # pixels of the longer side, as kept and as listed
_QUALITY, _SMALL_QUALITY = 82, 70
_FORMATS = ("JPEG", "PNG")
_EXIF, _GPS = 0x8769, 0x8825  # where EXIF 2.32 keeps the moment and the place
_TAKEN, _CHANGED = 0x9003, 0x0132
_DAMAGE = (OSError, ValueError, SyntaxError, TypeError, KeyError, ArithmeticError, Image.DecompressionBombError)
_METRES = Decimal("0.00001")  # of a degree: about one metre


class UnusablePicture(ValueError):
    """A file that is no picture we keep; the message names it and says in the reader's language what to do."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn again as JPEG, the SHA-256 of the file that it came from, and the day and place it told.

    Degrees are of WGS 84, both or none.
    """

    name: str
    content: bytes
    original: str
    day: date | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def read_picture(name: str, content: bytes) -> Picture:
    """Return a picture from the bytes of a file; ``UnusablePicture`` where it is none, damaged, too large or small."""
    name = PurePosixPath(name.replace("\\", "/")).name or _("foto")
    if len(content) > LARGEST:
        raise UnusablePicture(
            _("«%(file)s» pesa más de %(limit)s MB. Guárdela más pequeña y súbala otra vez.")
            % {"file": name, "limit": LARGEST // 1024 // 1024}
        )
    try:
        image = Image.open(BytesIO(content), formats=_FORMATS)
    except _DAMAGE:
        raise UnusablePicture(
            _("«%(file)s» no es una foto JPG ni PNG por su contenido, o está dañada.") % {"file": name}
        ) from None
    with image:
        _refuse_size(name, image)
        told = _told(image)
        try:
            drawn = _drawn(image, LONGEST, _QUALITY)
        except _DAMAGE:
            raise UnusablePicture(
                _("«%(file)s» está dañada: no se puede ver entera. Súbala otra vez desde el teléfono.") % {"file": name}
            ) from None
    return Picture(f"{PurePosixPath(name).stem}.jpg", drawn, hashlib.sha256(content).hexdigest(), *told)


def thumbnail(content: bytes) -> bytes:
    """Return a kept picture as small as a list shows it."""
    with Image.open(BytesIO(content), formats=_FORMATS) as image:
        return _drawn(image, THUMBNAIL, _SMALL_QUALITY)


def _refuse_size(name: str, image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise UnusablePicture(
            _("«%(file)s» mide %(width)s × %(height)s puntos: es demasiado grande. Guárdela más pequeña.")
            % {"file": name, "width": image.width, "height": image.height}
        )
    if min(image.size) < SMALLEST:
        raise UnusablePicture(
            _("«%(file)s» mide %(width)s × %(height)s puntos: es tan pequeña que no muestra nada.")
            % {"file": name, "width": image.width, "height": image.height}
        )


def _drawn(image: Image.Image, longest: int, quality: int) -> bytes:
    """Return a picture upright, on white where it is transparent, as JPEG without anything beside it."""
    image.draft("RGB", (longest, longest))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((longest, longest))
    plain = Image.new("RGB", upright.size, "white")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        seen = upright.convert("RGBA")
        plain.paste(seen, mask=seen)
    else:
        plain.paste(upright.convert("RGB"))
    held = BytesIO()
    plain.save(held, "JPEG", quality=quality, optimize=True, progressive=True)
    return held.getvalue()


def _told(image: Image.Image) -> tuple[date | None, Decimal | None, Decimal | None]:
    """Return the day and the place that a file tells; None for what it does not, or tells wrongly."""
    try:
        exif = image.getexif()
        inner, place = exif.get_ifd(_EXIF), exif.get_ifd(_GPS)
    except _DAMAGE:
        return None, None, None
    taken = _day(inner.get(_TAKEN) or exif.get(_CHANGED))
    latitude, longitude = _degrees(place, 1, "S", 90), _degrees(place, 3, "W", 180)
    if latitude is None or longitude is None or not (latitude or longitude):
        return taken, None, None  # a receiver without satellites writes zero and zero
    return taken, latitude, longitude


def _day(text: object) -> date | None:
    try:
        return datetime.strptime(str(text)[:10], "%Y:%m:%d").date()  # noqa: DTZ007  a camera tells its own day
    except ValueError:
        return None


def _degrees(place: Mapping[int, Any], first: int, negative: str, edge: int) -> Decimal | None:
    """Return degrees, minutes and seconds as degrees; ``first`` is the tag of the side, the next one holds them."""
    try:
        parts = [Fraction(part.numerator, part.denominator) for part in place[first + 1]]
        whole = sum((part / 60**power for power, part in enumerate(parts)), Fraction(0))
        side = str(place[first]).strip("\x00 ").upper()
    except (*_DAMAGE, AttributeError):
        return None
    if len(parts) != 3 or whole > edge:
        return None
    degrees = (Decimal(whole.numerator) / Decimal(whole.denominator)).quantize(_METRES)
    return -degrees if side == negative else degrees
