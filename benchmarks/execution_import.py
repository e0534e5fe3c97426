"""An invented execution report of 50,000 lines comes in: read, compared, written; then the same report again.

The report is a CSV as the finance system prints it: title, header, lines with eleven amounts, a TOTAL row. It goes
through the services into an embedded installation of its own, which is thrown away. Before that, a copy of the report
with one cent too much in one cell must be told by that row, and a workbook of the same lines must give the same money.

``cpu_s``: processor time of the first import, from the bytes until the rows are written, everything that a person waits
for between two presses of a button included. ``peak_mb``: the most memory that the process held until then, Python and
Django included. ``second_import_changes``: lines that the second import made new, changed or took away.
"""

import gc
import json
import os
import random
import resource
import sys
import tempfile
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from time import process_time

LINES = 50_000
LIMITS = {"cpu_s": 10.0, "peak_mb": 300, "second_import_changes": 0}
HEAD = ("MUNICIPALIDAD INVENTADA", "Ejecución de Egresos del Ejercicio 2026", "Del 01/01/2026 al 31/03/2026")
HEADERS = (
    "Estructura;Renglón;Fuente;Descripción;Asignado;Modificado;Vigente;PreCompromiso;Compromiso;Devengado;Pagado;"
    "ExtraPresupuestario;Saldo Disponible;Saldo por Devengar;Saldo por Pagar"
).split(";")
SOURCES = ("21-0101-0001", "22-0101-0001", "29-0101-0002", "31-0151-0001")
ACCRUED = 9  # the column of the report, counted from 0
SPOILT = 31_415  # the line that gets a cent too much


def lines() -> list[list[str | int]]:
    """Return the cells of every line; amounts in hundredths."""
    chance = random.Random(6)
    found: list[list[str | int]] = []
    for number in range(LINES):
        initial, modified = chance.randrange(10**8), chance.randrange(-(10**6), 10**6)
        current = initial + abs(modified)
        committed = chance.randrange(current + 1)
        accrued = chance.randrange(committed + 1)
        paid = chance.randrange(accrued + 1)
        activity = f"{11 + number // 20_000}-00-{number // 200 % 100:03}-{number % 200:03}-000"
        amounts = (
            initial, abs(modified), current, 0, committed, accrued, paid, 0, current - committed, current - accrued,
            accrued - paid,
        )  # fmt: skip
        item, source = f"{(number * 7) % 400:03}", SOURCES[number % 4]
        found.append([activity, item, source, f"Renglón inventado {number + 1}", *amounts])
    return found


def printed(hundredths: int) -> str:
    """Return an amount as the finance system prints it."""
    sign, whole = ("-" if hundredths < 0 else ""), abs(hundredths)
    return f"{sign}{whole // 100:,}.{whole % 100:02}"


def report(rows: list[list[str | int]], spoilt: bool = False) -> bytes:
    """Return the report as CSV; ``spoilt`` puts one cent too much into one cell, whatever the balances say."""
    sums = [sum(column) for column in zip(*(row[4:] for row in rows), strict=True)]
    out = [*HEAD, ";".join(HEADERS)]
    for number, row in enumerate(rows):
        cells = list(row)
        if spoilt and number == SPOILT:
            cells[ACCRUED] = int(cells[ACCRUED]) + 1
        out.append(";".join(cell if isinstance(cell, str) else printed(cell) for cell in cells))
    out.append(";".join(["TOTAL", "", "", "", *map(printed, sums)]))
    return "\n".join(out).encode()


def workbook(rows: list[list[str | int]]) -> bytes:
    """Return the same report as an XLSX."""
    import xlsxwriter

    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"constant_memory": True})
    sheet = book.add_worksheet("Reporte")
    sums = [sum(column) for column in zip(*(row[4:] for row in rows), strict=True)]
    table: list[list[str | int]] = [[text] for text in HEAD]
    table += [[*HEADERS], *rows, ["TOTAL", "", "", "", *sums]]
    for place, row in enumerate(table):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(place, column, cell)
            else:
                sheet.write_number(place, column, cell / 100)
    book.close()
    return content.getvalue()


def make(folder: str) -> None:
    """Write the three files into a folder."""
    rows = lines()
    for name, content in (("a", report(rows)), ("b", report(rows, spoilt=True)), ("c", workbook(rows))):
        Path(folder, name).write_bytes(content)


def made_apart(folder: str) -> tuple[bytes, ...]:
    """Return the report, the spoilt one and the workbook, made by another process: their making is not the import's."""
    maker = get_context("spawn").Process(target=make, args=(folder,))
    maker.start()
    maker.join()
    return tuple(Path(folder, name).read_bytes() for name in "abc")


def peak() -> int:
    """Return the most memory that the process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def imported(content: bytes) -> dict[str, int]:
    """Import a report as a person does: upload it, load it; return how many lines had which fate."""
    from ceiba.budgets.services_reports import apply, receive
    from ceiba.institutions.actor import Actor
    from ceiba.institutions.models import Institution
    from ceiba.kernel.classifier import ClassifierUse

    actor = Actor.system(Institution.objects.get(slug="inventada"))
    row = receive(actor, ClassifierUse.EXPENDITURE, "egresos.csv", content, None)
    return {str(fate): count for fate, count in apply(actor, row).counts.items()}


def located(content: bytes) -> list[str]:
    """Return the cells that the reader tells of a spoilt report."""
    from ceiba.exchange.readers.money_report import Asked, read
    from ceiba.kernel.classifier import ClassifierUse
    from ceiba.methodologies.loader import load

    found = read("egresos.csv", content, load("gt.municipalidad@2023"), Asked(ClassifierUse.EXPENDITURE))
    return [f"{fault.place} ({fault.difference})" for fault in found.faults]


def found_institution() -> None:
    """Make the installation's only institution."""
    from ceiba.institutions import services
    from ceiba.institutions.models import Institution, Person

    person = Person.objects.create_user("banco@inventada.example", "sembrar-una-ceiba", name="Banco de pruebas")
    services.found(
        person,
        slug="inventada",
        name="Municipalidad Inventada",
        kind=Institution.Kind.MUNICIPALITY,
        country="GT",
        methodology="gt.municipalidad@2023",
        locale="es-GT",
        invented=True,
    )


def snapshot() -> float:
    """Return the processor time of the institution's snapshot with all lines, built from nothing."""
    from ceiba.institutions.models import Institution
    from ceiba.snapshots import services

    services._shelves.kept.clear()
    gc.collect()
    start = process_time()
    here = services.current(Institution.objects.get(slug="inventada"))
    spent = process_time() - start
    assert len(here.budget_lines) == LINES
    return spent


def main() -> int:
    """Print every figure; 1 where one is over its limit, or the cent was not found."""
    with tempfile.TemporaryDirectory(prefix="ceiba-execution-") as home:
        os.environ["CEIBA_HOME"] = home
        os.environ.pop("CEIBA_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "ceiba.server.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        found_institution()
        content, spoilt, book_content = made_apart(home)
        before, start = peak(), process_time()
        first = imported(content)
        spent, held = process_time() - start, peak()
        print(f"first import: {spent:.2f} s, {held} MB (before it {before} MB), {first}")
        start = process_time()
        second = imported(content)
        print(f"second import: {process_time() - start:.2f} s, {second}")
        cells = located(spoilt)
        print(f"one cent too much in row {SPOILT + len(HEAD) + 2}: {', '.join(cells)}")
        print(f"snapshot: {snapshot():.2f} s")
        start = process_time()
        book = imported(book_content)
        print(f"the same as a workbook: {process_time() - start:.2f} s, {book}")
    figures = {
        "rows": sum(first.values()),
        "cpu_s": round(spent, 2),
        "peak_mb": held,
        "second_import_changes": sum(count for fate, count in second.items() if fate != "same"),
    }
    right = any(cell[1:].startswith(f"{SPOILT + len(HEAD) + 2} ") for cell in cells) and book["same"] == LINES
    print(json.dumps(figures))
    return int(not right or any(figures[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
