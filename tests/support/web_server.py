"""A web server that says exactly the bytes it is told to, however wrong they are."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from pathlib import Path


class Server:
    """Listens on a free port of 127.0.0.1. `requests` holds what was asked, byte for byte."""

    def __init__(
        self, chunks: tuple[bytes, ...], *, pause: float, certificate: Path | None
    ) -> None:
        self.requests: list[bytes] = []
        self._chunks = chunks
        self._pause = pause
        self._context = _context(certificate)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while True:
            try:
                connection, _peer = self._listener.accept()
            except OSError:
                return
            # A client that hangs up is what some tests are about.
            with contextlib.suppress(OSError), connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        if self._context is not None:
            connection = self._context.wrap_socket(connection, server_side=True)
        with connection:
            request = b""
            while b"\r\n\r\n" not in request:
                part = connection.recv(65536)
                if not part:
                    return
                request += part
            self.requests.append(request)
            for chunk in self._chunks:
                connection.sendall(chunk)
                time.sleep(self._pause)


def serve(
    chunks: tuple[bytes, ...], *, pause: float = 0.0, certificate: Path | None = None
) -> Server:
    """Start a server that answers each request with `chunks`, resting `pause` seconds after each."""
    return Server(chunks, pause=pause, certificate=certificate)


def _context(certificate: Path | None) -> ssl.SSLContext | None:
    if certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context
