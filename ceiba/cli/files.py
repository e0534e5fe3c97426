"""``ceiba read``, and the files of ``ceiba audit``: bytes come in, the plan goes out. No Django, no installation."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from ceiba.cli import output
from ceiba.cli.usage import Mistake
from ceiba.exchange.document import Line, UnusableDocument
from ceiba.exchange.language import Translate, translator
from ceiba.exchange.proposal import Proposal
from ceiba.kernel.text import _

READ_FORMATS = ("table", "yaml", "json")


def read(file: str, methodology: str | None, form: str, lang: str) -> int:
    """Read a file and print the plan that it holds; return the exit code. ``Mistake`` where the file is unusable."""
    translate = translator(lang)
    known_form(form, READ_FORMATS, translate)
    proposal = proposal_of(file, bytes_of(file, translate), methodology, translate)
    remark_on(proposal, translate)
    output.result(_read_as(form, proposal, lang))
    return 0


def proposal_of(file: str, content: bytes, methodology: str | None, translate: Translate) -> Proposal:
    """Return what the bytes of a file were understood as; ``Mistake`` where they are unusable."""
    from ceiba.exchange.reader import read as read_bytes
    from ceiba.methodologies.loader import UnknownMethodology

    try:
        return read_bytes(Path(file).name, content, methodology)
    except (UnusableDocument, UnknownMethodology) as error:
        raise Mistake(translate(error.args[0])) from error


def bytes_of(file: str, translate: Translate) -> bytes:
    """Return the bytes of a file; ``Mistake`` in the reader's language where there are none to be had."""
    try:
        return Path(file).read_bytes()
    except FileNotFoundError as error:
        text = _(
            "No existe el archivo «%(file)s». Revise la ruta; si el nombre lleva espacios, póngalo entre comillas."
        )
        raise Mistake(translate(text) % {"file": file}) from error
    except IsADirectoryError as error:
        text = _("«%(file)s» es una carpeta. Indique un archivo de los que contiene.")
        raise Mistake(translate(text) % {"file": file}) from error
    except PermissionError as error:
        text = _("No hay permiso para leer «%(file)s». Pídalo a quien lo guardó, o copie el archivo a su carpeta.")
        raise Mistake(translate(text) % {"file": file}) from error
    except (OSError, ValueError) as error:
        text = _("No se pudo leer «%(file)s» (%(reason)s). Copie el archivo a otro lugar e intente de nuevo.")
        raise Mistake(translate(text) % {"file": file, "reason": error}) from error


def lines_of(file: str, content: bytes) -> Sequence[Line]:
    """Return the lines of a document, to show quotes in their place; none for a plan in Ceiba's own form."""
    from ceiba.exchange.reader import Format, document, format_of

    name = Path(file).name
    return () if format_of(name, content) is Format.PLAN else document(name, content).lines


def _read_as(form: str, proposal: Proposal, lang: str) -> str:
    if form == "json":
        from ceiba.exchange.writers import reading_json

        return json.dumps(reading_json.write(proposal), ensure_ascii=False, indent=2)
    if form == "yaml":
        from ceiba.exchange.writers import plan_text

        return plan_text.write(proposal.snapshot).rstrip("\n")
    from ceiba.exchange.writers import reading_text

    return reading_text.write(proposal, lang)


def known_form(form: str, forms: tuple[str, ...], translate: Translate) -> None:
    """Refuse a form that is none of those there are."""
    if form not in forms:
        text = _("No existe el formato «%(form)s». Los que hay: %(forms)s.")
        raise Mistake(translate(text) % {"form": form, "forms": ", ".join(forms)})


def remark_on(proposal: Proposal, translate: Translate) -> None:
    """Tell on standard error what a person should know and the result does not say."""
    if proposal.is_empty:
        text = _("%(file)s: se leyó el texto, pero no se encontró ningún plan en él.")
        output.remark(translate(text) % {"file": proposal.document})
    for problem in proposal.problems:
        where = f"{proposal.document}:{problem.place.line}" if problem.place.line else proposal.document
        output.remark(f"{where}: {translate(problem.text)}")
    sys.stderr.flush()
