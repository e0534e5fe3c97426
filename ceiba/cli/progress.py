"""How far a long command is, on standard error: one line that rewrites itself, and nothing into a file or a pipe."""

import sys
import time
from types import TracebackType
from typing import Self

EVERY = 0.2  # seconds between two rewritings


class Progress:
    """Counts steps: ``with Progress("files", 300) as progress: … progress.step()``."""

    def __init__(self, words: str, steps: int) -> None:
        self.words, self.steps, self.done = words, steps, 0
        self._shown = 0.0

    def __enter__(self) -> Self:
        return self

    def step(self) -> None:
        """Count one step, and show it where somebody watches."""
        self.done += 1
        now = time.monotonic()
        if sys.stderr.isatty() and (now - self._shown > EVERY or self.done == self.steps):
            self._shown = now
            print(f"\r{self.words}: {self.done}/{self.steps} ", end="", file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            print(file=sys.stderr)
        elif error is None:
            print(f"{self.words}: {self.done}/{self.steps}", file=sys.stderr)
