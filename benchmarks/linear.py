"""Reading time of texts of 1×, 2×, 4×… the size: the cost of a line must not grow with the length of the document.

The text is the shipped example, repeated; each size is read once. One argument: how many doublings (default 6).
"""

import json
import sys
from itertools import pairwise
from time import process_time

from ceiba.exchange.examples import content
from ceiba.exchange.reader import read

EXAMPLE = "valle-alto.txt"
SUPERLINEAR = 1.5  # a doubled text may take this much more than twice the time, for the noise of a busy machine


def seconds(text: bytes) -> float:
    """Return the processor time of reading a text."""
    start = process_time()
    read(EXAMPLE, text)
    return process_time() - start


def main(doublings: int) -> int:
    """Print a row for each size and the growth of the cost per byte; 1 where it is not linear."""
    once = content(EXAMPLE)
    seconds(once)  # methodologies are loaded and patterns compiled before anything is measured
    sizes = [2**step for step in range(doublings + 1)]
    times = [seconds(once * size) for size in sizes]
    print(" veces      kB        s   s/MB")
    for size, time in zip(sizes, times, strict=True):
        megabytes = len(once) * size / 1e6
        print(f"{size:>6} {megabytes * 1000:>7.0f} {time:>8.3f} {time / megabytes:>6.2f}")
    growth = [later / earlier for earlier, later in pairwise(times)]
    figures = {
        "file": EXAMPLE,
        "sizes": sizes,
        "read_cpu_s": [round(time, 3) for time in times],
        "growth_per_doubling": [round(ratio, 2) for ratio in growth],
        "linear": max(growth[-2:]) < 2 * SUPERLINEAR,
    }
    print(json.dumps(figures))
    return int(not figures["linear"])


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 6))
