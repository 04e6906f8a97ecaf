"""Stage 12: the badge image. A pure function of the signed bytes and the artwork."""

from __future__ import annotations

import hashlib

from badges import openbadges as ob
from badges.adapters import storage
from badges.models import AchievementVersion, Credential
from badges.openbadges import strict_json


def bake(signed: ob.SignedCredential, *, version: AchievementVersion) -> ob.BakedImage:
    """The version's artwork with the credential inside."""
    return ob.bake(storage.read_artwork(version.artwork.name), signed)


def bake_again(credential: Credential) -> ob.BakedImage:
    """The same image from what is stored, byte for byte."""
    data = bytes(credential.document)
    signed = ob.SignedCredential(
        document=strict_json.loads_object(data), data=data, sha256=hashlib.sha256(data).hexdigest()
    )
    return bake(signed, version=credential.version)
