"""A mail server on a free port that speaks as much SMTP as a client needs (RFC 5321)."""

from __future__ import annotations

import socketserver
import threading
from contextlib import suppress


class MailServer:
    """Takes every mail but those to `gone@…` (550: no such mailbox) and `full@…` (452: try later).

    It hangs up on who names `early@…`, and on a mail to `late@…` when it has all of it, without a word.
    """

    def __init__(self) -> None:
        self.accepted: list[str] = []
        self.refused: list[str] = []
        self.connections = 0
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def address(self) -> tuple[str, int]:
        host, port = self._server.server_address[:2]
        return str(host), int(port)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer_to_recipient(self, address: str) -> str:
        """What `RCPT TO` is answered."""
        name = address.partition("@")[0]
        if name == "early":
            raise ConnectionAbortedError
        answer = {"gone": "550 no such mailbox", "full": "452 full"}.get(name, "250 fine")
        (self.accepted if answer.startswith("250") else self.refused).append(address)
        return answer

    def _handler(self) -> type[socketserver.StreamRequestHandler]:
        mails = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                mails.connections += 1
                # A client may be killed in the middle of a mail.
                with suppress(ConnectionError):
                    self._serve()

            def _serve(self) -> None:
                self._say("220 test")
                for line in iter(self.rfile.readline, b""):
                    text = line.decode().strip()
                    if text.upper().startswith("RCPT TO:"):
                        self._say(mails.answer_to_recipient(text[8:].strip("<> ")))
                    elif text.upper() == "DATA":
                        self._say("354 go on")
                        while self.rfile.readline() not in (b".\r\n", b""):
                            pass
                        if mails.accepted[-1].startswith("late@"):
                            return
                        self._say("250 taken")
                    else:
                        self._say("250 fine")

            def _say(self, text: str) -> None:
                self.wfile.write(f"{text}\r\n".encode())

        return Handler
