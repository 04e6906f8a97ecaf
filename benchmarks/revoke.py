"""Revoking 10,000 of 1,000,000 credentials: seconds until every status list is signed again and served.

The credentials are rows without bytes (`many_rows.py` says what they lack); everything after them is real: the
service that revokes, its audit trail and notices, the message, the worker that signs the lists, the web that serves.
"""

from __future__ import annotations

import json
import random
import time

from badges.openbadges import status_list
from benchmarks.day import Day
from benchmarks.frame import Answer, main
from tests.support.centre import wait_until
from tests.support.visitor import Visitor

COUNT, REVOKED = 1_000_000, 10_000
QUICK = (20_000, 500)


def measure(*, quick: bool) -> Answer:
    """Revoke 10,000 of 1,000,000: until every list is signed again and served."""
    count, revoked = QUICK if quick else (COUNT, REVOKED)
    with Day() as day:
        visitor = day.open_web()
        lists = _prepare(count)
        chosen = _choose(count, revoked)
        began = time.monotonic()
        _revoke(chosen)
        committed = time.monotonic() - began
        wait_until(_all_signed, seconds=300, what="every list is signed again")
        signed = time.monotonic() - began
        bits = sum(_bits_of(visitor, each) for each in lists)
        seconds = time.monotonic() - began
    if bits != revoked:
        raise RuntimeError(f"the served lists have {bits} bits set, not {revoked}")
    line = (
        f"revoke {revoked:,} of {count:,} credentials in {len(lists)} lists: committed after "
        f"{committed:.1f} s, every list signed after {signed:.1f} s and served after {seconds:.1f} s"
    )
    details = {
        "committed_seconds": round(committed, 2),
        "signed_seconds": round(signed, 2),
        "lists": len(lists),
    }
    return Answer(figures={"revoke_10k_of_1m_s": round(seconds, 2)}, lines=(line,), details=details)


def _prepare(count: int) -> list[str]:
    """Rows, and lists that are signed as they stand; the addresses of the lists."""
    from badges.models import Credential  # needs Django, as below
    from badges.services.status_publishing import publish_stale
    from benchmarks.many_rows import make_rows

    made = make_rows(count, like=Credential.objects.filter(state="issued")[0])
    publish_stale()
    return [each.url for each in made]


def _choose(count: int, revoked: int) -> list[str]:
    """Numbers of rows all over the lists, always the same."""
    chance = random.Random(7)  # noqa: S311 (the same rows in every run)
    return [str(number) for number in chance.sample(range(1, count + 1), revoked)]


def _revoke(numbers: list[str]) -> None:
    """From the choice of learners to the commit: what a person's click or command costs."""
    from badges.enums import RevocationReason
    from badges.models import Credential
    from badges.services.revoking import revoke
    from credcenter.kernel.audit import SYSTEM

    keys = [f"copy:{number}" for number in numbers]
    rows = Credential.objects.filter(request__source_key__in=keys).only("id", "status_list_id")
    revoke(list(rows), reason=RevocationReason.ISSUED_IN_ERROR, note="", actor=SYSTEM)


def _all_signed() -> bool:
    from django.db.models import F

    from badges.models import StatusList

    return not StatusList.objects.filter(published_revision__lt=F("revision")).exists()


def _bits_of(visitor: Visitor, url: str) -> int:
    """How many bits the list has that the web serves."""
    _status, text = visitor.page(url.removeprefix(visitor.url))
    encoded: str = json.loads(text)["credentialSubject"]["encodedList"]
    return int.from_bytes(status_list.decode(encoded)).bit_count()


if __name__ == "__main__":
    main(measure)
