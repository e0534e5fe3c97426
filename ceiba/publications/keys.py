"""The institution's key pairs: the private half is a file of the installation, and goes with its backup."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.exchange.publication import public_key
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Refused
from ceiba.publications.models import SigningKey


class KeyLost(Refused):
    """The private half of the institution's key is not where it should be."""


def signing(institution: Institution) -> Ed25519PrivateKey:
    """Return the key that signs for an institution, made the first time.

    ``KeyLost`` where its file is gone or another's. A lost key is never replaced in silence: whoever checks would take
    the new one for a forger's.
    the new one for a forger's.
    """
    row = in_use(institution)
    return make(institution) if row is None else _read(row)


def in_use(institution: Institution) -> SigningKey | None:
    """Return the key that signs, None before the first publication."""
    return SigningKey.objects.filter(institution=institution, retired=None).first()


def waiting(institution: Institution) -> SigningKey | None:
    """Return the key that the next publication announces, None where none was made."""
    return SigningKey.objects.filter(institution=institution, retired=None)[1:2].first()


def make(institution: Institution) -> Ed25519PrivateKey:
    """Make a key pair for an institution: write its private half, keep its public one."""
    private = Ed25519PrivateKey.generate()
    path = _path(public_key(private))
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(private.private_bytes_raw().hex(), encoding="ascii")
    draft.replace(path)
    SigningKey.objects.create(institution=institution, public=public_key(private), created=timezone.now())
    return private


def _read(row: SigningKey) -> Ed25519PrivateKey:
    try:
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(_path(row.public).read_text(encoding="ascii")))
    except (OSError, ValueError) as error:
        raise KeyLost(
            _(
                "No se encuentra la llave con que la institución firma. Está en la copia de respaldo, en la carpeta "
                "«keys»: pida a quien administra la instalación que la devuelva a su lugar."
            )
        ) from error
    if public_key(private) != row.public:
        raise KeyLost(_("La llave guardada no es la de la institución. Devuelva la de la copia de respaldo."))
    return private


def _path(public: str) -> Path:
    return Path(settings.KEYS) / f"sign-{public[:16]}"
