"""The listening socket and the addresses that follow from it."""

from __future__ import annotations

import errno
import http.client
import socket
import ssl
import struct
from pathlib import Path
from urllib.parse import urlsplit

from credcenter.supervisor.certificate import HOST
from credcenter.supervisor.errors import StartError
from credcenter.supervisor.options import Options

_LOCAL = {"127.0.0.1", "::1"}
WILDCARDS = {"0.0.0.0", "::"}  # noqa: S104 - asked for by name on the command line

CLIENT_SILENCE = 10
"""Seconds that a client may say nothing in the middle of a request."""


def listen(options: Options) -> socket.socket:
    """Bind here and hand the socket to the web part: no race, and a restart keeps it.

    Raises `StartError` when the port is taken, not allowed, or the host is not ours.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            options.host, options.port, type=socket.SOCK_STREAM
        )[0]
    except socket.gaierror as error:
        raise StartError(f"{options.host} is not an address of this machine: {error}") from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # What is accepted inherits it: a client that sends half a request and waits must not
        # keep one of the few threads for ever.
        listener.setsockopt(
            socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", CLIENT_SILENCE, 0)
        )
        listener.bind(address)
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise StartError(_reason(error, options)) from error
    return listener


def _reason(error: OSError, options: Options) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {options.port} on {options.host} is in use by another program.\n"
            f"Choose another one: ./script/server --port {options.port + 1}"
        )
    return f"Cannot listen on {options.host} port {options.port}: {error.strerror}"


def local_url(listener: socket.socket) -> str:
    """Where this machine reaches the listener."""
    host, port = listener.getsockname()[:2]
    if is_wildcard(listener):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def https_url(listener: socket.socket) -> str:
    """The address of `--https`: a host name, since no `did:web` may hold an IP address.

    Raises `StartError` where the certificate of localhost would be for another machine's eyes.
    """
    host, port = listener.getsockname()[:2]
    if host not in _LOCAL | WILDCARDS:
        raise StartError(
            f"--https serves localhost, and {host} is not: its certificate would be worth nothing\n"
            "there. Leave --host out, or let a proxy end TLS (see Run it for real in README.md)."
        )
    return f"https://{HOST}:{port}"


def is_wildcard(listener: socket.socket) -> bool:
    """Whether every network that this machine is in can reach the listener."""
    return listener.getsockname()[0] in WILDCARDS


def is_ready(url: str, *, certificate: Path | None = None) -> bool:
    """Whether `/readyz` says 200: database, broker, worker and signing key are all there.

    `certificate` is the one that an https address has to show.
    """
    connection = _connection(urlsplit(url).netloc, certificate)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _connection(host: str, certificate: Path | None) -> http.client.HTTPConnection:
    if certificate is None:
        return http.client.HTTPConnection(host, timeout=5)
    context = ssl.create_default_context(cafile=certificate)
    return http.client.HTTPSConnection(host, timeout=5, context=context)
