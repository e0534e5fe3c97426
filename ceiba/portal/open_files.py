"""Files of open data on disk: each made when somebody first asks for it, and never again for the same publication.

They can be deleted at any time: what is asked for is made anew, byte for byte, as long as the program is the same.
"""

import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from ceiba.exchange.writers.open_package import OpenFile

FORM = "1"  # one more whenever a writer writes otherwise than before: what was kept is then made anew
KEPT = 40  # publications whose files are kept; the one that was asked for longest ago makes room
PATIENCE = 20.0  # seconds that a request waits while another file is being made

_making = threading.RLock()  # one file at a time in a process, so that nobody can make it do nothing else


class FileBusy(Exception):
    """Another file is being made and it takes long; whoever asks again later finds it or makes theirs."""


@dataclass(frozen=True)
class OpenFiles:
    """The files of one publication, by its hash."""

    digest: str

    @property
    def folder(self) -> Path:
        """Return where they are."""
        return Path(settings.OPEN_DATA) / f"{self.digest}-{FORM}"

    def path(self, name: str) -> Path:
        """Return where a file of a name is, made or not."""
        return self.folder / name

    def kept(self, name: str, make: Callable[[IO[bytes]], None]) -> OpenFile:
        """Return the facts of a file, which ``make`` writes where it is not there; ``FileBusy`` after long waiting."""
        found = self._facts(name)
        if found is not None:
            return found
        if not _making.acquire(timeout=PATIENCE):
            raise FileBusy(name)
        try:
            return self._facts(name) or self._made(name, make)
        finally:
            _making.release()

    def _facts(self, name: str) -> OpenFile | None:
        try:
            size, digest = self.path(f"{name}.facts").read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return None
        return OpenFile(int(size), digest) if self.path(name).exists() else None

    def _made(self, name: str, make: Callable[[IO[bytes]], None]) -> OpenFile:
        if not self.folder.exists():
            _make_room(self.folder.parent)
            self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            half = Path(file.name)
            try:
                make(file)
            except BaseException:
                half.unlink()
                raise
            size = file.tell()
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        half.replace(self.path(name))
        facts = OpenFile(size, digest)
        half = self.path(f"{name}.half")
        half.write_text(f"{facts.bytes} {facts.sha256}", encoding="ascii")
        half.replace(self.path(f"{name}.facts"))
        os.utime(self.folder)
        return facts


def _make_room(folder: Path) -> None:
    """Delete the files of the publications that were asked for longest ago."""
    every = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime) if folder.exists() else []
    for old in every[: max(0, len(every) - KEPT + 1)]:
        shutil.rmtree(old, ignore_errors=True)
