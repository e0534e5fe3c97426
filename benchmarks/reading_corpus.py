"""Reading of generated documents whose truth is known: how much is found, hung and measured right.

Three corpora (``tests/corpora``): layouts in every format, damaged texts, whole genres. Two processes. Prints figures
by corpus, format and feature, the lowest first, and as last line one JSON object. One argument: how many documents
(or ``CEIBA_COUNT``; default 2,000).
"""

import importlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ceiba.exchange.reader import UnusableDocument, read  # noqa: E402
from ceiba.exchange.writers.reading_json import write  # noqa: E402
from tests.corpora.scoring import Score, scored  # noqa: E402
from tests.corpora.truth import Case, gold  # noqa: E402

SHARES = {"layouts": 0.45, "damage": 0.35, "genres": 0.2}
CHUNK = 20  # documents of one task; each task has a seed of its own
SEED = 4
FEWEST = 10  # documents that a feature needs to be shown
NOTHING = gold()
Task = tuple[str, int, int]


@dataclass(frozen=True)
class Reading:
    """How one document was read; ``failure`` is the class of the error where it was not."""

    name: str
    corpus: str
    format: str
    damaged: bool
    features: tuple[str, ...]
    score: Score
    seconds: float
    failure: str = ""


def tasks(count: int) -> list[Task]:
    """Return the tasks of the corpora that are here, in shares of the count."""
    made: list[Task] = []
    for corpus, share in SHARES.items():
        wanted = round(count * share)
        for start in range(0, wanted, CHUNK):
            made.append((corpus, SEED * 1000 + len(made), min(CHUNK, wanted - start)))
    return made


def run(task: Task) -> list[Reading]:
    """Return the readings of one task."""
    corpus, seed, count = task
    module = importlib.import_module(f"tests.corpora.{corpus}")
    return [reading(case) for case in module.cases(seed, count)]


def reading(case: Case) -> Reading:
    """Read one document and score it; what cannot be opened, or breaks the reader, has been read as empty."""
    start = process_time()
    failure = ""
    try:
        prediction = write(read(case.name, case.content))
    except UnusableDocument:
        prediction, failure = NOTHING, "unusable"
    except Exception as error:  # noqa: BLE001  # a crash is a figure of the table, not the end of it
        prediction, failure = NOTHING, type(error).__name__
    score = scored(case.gold, prediction)
    return Reading(
        case.name, case.corpus, case.format, case.damaged, case.features, score, process_time() - start, failure
    )


def rows(readings: Iterable[Reading], *, by: str) -> Iterator[tuple[str, Score]]:
    """Yield the groups of readings with their scores, the lowest first."""
    groups: dict[str, Score] = defaultdict(Score)
    for one in readings:
        for name in one.features if by == "features" else (str(getattr(one, by)),):
            groups[name].add(one.score)
    yield from sorted(groups.items(), key=lambda item: item[1].f1)


def show(readings: list[Reading]) -> None:
    """Print the tables."""
    for by in ("corpus", "format", "features"):
        print(f"\n{by:<34} documents  elements  parents  indicators  calibration")
        for name, score in rows(readings, by=by):
            if by != "features" or score.documents >= FEWEST:
                figures = (score.f1, score.parents_right, score.f1_indicators, score.calibration_error)
                print(f"{name:<34} {score.documents:>9}  " + "  ".join(f"{figure:>8.3f}" for figure in figures))
    failed = [r for r in readings if r.failure]
    for one in failed[:20]:
        print(f"{one.failure}: {one.name}")
    slowest = max(readings, key=lambda r: r.seconds)
    print(f"\nnot read: {len(failed)}; slowest: {slowest.name} {slowest.seconds:.1f} s")


def together(readings: Iterable[Reading]) -> Score:
    """Return one score for many readings."""
    total = Score()
    for one in readings:
        total.add(one.score)
    return total


def main(count: int) -> int:
    """Read the corpora and print what came of it."""
    start = perf_counter()
    with get_context("fork").Pool(2) as pool:
        readings = [one for chunk in pool.imap_unordered(run, tasks(count)) for one in chunk]
    show(readings)
    clean, damaged = (together(r for r in readings if r.damaged is torn) for torn in (False, True))
    whole = together(readings)
    figures = {
        "documents": len(readings),
        "f1_clean": round(clean.f1, 4),
        "f1_damaged": round(damaged.f1, 4),
        "calibration_error": round(whole.calibration_error, 4),
        "parents": round(whole.parents_right, 4),
        "f1_indicators": round(whole.f1_indicators, 4),
        "not_read": sum(bool(r.failure) for r in readings),
        "seconds": round(perf_counter() - start, 1),
    }
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CEIBA_COUNT", "2000"))))
