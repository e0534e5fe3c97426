"""Writing the archive: the tables of one moment first, then everything that is made of them or lies beside them."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ceiba.documents.contents import file_of as bytes_of
from ceiba.exchange.writers import plan_text
from ceiba.institutions import history
from ceiba.institutions.models import Institution
from ceiba.institutions.one_moment import one_moment
from ceiba.methodologies import loader
from ceiba.publications import queries as publications
from ceiba.snapshots.services import current
from ceiba.takeout import checker, readme
from ceiba.takeout.archive import Archive, archive, pieces_of
from ceiba.takeout.decisions import Decision, taken
from ceiba.takeout.spool import csv_pieces, file_of, parted, rows_of, spool

Progress = Callable[[int, int, str], None]
PLAN = "plan.yaml"
_BYTES = ("documents.document", "registers.sheetimport", "budgets.reportimport")  # tables that name bytes
_FIRST = ("number", "state", "version", "withdrawn", "at", "changed_at", "unit_id", "code", "day", "place")


@dataclass
class Outcome:
    """What was written: rows of each table, and the names of files that the installation has lost."""

    counts: dict[str, int] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)


def write(institution: Institution, target: Path, progress: Progress) -> Outcome:
    """Write everything of an institution into a new ZIP, whole or not at all; return what is in it.

    A folder beside it holds the rows while this lasts. Memory does not grow with them.
    """
    history.chain(institution)  # so that every act until now has its place
    folder = target.with_name(f".{target.name}.rows")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        tables = taken()
        progress(0, 1, _("Se leen las tablas como están en este momento"))
        outcome = Outcome()
        with one_moment():
            outcome.counts = {table.name: spool(institution, table, folder) for table in tables}
            (folder / PLAN).write_text(plan_text.write(current(institution)), encoding="utf-8")
        _pack(institution, folder, target, tables, outcome, progress)
        return outcome
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pack(
    institution: Institution,
    folder: Path,
    target: Path,
    tables: tuple[Decision, ...],
    outcome: Outcome,
    progress: Progress,
) -> None:
    files = dict(_files(folder))
    steps, done = len(tables) + len(files), 0
    now = timezone.localtime()
    with archive(target, now) as out:
        for table in tables:
            _table(out, folder, table)
            done += 1
            progress(done, steps, _("Se escriben las tablas"))
        for name, digest in files.items():
            _stored(out, name, digest, outcome)
            done += 1
            progress(done, steps, _("Se copian los archivos"))
        out.copy(PLAN, folder / PLAN)
        out.add("diccionario.csv", csv_pieces(readme.HEADINGS, _in_spanish(readme.dictionary())))
        _registers(out, folder)
        _publications(out, institution, folder)
        _methodologies(out, institution, folder)
        out.copy("comprobar.py", Path(checker.__file__))
        made = now.isoformat(timespec="minutes")
        for language, name in readme.PAGES.items():
            out.text(name, readme.page(institution, language, made, outcome.counts, outcome.lacking))


def _in_spanish(rows: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    with override("es"):
        yield from rows


def _table(out: Archive, folder: Path, table: Decision) -> None:
    names = table.columns
    out.copy(f"tablas/{table.name}.jsonl", file_of(folder, table.name))
    rows = ([row[name] for name in names] for row in rows_of(folder, table.name))
    out.add(f"tablas/{table.name}.csv", csv_pieces(names, rows))


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name in the archive and the SHA-256 of each file that came in; bytes that came in twice once."""
    seen = set()
    for table in _BYTES:
        for row in rows_of(folder, table):
            digest = str(row["sha256"])
            if digest not in seen:
                seen.add(digest)
                yield f"documentos/{digest[:16]}-{_safe(str(row['name']))}", digest


def _safe(name: str) -> str:
    """Return a name that is a name in every system of files, and no path."""
    kept = "".join(letter if letter.isalnum() or letter in "-_. ()" else "_" for letter in name.strip())
    return kept.strip(". ")[-100:] or "archivo"


def _stored(out: Archive, name: str, digest: str, outcome: Outcome) -> None:
    path = bytes_of(digest)
    if path.is_file():
        out.add(name, pieces_of(path))
    else:
        outcome.lacking.append(name)


def _registers(out: Archive, folder: Path) -> None:
    """Write each register: the editions of its type word for word, and its rows with a column for each field."""
    keys = {row["id"]: str(row["key"]) for row in rows_of(folder, "registers.register")}
    fields: dict[int, dict[str, None]] = {register: {} for register in keys}
    for row in rows_of(folder, "registers.registeredition"):
        out.text(f"registros/{keys[row['register_id']]}/tipo-{_safe(row['edition'])}.yaml", row["content"])
        told: Mapping[str, Any] = yaml.safe_load(row["content"])
        fields[row["register_id"]].update(dict.fromkeys(one["key"] for one in told.get("fields", ())))
    parted(folder, "registers.registerrow", "register_id", [str(register) for register in keys])
    for register, names in fields.items():
        found = rows_of(folder, f"registers.registerrow-{register}")
        cells = ([*(row[n] for n in _FIRST), *(row["values"].get(n) for n in names)] for row in found)
        out.add(f"registros/{keys[register]}/filas.csv", csv_pieces([*_FIRST, *names], cells))


def _publications(out: Archive, institution: Institution, folder: Path) -> None:
    for row in rows_of(folder, "publications.publication"):
        found = publications.numbered(institution, row["number"])
        if found is not None:
            out.add(f"publicaciones/{institution.slug}-{found.number}.txt", [publications.content_of(found)])


def _methodologies(out: Archive, institution: Institution, folder: Path) -> None:
    used = {institution.methodology, *(row["methodology"] for row in rows_of(folder, "plans.plan"))} - {"", None}
    files = dict.fromkeys(path for name in sorted(map(str, used)) for path in loader.files_of(name))
    for path in files:
        out.copy(f"metodologias/{path.relative_to(loader.ROOT).as_posix()}", path)
