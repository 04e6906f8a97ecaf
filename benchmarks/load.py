"""The wallet's page and the verification of an image under load: requests a second, and how long one takes.

Four clients of this process over loopback, each with a connection of its own, for some seconds; then it is over.
They share the machine with the server, two processes of four threads, so the rate is less than the server's own.
"""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.day import Day
from benchmarks.frame import Answer, main
from tests.support.visitor import Visitor

CLIENTS = 4
SECONDS, QUICK = 10.0, 2.0
PASSWORD = "돌다리도 두드려 본다 1"  # noqa: S105 (of people who live as long as the benchmark)
BORDER = "credcenter-benchmark"


def measure(*, quick: bool) -> Answer:
    """Wallet and verification under load: requests a second."""
    seconds = QUICK if quick else SECONDS
    with Day() as day:
        visitor = day.open_web()
        image = _sign_in_as_a_holder(visitor)
        headers = {"Cookie": visitor.cookies}
        body, kind = _form_with(image)
        upload = {"Content-Type": kind, "Accept": "application/json"}
        found = {
            "wallet": _press(
                day.centre.url, seconds, lambda c: c.request("GET", "/wallet", headers=headers)
            ),
            "verify": _press(
                day.centre.url, seconds, lambda c: c.request("POST", "/api/v1/verify", body, upload)
            ),
        }
    lines = tuple(
        f"{name} under load: {each['per_second']:.0f} a second, {each['median_ms']:.0f} ms in the middle,"
        f" {each['p95_ms']:.0f} ms for 95 of 100"
        for name, each in found.items()
    )
    figures = {f"{name}_per_second": each["per_second"] for name, each in found.items()}
    return Answer(figures=figures, lines=lines, details={"clients": CLIENTS} | found)


def _press(
    url: str, seconds: float, ask: Callable[[http.client.HTTPConnection], None]
) -> dict[str, float]:
    """All clients ask again and again. Raises RuntimeError for any answer but 200."""
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(CLIENTS) as threads:
        runs = list(threads.map(lambda _client: _ask_until(end, url=url, ask=ask), range(CLIENTS)))
    times = sorted(each for run in runs for each in run)
    return {
        "per_second": round(len(times) / seconds, 1),
        "median_ms": round(1000 * statistics.median(times), 1),
        "p95_ms": round(1000 * times[len(times) * 95 // 100], 1),
    }


def _ask_until(
    end: float, *, url: str, ask: Callable[[http.client.HTTPConnection], None]
) -> list[float]:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    times = []
    while time.monotonic() < end:
        began = time.monotonic()
        ask(connection)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"the server answered {answer.status}")
        times.append(time.monotonic() - began)
    connection.close()
    return times


def _sign_in_as_a_holder(visitor: Visitor) -> bytes:
    """Sign in as a learner who has a badge; its image."""
    from badges.models import Credential  # needs Django, as below
    from credcenter.accounts.enums import Role
    from credcenter.accounts.services import create_user
    from credcenter.kernel.audit import SYSTEM
    from learners.services.accounts import connect_account

    credential: Any = Credential.objects.filter(state="issued")[0]
    learner = credential.learner
    user = create_user(
        learner.email, name=learner.name, roles=[Role.LEARNER], actor=SYSTEM, password=PASSWORD
    )
    connect_account(learner, user=user, actor=SYSTEM)
    visitor.sign_in(learner.email, password=PASSWORD)
    return Path(credential.artefacts.get().file.path).read_bytes()


def _form_with(image: bytes) -> tuple[bytes, str]:
    """The body of an upload (RFC 7578) and its content type."""
    head = (
        f'--{BORDER}\r\nContent-Disposition: form-data; name="file"; filename="badge.png"\r\n'
        "Content-Type: image/png\r\n\r\n"
    )
    body = head.encode() + image + f"\r\n--{BORDER}--\r\n".encode()
    return body, f"multipart/form-data; boundary={BORDER}"


if __name__ == "__main__":
    main(measure)
