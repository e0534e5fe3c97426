"""What keeps public forms honest without a session: signed forms with their time, and addresses that nobody guesses."""

import secrets
from dataclasses import dataclass
from enum import StrEnum

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from ceiba.institutions.models import Institution
from ceiba.participation.models_objections import Objection
from ceiba.participation.models_own_data import DataRequest

FASTEST = 3  # seconds in which nobody reads a form and writes into it
LONGEST = 12 * 60 * 60  # seconds that a form may lie open
_SALT = "ceiba.participation.form"


class Seal(StrEnum):
    """What is wrong with the signature of a form that came back."""

    FORGED = "forged"
    FAST = "fast"
    OLD = "old"


@dataclass(frozen=True)
class Sealed:
    """The signature of a form that came back: its nonce, blank where it is ``wrong`` (None: it is good)."""

    nonce: str
    wrong: Seal | None = None


def sealed_form(institution: Institution, purpose: str) -> str:
    """Return the signature that a form carries: of this institution, for this purpose, made now, good for one row."""
    return signing.TimestampSigner(salt=_SALT).sign(f"{institution.slug}/{purpose}/{secrets.token_hex(16)}")


def opened(institution: Institution, purpose: str, token: str) -> Sealed:
    """Return what the signature of a form says; forged where it is another one's, or nobody's."""
    try:
        told = signing.TimestampSigner(salt=_SALT).unsign(token, max_age=LONGEST)
    except signing.SignatureExpired:
        return Sealed("", Seal.OLD)
    except signing.BadSignature:
        return Sealed("", Seal.FORGED)
    slug, _slash, rest = told.partition("/")
    made_for, _slash, nonce = rest.partition("/")
    if (slug, made_for) != (institution.slug, purpose):
        return Sealed("", Seal.FORGED)
    try:
        signing.TimestampSigner(salt=_SALT).unsign(token, max_age=FASTEST - 1)
    except signing.SignatureExpired:
        return Sealed(nonce)
    return Sealed(nonce, Seal.FAST)


def secret_of(row: Objection | DataRequest) -> str:
    """Return the part of a row's secret address that nobody can guess (256 bits, keyed with the installation's own)."""
    told = f"{type(row).__name__}/{row.pk}/{row.nonce}"
    return str(salted_hmac("ceiba.participation.secret", told, algorithm="sha256").hexdigest())


def is_secret_of(row: Objection | DataRequest, given: str) -> bool:
    """Tell whether somebody knows the secret address of a row."""
    return constant_time_compare(secret_of(row), given)
