"""The command line as a person uses it: a process of its own, with its exit code and both streams."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ceiba.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a command answered."""

    code: int
    out: str
    err: str


class Terminal:
    """Runs commands in this process, which is quick; ``process`` starts a real one where that matters."""

    def __init__(self, capsysbinary: object, folder: Path) -> None:
        self._capture, self.folder = capsysbinary, folder

    def __call__(self, *arguments: str | Path) -> Outcome:
        code = main.run([str(argument) for argument in arguments])
        out, err = self._capture.readouterr()  # type: ignore[attr-defined]
        return Outcome(code, out.decode(), err.decode())

    def file(self, name: str, content: str | bytes) -> Path:
        """Write a file for a command to read."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


def clean_environment() -> dict[str, str]:
    """Return an environment in which nobody has set anything for Ceiba, but for the home of the tests."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    return kept | {"CEIBA_HOME": os.environ["CEIBA_HOME"]}


def process(*arguments: str | Path, stdin: int | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, with a clean environment."""
    return subprocess.run(
        [sys.executable, "-m", "ceiba.cli.main", *map(str, arguments)],
        env=clean_environment() | environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=50,
        stdin=stdin,
    )
