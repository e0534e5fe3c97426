"""The photos that a publication names: their bytes as the institution keeps them, which hold nothing but the picture.

A photo is drawn anew when it comes in, without what a camera writes beside it; its address is the SHA-256 of its
bytes, which are hashed again before they leave.
"""

import hashlib

from ceiba.documents.contents import file_of
from ceiba.kernel.project import Photo
from ceiba.kernel.snapshot import Snapshot
from ceiba.projects.pictures import thumbnail


def photo_of(face: Snapshot, digest: str) -> Photo | None:
    """Return the photo of a publication by the hash of its bytes, None where it names none."""
    return next((one for one in face.photos if one.document == digest and one.public), None)


def bytes_of(photo: Photo, *, small: bool) -> bytes | None:
    """Return the JPEG of a photo, whole or as a list shows it; None where it was lost or changed."""
    try:
        content = file_of(photo.document).read_bytes()
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest() != photo.document:
        return None
    return thumbnail(content) if small else content
