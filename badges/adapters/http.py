"""The one way out: a guarded GET for documents that a verification needs.

Refused: anything but https to a public address (`badges.adapters.addresses`), more than a few
redirects, compressed, oversized or slow answers. No cookies, no proxies, no credentials; the clock
runs over the whole fetch, names and redirects included, so a server that drips bytes gains nothing.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.utils.translation import gettext_lazy as _

from badges.adapters import addresses, pinned
from badges.adapters.addresses import Target
from credcenter.kernel.errors import CredcenterError, InputTooLarge

if TYPE_CHECKING:
    from typing_extensions import Buffer

# A reader at the verify page waits for it, and a web thread is held up as long.
TOTAL_SECONDS = 8.0
# did:web documents sit behind one redirect at most; sites behind two (host, then language).
MAX_REDIRECTS = 3
# What the core reads at most of an image; documents are given a smaller limit by their callers.
MAX_BYTES = 10 * 1024 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 64 * 1024
_ACCEPT = (
    "application/vc, application/vc+ld+json, application/did+json, application/ld+json;q=0.9, "
)
_ACCEPT += "application/json;q=0.9, application/vc+jwt;q=0.9, image/png;q=0.8, image/svg+xml;q=0.8, */*;q=0.1"


class FetchFailed(CredcenterError):
    """The address was good, but no usable answer came from it."""

    code = "fetch_failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    location: str
    body: bytes


def fetch(url: str, *, limit: int = MAX_BYTES, seconds: float = TOTAL_SECONDS) -> bytes:
    """The body at a URL: from the pinned documents, or else from the network.

    Raises AddressRefused, NameNotResolved, FetchFailed, PinnedDocumentMissing, and InputTooLarge
    above `limit` bytes.
    """
    deadline = time.monotonic() + seconds
    for _hop in range(MAX_REDIRECTS + 1):
        document = pinned.document(url)
        if document is not None:
            return document
        answer = _get(addresses.check(url, timeout=_left(deadline)), limit=limit, deadline=deadline)
        if answer.status not in _REDIRECTS:
            return _body(answer)
        url = _next(url, location=answer.location)
    raise FetchFailed(_("The address redirects too many times."), code="redirects")


def _next(url: str, *, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise FetchFailed(
            _("The address redirects to something that is not a web address."), code="redirects"
        ) from None


def _body(answer: Answer) -> bytes:
    if answer.status == 200:
        return answer.body
    raise FetchFailed(
        _("The server answered with status %(status)s.") % {"status": answer.status},
        code="http_status",
    )


def _get(target: Target, *, limit: int, deadline: float) -> Answer:
    connection = http.client.HTTPConnection(target.host, target.port)
    try:
        with closing(_connect(target, deadline=deadline)) as raw:
            connection.sock = _TimedSocket(raw, deadline=deadline)
            connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
            for name, value in _headers(target).items():
                connection.putheader(name, value)
            connection.endheaders()
            return _read(connection.getresponse(), limit=limit)
    except TimeoutError:
        raise _too_slow() from None
    except (OSError, http.client.HTTPException) as error:
        message = _("No answer came from %(host)s.") % {"host": target.host}
        raise FetchFailed(message, code="no_answer", cause=type(error).__name__) from error


def _headers(target: Target) -> dict[str, str]:
    return {
        "Host": target.authority,
        "Accept": _ACCEPT,
        # A compressed answer could unpack to any size.
        "Accept-Encoding": "identity",
        "User-Agent": "credcenter-verifier",
        "Connection": "close",
    }


def _read(response: http.client.HTTPResponse, *, limit: int) -> Answer:
    location = response.getheader("Location", "")
    if response.status in _REDIRECTS and location:
        return Answer(status=response.status, location=location, body=b"")
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise FetchFailed(
            _("The server sent a compressed answer that was not asked for."), code="compressed"
        )
    if (response.length or 0) > limit:
        raise _too_large(limit)
    body = bytearray()
    while chunk := response.read(_CHUNK):
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
    if response.length:
        raise FetchFailed(_("The server broke off in the middle of its answer."), code="broken_off")
    return Answer(status=response.status, location="", body=bytes(body))


def _connect(target: Target, *, deadline: float) -> socket.socket:
    """A connection to the first checked address that answers; under TLS the name must match."""
    failure: OSError = OSError("no address")
    for address in target.addresses:
        try:
            raw = socket.create_connection((address, target.port), timeout=_left(deadline))
        except OSError as error:
            failure = error
            continue
        return _secured(raw, target=target, deadline=deadline)
    raise failure


def _secured(raw: socket.socket, *, target: Target, deadline: float) -> socket.socket:
    if target.scheme == "http":
        return raw
    try:
        raw.settimeout(_left(deadline))
        return ssl.create_default_context().wrap_socket(raw, server_hostname=target.host)
    except OSError:
        raw.close()
        raise


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _too_slow()
    return left


def _too_slow() -> FetchFailed:
    return FetchFailed(_("The server took too long to answer."), code="too_slow")


def _too_large(limit: int) -> InputTooLarge:
    return InputTooLarge(
        _("The document is larger than %(kilobytes)s KB.") % {"kilobytes": limit // 1024},
        limit=limit,
    )


class _TimedSocket:
    """A socket for http.client whose every wait ends at one deadline.

    A socket's own timeout starts anew with each byte, which a dripping server makes use of.
    """

    def __init__(self, raw: socket.socket, *, deadline: float) -> None:
        self._raw = raw
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._raw.settimeout(_left(self._deadline))
        self._raw.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._raw, deadline=self._deadline))

    def close(self) -> None:
        """http.client closes before it reads the body; the owner of the socket closes it after."""


class _TimedReader(io.RawIOBase):
    def __init__(self, raw: socket.socket, *, deadline: float) -> None:
        self._raw = raw
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        self._raw.settimeout(_left(self._deadline))
        return self._raw.recv_into(buffer)
