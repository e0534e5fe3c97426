"""``ceiba restore``: an empty installation becomes the one of a backup, whole or not at all, on either database."""

import shutil
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.sql import InsertQuery

from ceiba.cli import bundle, checking, database, output
from ceiba.cli.backup import tell_heads
from ceiba.cli.progress import Progress
from ceiba.cli.usage import Mistake
from ceiba.exchange.language import Translate
from ceiba.institutions import history
from ceiba.institutions.written import columns
from ceiba.kernel.text import _

BATCH = 500


def restore(folder: Path, translate: Translate) -> int:
    """Bring a backup back, then check everything; return 0 where all is well. ``Mistake`` leaves all as it was."""
    manifest = sound(folder, translate)
    database.reach(translate)
    _refuse_used(translate)
    registry = _prepare(manifest, translate)
    _bring(folder, manifest, registry, translate)
    database.migrate(translate)
    output.result(translate(_("La copia de %(moment)s está restaurada.")) % {"moment": manifest.made})
    heads = _heads()
    output.result(tell_heads(heads, translate))
    if heads == manifest.histories:
        output.result(translate(_("Las historias terminan en las mismas huellas que en la copia.")))
    return checking.check(translate)


def sound(folder: Path, translate: Translate) -> bundle.Manifest:
    """Return the manifest of a backup whose every byte is what it was; ``Mistake`` names the file that is not."""
    path = folder / bundle.MANIFEST
    try:
        content = path.read_text(encoding="utf-8")
        told = (folder / bundle.SUM).read_text(encoding="ascii").split()
    except (OSError, ValueError) as error:
        text = _("%(folder)s no es una copia de Ceiba: no se puede leer %(file)s. Indique la carpeta de ceiba backup.")
        raise Mistake(translate(text) % {"folder": folder, "file": bundle.MANIFEST}) from error
    if not told or told[0] != checking.digest(path):
        raise _damaged(bundle.MANIFEST, translate)
    try:
        manifest = bundle.Manifest.of(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(bundle.MANIFEST, translate) from error
    if manifest.format != bundle.FORMAT:
        text = _("Esta copia es de una versión de Ceiba más nueva (%(version)s). Instale esa versión y repita.")
        raise Mistake(translate(text) % {"version": manifest.ceiba})
    _every_file(folder, manifest, translate)
    return manifest


def _every_file(folder: Path, manifest: bundle.Manifest, translate: Translate) -> None:
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    extra = present - manifest.files.keys() - {bundle.MANIFEST, bundle.SUM}
    if extra:
        text = _(
            "La copia trae un archivo que no es suyo: %(file)s. Nada se cambió; use otra copia, o quítelo si es ajeno."
        )
        raise Mistake(translate(text) % {"file": min(extra)})
    with Progress(translate(_("archivos comprobados")), len(manifest.files)) as progress:
        for name, promised in manifest.files.items():
            path = folder / name
            if name not in present or path.is_symlink() or path.stat().st_size != promised.size:
                raise _damaged(name, translate)
            if checking.digest(path) != promised.sha256:
                raise _damaged(name, translate)
            progress.step()


def _damaged(name: str, translate: Translate) -> Mistake:
    text = _("La copia está dañada: %(file)s no es el que se guardó. Nada se cambió; use otra copia.")
    return Mistake(translate(text) % {"file": name})


def _refuse_used(translate: Translate) -> None:
    there = set(connection.introspection.table_names())
    used = any(model._base_manager.exists() for model in bundle.tables() if model._meta.db_table in there)
    if used or any(path.is_file() for path in settings.DOCUMENTS.rglob("*")):
        text = _(
            "Esta instalación ya tiene datos (%(place)s) y una copia no se restaura encima. Nada se cambió. "
            "Use una carpeta nueva, CEIBA_HOME=otra-carpeta, y con PostgreSQL una base nueva."
        )
        raise Mistake(translate(text) % {"place": database.place() if used else settings.DOCUMENTS})


def _prepare(manifest: bundle.Manifest, translate: Translate) -> Apps:
    """Give an empty database the shape that the rows of the backup have; return the models of that shape."""
    executor = MigrationExecutor(connection)
    graph, facts = executor.loader.graph, {"version": manifest.ceiba}
    wanted = list(manifest.migrations.items())
    if any(node not in graph.nodes for node in wanted):
        text = _("La copia es de Ceiba %(version)s, más nueva que esta. Instale esa versión y repita; nada se cambió.")
        raise Mistake(translate(text) % facts)
    if set(wanted) == {node for node in graph.leaf_nodes() if node[0] not in bundle.LEFT_OUT}:
        database.migrate(translate)
        return apps
    if executor.loader.applied_migrations:
        text = _("La copia es de Ceiba %(version)s: para traerla hace falta una carpeta o una base recién creada.")
        raise Mistake(translate(text) % facts)
    executor.migrate([*wanted, *(node for node in graph.leaf_nodes() if node[0] in bundle.LEFT_OUT)])
    return executor.loader.project_state(wanted).apps


def _bring(folder: Path, manifest: bundle.Manifest, registry: Apps, translate: Translate) -> None:
    """Bring rows and files, both or neither."""
    staged = settings.HOME / f".restoring-{folder.name}"
    shutil.rmtree(staged, ignore_errors=True)
    undo: list[Callable[[], object]] = []
    try:
        _stage(folder, staged)
        with transaction.atomic():
            _insert(folder, manifest, registry, translate)
            _compare(manifest, registry, translate)
            _put_in_place(staged, undo)
    except BaseException as error:
        for step in reversed(undo):
            step()
        if isinstance(error, DatabaseError | OSError | ValueError | KeyError):
            text = _(
                "La copia no se pudo traer (%(reason)s). Nada se cambió: revise el espacio del disco o use otra copia."
            )
            reason = str(error).strip().split("\n")[0] or type(error).__name__
            raise Mistake(translate(text) % {"reason": reason}) from error
        raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _stage(folder: Path, staged: Path) -> None:
    """Copy the files beside their place, so that putting them there is only a change of names."""
    staged.mkdir(mode=0o700)
    for name in (bundle.DOCUMENTS, bundle.KEYS):
        (staged / name).mkdir(mode=0o700)
        for path in sorted((folder / name).rglob("*")):
            target = staged / name / path.relative_to(folder / name)
            if path.is_dir():
                target.mkdir(mode=0o700, parents=True, exist_ok=True)
            else:
                shutil.copyfile(path, target)
                target.chmod(0o600)


def _put_in_place(staged: Path, undo: list[Callable[[], object]]) -> None:
    """Exchange the folders for those of the backup, noting how to take each step back."""
    for name, home in ((bundle.DOCUMENTS, settings.DOCUMENTS), (bundle.KEYS, settings.KEYS)):
        before = staged / f"{name}-before"
        home.rename(before)
        undo.append(partial(before.rename, home))
        (staged / name).rename(home)
        undo.append(partial(home.rename, staged / name))


def _insert(folder: Path, manifest: bundle.Manifest, registry: Apps, translate: Translate) -> None:
    ordered = bundle.tables(registry)
    with Progress(translate(_("tablas")), len(ordered)) as progress:
        for model in ordered:
            table = manifest.tables.get(model._meta.label_lower)
            if table is not None:
                _insert_table(folder, model, table.columns)
            progress.step()
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), ordered):
            cursor.execute(statement)


def _insert_table(folder: Path, model: type[models.Model], names: list[str]) -> None:
    known = [column for column in columns(model) if column.attname in names]
    size = connection.ops.bulk_batch_size(known, range(BATCH))
    with bundle.table_path(folder, model).open(encoding="utf-8") as stream:
        rows = bundle.rows(model, names, stream)
        while batch := list(islice(rows, size)):
            # As they were: moments that the product sets by itself are rows of the past here.
            query = InsertQuery(model)
            query.insert_values(known, batch, raw=True)
            query.get_compiler(connection=connection).execute_sql()


def _compare(manifest: bundle.Manifest, registry: Apps, translate: Translate) -> None:
    """Count every table; where the shape is today's, walk the histories too, before anything is kept."""
    for model in bundle.tables(registry):
        name = model._meta.label_lower
        if name in manifest.tables and model._base_manager.count() != manifest.tables[name].rows:
            raise _damaged(f"{bundle.TABLES}/{name}.jsonl", translate)
    if registry is apps and (
        changed := {slug for slug, head in _heads().items() if head != manifest.histories.get(slug)}
    ):
        text = _("La historia de %(slug)s no termina como dice la copia. Nada se cambió; use otra copia.")
        raise Mistake(translate(text) % {"slug": ", ".join(sorted(changed))})


def _heads() -> dict[str, bundle.Head]:
    found = {}
    for institution in apps.get_model("institutions", "Institution").objects.order_by("slug"):
        state = history.walk(institution)
        found[institution.slug] = bundle.Head(state.length, state.waiting, state.head, state.broken)
    return found
