"""The way to the mail server, which tells apart what was surely not sent from what perhaps was.

A server that is gone before it has the text of a mail has not sent it. One that is gone after it has asked for the
text, and before it says whether it takes it, may have (RFC 5321 section 4.2.5): sending it again might tell a learner
twice.
"""

from __future__ import annotations

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend

_GO_ON = 354
"""What a server answers to DATA: it waits for the text."""

_DJANGOS = "django.core.mail.backends.smtp.EmailBackend"


class AnswerLostError(smtplib.SMTPServerDisconnected):
    """The server may have the mail and may have sent it: nobody will know."""


def connection() -> BaseEmailBackend:
    """A closed connection to where mails go; it raises AnswerLostError where that is a mail server."""
    is_smtp = settings.EMAIL_BACKEND == _DJANGOS
    return EmailBackend() if is_smtp else get_connection()


class _Watched:
    """A conversation that remembers what the server said last."""

    said = 0

    def getreply(self) -> tuple[int, bytes]:
        self.said, text = super().getreply()  # type: ignore[misc]
        return self.said, text

    def data(self, msg: Any) -> tuple[int, bytes]:
        try:
            code, text = super().data(msg)  # type: ignore[misc]
        except OSError as exc:
            if self.said == _GO_ON:
                raise AnswerLostError(str(exc)) from exc
            raise
        return code, text


class _Conversation(_Watched, smtplib.SMTP):
    pass


class _TlsConversation(_Watched, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's, with a conversation that is watched."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _TlsConversation if self.use_ssl else _Conversation
