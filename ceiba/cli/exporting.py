"""``ceiba export``: everything that one institution owns, in one archive of open formats."""

from pathlib import Path

from django.apps import apps

from ceiba.cli import database, output
from ceiba.cli.progress import Progress
from ceiba.cli.usage import Mistake
from ceiba.exchange.language import Translate
from ceiba.kernel.text import _
from ceiba.takeout import services


def export(slug: str, target: Path, translate: Translate) -> int:
    """Write the archive of an institution; return 0, or 1 where files that it names are lost."""
    database.need_migrated(translate)
    institution = apps.get_model("institutions", "Institution").objects.filter(slug=slug).first()
    if institution is None:
        known = apps.get_model("institutions", "Institution").objects.order_by("slug").values_list("slug", flat=True)
        text = _("No hay institución «%(slug)s». Las que hay: %(known)s.")
        raise Mistake(translate(text) % {"slug": slug, "known": ", ".join(known) or "—"})
    if target.exists():
        text = _("%(file)s ya existe. Elija otro nombre: un archivo no se escribe encima de otro.")
        raise Mistake(translate(text) % {"file": target})
    try:
        with Progress(translate(_("tablas y archivos")), 0) as shown:
            outcome = services.make_at(institution, target, lambda done, steps, _words: _show(shown, done, steps))
    except OSError as error:
        text = _("No se pudo escribir %(file)s (%(reason)s). Libere espacio o elija otra carpeta.")
        raise Mistake(translate(text) % {"file": target, "reason": error.strerror or error}) from error
    rows, sum_text = (
        sum(outcome.counts.values()),
        _("Suma del archivo (SHA-256), que guarda también la historia: %(sum)s"),
    )
    output.result(translate(_("Escrito en %(file)s: %(rows)s filas.")) % {"file": target, "rows": rows})
    output.result(translate(sum_text) % {"sum": services.digest(target)})
    for name in outcome.lacking:
        output.remark(translate(_("FALTA en la instalación: %(name)s")) % {"name": name})
    output.remark(translate(_("Lleva datos personales y reservados: cuídelo como a la instalación misma.")))
    return 1 if outcome.lacking else 0


def _show(shown: Progress, done: int, steps: int) -> None:
    shown.steps = steps
    while shown.done < done:
        shown.step()
