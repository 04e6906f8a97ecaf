"""Typed readers of the environment. What is malformed stops the start with its name.

A secret is read from `X`, or from the file that `X_FILE` names. Every variable is listed
in `.env.example` and `docs/configuration.md`; a test compares the three.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_FLAGS = {"on": True, "true": True, "1": True, "yes": True} | {
    "off": False,
    "false": False,
    "0": False,
    "no": False,
}


def text(name: str, *, default: str | None = None) -> str:
    """The value of `name`; an empty one counts as missing, and no default makes it required."""
    value: str | None = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set, and it has no default here.")
    return value


def flag(name: str, *, default: bool) -> bool:
    value = text(name, default="on" if default else "off").lower()
    if value not in _FLAGS:
        raise ImproperlyConfigured(f"{name} is {value!r}; it can be on or off.")
    return _FLAGS[value]


def choice(name: str, *, default: str, among: Collection[str]) -> str:
    """One of a few words."""
    value = text(name, default=default).lower()
    if value not in among:
        raise ImproperlyConfigured(f"{name} is {value!r}; it can be {' or '.join(among)}.")
    return value


def integer(name: str, *, default: int, least: int = 0) -> int:
    value = text(name, default=str(default))
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number.") from None
    if number < least:
        raise ImproperlyConfigured(f"{name} is {number}; the least that makes sense is {least}.")
    return number


def words(name: str, *, default: Collection[str] = ()) -> list[str]:
    """A list with commas between, spaces around them ignored."""
    value = text(name, default=",".join(default))
    return [word.strip() for word in value.split(",") if word.strip()]


def url(name: str, *, default: str | None = None, schemes: Collection[str]) -> str:
    value = text(name, default=default)
    if value and urlsplit(value).scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must begin with one of: {', '.join(schemes)} and ://")
    return value


def path(name: str, *, default: Path) -> Path:
    return Path(text(name, default=str(default))).expanduser().resolve()


def existing_file(name: str) -> Path | None:
    value = text(name, default="")
    if not value:
        return None
    found = Path(value).expanduser().resolve()
    if not found.is_file():
        raise ImproperlyConfigured(f"{name} names {found}, and there is no such file.")
    return found


def secret(name: str, *, default: str | None = None, kept_in: Path | None = None) -> str:
    """The secret `name`: from the variable, from the file of `name_FILE`, or kept in a folder.

    With `kept_in` a secret that is nowhere is made once and kept there, readable by its
    owner alone. Without it and without a default a missing secret stops the start.
    """
    value = os.environ.get(name, "").strip()
    file = existing_file(f"{name}_FILE")
    if value and file:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    if file:
        value = file.read_text(encoding="utf-8").strip()
    if not value and kept_in is not None:
        value = _kept_secret(kept_in / name.lower())
    if not value and default is not None:
        return default
    if not value:
        raise ImproperlyConfigured(f"{name} is not set; give it, or {name}_FILE with its file.")
    return value


def private_folder(folder: Path) -> Path:
    """`folder`, made when it is missing, closed to everyone but its owner."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _kept_secret(file: Path) -> str:
    if not file.exists():
        private_folder(file.parent)
        draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        # Several processes may start at once: a hard link is made by one of them only.
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="utf-8").strip()
