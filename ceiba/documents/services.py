"""What can be done with documents: keep a file, and keep where the accepted fields were read."""

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.documents.adoption import Shelf, adopt_rows, numbered
from ceiba.documents.contents import file_of, put
from ceiba.documents.models import Document, Source
from ceiba.documents.proofs import open_up
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.language import translator
from ceiba.exchange.reader import Format, format_of
from ceiba.exchange.reader import document as document_of
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel.source import Source as SourceValue

_QUICK = (Format.TEXT, Format.PLAN)  # read so fast that damage is told at the door


@verb("document.store", needs="document.import")
def store(actor: Actor, name: str, content: bytes) -> Document:
    """Keep a file and return its document; the same bytes again give the document that is already there.

    Only text is read here; of the rest the content is looked at, for reading it takes a while and is a job. ``Refused``
    where it is too large, empty, encrypted, damaged or of no format that is read here, in the words of the reader.
    """
    if len(content) > settings.MAX_DOCUMENT_BYTES:
        raise Refused(
            _("%(file)s pesa más de %(limit)s MB, el límite de esta instalación. Divídalo y suba las partes.")
            % {"file": name, "limit": settings.MAX_DOCUMENT_BYTES // 1024 // 1024}
        )
    digest = hashlib.sha256(content).hexdigest()
    name = PurePosixPath(name.replace("\\", "/")).name or _("documento.txt")
    try:
        form = format_of(name, content)
        if form in _QUICK:
            document_of(name, content)
    except UnusableDocument as problem:
        raise Refused(translator(get_language() or "es")(problem.args[0])) from problem
    put(file_of(digest), content)
    facts = {
        "name": name,
        "sha256": digest,
        "size": len(content),
        "media_type": form.value,
        "uploaded_by": actor.person,
        "at": timezone.now(),
    }
    document, new = Document.objects.get_or_create(institution=actor.institution, key=digest, defaults=facts)
    if new:
        changed(f"document/{document.pk}", None, {"name": name, "sha256": digest, "size": len(content)})
    else:
        open_up(document, name)
    return document


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
