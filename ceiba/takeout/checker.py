"""Check an archive of an institution without Ceiba: every file against its SHA-256, and the history link by link.

Run it in the folder into which the archive was opened: python3 comprobar.py. It needs nothing but Python.
"""

import hashlib
import json
import sys
from pathlib import Path

HISTORY = "tablas/institutions.entry.jsonl"
HASHED = {"institution": "institution_id", "at": "at", "person": "person_id", "verb": "verb", "subject": "subject"}


def altered(folder: Path) -> list[str]:
    """Return the files that are not what the list of sums says, or are not there."""
    found = []
    for line in (folder / "SHA256SUMS.txt").read_text(encoding="utf-8").splitlines():
        digest, _blank, name = line.partition("  ")
        path, told = folder / name, hashlib.sha256()
        if path.is_file():
            with path.open("rb") as stream:
                while piece := stream.read(1 << 20):
                    told.update(piece)
        if not path.is_file() or told.hexdigest() != digest:
            found.append(name)
    return found


def chained(folder: Path) -> tuple[int, str, int]:
    """Return how many acts fit, the hash of the last, and the position of the first that does not (0: all fit)."""
    previous, length = "0" * 64, 0
    with (folder / HISTORY).open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["position"] is None:
                continue
            facts = {name: row[column] for name, column in HASHED.items()}
            facts |= {"note": row["note"], "changes": row["changes"], "position": row["position"]}
            text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            digest = hashlib.sha256((previous + text).encode()).hexdigest()
            if (row["position"], row["previous_hash"], row["hash"]) != (length + 1, previous, digest):
                return length, previous, length + 1
            previous, length = digest, length + 1
    return length, previous, 0


def main(folder: Path) -> int:
    """Say what was found, in Spanish and in English; return 0 where all is well."""
    wrong = altered(folder)
    length, head, broken = chained(folder)
    for name in wrong:
        print(f"ALTERADO / ALTERED: {name}")
    if broken:
        print(f"HISTORIA ROTA en el acto / HISTORY BROKEN at act {broken}")
    print(f"historia / history: {length}, {head}")
    print("NO VALE / NOT SOUND" if wrong or broken else "Todo vale / All is sound")
    return 1 if wrong or broken else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
