"""The 1EdTechRevocationList: the same facts as the bits, by ids that say nothing of people."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

import pytest
from django.test import Client

from badges.enums import RevocationReason
from badges.models import Credential, IssuedDocument, StatusList
from badges.openbadges.revocation_list import is_revoked
from badges.selectors.status_bits import revoked_indexes
from badges.services.endorsing import withdraw
from badges.services.revoking import revoke, revoke_document
from credcenter.kernel.audit import SYSTEM
from tests.badges.api.vc_client import VcClient
from tests.factories.badges import achievement_version, issued_credential
from tests.factories.partners import endorsement

pytestmark = pytest.mark.django_db


def path_of(credential: Credential) -> str:
    return f"/status/{credential.status_list_id}/revoked.json"


def id_of(credential: Credential) -> str:
    named: str = json.loads(bytes(credential.document))["id"]
    return named


@pytest.mark.parametrize("base", ["https://badges.hanbit.example", "http://127.0.0.1:8000"])
def test_it_lists_what_the_bits_say(client: Client, settings, base: str) -> None:  # type: ignore[no-untyped-def]
    settings.CREDCENTER_BASE_URL = base
    good, wrong, private = (issued_credential() for _ in range(3))
    revoke([wrong], reason=RevocationReason.ISSUED_IN_ERROR, note="n", actor=SYSTEM)
    revoke([private], reason=RevocationReason.MISCONDUCT, note="n", actor=SYSTEM)
    answer = client.get(path_of(good))
    document = answer.json()
    assert document == {
        "id": f"{base}{path_of(good)}",
        "issuer": json.loads(bytes(good.document))["issuer"]["id"],
        "revokedCredential": [
            {"id": id_of(wrong), "revoked": True, "revocationReason": "issued_in_error"},
            {"id": id_of(private), "revoked": True},
        ],
    }
    assert [is_revoked(document, id_of(each)) for each in (good, wrong, private)] == [
        False,
        True,
        True,
    ]
    assert len(list(revoked_indexes(StatusList.objects.get()))) == 2
    assert good.learner.name not in answer.content.decode()


def test_it_may_be_kept_until_something_is_revoked(client: Client) -> None:
    credential = issued_credential()
    first = client.get(path_of(credential))
    assert first["Cache-Control"] == "public, max-age=300"
    assert first["Access-Control-Allow-Origin"] == "*"
    known = {"if-none-match": first["ETag"]}
    assert client.get(path_of(credential), headers=known).status_code == 304
    revoke([credential], reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    again = client.get(path_of(credential), headers=known)
    assert (again.status_code, len(again.json()["revokedCredential"])) == (200, 1)


def test_an_unknown_list_is_a_problem_document(client: Client) -> None:
    answer = client.get(f"/status/{uuid4()}/revoked.json")
    assert (answer.status_code, answer.json()["code"]) == (404, "status_list_unknown")


def listed(client: Client) -> list[dict[str, object]]:
    (path,) = {f"/status/{pk}/revoked.json" for pk in _lists_with_revocations()}
    entries: list[dict[str, object]] = client.get(path).json()["revokedCredential"]
    return entries


def _lists_with_revocations() -> list[UUID]:
    return [each.pk for each in StatusList.objects.all() if list(revoked_indexes(each))]


def test_a_withdrawn_endorsement_is_listed_too(client: Client) -> None:
    given = endorsement(achievement_version().achievement)
    withdraw(given.pk, endorser=given.endorser, actor=SYSTEM)
    assert listed(client) == [{"id": f"urn:uuid:{given.pk}", "revoked": True}]


def test_a_document_of_other_software_is_listed_only_under_a_random_id(client: Client) -> None:
    vc = VcClient(client)
    random = f"urn:uuid:{uuid4()}"
    for name in (random, "https://hanbit.example/people/hong-gildong"):
        vc.issue(vc.credential(id=name))
    for document in IssuedDocument.objects.all():
        revoke_document(document, reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    assert listed(client) == [{"id": random, "revoked": True}]
