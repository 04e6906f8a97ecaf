"""A member of staff who looks at a batch's page over and over while everything around it fails."""

from __future__ import annotations

import http.cookiejar
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from uuid import UUID

from credcenter.accounts.enums import Role
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM

EMAIL, PASSWORD = "staff@hanbit.example", "돌다리도 두드려 본다 1"
PAUSE = 0.3


class Visitor:
    """Signs in by the real form; `statuses` counts what the web server answered (0: it did not)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.statuses: Counter[int] = Counter()
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def sign_in(self) -> None:
        """Raises RuntimeError when the form does not take the password."""
        create_user(EMAIL, name="임정윤", roles=[Role.STAFF], actor=SYSTEM, password=PASSWORD)
        address = f"{self.url}/accounts/login/"
        with self._opener.open(address, timeout=20) as answer:
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
        if token is None:
            raise RuntimeError("the sign-in page has no form")
        form = {"login": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        body = urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(address, data=body, headers={"Referer": address})
        self._opener.open(request, timeout=20).close()
        if not any(cookie.name == "sessionid" for cookie in self._jar):
            raise RuntimeError("the sign-in form did not take the password")

    def page(self, path: str) -> tuple[int, str]:
        """Status and text of a page in English; status 0 when there was no answer."""
        mark = "&" if "?" in path else "?"
        try:
            with self._opener.open(f"{self.url}{path}{mark}lang=en", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
        except OSError:
            return 0, ""

    def watch(self, batches: list[UUID]) -> None:
        """Look at the pages of these batches until `leave`."""
        paths = [f"{address_of(batch)}?part=progress" for batch in batches]
        self._thread = threading.Thread(target=self._look, args=(paths,), daemon=True)
        self._thread.start()

    def leave(self) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _look(self, paths: list[str]) -> None:
        while not self._over.wait(PAUSE):
            for path in paths:
                self.statuses[self.page(path)[0]] += 1


def address_of(batch: UUID) -> str:
    from django.urls import reverse  # needs Django

    return reverse("badges:batch", args=[batch])
