"""Reads a framework's file: CASE 1.1 JSON, told by its first sign, or a table."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import InputTooLarge, InvalidInput
from programs.enums import FrameworkKind
from programs.services.frameworks.case import read_case
from programs.services.frameworks.parts import About, FrameworkFile
from programs.services.frameworks.sheet import read_sheet
from programs.services.frameworks.tree import in_reading_order
from programs.services.frameworks.values import text_of, url_of
from programs.validators import is_code

MAX_BYTES = 16 * 1024 * 1024
"""All of NCS as a table is 2 MB; the largest school standards as CASE are 10."""

MAX_ITEMS = 20_000


def read_framework(data: bytes, *, file_name: str, about: About) -> FrameworkFile:
    """The framework in a file, its items in reading order.

    Raises InvalidInput or InputTooLarge; `details` name the file and the place in it, such as `CFItems[3].uri` or
    `row 7, column level`.
    """
    if len(data) > MAX_BYTES:
        message = _("The file is larger than %(megabytes)d MB.") % {"megabytes": MAX_BYTES >> 20}
        raise InputTooLarge(message, code="too_large", file=file_name)
    about = _sound(about, file_name=file_name)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        found = read_case(data, file_name=file_name, code=about.code, max_items=MAX_ITEMS)
    else:
        found = read_sheet(data, file_name=file_name, about=about, max_items=MAX_ITEMS)
    return replace(found, items=in_reading_order(found.items, file_name=file_name))


def _sound(about: About, *, file_name: str) -> About:
    """What was said of the framework, checked."""
    if not is_code(about.code, longest=32):
        message = _(
            "%(code)s is not a valid code: use letters, digits, - and _, beginning with a letter or digit."
        )
        raise InvalidInput(message % {"code": about.code}, code="code_bad", file=file_name)
    url = url_of(about.url, place="url", file_name=file_name, may_be_empty=True)
    version = text_of(
        about.version, longest=100, place="version", file_name=file_name, may_be_empty=True
    )
    if about.kind == FrameworkKind.CASE:
        # A table has no CFItems, whatever whoever uploads it says.
        about = replace(about, kind=FrameworkKind.OTHER)
    return replace(about, url=url, version=version)
