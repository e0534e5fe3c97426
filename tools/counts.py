"""Lines for each floor, and tests ÷ source; with --long, the files and functions that have grown too long.

Long files are shown, never forbidden: readers, writers and views are where code of this kind rots, so look.
"""

import ast
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONG_FILE = 400
LONG_FUNCTION = 60


def lines(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def python_files(folder: Path) -> list[Path]:
    """Return the Python files under a folder, in order; none where the folder is missing."""
    return sorted(folder.rglob("*.py"))


def floors(package: Path) -> Counter[str]:
    """Return the lines of Python of each floor: the first folder under the package, or the file that stands there."""
    counted: Counter[str] = Counter()
    for path in python_files(package):
        counted[path.relative_to(package).parts[0]] += lines(path)
    return counted


def long_parts(path: Path) -> list[str]:
    """Return one sentence for a file that is too long, and one for each function of it that is."""
    total = lines(path)
    found = [f"{path}: {total} líneas (más de {LONG_FILE})"] if total > LONG_FILE else []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONG_FUNCTION:
                found.append(f"{path}:{node.lineno}: {node.name} tiene {length} líneas (más de {LONG_FUNCTION})")
    return found


def show_counts() -> None:
    """Print the lines of each floor and how much test stands beside them."""
    source = floors(ROOT / "ceiba")
    tests = sum(map(lines, python_files(ROOT / "tests")))
    for name, count in source.most_common():
        print(f"{count:>7,}  ceiba/{name}")
    print(f"{source.total():>7,}  en total")
    print(f"{tests:>7,}  tests/: {tests / max(source.total(), 1):.2f} por línea de ceiba/")


def show_long() -> None:
    """Print every file and function that is too long."""
    for folder in ("ceiba", "tools", "tests", "benchmarks"):
        for path in python_files(Path(folder)):
            for sentence in long_parts(path):
                print(sentence)


if __name__ == "__main__":
    if "--long" in sys.argv[1:]:
        show_long()
    else:
        show_counts()
