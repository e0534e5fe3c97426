"""``ceiba backup``: the whole installation in one folder of plain files, as it stood at one moment."""

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

import ceiba
from ceiba.cli import bundle, database, output
from ceiba.cli.checking import digest
from ceiba.cli.progress import Progress
from ceiba.cli.usage import Mistake
from ceiba.exchange.language import Translate
from ceiba.institutions import history
from ceiba.institutions.one_moment import one_moment
from ceiba.institutions.written import columns
from ceiba.kernel.text import _


def backup(folder: Path, translate: Translate) -> int:
    """Write a backup into a new folder, whole or not at all; return 0, or 1 where a history was found altered."""
    database.need_migrated(translate)
    _usable(folder, translate)
    for institution in apps.get_model("institutions", "Institution").objects.all():
        history.chain(institution)  # so that the hash that is told covers every act
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        manifest = write(folder, translate)
    except OSError as error:
        text = _("No se pudo escribir la copia en %(folder)s (%(reason)s). Libere espacio o elija otra carpeta.")
        raise Mistake(translate(text) % {"folder": folder, "reason": error.strerror or error}) from error
    finally:
        # Without its manifest, the last thing to be written, what is there is no backup.
        if not (folder / bundle.SUM).exists():
            for part in (bundle.TABLES, bundle.DOCUMENTS, bundle.KEYS):
                shutil.rmtree(folder / part, ignore_errors=True)
            (folder / bundle.MANIFEST).unlink(missing_ok=True)
    return _tell(folder, manifest, translate)


def write(folder: Path, translate: Translate) -> bundle.Manifest:
    """Fill an empty folder and return its manifest."""
    with one_moment():
        manifest = bundle.Manifest(
            ceiba.__version__, datetime.now(UTC).isoformat(timespec="seconds"), connection.vendor, bundle.leaves()
        )
        for institution in apps.get_model("institutions", "Institution").objects.order_by("slug"):
            state = history.walk(institution)
            manifest.histories[institution.slug] = bundle.Head(state.length, state.waiting, state.head, state.broken)
        _write_tables(folder, manifest, translate)
    # Files are named by their content and never change: those that the rows of that moment name are all there.
    _copy_files(folder, translate)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        manifest.files[str(path.relative_to(folder))] = bundle.Bytes(path.stat().st_size, digest(path))
    (folder / bundle.MANIFEST).write_text(manifest.text(), encoding="utf-8")
    sum_line = f"{digest(folder / bundle.MANIFEST)}  {bundle.MANIFEST}\n"
    (folder / bundle.SUM).write_text(sum_line, encoding="ascii")
    return manifest


def _usable(folder: Path, translate: Translate) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        text = _("%(folder)s ya tiene algo adentro. Elija una carpeta nueva: una copia no se escribe encima de otra.")
        raise Mistake(translate(text) % {"folder": folder})


def _write_tables(folder: Path, manifest: bundle.Manifest, translate: Translate) -> None:
    (folder / bundle.TABLES).mkdir()
    models = bundle.tables()
    with Progress(translate(_("tablas")), len(models)) as progress:
        for model in models:
            count = 0
            with bundle.table_path(folder, model).open("w", encoding="utf-8", newline="\n") as stream:
                for line in bundle.lines(model):
                    stream.write(line + "\n")
                    count += 1
            names = [column.attname for column in columns(model)]
            manifest.tables[model._meta.label_lower] = bundle.Table(names, count)
            progress.step()


def _copy_files(folder: Path, translate: Translate) -> None:
    documents = [path for path in sorted(settings.DOCUMENTS.rglob("*")) if path.is_file() and path.suffix != ".part"]
    keys = [path for path in sorted(settings.KEYS.iterdir()) if path.is_file() and not path.name.startswith(".")]
    with Progress(translate(_("archivos")), len(documents) + len(keys)) as progress:
        for name, home, paths in (
            (bundle.DOCUMENTS, settings.DOCUMENTS, documents),
            (bundle.KEYS, settings.KEYS, keys),
        ):
            (folder / name).mkdir(mode=0o700)
            for path in paths:
                target = folder / name / path.relative_to(home)
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                shutil.copyfile(path, target)
                with suppress(PermissionError):  # a memory stick may know no modes
                    target.chmod(0o600)
                progress.step()


def _tell(folder: Path, manifest: bundle.Manifest, translate: Translate) -> int:
    rows = sum(table.rows for table in manifest.tables.values())
    text = _("Copia escrita en %(folder)s: %(rows)s filas, %(files)s archivos.")
    output.result(translate(text) % {"folder": folder, "rows": rows, "files": len(manifest.files)})
    output.result(tell_heads(manifest.histories, translate))
    sum_text = _("Suma de la copia (SHA-256 de %(file)s), para guardarla en otro lugar: %(sum)s")
    output.result(translate(sum_text) % {"file": bundle.MANIFEST, "sum": digest(folder / bundle.MANIFEST)})
    text = _(
        "La carpeta lleva los secretos de la instalación (%(keys)s), las claves de las personas en forma cifrada y "
        "todo lo que la institución guarda: cuídela como a la instalación misma."
    )
    output.remark(translate(text) % {"keys": bundle.KEYS})
    return 1 if any(head.broken is not None for head in manifest.histories.values()) else 0


def tell_heads(heads: dict[str, bundle.Head], translate: Translate) -> str:
    """Return a line for each institution: how long its history is, and the hash that it ends with."""
    lines = []
    for slug, head in heads.items():
        facts = {"slug": slug, "length": head.length, "head": head.head, "broken": head.broken}
        if head.broken is None:
            lines.append(translate(_("  historia de %(slug)s: %(length)s actos, termina en %(head)s")) % facts)
        else:
            lines.append(translate(_("  historia de %(slug)s: ALTERADA en el acto %(broken)s")) % facts)
    return "\n".join(lines)
