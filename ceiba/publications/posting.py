"""Sending to an address that somebody typed: only to the open network, in a few seconds, and without following anybody.

The name is resolved here, every address that it has is looked at, and the connection goes to one of those: a name that
answers otherwise the second time leads nowhere else. What is inside this network (private, loopback, link-local and
so the metadata of a cloud) is refused; a redirection is an answer like any other.
"""

import asyncio
import hashlib
import hmac
import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

import httpx

SECONDS = 10.0  # for everything: name, connection, question and answer
TIMEOUT = httpx.Timeout(5.0)  # for each of them
SIGNATURE, EVENT, IDENTITY = "Ceiba-Signature", "Ceiba-Event", "Ceiba-Event-Id"
LONGEST = 500  # letters of an address
_NAT64 = ip_network("64:ff9b::/96")
# Kept for protocols and local translation (IANA registries of special addresses), which older Pythons take for open.
_KEPT = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "5f00::/16", "fec0::/10")))
_Address = IPv4Address | IPv6Address


class Problem:
    """Why nothing was answered: words of the table, said to people by the page."""

    REFUSED = "refused_address"  # it lies inside a network
    UNKNOWN = "unknown_name"  # the name has no address
    TIMEOUT = "timeout"
    CONNECTION = "connection"  # nobody there, or the certificate does not hold


class _Inside(Exception):
    """A name leads into a network that is not everybody's."""


class _Nowhere(Exception):
    """A name has no address."""


@dataclass(frozen=True)
class Letter:
    """What is sent: where, its bytes, what it is, and the secret that signs it."""

    url: str
    body: bytes
    event: str
    event_id: str
    secret: str


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended: the status that was answered, or the problem; and how long it took."""

    status: int | None
    problem: str
    milliseconds: int

    @property
    def taken(self) -> bool:
        """Tell whether the receiver has it: any answer of the 200s."""
        return self.status is not None and 200 <= self.status < 300


def signature(secret: str, at: int, body: bytes) -> str:
    """Return the header that signs a body: ``t=<seconds since 1970>,v1=<HMAC-SHA256 of «t.body», hexadecimal>``."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={signed.hexdigest()}"


def is_usable(url: str, *, loopback: bool) -> bool:
    """Tell whether an address may be typed: https, without user or password, and no address inside a network.

    With ``loopback`` this machine may be told too, also by plain http. Names are looked at when something is sent.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if len(url) > LONGEST or not host or parts.username is not None or not url.isascii() or not url.isprintable():
        return False
    try:
        literal: _Address | None = ip_address(host)
    except ValueError:
        literal = None
    here = host == "localhost" or (literal is not None and literal.is_loopback)
    if here:
        return loopback and parts.scheme in ("http", "https")
    return parts.scheme == "https" and (literal is None or is_open(literal, loopback=loopback))


def is_open(address: _Address, *, loopback: bool) -> bool:
    """Tell whether an address is of the open network, also behind the forms in which IPv6 carries IPv4."""
    if loopback and address.is_loopback:
        return True
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_open(inner, loopback=loopback)
    if address.is_multicast or address.is_reserved or any(address in network for network in _KEPT):
        return False
    return address.is_global


def send(letters: Sequence[Letter], *, loopback: bool) -> list[Outcome]:
    """Send letters at the same time; return how each ended, in their order. It takes ``SECONDS`` at most.

    In a thread of its own: whoever calls may stand in a loop of events already.
    """
    with ThreadPoolExecutor(1) as own:
        return own.submit(asyncio.run, _send(letters, loopback)).result()


async def _send(letters: Sequence[Letter], loopback: bool) -> list[Outcome]:
    async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client:
        return list(await asyncio.gather(*(_attempt(client, letter, loopback) for letter in letters)))


async def _attempt(client: httpx.AsyncClient, letter: Letter, loopback: bool) -> Outcome:
    began, status, problem = time.monotonic(), None, ""
    try:
        async with asyncio.timeout(SECONDS):
            status = await _post(client, letter, loopback)
    except _Inside:
        problem = Problem.REFUSED
    except _Nowhere:
        problem = Problem.UNKNOWN
    except (TimeoutError, httpx.TimeoutException):
        problem = Problem.TIMEOUT
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
        problem = Problem.CONNECTION
    return Outcome(status, problem, int((time.monotonic() - began) * 1000))


async def _post(client: httpx.AsyncClient, letter: Letter, loopback: bool) -> int:
    """Send one letter and return the status of the answer; what else the answer says is not read."""
    if not is_usable(letter.url, loopback=loopback):  # the setting may have changed since it was typed
        raise _Inside
    parts = urlsplit(letter.url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = await _resolved(host, port, loopback)
    url = httpx.URL(letter.url).copy_with(host=str(address))
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "User-Agent": "Ceiba",
        EVENT: letter.event,
        IDENTITY: letter.event_id,
        SIGNATURE: signature(letter.secret, int(time.time()), letter.body),
    }
    sent = client.build_request(
        "POST",
        url,
        content=letter.body,
        headers=headers,
        extensions={"sni_hostname": host, "timeout": TIMEOUT.as_dict()},
    )
    answer = await client.send(sent, stream=True)
    await answer.aclose()
    return answer.status_code


async def _resolved(host: str, port: int, loopback: bool) -> _Address:
    """Return an address of a name; ``_Inside`` where any of those that it has lies inside a network."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise _Nowhere from error
    addresses = [ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    if not addresses:
        raise _Nowhere
    if not all(is_open(one, loopback=loopback) for one in addresses):
        raise _Inside
    return addresses[0]
