"""Stage 12: the badge image. A pure function of the signed bytes and the artwork.

The PNG is the artwork itself; the SVG shows the artwork and names the badge. A JWT can stand inside
in place of the signed JSON.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from badges import openbadges as ob
from badges.adapters import storage
from badges.models import AchievementVersion, Credential, LearnerRecord
from badges.openbadges import strict_json
from badges.services.ring_levels import reached_levels
from badges.studio import ringed

# What XML 1.0 allows nowhere, not even escaped (section 2.2).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" \
height="{height}" role="img" aria-labelledby="title description">
<title id="title">{title}</title>
<desc id="description">{description}</desc>
<image width="{width}" height="{height}" href="data:image/png;base64,{png}"/>
</svg>
"""


def bake(signed: ob.SignedCredential, *, version: AchievementVersion) -> ob.BakedImage:
    """The version's artwork with the credential inside; its ring, if it has one, is what the credential says."""
    return ob.bake(_picture(signed.document, version=version), signed)


def bake_again(credential: Credential, *, token: bytes = b"") -> ob.BakedImage:
    """The same image from what is stored, byte for byte; with a token inside when one is given."""
    return bake(signed_of(bytes(credential.document), token=token), version=credential.version)


def bake_drawing(credential: Credential, *, token: bytes = b"") -> ob.BakedImage:
    """An SVG that shows the version's artwork, says what it is, and has the credential inside."""
    version = credential.version
    signed = signed_of(bytes(credential.document), token=token)
    drawing = _drawing(
        _picture(signed.document, version=version),
        name=version.name.both(),
        about=version.description.both(),
    )
    return ob.bake(drawing, signed)


def bake_record(record: LearnerRecord, *, token: bytes = b"") -> ob.BakedImage:
    """A record's image with the record inside: a pure function of the signed bytes and the artwork."""
    signed = signed_of(bytes(record.document), token=token)
    return ob.bake(storage.read_artwork(str(record.artwork.name)), signed)


def bake_record_drawing(record: LearnerRecord, *, token: bytes = b"") -> ob.BakedImage:
    """The same as an SVG."""
    signed = signed_of(bytes(record.document), token=token)
    about = str(signed.document["description"])
    artwork = storage.read_artwork(str(record.artwork.name))
    drawing = _drawing(artwork, name=record.name.both(), about=about)
    return ob.bake(drawing, signed)


def _picture(document: Mapping[str, Any], *, version: AchievementVersion) -> bytes:
    """The artwork; with a ring, one that follows from the signed document and the ring's sheet alone."""
    if not version.ring_sheet:
        return storage.read_artwork(version.artwork.name)
    sheet = storage.read_artwork(version.ring_sheet.name)
    return ringed.picture(sheet, reached_levels(document))


def _drawing(artwork: bytes, *, name: str, about: str) -> bytes:
    # A PNG says its size right after its signature (PNG section 11.2.1); it was checked when it came.
    width, height = (int.from_bytes(artwork[place : place + 4], "big") for place in (16, 20))
    return _DRAWING.format(
        width=width,
        height=height,
        title=_text(name),
        description=_text(about),
        png=base64.b64encode(artwork).decode(),
    ).encode()


def _text(words: str) -> str:
    return escape(_NOT_XML.sub("", words))


def signed_of(document: bytes, *, token: bytes = b"") -> ob.SignedCredential:
    """Stored signed bytes as the core knows them; with a token, the token of that document."""
    data = token or document
    return ob.SignedCredential(
        document=strict_json.loads_object(document),
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
    )
