"""``ceiba check``: every promise of an installation looked at, each answer a sentence and, where it fails, the mend."""

import hashlib
import json
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from ceiba.cli import database, output
from ceiba.cli.usage import Mistake
from ceiba.documents.contents import file_of
from ceiba.exchange.language import LANGUAGES, LOCALE, Translate
from ceiba.institutions import history
from ceiba.kernel.text import _
from ceiba.publications import queries as publications
from ceiba.transparency.faults import faults as month_faults

LITTLE = 500 * 1024 * 1024  # bytes; below this an import of a large document may not fit
LATE = timedelta(hours=1)  # a job that nobody began after this long means that no worker runs
BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What looking at one thing gave: a sentence with its facts, and for a failure what to do."""

    well: bool
    sentence: str
    facts: dict[str, object] = field(default_factory=dict)
    mend: str = ""


Look = Callable[[], Iterator[Answer]]


def check(translate: Translate) -> int:
    """Print every answer; return 0 where all is well, 1 where something must be mended."""
    failures = sum(_report(_asked(look, translate), translate) for look in OUTSIDE)
    unreachable = _report(_asked(DATABASE, translate), translate)
    if unreachable:
        output.result(translate(_("----  Lo que guarda la base de datos no se pudo revisar.")))
    else:
        failures += sum(_report(_asked(look, translate), translate) for look in INSIDE)
    failures += unreachable
    if failures:
        output.result(translate(_("Cosas que arreglar: %(count)s")) % {"count": failures})
    else:
        output.result(translate(_("Todo está bien.")))
    return 1 if failures else 0


def _report(answers: list[Answer], translate: Translate) -> int:
    """Print some answers; return how many are failures."""
    for answer in answers:
        mark = translate(_("bien")) if answer.well else translate(_("MAL"))
        line = f"{mark:<5} {translate(answer.sentence) % answer.facts}"
        output.result(line if answer.well else f"{line}\n      → {translate(answer.mend) % answer.facts}")
    return sum(not answer.well for answer in answers)


def _asked(asked: tuple[str, Look], translate: Translate) -> list[Answer]:
    """Ask one thing; a failure of the asking is an answer too, so that the rest is still asked."""
    what, look = asked
    try:
        return list(look())
    except Mistake as mistake:
        facts: dict[str, object] = {"said": translate(mistake.args[0])}
        return [Answer(False, "%(said)s", facts, _("Después repita: ceiba check"))]
    except Exception as error:  # whatever is broken, the rest must still be looked at
        if settings.DEBUG:
            raise
        reason = str(error).strip().split("\n")[0] or type(error).__name__
        sentence = _("No se pudo revisar %(what)s (%(reason)s).")
        mend = _("Repita con CEIBA_DEBUG=1 delante para ver dónde falla.")
        return [Answer(False, sentence, {"what": translate(what), "reason": reason}, mend)]


def _database() -> Iterator[Answer]:
    """Look whether the database answers and is of this version."""
    database.reach(database.unsaid)
    facts: dict[str, object] = {"place": database.place()}
    lacking = database.pending()
    if lacking:
        facts["count"] = len(lacking)
        sentence = _("A la base de datos %(place)s le faltan %(count)s pasos para esta versión.")
        yield Answer(False, sentence, facts, _("Arranque una vez: ceiba serve"))
    else:
        yield Answer(True, _("La base de datos %(place)s responde y está al día."), facts)


def _folders() -> Iterator[Answer]:
    """Look whether the folders of the home belong to their owner alone."""
    for folder in (settings.HOME, settings.DOCUMENTS, settings.KEYS, settings.LOGS):
        mode = stat.S_IMODE(folder.stat().st_mode)
        facts: dict[str, object] = {"folder": folder}
        if mode & 0o077:
            yield Answer(False, _("Otros usuarios pueden entrar a %(folder)s."), facts, _("chmod 700 %(folder)s"))
        else:
            yield Answer(True, _("%(folder)s es privada y se puede escribir."), facts)


def _secrets() -> Iterator[Answer]:
    """Look whether the secrets can be read by their owner alone."""
    for path in sorted(settings.KEYS.iterdir()):
        facts: dict[str, object] = {"file": path}
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Answer(False, _("Otros usuarios pueden leer el secreto %(file)s."), facts, _("chmod 600 %(file)s"))
        else:
            yield Answer(True, _("El secreto %(file)s solo lo lee su dueño."), facts)


def _space() -> Iterator[Answer]:
    """Look how much room is left on the disk."""
    free = shutil.disk_usage(settings.HOME).free
    facts: dict[str, object] = {"free": f"{free // (1024 * 1024):,}", "folder": settings.HOME}
    mend = _("Libere espacio: con el disco lleno nada se puede guardar.")
    yield Answer(free >= LITTLE, _("Quedan %(free)s MB libres en el disco de %(folder)s."), facts, mend)


def _static() -> Iterator[Answer]:
    """Look whether styles and scripts were gathered."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    facts: dict[str, object] = {"folder": settings.STATIC_ROOT}
    names = json.loads(manifest.read_text(encoding="utf-8"))["paths"] if manifest.exists() else {}
    lost = [name for name in names.values() if not (Path(settings.STATIC_ROOT) / name).exists()]
    if names and not lost:
        yield Answer(True, _("Los estilos y los guiones de las páginas están reunidos en %(folder)s."), facts)
    else:
        sentence = _("Faltan estilos o guiones de las páginas en %(folder)s.")
        yield Answer(False, sentence, facts, _("Prepárelos de nuevo: make setup (o instale de nuevo el paquete)."))


def _catalogues() -> Iterator[Answer]:
    """Look whether the sentences of every language are compiled."""
    lacking = [lang for lang in LANGUAGES if not (LOCALE / lang / "LC_MESSAGES" / "django.mo").exists()]
    facts: dict[str, object] = {"languages": ", ".join(lacking or LANGUAGES)}
    if lacking:
        mend = _("Prepárelos de nuevo: make setup (o instale de nuevo el paquete).")
        yield Answer(False, _("Los textos no están compilados para: %(languages)s."), facts, mend)
    else:
        yield Answer(True, _("Los textos están compilados: %(languages)s."), facts)


def _methodologies() -> Iterator[Answer]:
    """Look whether every methodology proves."""
    from ceiba.methodologies.loader import available
    from ceiba.methodologies.problems import MethodologyError

    try:
        count = len(available())
    except MethodologyError as error:
        sentence = _("Una metodología no se sostiene: %(problem)s")
        mend = _("Corrija ese archivo, o instale de nuevo Ceiba.")
        yield Answer(False, sentence, {"problem": error.problems[0]}, mend)
    else:
        yield Answer(True, _("Las %(count)s metodologías se sostienen."), {"count": count})


def _duties() -> Iterator[Answer]:
    """Look whether every transparency duty proves, also those of this home."""
    from ceiba.methodologies.duties import available_duties
    from ceiba.methodologies.problems import MethodologyError

    try:
        count = len(available_duties()) + len(available_duties(settings.HOME / "duties"))
    except MethodologyError as error:
        sentence = _("Un deber de transparencia no se sostiene: %(problem)s")
        yield Answer(False, sentence, {"problem": error.problems[0]}, _("Corrija ese archivo."))
    else:
        yield Answer(True, _("Los %(count)s deberes de transparencia se sostienen."), {"count": count})


def _histories() -> Iterator[Answer]:
    """Look whether the history of every institution is whole."""
    for institution in apps.get_model("institutions", "Institution").objects.order_by("slug"):
        state = history.walk(institution)
        facts: dict[str, object] = {
            "slug": institution.slug, "length": state.length, "head": state.head, "waiting": state.waiting,
            "broken": state.broken,
        }  # fmt: skip
        if state.broken is not None:
            sentence = _("La historia de %(slug)s fue alterada: el acto número %(broken)s no encaja.")
            mend = _("No escriba más en ella; compárela con una copia (ceiba backup) y avise a auditoría.")
            yield Answer(False, sentence, facts, mend)
        else:
            sentence = _("La historia de %(slug)s está entera: %(length)s actos y %(waiting)s por encadenar; %(head)s")
            yield Answer(True, sentence, facts)


def _publications() -> Iterator[Answer]:
    """Look whether every publication is what it was: hash, signature, place in the chain, and what the portal shows."""
    for institution in apps.get_model("institutions", "Institution").objects.order_by("slug"):
        found = list(publications.faults(institution))
        last = publications.last(institution)
        facts: dict[str, object] = {"slug": institution.slug, "count": last.number if last else 0}
        mend = _(
            "No publique más; compárela con las descargas que otros guardaron y con una copia, y avise a auditoría."
        )
        for fault in found:
            said = {**facts, "number": fault.number, "what": fault.what}
            yield Answer(False, _("La publicación %(number)s de %(slug)s no es la que fue: %(what)s"), said, mend)
        if last and not found:
            facts["digest"] = last.digest
            yield Answer(True, _("Las %(count)s publicaciones de %(slug)s están enteras; %(digest)s"), facts)


def _duty_months() -> Iterator[Answer]:
    """Look whether every month of a duty that was kept is what it was: text, hash, place in the chain."""
    for institution in apps.get_model("institutions", "Institution").objects.order_by("slug"):
        found = list(month_faults(institution))
        count = apps.get_model("transparency", "DutyMonth").objects.filter(institution=institution).count()
        facts: dict[str, object] = {"slug": institution.slug, "count": count}
        mend = _("No conserve más meses; compárelo con las descargas que otros guardaron y con una copia.")
        for fault in found:
            said = {**facts, "duty": fault.duty, "number": fault.number, "what": fault.what}
            sentence = _("El mes %(number)s de «%(duty)s», de %(slug)s, no es el que fue: %(what)s")
            yield Answer(False, sentence, said, mend)
        if count and not found:
            yield Answer(True, _("Los %(count)s meses de transparencia de %(slug)s están enteros."), facts)


def _documents() -> Iterator[Answer]:
    """Look whether the bytes of every document are those that came in."""
    documents = apps.get_model("documents", "Document").objects.order_by("pk")
    count = 0
    for sha256, name in documents.values_list("sha256", "name").distinct().iterator(chunk_size=500):
        count += 1
        path = file_of(sha256)
        facts: dict[str, object] = {"name": name, "file": path}
        mend = _("Recupérelo de una copia: está en su carpeta documents, con el mismo nombre de archivo.")
        if not path.exists():
            yield Answer(False, _("Falta el archivo del documento «%(name)s» (%(file)s)."), facts, mend)
        elif digest(path) != sha256:
            yield Answer(False, _("El archivo del documento «%(name)s» cambió (%(file)s)."), facts, mend)
    yield Answer(True, _("Se revisaron los bytes de %(count)s documentos."), {"count": count})


def _jobs() -> Iterator[Answer]:
    """Look whether jobs wait that nobody does."""
    jobs = apps.get_model("institutions", "Job").objects
    stuck = jobs.filter(state__in=("queued", "running"), created__lt=timezone.now() - LATE).count()
    facts: dict[str, object] = {"count": stuck}
    mend = _("Arranque ceiba serve, que las hace; si ya está en marcha, deténgalo y arránquelo otra vez.")
    if stuck:
        yield Answer(False, _("Hay %(count)s tareas que esperan desde hace más de una hora."), facts, mend)
    else:
        yield Answer(True, _("Ninguna tarea está detenida."))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, read block by block."""
    summed = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            summed.update(block)
    return summed.hexdigest()


DATABASE: tuple[str, Look] = (_("la base de datos"), _database)
OUTSIDE: tuple[tuple[str, Look], ...] = (
    (_("las carpetas"), _folders),
    (_("los secretos"), _secrets),
    (_("el espacio del disco"), _space),
    (_("los estilos de las páginas"), _static),
    (_("los textos"), _catalogues),
    (_("las metodologías"), _methodologies),
    (_("los deberes de transparencia"), _duties),
)
INSIDE: tuple[tuple[str, Look], ...] = (
    (_("las historias"), _histories),
    (_("las publicaciones"), _publications),
    (_("los meses de transparencia"), _duty_months),
    (_("los documentos"), _documents),
    (_("las tareas"), _jobs),
)
