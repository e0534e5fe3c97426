"""Processor time of reading and auditing one document, from a cold start: imports and methodologies are counted too.

The document is the first argument or CEIBA_FILE; by default the founding municipal plan in ../shared (CEIBA_SHARED).
"""

import json
import os
import sys
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 3.0  # seconds of processor time that a planning office should wait at most for a plan of this size


def document() -> Path | None:
    """Return the document to measure with, None where there is none."""
    named = sys.argv[1:2] or [os.environ.get("CEIBA_FILE", "")]
    if named[0]:
        return Path(named[0])
    shared = Path(os.environ.get("CEIBA_SHARED", ROOT.parent / "shared"))
    return next(iter(sorted(shared.glob("seeds/002_*.txt"))), None)


def measure(path: Path) -> dict[str, str | int | float]:
    """Read and audit a document once; times are seconds of processor time of this process."""
    content = path.read_bytes()
    start = process_time()
    from ceiba.exchange.reader import read

    proposal = read(path.name, content)
    between = process_time()
    from ceiba.rules.engine import audit

    asked = audit(proposal.snapshot)
    end = process_time()
    print(f"{path.name}: {sum(1 for _ in proposal.snapshot.elements)} elementos, {len(asked.findings)} hallazgos")
    print(f"lectura {between - start:.3f} s, auditoría {end - between:.3f} s, límite {LIMIT} s")
    return {
        "file": path.name,
        "lines": len(content.splitlines()),
        "read_cpu_s": round(between - start, 3),
        "audit_cpu_s": round(end - between, 3),
        "total_cpu_s": round(end - start, 3),
        "limit_s": LIMIT,
        "ratio": round((end - start) / LIMIT, 3),
    }


def main() -> int:
    """Print the figures, the last line as JSON; 1 where the limit is passed."""
    path = document()
    if path is None:
        print("No hay documento con que medir: falta ../shared (o CEIBA_SHARED).")
        print(json.dumps({"skipped": "no document"}))
        return 0
    figures = measure(path)
    print(json.dumps(figures))
    return int(float(figures["ratio"]) > 1)


if __name__ == "__main__":
    sys.exit(main())
