"""Stage 12: the badge image. A pure function of the signed bytes and the artwork.

The PNG is the artwork itself; the SVG shows the artwork and names the badge. A JWT can stand inside
in place of the signed JSON.
"""

from __future__ import annotations

import base64
import hashlib
import re
from xml.sax.saxutils import escape

from badges import openbadges as ob
from badges.adapters import storage
from badges.models import AchievementVersion, Credential, LearnerRecord
from badges.openbadges import strict_json

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
    """The version's artwork with the credential inside."""
    return ob.bake(storage.read_artwork(version.artwork.name), signed)


def bake_again(credential: Credential, *, token: bytes = b"") -> ob.BakedImage:
    """The same image from what is stored, byte for byte; with a token inside when one is given."""
    return bake(signed_of(bytes(credential.document), token=token), version=credential.version)


def bake_drawing(credential: Credential, *, token: bytes = b"") -> ob.BakedImage:
    """An SVG that shows the version's artwork, says what it is, and has the credential inside."""
    version = credential.version
    drawing = _drawing(
        str(version.artwork.name), name=version.name.both(), about=version.description.both()
    )
    return ob.bake(drawing, signed_of(bytes(credential.document), token=token))


def bake_record(record: LearnerRecord, *, token: bytes = b"") -> ob.BakedImage:
    """A record's image with the record inside: a pure function of the signed bytes and the artwork."""
    signed = signed_of(bytes(record.document), token=token)
    return ob.bake(storage.read_artwork(str(record.artwork.name)), signed)


def bake_record_drawing(record: LearnerRecord, *, token: bytes = b"") -> ob.BakedImage:
    """The same as an SVG."""
    signed = signed_of(bytes(record.document), token=token)
    about = str(signed.document["description"])
    drawing = _drawing(str(record.artwork.name), name=record.name.both(), about=about)
    return ob.bake(drawing, signed)


def _drawing(artwork_name: str, *, name: str, about: str) -> bytes:
    artwork = storage.read_artwork(artwork_name)
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
