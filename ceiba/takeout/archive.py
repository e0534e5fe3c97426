"""A ZIP that is written piece by piece: each file streamed, its SHA-256 taken on the way, all listed at last."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

PIECE = 1024 * 1024
SUMS = "SHA256SUMS.txt"
_PACKED = frozenset({".jpg", ".jpeg", ".png", ".webp", ".pdf", ".zip", ".xlsx", ".docx", ".ods", ".odt", ".gz"})


class Archive:
    """The ZIP that is being written; every file of it bears the same moment."""

    def __init__(self, path: Path, at: datetime) -> None:
        self._at = at.timetuple()[:6]
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self.sums: dict[str, str] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file of pieces; ``KeyError`` where there is one of that name."""
        if name in self.sums:
            raise KeyError(name)
        info = zipfile.ZipInfo(name, self._at)
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_STORED if Path(name).suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
        digest = hashlib.sha256()
        with self._zip.open(info, "w", force_zip64=True) as out:
            for piece in pieces:
                digest.update(piece)
                out.write(piece)
        self.sums[name] = digest.hexdigest()

    def copy(self, name: str, path: Path) -> None:
        """Write a file as it lies on the disk."""
        self.add(name, pieces_of(path))

    def text(self, name: str, text: str) -> None:
        """Write a short text."""
        self.add(name, [text.encode()])

    def close(self) -> None:
        """Write the list of all files with their SHA-256, as ``sha256sum -c`` reads it, and end."""
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.sums.items()))
        self._zip.writestr(zipfile.ZipInfo(SUMS, self._at), lines)
        self._zip.close()

    def give_up(self) -> None:
        """End without the list: what was written is no archive."""
        self._zip.close()


def pieces_of(path: Path) -> Iterator[bytes]:
    """Yield a file piece by piece."""
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


@contextmanager
def archive(path: Path, at: datetime) -> Iterator[Archive]:
    """Yield a ZIP to write into; it stands at ``path`` whole or not at all."""
    half = path.with_name(f".{path.name}.part")
    half.touch(mode=0o600)
    made = Archive(half, at)
    try:
        yield made
    except BaseException:
        made.give_up()
        half.unlink(missing_ok=True)
        raise
    made.close()
    half.replace(path)
