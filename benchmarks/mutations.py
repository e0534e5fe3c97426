"""Faults injected into sound plans, one at a time: how many does the audit see, and does the right rule say it.

Sound plans are generated under every methodology, with the invented municipality put right and the quiet worked plans
beside them. Prints a row for each kind of fault with the rules that answered, what was said of the sound plans, and as
last line one JSON object. One argument: how often each kind is injected (default 30).
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ceiba.kernel.finding import Severity  # noqa: E402
from tests.mutations.harness import Host, Tally, generated, host, injected, quiet_cases  # noqa: E402
from tests.mutations.kinds import KINDS  # noqa: E402
from tests.mutations.mended import NAME, valle_alto  # noqa: E402

TIMES = 30
SEEDS = range(1, 13)
LEAST = 10  # injections of a kind, below which its share says nothing
LIMITS = {"detected_share": 0.98, "by_intended_share": 0.95, "least_detected_share": 0.98}


def hosts() -> list[Host]:
    """Return the sound plans."""
    return [host(name, snapshot) for name, snapshot in (*generated(SEEDS), *quiet_cases(), (NAME, valle_alto()))]


def told(tallies: Sequence[Tally]) -> None:
    """Print a row for each kind."""
    print(f"{'fault':<44} {'times':>5} {'seen':>6} {'right':>6}  answered by (intended: any of)")
    for tally in tallies:
        times = max(1, tally.injected)
        rules = ", ".join(f"{rule} {count}" for rule, count in list(tally.rules.items())[:6])
        shares = f"{tally.detected / times:>6.0%} {tally.by_intended / times:>6.0%}"
        print(f"{tally.fault.key:<44} {tally.injected:>5} {shares}  {rules} ({'/'.join(tally.fault.rules[:3])})")


def said(sound: Sequence[Host]) -> Counter[Severity]:
    """Print what was said of the sound plans, by rule, and return how often by severity."""
    counts = Counter((f.severity, f.rule) for one in sound for f in one.findings)
    for (severity, rule), count in sorted(counts.items()):
        example = next((one.name, f.subject) for one in sound for f in one.findings if f.rule == rule)
        print(f"of sound plans: {count:>4} {severity.value:<8} {rule}, as in {' '.join(example)}")
    return Counter(f.severity for one in sound for f in one.findings)


def main(times: int) -> int:
    """Print the table and the figures; 1 where one misses its mark."""
    start = process_time()
    sound = hosts()
    counts, elements = said(sound), sum(one.elements for one in sound)
    tallies = list(injected(KINDS, sound, times))
    told(tallies)
    every = sum(tally.injected for tally in tallies)
    shares = [tally.detected / tally.injected for tally in tallies if tally.injected]
    figures = {
        "kinds": len(tallies),
        "injected": every,
        "detected_share": round(sum(tally.detected for tally in tallies) / every, 4),
        "by_intended_share": round(sum(tally.by_intended for tally in tallies) / every, 4),
        "least_detected_share": round(min(shares), 4),
        "false_errors": counts[Severity.ERROR],
        "false_warnings_per_100": round(100 * counts[Severity.WARNING] / elements, 3),
    }
    rare = [tally.fault.key for tally in tallies if tally.injected < LEAST]
    if rare:
        print(f"fewer than {LEAST} injections: {', '.join(rare)}")
    print(f"{len(sound)} sound plans of {elements} elements, {process_time() - start:.0f} s of processor time")
    print(json.dumps(figures))
    missed = any(figures[name] < limit for name, limit in LIMITS.items())
    return int(missed or bool(rare) or figures["false_errors"] > 0 or figures["false_warnings_per_100"] > 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES))
