"""What can be done with documents: keep a file, and keep where the accepted fields were read."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.documents.adoption import Shelf, adopt_rows, numbered
from ceiba.documents.contents import file_of, media_type_of
from ceiba.documents.models import Document, Source
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.language import translator
from ceiba.exchange.readers import txt
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel.source import Source as SourceValue


@verb("document.store", needs="document.import")
def store(actor: Actor, name: str, content: bytes) -> Document:
    """Keep a file and return its document; the same bytes again give the document that is already there.

    ``Refused`` where it is too large, empty or not text, in the words of the reader.
    """
    if len(content) > settings.MAX_DOCUMENT_BYTES:
        raise Refused(
            _("%(file)s pesa más de %(limit)s MB, el límite de esta instalación. Divídalo y suba las partes.")
            % {"file": name, "limit": settings.MAX_DOCUMENT_BYTES // 1024 // 1024}
        )
    digest = hashlib.sha256(content).hexdigest()
    name = Path(name.replace("\\", "/")).name or _("documento.txt")
    try:
        text = txt.read(name, content)
    except UnusableDocument as problem:
        raise Refused(translator(get_language() or "es")(problem.args[0])) from problem
    _write(file_of(digest), content)
    facts = {
        "name": name,
        "sha256": digest,
        "size": len(content),
        "media_type": media_type_of(content),
        "lines": len(text.lines),
        "uploaded_by": actor.person,
        "at": timezone.now(),
    }
    document, new = Document.objects.get_or_create(institution=actor.institution, key=digest, defaults=facts)
    if new:
        changed(f"document/{document.pk}", None, {"name": name, "sha256": digest, "size": len(content)})
    return document


def _write(path: Path, content: bytes) -> None:
    """Put bytes under their name, whole or not at all; what is there already is the same."""
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{timezone.now().timestamp()}.part")
    half.write_bytes(content)
    half.replace(path)


@verb("sources.adopt", needs="plan.edit", touches=[Part.SOURCES])
def adopt_sources(actor: Actor, sources: tuple[SourceValue, ...], document: Document | None = None) -> None:
    """Keep where the accepted fields were read, and who accepted them; a newer reading of a field takes its place."""
    known = {row.key: row for row in Document.objects.of(actor.institution)}
    keys = numbered((source.subject, source.field) if source.field else (source.subject,) for source in sources)
    wanted = {
        key: {
            "subject": source.subject,
            "field": source.field,
            "line": source.place.line,
            "last_line": source.place.last_line,
            "page": source.place.page,
            "cell": source.place.cell,
            "quote": source.quote,
            "confidence": source.confidence,
            "document": _document_of(source, document, known.values()),
            "document_name": source.document,
            "accepted_by_id": actor.person.pk if actor.person else None,
        }
        for key, source in zip(keys, sources, strict=True)
    }
    adopt_rows(actor.institution, Shelf("source", Source, {"document": known}, counted=True), wanted)


def _document_of(source: SourceValue, brought: Document | None, known: Iterable[Document]) -> str | None:
    """Return the key of the document that a source speaks of: the one brought in, unless it names another that is here.

    A plan as text may quote the document that it was once read from; a link into the wrong one would be a lie.
    """
    if brought is not None and source.document in ("", brought.name):
        return str(brought.key)
    named = [row.key for row in known if row.name == source.document]
    return str(named[-1]) if named else None
