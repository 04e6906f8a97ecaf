"""Typed errors of the Open Badges core.

One root, one level below it; every error carries a stable ``code`` and the ``params`` its
message needs, so that an edge can show it in Korean or English without parsing English text.
"""

from __future__ import annotations

from badges.openbadges.messages import Language, text


class OpenBadgesError(Exception):
    """Root of the tree. ``code`` is stable; ``params`` fill the message of that code."""

    def __init__(self, code: str, /, **params: object) -> None:
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}
        super().__init__(self.message("en"))

    def message(self, language: Language = "en") -> str:
        """One sentence for a person, in ``ko`` or ``en``."""
        return text(self.code, self.params, language=language)


class InvalidCredential(OpenBadgesError):
    """What was asked to be built breaks a rule of OB 3.0; ``params["path"]`` says where."""


class SigningError(OpenBadgesError):
    """The proof could not be made (Data Integrity: PROOF_GENERATION_ERROR)."""


class ContextError(OpenBadgesError):
    """A JSON-LD context that is not pinned here, or whose pinned bytes have changed."""


class DataLossError(OpenBadgesError):
    """Signing would leave part of the document out (Data Integrity: DATA_LOSS_DETECTION_ERROR)."""


class CanonicalizationError(OpenBadgesError):
    """The document cannot be canonicalised safely: too costly, or not what RDFC-1.0 escapes."""


class KeyFormatError(OpenBadgesError):
    """A key, multibase text, DID or DID document that cannot be read."""


class ImageError(OpenBadgesError):
    """An image that cannot be baked or unbaked."""


class StatusListError(OpenBadgesError):
    """A status list that cannot be encoded, decoded or indexed."""


class Unreadable(OpenBadgesError):
    """What was handed in is not a credential at all; an API answers 400."""


class AmbiguousDocument(OpenBadgesError):
    """JSON that two readers may read differently (a key given twice, a lone surrogate)."""


class Unresolvable(OpenBadgesError):
    """Raised by a ``Resolver``: the document at a URL could not be had."""

    def __init__(self, url: str, *, reason: str = "") -> None:
        super().__init__("resolve.failed", url=url, reason=reason)
