"""What an archive says of itself: its page to be read first, in both languages, and the dictionary of its columns."""

from collections.abc import Iterator, Mapping

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from ceiba.institutions.field_words import FIELD_WORDS
from ceiba.institutions.models import Institution
from ceiba.institutions.written import columns
from ceiba.takeout.decisions import REASON_WORDS, Decision, decisions

PAGES = {"es": "LEEME.txt", "en": "README.txt"}
HEADINGS = ("tabla", "columna", "en palabras", "tipo", "refiere a", "puede faltar", "va", "la tabla")


def page(institution: Institution, language: str, made: str, counts: Mapping[str, int], lacking: list[str]) -> str:
    """Return the page in a language: what is inside, what stayed and why, what lacked, and how it is checked."""
    with override(language):
        facts = {"institution": institution.name, "slug": institution.slug, "made": made, "rows": sum(counts.values())}
        return "\n".join(_lines(facts, counts, lacking)) + "\n"


def _lines(facts: Mapping[str, object], counts: Mapping[str, int], lacking: list[str]) -> Iterator[str]:
    yield _("TODO LO DE %(institution)s") % facts
    yield _("Hecho el %(made)s con Ceiba: %(rows)s filas. Formatos abiertos; no hace falta Ceiba para leerlos.") % facts
    yield ""
    yield _("Lleva datos personales y reservados. Guárdelo como guarda los originales.")
    yield ""
    yield _("QUÉ HAY")
    yield from (
        "  plan.yaml          " + _("los planes y todo lo que se suma con ellos, como texto que Ceiba vuelve a leer"),
        "  tablas/            " + _("cada tabla como CSV (para hojas de cálculo) y como JSON por línea (exacto)"),
        "  diccionario.csv    " + _("qué es cada columna, a qué refiere, cuáles no van y por qué"),
        "  documentos/        " + _("los archivos y fotos como se subieron; su nombre empieza con su SHA-256"),
        "  registros/         " + _("cada registro: su tipo (YAML) y sus filas con una columna por campo (CSV)"),
        "  publicaciones/     " + _("lo publicado, byte por byte como se firmó; se comprueba con «ceiba verify»"),
        "  metodologias/      " + _("las metodologías con que se juzga"),
        "  comprobar.py       " + _("comprueba todo esto sin Ceiba: python3 comprobar.py"),
        "  SHA256SUMS.txt     " + _("la huella de cada archivo: sha256sum -c SHA256SUMS.txt"),
    )
    yield ""
    yield _("En los CSV, un texto que una hoja de cálculo ejecutaría lleva un apóstrofo delante; los JSON son exactos.")
    yield ""
    yield _("LA HISTORIA")
    yield _(
        "tablas/institutions.entry.jsonl, en el orden de su cadena. Quien la cambie en un punto rompe lo que sigue."
    )
    yield ""
    yield _("LO QUE NO VA, Y POR QUÉ")
    yield from (f"  {what}: {why}" for what, why in left_out())
    yield ""
    yield _("LO QUE FALTA")
    yield from (f"  {name}" for name in lacking)
    if not lacking:
        yield "  " + _("nada")
    yield ""
    yield _("TABLAS Y FILAS")
    yield from (f"  {name}: {count}" for name, count in counts.items())


def left_out() -> Iterator[tuple[str, str]]:
    """Yield what stays, table or column, and why."""
    for one in decisions():
        if one.whole is not None:
            yield one.name, str(REASON_WORDS[one.whole])
        for name, why in one.left_out.items():
            yield f"{one.name}.{name}", str(REASON_WORDS[why])
    yield "account, mfa", str(_("las claves de las personas y su segundo paso no salen nunca"))


def dictionary() -> Iterator[tuple[str, ...]]:
    """Yield a row for each column of each table: what it is, and whether it goes out."""
    for one in decisions():
        about = " ".join((one.model.__doc__ or "").split())
        for column in columns(one.model):
            yield (*_column(one, column), about)


def _column(one: Decision, column: "models.Field[object, object]") -> tuple[str, ...]:
    name = column.attname
    why = one.whole or one.left_out.get(name)
    goes = "sí" if why is None else f"no: {REASON_WORDS[why]}"
    refers = column.related_model._meta.label_lower if column.is_relation and column.related_model else ""
    words = str(FIELD_WORDS.get(column.name, ""))
    return one.name, name, words, column.get_internal_type(), refers, "sí" if column.null else "no", goes
