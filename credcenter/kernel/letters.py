"""A mail as our templates write it: subject, text and HTML, Korean first and English below, one for both readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from credcenter.kernel.bilingual import Bilingual


def our_name() -> Bilingual:
    """Who writes where no credential says it: the centre as its settings name it."""
    return Bilingual(ko=settings.CREDCENTER_ISSUER_NAME_KO, en=settings.CREDCENTER_ISSUER_NAME_EN)


def letter(
    name: str, *, to: str, sender: Bilingual, context: Mapping[str, Any]
) -> EmailMultiAlternatives:
    """The mail of the folder `emails/<name>`; its templates know `sender` and `base_url` beside the context.

    The text is not escaped, the HTML is: a name with signs is a name in both.
    """
    said = {"sender": sender, "base_url": settings.CREDCENTER_BASE_URL, **context}
    subject, text, html = (
        render_to_string(f"emails/{name}/{part}", said)
        for part in ("subject.txt", "message.txt", "message.html")
    )
    # A subject is one line, whatever line breaks a name has.
    mail = EmailMultiAlternatives(subject=" ".join(subject.split()), body=text, to=[to])
    mail.attach_alternative(html, "text/html")
    return mail
