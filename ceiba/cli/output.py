"""What a command prints: results to standard output whole or not at all, remarks to standard error."""

import os
import sys


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


def remark(text: str) -> None:
    """Print a remark to standard error, where it does not disturb whoever reads the result."""
    print(text, file=sys.stderr)
