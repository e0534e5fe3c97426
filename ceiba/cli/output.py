"""What a command prints: results to standard output whole or not at all, remarks to standard error."""

import os
import sys
from pathlib import Path

from ceiba.cli.usage import Mistake
from ceiba.exchange.language import Translate
from ceiba.kernel.text import _


def result(text: str) -> None:
    """Print a result as UTF-8, also into a pipe whose reader leaves early (``ceiba read … | head``)."""
    try:
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:
            sys.stdout.write(text + "\n")
        else:
            sys.stdout.flush()
            stream.write(text.encode("utf-8", "replace") + b"\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def file(path: str, content: bytes, translate: Translate) -> None:
    """Write a file whole or not at all; ``Mistake`` in the reader's language where it cannot be written."""
    half = Path(f"{path}.part")
    try:
        half.write_bytes(content)
        half.replace(path)
    except (OSError, ValueError) as error:
        text = _("No se pudo escribir «%(file)s» (%(reason)s). Elija otra carpeta u otro nombre.")
        raise Mistake(translate(text) % {"file": path, "reason": error}) from error


def remark(text: str) -> None:
    """Print a remark to standard error, where it does not disturb whoever reads the result."""
    print(text, file=sys.stderr)
