"""Stage 11, once more and in full: a few credentials of each batch are made canonical by pyld alone as well.

Self-check and signature go the same short way (`badges.openbadges.canonical`), so an error of it would show in
neither. Compared are the first credential of a batch that a process makes, as each process learns shapes of its own,
the first of each version in it, and later ones by chance. Where they differ nothing of that batch leaves the claim:
the batch is stopped for a person to look at, a request of no batch is put aside.
"""

from __future__ import annotations

import logging
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from badges import openbadges as ob
from badges.openbadges import canonical
from badges.openbadges.errors import OpenBadgesError
from badges.services import batches
from badges.services.failing import fail, give_back
from badges.services.storing import Finished

logger = logging.getLogger(__name__)

CODE = "canonical_difference"
MESSAGE = "The canonical form by shape is not that of pyld."

SHARE = 1 / 300
"""Of the credentials after the first: pyld takes many times longer for one than all stages together."""

MOST_REMEMBERED = 10_000

_compared: set[tuple[UUID | None, int]] = set()
"""Batches and versions of which this process has compared a first credential, and it was sound."""


def without_differences(finished: Sequence[Finished], *, lease: str) -> list[Finished]:
    """What may be stored: everything, unless a sample differs; the rows left out go back or are put aside."""
    by_batch: dict[UUID | None, list[Finished]] = defaultdict(list)
    for each in finished:
        by_batch[each.credential.request.batch_id].append(each)
    sound: list[Finished] = []
    for batch_id, made in by_batch.items():
        if all(map(_is_sound, _sample(made))):
            sound += made
            _remember(made)
        else:
            _leave_out(made, batch_id=batch_id, lease=lease)
    return sound


def _sample(made: Sequence[Finished]) -> Iterator[Finished]:
    met: set[tuple[UUID | None, int]] = set()
    for each in made:
        kind = _kind(each)
        is_first = kind not in _compared and kind not in met
        # Which ones is nobody's secret; it should only not always be the same.
        if is_first or random.random() < SHARE:  # noqa: S311
            yield each
        met.add(kind)


def _remember(made: Sequence[Finished]) -> None:
    if len(_compared) >= MOST_REMEMBERED:
        # Then some are compared once more.
        _compared.clear()
    _compared.update(map(_kind, made))


def _kind(each: Finished) -> tuple[UUID | None, int]:
    return each.credential.request.batch_id, each.credential.version_id


def _is_sound(each: Finished) -> bool:
    differing = next(filter(_differs, _signed_documents(each.signed)), None)
    if differing is not None:
        logger.error("%s Credential %s.", MESSAGE, each.credential.pk)
    return differing is None


def _signed_documents(signed: ob.SignedCredential) -> Iterator[Mapping[str, Any]]:
    """What the signature is over (VC Data Integrity 1.0 section 4.2): the document, and the options of each proof."""
    document = signed.document
    yield {name: value for name, value in document.items() if name != "proof"}
    for proof in document["proof"]:
        options = {name: value for name, value in proof.items() if name != "proofValue"}
        yield options | {"@context": document["@context"]}


def _differs(document: Mapping[str, Any]) -> bool:
    short = canonical.canonical_bytes(document, to_sign=True)
    try:
        return short != canonical.canonicalize_fully(document).encode()
    except OpenBadgesError:
        # What the long way refuses, the short way must not have let through.
        return True


def _leave_out(made: Sequence[Finished], *, batch_id: UUID | None, lease: str) -> None:
    requests = [each.credential.request for each in made]
    if batch_id is not None:
        batches.stop(batch_id, code=CODE)
        give_back(requests, lease=lease)
        return
    for request in requests:
        fail(request, lease=lease, code=CODE, message=MESSAGE)
