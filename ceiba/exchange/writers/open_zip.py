"""Files as one ZIP archive, always the same: no moment of making, one order, one mode."""

from collections.abc import Iterable
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MADE = (1980, 1, 1, 0, 0, 0)  # the first moment that an archive can hold: it says nothing of when this one was made


def write(out: IO[bytes], entries: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Write named contents, each in parts, to an archive in their order."""
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, parts in entries:
            entry = ZipInfo(name, MADE)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            with archive.open(entry, "w", force_zip64=True) as file:
                for part in parts:
                    file.write(part)
