"""``ceiba read`` and ``ceiba audit``: a file comes in, the plan or its audit goes out. No Django, no installation."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from ceiba.cli import output
from ceiba.cli.usage import Mistake
from ceiba.exchange.document import Line, UnusableDocument
from ceiba.exchange.language import Translate, translator
from ceiba.exchange.proposal import Proposal
from ceiba.kernel.finding import Severity
from ceiba.kernel.text import _

READ_FORMATS = ("table", "yaml", "json")
AUDIT_FORMATS = ("text", "json", "html")
FOUND_ERRORS = 1


def read(file: str, methodology: str | None, form: str, lang: str) -> int:
    """Read a file and print the plan that it holds; return the exit code. ``Mistake`` where the file is unusable."""
    translate = translator(lang)
    _known_form(form, READ_FORMATS, translate)
    proposal = proposal_of(file, bytes_of(file, translate), methodology, translate)
    _remark(proposal, translate)
    output.result(_read_as(form, proposal, lang))
    return 0


def audit(file: str, methodology: str | None, form: str, lang: str) -> int:
    """Read a file, ask it every rule and print what was found; return 1 where there are errors, else 0."""
    translate = translator(lang)
    if form == "sarif":
        raise Mistake(translate(_("El formato sarif todavía no está: por ahora use text, json o html.")))
    _known_form(form, AUDIT_FORMATS, translate)
    content = bytes_of(file, translate)
    proposal = proposal_of(file, content, methodology, translate)
    _remark(proposal, translate)
    from ceiba.rules.engine import audit as ask

    asked = ask(proposal.snapshot)
    if form == "json":
        from ceiba.exchange.writers import audit_json

        text = json.dumps(audit_json.write(proposal, asked, lang), ensure_ascii=False, indent=2)
    elif form == "html":
        from ceiba.exchange.writers import page

        text = page.write(proposal, asked, lang, lines_of(file, content))
    else:
        from ceiba.exchange.writers import audit_text

        text = audit_text.write(proposal, asked, lang)
    output.result(text)
    return FOUND_ERRORS if any(f.severity is Severity.ERROR for f in asked.findings) else 0


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


def _known_form(form: str, forms: tuple[str, ...], translate: Translate) -> None:
    if form not in forms:
        text = _("No existe el formato «%(form)s». Los que hay: %(forms)s.")
        raise Mistake(translate(text) % {"form": form, "forms": ", ".join(forms)})


def _remark(proposal: Proposal, translate: Translate) -> None:
    """Tell on standard error what a person should know and the result does not say."""
    if proposal.is_empty:
        text = _("%(file)s: se leyó el texto, pero no se encontró ningún plan en él.")
        output.remark(translate(text) % {"file": proposal.document})
    for problem in proposal.problems:
        where = f"{proposal.document}:{problem.place.line}" if problem.place.line else proposal.document
        output.remark(f"{where}: {translate(problem.text)}")
    sys.stderr.flush()
