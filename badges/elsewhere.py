"""A badge in other places: the addresses and pieces of HTML by which it gets there. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.html import format_html

_LINKEDIN = "https://www.linkedin.com/profile/add"
FRAME_WIDTH, FRAME_HEIGHT = 420, 200
"""Of the embedded page, in CSS pixels: what templates/badges/embed.html needs for a title of three lines."""


@dataclass(frozen=True, slots=True)
class ProfileEntry:
    """A certification in a profile, in the fields that LinkedIn has for it."""

    name: str
    organization: str
    organization_id: str
    issued_on: dt.date
    expires_on: dt.date | None
    number: str
    url: str

    @property
    def address(self) -> str:
        """LinkedIn's form, filled in ("Add to profile" of its certifications).

        An organisation that has a page there is named by its id, so that its logo stands beside the entry.
        """
        fields: dict[str, str | int] = {"startTask": "CERTIFICATION_NAME", "name": self.name}
        if self.organization_id:
            fields["organizationId"] = self.organization_id
        else:
            fields["organizationName"] = self.organization
        fields |= {"issueYear": self.issued_on.year, "issueMonth": self.issued_on.month}
        if self.expires_on:
            fields["expirationYear"] = self.expires_on.year
            fields["expirationMonth"] = self.expires_on.month
        fields |= {"certUrl": self.url, "certId": self.number}
        return f"{_LINKEDIN}?{urlencode(fields, quote_via=quote)}"


def mail_address(*, subject: str, body: str) -> str:
    """A mail to nobody yet (RFC 6068: percent-encoded, lines end in CRLF)."""
    lines = body.replace("\r\n", "\n").replace("\n", "\r\n")
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"


def frame_code(address: str, *, title: str) -> str:
    """HTML that shows the small page with its live state. It may run nothing, and open the badge's own page."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" referrerpolicy="no-referrer" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox" style="border:0;max-width:100%"></iframe>',
        address,
        title,
        FRAME_WIDTH,
        FRAME_HEIGHT,
    )


def picture_code(address: str, *, picture: str, title: str) -> str:
    """HTML for places that take no frame: the badge's picture, linked to its page."""
    return format_html(
        '<a href="{}" rel="noopener"><img src="{}" alt="{}" width="160" height="160"></a>',
        address,
        picture,
        title,
    )
