"""Addresses: whence somebody asks, as it is counted, and where the installation is found, as it is told to others."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri

UNKNOWN = "unknown"
_HOUSE = 64  # bits of an IPv6 address by which a household or an office is known: the rest its machines choose
_Address = IPv4Address | IPv6Address


def absolute(path: str) -> str:
    """Return a path of the house as an address for others; as it is where no address of the installation is set."""
    return iri_to_uri(urljoin(settings.ADDRESS + "/", path) if settings.ADDRESS else path)


def counted(request: HttpRequest) -> str:
    """Return by which address somebody who asks is counted: IPv4 whole, IPv6 by its network of 64 bits.

    ``X-Forwarded-For`` is believed as far as those who wrote it are proxies of ours (``CEIBA_PROXIES``), and no
    further: what somebody claims of themselves is not looked at.
    """
    found = _read(request.META.get("REMOTE_ADDR", ""))
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while found is not None and told and _ours(found):
        before = _read(told.pop())
        if before is None:
            break
        found = before
    if found is None:
        return UNKNOWN
    return str(found) if found.version == 4 else str(ip_network((found, _HOUSE), strict=False))


def _ours(address: _Address) -> bool:
    return any(address in network for network in settings.PROXIES)


def _read(text: str) -> _Address | None:
    """Return an address, also one with a port behind it; None where it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
