"""Reading time of texts of 1×, 2×, 4×… the size: the cost of a line must not grow with the length of the document.

The texts are the shipped example and texts made to be hard, each repeated; each size is read once. One argument: how
many doublings (default 6).
"""

import json
import sys
from itertools import pairwise
from time import process_time

from ceiba.exchange.examples import content
from ceiba.exchange.reader import read

EXAMPLE = "valle-alto.txt"
HARD = {
    "headings": "OBJETIVO\n\nCuidar el agua del valle.\n\n",
    "one long line": "Una palabra tras otra sin fin ",
    "broken marks": "*a *b <c [bookmark: ((( ",
    "table": "a\tb\tQ 1,000.00\n",
    "page numbers": "12\n\n13\n\n",
    "codes": "1.1.1 Cuidar el agua.\n",
    "indicators": "Indicador. Número de ríos 5.\nLínea base: 4\n",
}
SUPERLINEAR = 1.5  # a doubled text may take this much more than twice the time, for the noise of a busy machine


def seconds(text: bytes) -> float:
    """Return the processor time of reading a text."""
    start = process_time()
    read(EXAMPLE, text)
    return process_time() - start


def growth(text: bytes, doublings: int) -> list[float]:
    """Print a row for each size and return how much each doubling cost."""
    times = [seconds(text * 2**step) for step in range(doublings + 1)]
    for step, time in enumerate(times):
        megabytes = len(text) * 2**step / 1e6
        print(f"{2**step:>6} {megabytes * 1000:>7.0f} kB {time:>8.3f} s {time / megabytes:>7.2f} s/MB")
    return [round(later / earlier, 2) for earlier, later in pairwise(times)]


def main(doublings: int) -> int:
    """Print the growth of the cost of every text; 1 where one of them is not linear."""
    example = content(EXAMPLE)
    seconds(example)  # methodologies are loaded and patterns compiled before anything is measured
    texts = {EXAMPLE: example} | {name: (unit * (9000 // len(unit))).encode() for name, unit in HARD.items()}
    figures: dict[str, object] = {}
    for name, text in texts.items():
        print(name)
        figures[name] = growth(text, doublings)
    linear = all(max(ratios[-2:]) < 2 * SUPERLINEAR for ratios in figures.values() if isinstance(ratios, list))
    print(json.dumps({"growth_per_doubling": figures, "linear": linear}))
    return int(not linear)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 6))
