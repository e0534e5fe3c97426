"""A plan of 300 pages as DOCX, PDF and XLSX: what reading it costs, beside what the format's own library takes.

Each figure is of a fresh process. Processor time counts from the bytes in memory to the proposal, and for the library
to the last text; modules are imported before the clock starts in both, the methodologies are loaded after it. The peak
of memory is that of the whole process, imports included. A page of the XLSX is 40 rows.
"""

import importlib
import json
import pkgutil
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

LIMITS = {"pdf": 3.0, "docx": 5.0, "xlsx": 3.0}  # times what the library takes
PEAK_MB = 1024
Figures = dict[str, int | float]


def main() -> int:
    """Print the figures, the last line as JSON; 1 where a limit is passed."""
    if sys.argv[1:2] in (["reader"], ["library"]):
        print(json.dumps(measured(sys.argv[1], Path(sys.argv[2]))))
        return 0
    found: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths, pages = made(Path(folder))
        print(f"{'':6}{'páginas':>8}{'lectura s':>11}{'biblioteca s':>14}{'veces':>7}{'límite':>8}{'memoria MB':>12}")
        for kind in LIMITS if len(sys.argv) == 1 else sys.argv[1:]:
            found[kind] = figures = compared(paths[kind], pages[kind])
            print(
                f"{kind:6}{figures['pages']:>8}{figures['cpu_s']:>11.2f}{figures['baseline_cpu_s']:>14.2f}"
                f"{figures['ratio']:>7.2f}{LIMITS[kind]:>8}{figures['peak_mb']:>12.0f}",
                flush=True,
            )
    print(json.dumps(found))
    return int(any(f["ratio"] > LIMITS[kind] or f["peak_mb"] > PEAK_MB for kind, f in found.items()))


def made(folder: Path) -> tuple[dict[str, Path], dict[str, int]]:
    """Write the three documents; return their paths and how many pages each has."""
    import long_documents_made as maker
    import pdfplumber

    paths = {kind: folder / f"plan.{kind}" for kind in LIMITS}
    content = maker.pdf(paths["pdf"])
    maker.word(paths["docx"], content)
    maker.sheets(paths["xlsx"])
    with pdfplumber.open(paths["pdf"]) as opened:
        pages = len(opened.pages)
    if pages != maker.PAGES:
        raise AssertionError(f"the PDF has {pages} pages instead of {maker.PAGES}")
    return paths, dict.fromkeys(LIMITS, pages)


def compared(path: Path, pages: int) -> Figures:
    """Return the figures of a document: one process reads it, another walks it with the library alone."""
    own, library = _in_process("reader", path), _in_process("library", path)
    ratio = round(own["cpu_s"] / library["cpu_s"], 2)
    return {
        "pages": pages,
        "cpu_s": own["cpu_s"],
        "baseline_cpu_s": library["cpu_s"],
        "ratio": ratio,
        "peak_mb": own["peak_mb"],
    }


def _in_process(task: str, path: Path) -> Figures:
    done = subprocess.run([sys.executable, __file__, task, str(path)], check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def measured(task: str, path: Path) -> Figures:
    """Return processor seconds and peak memory of one task in this process."""
    run = {"reader": reader, "library": LIBRARIES[path.suffix[1:]]}[task]()
    content = path.read_bytes()
    start = process_time()
    run(path.name, content)
    spent = process_time() - start
    return {
        "cpu_s": round(spent, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


Task = Callable[[str, bytes], object]


def reader() -> Task:
    """Return the reading of Ceiba, every module of it imported."""
    from ceiba.exchange import extraction, readers
    from ceiba.exchange.reader import read

    for package in (extraction, readers):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return read


def pdfplumber_text() -> Task:
    """Return the text of every page by pdfplumber."""
    import pdfplumber

    def run(_name: str, content: bytes) -> int:
        with pdfplumber.open(BytesIO(content)) as opened:
            return sum(len(page.extract_text()) for page in opened.pages)

    return run


def docx_walk() -> Task:
    """Return every paragraph and every cell by python-docx."""
    import docx

    def run(_name: str, content: bytes) -> int:
        document = docx.Document(BytesIO(content))
        letters = sum(len(paragraph.text) for paragraph in document.paragraphs)
        rows = (row for table in document.tables for row in table.rows)
        return letters + sum(len(cell.text) for row in rows for cell in row.cells)

    return run


def openpyxl_cells() -> Task:
    """Return every cell by openpyxl, loaded whole."""
    import openpyxl

    def run(_name: str, content: bytes) -> int:
        book = openpyxl.load_workbook(BytesIO(content))
        rows = (row for sheet in book.worksheets for row in sheet.iter_rows())
        return sum(cell.value is not None for row in rows for cell in row)

    return run


LIBRARIES = {"pdf": pdfplumber_text, "docx": docx_walk, "xlsx": openpyxl_cells}

if __name__ == "__main__":
    sys.exit(main())
