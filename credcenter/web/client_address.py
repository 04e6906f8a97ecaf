"""Where a request comes from: for limits and for the audit trail alike."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The IP address of the client before our own proxies; empty when there is none to know.

    CREDCENTER_PROXIES proxies of ours add to `X-Forwarded-For` on the right. What stands further
    left is the client's own word, and counting by it would let anybody choose whom to be.
    """
    named = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.CREDCENTER_PROXIES
    if 0 < proxies <= len(named):
        address = _address(named[-proxies])
        if address:
            return address
    return _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip("[]")))
    except ValueError:
        # A socket file has no address, and some proxies write "unknown".
        return ""
