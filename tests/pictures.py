"""Pictures made for tests, with what a telephone writes beside them."""

from io import BytesIO
from typing import Any

from PIL import Image

LAS_PILAS = ((14.0, 56.0, 28.3), (90.0, 36.0, 46.1))  # degrees, minutes, seconds north and west; the place is invented


def photo(
    *,
    size: tuple[int, int] = (640, 480),
    taken: str | None = "2025:06:18 10:31:07",
    place: Any = LAS_PILAS,
    colour: str = "seagreen",
    form: str = "JPEG",
) -> bytes:
    """Return the bytes of a picture of one colour; ``taken`` and ``place`` go into its EXIF where they are given."""
    image = Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x010F] = "Teléfono inventado"
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: place[0], 3: "W", 4: place[1]})
    held = BytesIO()
    image.save(held, form, exif=exif)
    return held.getvalue()
