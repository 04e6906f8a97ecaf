"""Which addresses an outbound fetch may reach: public https ones, and those the operator allows.

The check is made on the resolved address, and the connection goes to that very address, so a name
that resolves differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import CredcenterError

# Longer ones are no addresses of credentials; common servers refuse them as well.
MAX_URL_LENGTH = 2048
# RFC 3986 section 3.3; anything else in a path is percent-encoded before it goes out.
_URL_CHARACTERS = "/%:@!$&'()*+,;=~"
DEFAULT_PORTS = {"https": 443, "http": 80}
# Everything else in IPv6 is loopback, local, multicast, a tunnel or a mapping of IPv4 addresses.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_NOT_AN_ADDRESS = _("This is not a web address that can be fetched.")
# getaddrinfo knows no timeout. A stuck name server holds these threads up, not the web process.
_NAMES = ThreadPoolExecutor(max_workers=4, thread_name_prefix="names")


class AddressRefused(CredcenterError):
    """An address that is not fetched from: not https, not public, or not an address at all."""

    code = "address_refused"


class NameNotResolved(CredcenterError):
    """A host name that the name service does not know, or not in time."""

    code = "name_not_resolved"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes. `addresses` are the checked IP addresses, in order of preference."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def check(url: str, *, timeout: float) -> Target:
    """Parse and resolve a URL and keep the addresses that may be reached.

    Raises AddressRefused or NameNotResolved.
    """
    scheme, host, port, path = _parse(url)
    resolved = _resolve(host, port=port, timeout=timeout)
    kept = tuple(each for each in resolved if _may_reach(each, scheme=scheme, host=host, port=port))
    if not kept:
        raise AddressRefused(
            _("Only public https addresses are fetched, and %(host)s is not one.") % {"host": host},
            host=host,
            port=port,
        )
    return Target(scheme=scheme, host=host, port=port, path=path, addresses=kept)


def is_public(address: str) -> bool:
    """Whether an IP address is one that anyone on the internet can reach."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        is_tunnel = ip.sixtofour is not None or ip.teredo is not None
        return ip in _GLOBAL_UNICAST and ip.is_global and not is_tunnel
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _may_reach(address: str, *, scheme: str, host: str, port: int) -> bool:
    allowed = allow_list()
    if (host, port) in allowed or (address, port) in allowed:
        return True
    return scheme == "https" and port == DEFAULT_PORTS["https"] and is_public(address)


def allow_list() -> frozenset[tuple[str, int]]:
    """CREDCENTER_FETCH_ALLOW as pairs of host and port; `[::1]:8443` for an IPv6 address."""
    pairs = []
    for word in settings.CREDCENTER_FETCH_ALLOW:
        host, _colon, port = word.rpartition(":")
        pairs.append((host.strip("[]").lower(), int(port)))
    return frozenset(pairs)


def refuse_unprintable(url: str) -> None:
    """Raise AddressRefused for what no address holds: NUL, other control signs, spaces, no end.

    Called before anything is looked up by an address of a stranger's: PostgreSQL takes no NUL.
    """
    if len(url) > MAX_URL_LENGTH or not url.isprintable() or " " in url:
        raise AddressRefused(_NOT_AN_ADDRESS)


def _parse(url: str) -> tuple[str, str, int, str]:
    refuse_unprintable(url)
    refusal = AddressRefused(_NOT_AN_ADDRESS)
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode().lower()
        port = parts.port or DEFAULT_PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise refusal from None
    if not host or "@" in parts.netloc or "\\" in parts.netloc:
        raise refusal
    path = quote(parts.path or "/", safe=_URL_CHARACTERS)
    query = quote(parts.query, safe=_URL_CHARACTERS + "?")
    return parts.scheme, host, port, f"{path}?{query}" if query else path


def _resolve(host: str, *, port: int, timeout: float) -> list[str]:
    failure = NameNotResolved(_("There is no host %(host)s.") % {"host": host}, host=host)
    future = _NAMES.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = future.result(timeout=timeout)
    except (OSError, UnicodeError, FutureTimeoutError):
        future.cancel()
        raise failure from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
