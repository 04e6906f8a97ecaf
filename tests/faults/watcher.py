"""A member of staff who looks at the pages of batches over and over while everything around them fails."""

from __future__ import annotations

import threading
from collections import Counter
from uuid import UUID

from django.urls import reverse

from badges.openbadges import Unresolvable
from credcenter.accounts.enums import Role
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM
from tests.support.visitor import Visitor

EMAIL, PASSWORD = "staff@hanbit.example", "돌다리도 두드려 본다 1"
PAUSE = 0.3


class Watcher:
    """`statuses` counts what the web server answered (0: it did not)."""

    def __init__(self, visitor: Visitor) -> None:
        create_user(EMAIL, name="임정윤", roles=[Role.STAFF], actor=SYSTEM, password=PASSWORD)
        visitor.sign_in(EMAIL, password=PASSWORD)
        self.visitor = visitor
        self.statuses: Counter[int] = Counter()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, batches: list[UUID]) -> None:
        """Look at the pages of these batches until `leave`."""
        paths = [f"{address_of(batch)}?part=progress" for batch in batches]
        self._thread = threading.Thread(target=self._look, args=(paths,), daemon=True)
        self._thread.start()

    def served(self, url: str) -> bytes:
        """What the centre serves at one of its addresses."""
        status, text = self.visitor.page(url.removeprefix(self.visitor.url))
        if status != 200:
            raise Unresolvable(url, reason=f"answered {status}")
        return text.encode()

    def leave(self) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _look(self, paths: list[str]) -> None:
        while not self._over.wait(PAUSE):
            for path in paths:
                self.statuses[self.visitor.page(path)[0]] += 1


def address_of(batch: UUID) -> str:
    return reverse("badges:batch", args=[batch])
