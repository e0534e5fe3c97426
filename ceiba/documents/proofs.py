"""Files that prove something: documents and pictures, told apart by content, kept where all documents are.

A proof is looked at by people and never read for plans, so that pictures are welcome too; what could run is not.
"""

import hashlib
from io import BytesIO
from pathlib import PurePosixPath

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from ceiba.documents.contents import file_of, put
from ceiba.documents.models import Document
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.language import translator
from ceiba.exchange.reader import Format, format_of
from ceiba.exchange.readers import archive
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Refused, changed

_PICTURES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "TIFF": "image/tiff",
}
_SLIDES = {
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_DAMAGE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def keep(actor: Actor, name: str, content: bytes, *, reserved: bool = False) -> Document:
    """Keep a file that proves something and return its document; the same bytes again give the one that is there.

    Only inside a verb, which has asked for the permission. ``Refused`` where it is too large, empty, damaged, or
    neither a document nor a picture. A ``reserved`` one is opened through what holds it alone, unless the same
    bytes are kept for everybody too; the history tells no name of it.
    """
    if len(content) > settings.MAX_DOCUMENT_BYTES:
        raise Refused(
            _("%(file)s pesa más de %(limit)s MB, el límite de esta instalación. Redúzcalo y súbalo otra vez.")
            % {"file": name, "limit": settings.MAX_DOCUMENT_BYTES // 1024 // 1024}
        )
    name = PurePosixPath(name.replace("\\", "/")).name or _("evidencia")
    kind = media_type(name, content)
    digest = hashlib.sha256(content).hexdigest()
    put(file_of(digest), content)
    facts = {
        "name": name,
        "sha256": digest,
        "size": len(content),
        "media_type": kind,
        "uploaded_by": actor.person,
        "at": timezone.now(),
        "reserved": reserved,
    }
    document, new = Document.objects.get_or_create(institution=actor.institution, key=digest, defaults=facts)
    if new:
        told = {"sha256": digest, "size": len(content)}
        changed(f"document/{document.pk}", None, told if reserved else {"name": name, **told})
    elif not reserved:
        open_up(document, name)
    return document


def open_up(document: Document, name: str) -> None:
    """Give a reserved document, which came in again for everybody, its page and the name that it came with now."""
    if document.reserved:
        document.reserved, document.name = False, name
        document.save(update_fields=["reserved", "name"])
        changed(f"document/{document.pk}", {"name": ""}, {"name": name})


def media_type(name: str, content: bytes) -> str:
    """Return the media type of a proof by its content; ``Refused`` says what can be kept instead."""
    return _picture(content) or _slides(name, content) or _document(name, content)


def _picture(content: bytes) -> str | None:
    try:
        with Image.open(BytesIO(content)) as picture:
            picture.verify()
            return _PICTURES.get(picture.format or "")
    except _DAMAGE:
        return None


def _slides(name: str, content: bytes) -> str | None:
    if not archive.is_archive(content):
        return None
    try:
        parts = archive.opened(name, content).namelist()
    except UnusableDocument:
        return None  # the words of the damage are those of the documents
    return next((kind for part, kind in _SLIDES.items() if part in parts), None)


def _document(name: str, content: bytes) -> str:
    try:
        form = format_of(name, content)
    except UnusableDocument as problem:
        said = translator(get_language() or "es")(problem.args[0])
        raise Refused(
            said + " " + _("Como evidencia sirven también fotos (JPG, PNG) y presentaciones (PPTX).")
        ) from problem
    if form is Format.HTML:
        raise Refused(_("%(file)s es una página web. Guárdela como PDF y súbala otra vez.") % {"file": name})
    return form.value
