"""Variables of the environment, each through a reader that stops the start in words: what is wrong, and the mend.

The sentences are marked ones: the command line says them in the language of who typed, Django in Spanish.
"""

import errno
import os
import re
import secrets
import zoneinfo
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from ceiba.kernel.text import _

_YES, _NO = frozenset({"1", "true", "yes", "si", "sí", "on"}), frozenset({"0", "false", "no", "off", ""})
_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_POSTGRESQL = ("postgres", "postgresql")


def wrong(sentence: str, **facts: object) -> ImproperlyConfigured:
    """Return the error that stops the start with a marked sentence."""
    return ImproperlyConfigured(sentence % facts)


def text(name: str, default: str = "") -> str:
    """Return a variable as it stands; the default where it is not set or empty."""
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """Return the parts of a variable that lists things with commas between them."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def flag(name: str) -> bool:
    """Return whether a variable says yes; without it, no."""
    said = text(name).lower()
    if said not in _YES | _NO:
        raise wrong(_("«%(value)s» no sirve en %(name)s: escriba 1 o 0."), value=said, name=name)
    return said in _YES


def number(name: str, default: int) -> int:
    """Return a variable that is a whole number from 1 on."""
    said = text(name, str(default))
    if not (said.isascii() and said.isdigit() and int(said) > 0):
        sentence = _("«%(value)s» no sirve en %(name)s: escriba un número entero, por ejemplo %(example)s.")
        raise wrong(sentence, value=said, name=name, example=default)
    return int(said)


def time_zone(name: str, default: str) -> str:
    """Return the name of a time zone that this machine knows."""
    said = text(name, default)
    try:
        zoneinfo.ZoneInfo(said)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        sentence = _("No existe la zona horaria «%(value)s» de %(name)s: escriba una como America/Guatemala.")
        raise wrong(sentence, value=said, name=name) from error
    return said


def home(name: str, default: Path) -> Path:
    """Return the folder of the installation with its own folders in it, made where they are missing, for its owner."""
    folder = Path(text(name, str(default))).expanduser().resolve()
    try:
        for part in (folder, folder / "documents", folder / "keys", folder / "logs"):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        sentence = _(
            "No se puede usar la carpeta %(folder)s (%(reason)s). "
            "Elija otra con %(name)s, o dé a su usuario permiso de escribir en ella."
        )
        raise wrong(sentence, folder=folder, reason=error.strerror or error, name=name) from error
    return folder


def secret(path: Path) -> str:
    """Return the secret that a file keeps; it is made the first time, readable by its owner alone."""
    try:
        if not path.exists():
            made = path.with_name(f".{path.name}-{os.getpid()}")
            made.touch(mode=0o600)
            made.write_text(secrets.token_urlsafe(64), encoding="ascii")
            made.replace(path)
        kept = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        sentence = _("No se puede leer el secreto %(file)s (%(reason)s). Dé permiso, o recupérelo de una copia.")
        raise wrong(sentence, file=path, reason=getattr(error, "strerror", None) or error) from error
    if not kept:
        raise wrong(_("El secreto %(file)s está vacío. Bórrelo, o recupérelo de una copia."), file=path)
    return kept


def postgresql(name: str) -> dict[str, Any] | None:
    """Return the settings of the PostgreSQL database that a variable names, None where it is not set."""
    address = text(name)
    if not address:
        return None
    sentence = _("%(name)s no se entiende: escriba postgres://usuario:clave@servidor:5432/base, o quítela.")
    try:
        parts = urlsplit(address)
        if parts.scheme not in _POSTGRESQL or not parts.path.strip("/"):
            raise wrong(sentence, name=name)
        found: dict[str, Any] = environ.Env.db_url_config(address)
    except ValueError as error:
        raise wrong(sentence, name=name) from error
    return found


def mail(name: str) -> Mapping[str, Any]:
    """Return Django's settings for the mail server that a variable names; without it mail is thrown away."""
    try:
        found: Mapping[str, Any] = environ.Env.email_url_config(text(name, "dummymail://"))
    except (ImproperlyConfigured, ValueError) as error:
        sentence = _("%(name)s no se entiende: escriba smtp+tls://usuario:clave@servidor:587.")
        raise wrong(sentence, name=name) from error
    return found


def web_address(name: str) -> str:
    """Return a variable that is the address of a service, blank where it is not set."""
    said = text(name)
    if said and (urlsplit(said).scheme not in ("http", "https") or not urlsplit(said).hostname):
        sentence = _("«%(value)s» no sirve en %(name)s: escriba una dirección, por ejemplo http://127.0.0.1:8080/v1.")
        raise wrong(sentence, value=said, name=name)
    return said


def host_of(address: str) -> list[str]:
    """Return the name in an address, as a list of one; of none where the address is blank."""
    found = urlsplit(address).hostname
    return [found] if found else []


def networks(name: str, default: str = "") -> tuple[IPv4Network | IPv6Network, ...]:
    """Return a variable that lists addresses or networks, such as ``10.0.0.5,10.1.0.0/16``."""
    try:
        return tuple(ip_network(part) for part in (words(name) or [one for one in default.split(",") if one]))
    except ValueError as error:
        sentence = _("«%(value)s» no sirve en %(name)s: escriba direcciones IP con comas, por ejemplo 10.0.0.5.")
        raise wrong(sentence, value=text(name), name=name) from error


def identifier(name: str) -> str:
    """Return a variable that begins other identifiers: small letters, digits and hyphens; blank where it is not set."""
    said = text(name)
    if said and not _IDENTIFIER.fullmatch(said):
        sentence = _("«%(value)s» no sirve en %(name)s: use minúsculas, cifras y guiones, por ejemplo oc4ids-abc123.")
        raise wrong(sentence, value=said, name=name)
    return said


def optional_secret(path: Path) -> str:
    """Return what somebody wrote into a file of secrets, blank where nobody did."""
    try:
        return path.read_text(encoding="utf-8").strip() if path.exists() else ""
    except (OSError, ValueError) as error:
        sentence = _("No se puede leer el secreto %(file)s (%(reason)s). Dé permiso, o recupérelo de una copia.")
        raise wrong(sentence, file=path, reason=getattr(error, "strerror", None) or error) from error
