"""What must be true when the storm is over. Each check gives sentences, one for each thing that is wrong."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from badges import openbadges
from badges.enums import CredentialState, RequestState
from badges.models import Artefact, Credential, IssuanceBatch, IssuanceRequest, Notice, StatusList
from badges.openbadges.errors import OpenBadgesError
from credcenter.kernel import audit, clock
from credcenter.kernel.models import AuditEvent
from tests.faults.watcher import Watcher, address_of


def one_credential_a_request(total: int) -> Iterator[str]:
    states = dict(IssuanceRequest.objects.values_list("state").annotate(Count("id")).order_by())
    if states != {RequestState.ISSUED: total}:
        yield f"requests by state are {states}, not {total} issued"
    states = dict(Credential.objects.values_list("state").annotate(Count("id")).order_by())
    if states != {CredentialState.ISSUED: total}:
        yield f"credentials by state are {states}, not {total} issued"
    learners = Credential.objects.values("learner").distinct().count()
    if learners != total:
        yield f"{learners} learners have a badge, not {total}"
    if Artefact.objects.count() != total:
        yield f"there are {Artefact.objects.count()} images, not {total}"


def every_status_index_unique() -> Iterator[str]:
    places = Credential.objects.values_list("status_list", "status_index")
    if places.distinct().count() != places.count():
        yield "a status index was given out twice"
    for each in StatusList.objects.annotate(used=Count("credentials")):
        if each.used > each.taken:
            yield f"{each}: {each.used} credentials, but only {each.taken} indexes were given out"
        if each.published_revision != each.revision:
            yield f"{each} was not signed again"


def every_credential_verifies(served: Callable[[str], bytes]) -> Iterator[str]:
    """The image as it lies in the storage, by our verifier; inside are the stored bytes.

    `served` gives what the centre serves at an address: the verifier is a stranger and asks once for each.
    """
    resolver = _Once(served)
    rows = Credential.objects.exclude(state=CredentialState.MINTED).prefetch_related("artefacts")
    for credential in rows.order_by("pk").iterator(chunk_size=500):
        faults = _faults_of(credential, resolver=resolver)
        yield from (f"credential {credential.pk}: {fault}" for fault in faults)


class _Once:
    """A resolver that keeps what it was given (`badges.openbadges.types.Resolver`)."""

    def __init__(self, served: Callable[[str], bytes]) -> None:
        self.resolve = cache(served)


def _faults_of(credential: Credential, *, resolver: _Once) -> Iterator[str]:
    artefact = credential.artefacts.all()[0]
    data = Path(artefact.file.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != artefact.sha256:
        yield "the image is not the one that was stored"
    document = bytes(credential.document)
    if hashlib.sha256(document).hexdigest() != credential.document_sha256:
        yield "the document is not the one that was stored"
    try:
        if openbadges.unbake(data) != document:
            yield "the image carries another document"
    except OpenBadgesError as error:
        yield f"the image cannot be read: {error.code}"
        return
    report = openbadges.verify(data, now=clock.now(), resolver=resolver)
    if report.verdict != "verified":
        codes = [check.code for check in report.checks if check.outcome != "passed"]
        yield f"{report.verdict}: {codes}"


def nobody_told_twice(total: int, accepted: list[str]) -> Iterator[str]:
    """Counted at the mail server. Being told not at all is allowed for who was in the hands of a killed worker."""
    twice = [address for address, count in Counter(accepted).items() if count > 1]
    if twice:
        yield f"{len(twice)} learners were told twice, such as {twice[0]}"
    if Notice.objects.count() != total:
        yield f"there are {Notice.objects.count()} notices, not {total}"
    unsent = Notice.objects.filter(sent_at__isnull=True).count()
    if unsent:
        yield f"{unsent} notices wait still"


def pages_tell_the_truth(watcher: Watcher, batches: list[UUID], *, total: int) -> Iterator[str]:
    sizes = dict(
        IssuanceBatch.objects.filter(pk__in=batches).values_list("pk", Count("issuance_requests"))
    )
    if sum(sizes.values()) != total:
        yield f"the batches have {sum(sizes.values())} requests together, not {total}"
    for batch, size in sizes.items():
        status, text = watcher.visitor.page(address_of(batch))
        said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
        wanted = (f"{size} of {size} done", f"{size} issued", "Finished")
        if status != 200 or any(words not in said for words in wanted):
            yield f"the page of a batch of {size} answers {status} without one of {wanted}"
    strange = {each: n for each, n in watcher.statuses.items() if each not in {200, 503}}
    if strange:
        yield f"pages answered {strange} in between"


def audit_trail_whole(total: int) -> Iterator[str]:
    yield from audit.verify_chain()
    for action in ("issuance.requested", "credential.issued"):
        events = AuditEvent.objects.filter(action=action)
        if events.count() != total or events.values("subject_id").distinct().count() != total:
            yield f"{events.count()} events say {action}, not one for each of {total}"


def leftovers() -> dict[str, int]:
    """What a killed worker may leave, and what costs no credential."""
    files = (path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    unused = sum(
        each.taken - each.used for each in StatusList.objects.annotate(used=Count("credentials"))
    )
    return {
        "half-written files": sum(name.startswith(".") for name in files),
        "indexes without credential": unused,
        "requests put back at least once": IssuanceRequest.objects.filter(delays__gt=0).count(),
        "requests tried more than once": IssuanceRequest.objects.filter(attempts__gt=1).count(),
    }
