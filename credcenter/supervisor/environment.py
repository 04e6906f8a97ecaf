"""The environment that every part of one server shares."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path

from credcenter.supervisor import address
from credcenter.supervisor.errors import StartError


def child_environment(
    listener: socket.socket, *, data: Path, https: bool = False
) -> dict[str, str]:
    """What the person has set, completed by what this start decides.

    Raises `StartError` when a base URL was given that is not https, and https is to be served.
    """
    environment = dict(os.environ)
    environment.setdefault("DJANGO_SETTINGS_MODULE", "credcenter.settings.dev")
    environment["CREDCENTER_DATA"] = str(data)
    environment["CREDCENTER_HTTPS"] = "on" if https else "off"
    own = address.https_url(listener) if https else address.local_url(listener)
    base_url = environment.get("CREDCENTER_BASE_URL") or own
    if https and not base_url.startswith("https://"):
        raise StartError(f"CREDCENTER_BASE_URL is {base_url}, which --https does not serve.")
    environment["CREDCENTER_BASE_URL"] = base_url
    if address.is_wildcard(listener):
        # By any name of this machine: links are built from the base URL, never from Host.
        environment.setdefault("CREDCENTER_ALLOWED_HOSTS", "*")
    # macOS aborts a forked child that touches its frameworks, unless told otherwise.
    environment.setdefault("OBJC_DISABLE_INITIALIZE_FORK_SAFETY", "YES")
    return environment


def has_own_broker(environment: Mapping[str, str]) -> bool:
    return bool(environment.get("REDIS_URL") or environment.get("REDIS_URL_FILE"))
