"""The page of one endorsement, and how others show it: what it endorses, and the verification page."""

from __future__ import annotations

import pytest
from django.test import Client

from badges.openbadges import Profile, build, did_key, sign
from badges.selectors import issuers
from badges.services import sharing
from badges.services.endorsing import withdraw
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from tests.factories.badges import achievement_version, issued_credential, learner
from tests.factories.partners import endorsement, partner
from tests.openbadges import samples

pytestmark = pytest.mark.django_db

HTML = {"accept": "text/html", "accept-language": "en"}
SAID = "every day"


def text_of(path: str, *, client: Client | None = None) -> str:
    return (client or Client()).get(path, headers=HTML).content.decode()


def verified(data: bytes) -> str:
    return Client().post("/verify?lang=en", {"text": data.decode()}).content.decode()


def test_people_read_it_and_software_gets_the_signed_bytes(client):
    row = endorsement(
        achievement_version().achievement, by=partner(name=Bilingual("나래", "Narae"))
    )
    page = text_of(f"/endorsements/{row.pk}")
    assert SAID in page
    assert f"/achievements/{row.achievement_id}" in page
    assert "Narae" in page
    for accept, suffix in (("application/ld+json", ""), ("text/html", ".json")):
        answer = client.get(f"/endorsements/{row.pk}{suffix}", headers={"accept": accept})
        assert answer.content == bytes(row.document)
        assert answer["Access-Control-Allow-Origin"] == "*"
    assert "attachment" in answer["Content-Disposition"]


def test_it_is_verified_on_its_page_and_says_when_it_was_withdrawn(without_broker):
    row = endorsement(achievement_version().achievement)
    path = f"/endorsements/{row.pk}"
    assert "The endorsement is genuine, unchanged and in force." in text_of(f"{path}?verify=1")
    withdraw(row.pk, endorser=row.endorser, actor=SYSTEM)
    page = text_of(f"{path}?verify=1")
    assert "This endorsement was withdrawn on" in page
    assert "The endorser has withdrawn this endorsement." in page


def test_one_of_a_private_badge_is_for_those_who_may_read_the_badge(sign_in):
    holder = learner()
    credential = issued_credential(learner=holder)
    row = endorsement(credential)
    for path in (f"/endorsements/{row.pk}", f"/endorsements/{row.pk}.json"):
        for role in ("anonymous", "learner", "faculty", "partner", "auditor"):
            assert sign_in(role).get(path).status_code == 404, role
        for client in (sign_in("staff"), sign_in("learner", learner=holder)):
            answer = client.get(path)
            assert answer.status_code == 200
            assert answer["Cache-Control"] in ("private, no-store", "private, no-cache")
            assert "Access-Control-Allow-Origin" not in answer
        # one account for the holder is enough
        holder.refresh_from_db()
        type(holder).objects.filter(pk=holder.pk).update(user=None)
    sharing.publish(credential, actor=SYSTEM)
    assert Client().get(f"/endorsements/{row.pk}").status_code == 200


def test_what_is_endorsed_shows_by_whom():
    credential = issued_credential()
    narae = partner()
    sharing.publish(credential, actor=SYSTEM)
    for target in (credential.achievement, credential.issuer, credential):
        endorsement(target, by=narae)
    counts = {
        f"/achievements/{credential.achievement_id}": 1,
        f"/issuers/{credential.issuer.slug}": 1,
        f"/credentials/{credential.pk}": 3,
    }
    for path, count in counts.items():
        assert text_of(path).count(SAID) == count, path
    assert text_of(f"/issuers/{narae.slug}").count("/endorsements/") == 3
    assert verified(bytes(credential.document)).count(SAID) == 3


def test_share_link_shows_the_endorsement_of_the_badge_without_a_door_that_is_shut():
    credential = issued_credential()
    row = endorsement(credential)
    _link, token = sharing.create_link(credential, actor=SYSTEM)
    page = text_of(f"/s/{token}")
    assert SAID in page
    assert f"/endorsements/{row.pk}" not in page
    assert f"/endorsements/{row.pk}" not in text_of(f"/issuers/{row.endorser.slug}")


def test_withdrawn_one_is_shown_nowhere(without_broker):
    row = endorsement(achievement_version().achievement)
    withdraw(row.pk, endorser=row.endorser, actor=SYSTEM)
    for path in (f"/achievements/{row.achievement_id}", f"/issuers/{row.endorser.slug}"):
        assert f"/endorsements/{row.pk}" not in text_of(path)


def test_verification_page_tells_who_endorses_what():
    row = endorsement(achievement_version().achievement)
    page = verified(bytes(row.document))
    assert "The endorsement is genuine, unchanged and in force." in page
    assert "What the endorser says" in page
    assert (
        f'<a href="/achievements/{row.achievement_id}">Social Service Data Foundations</a>' in page
    )
    changed = bytes(row.document).replace(SAID.encode(), b"each day")
    assert "Do not rely on this endorsement." in verified(changed)


def test_badge_of_another_issuer_does_not_borrow_our_endorsements():
    """It is genuine, and has the id of a badge of ours."""
    credential = issued_credential()
    endorsement(credential.achievement)
    stranger = did_key(samples.SIGNER.public_key_multibase)
    borrowed = sign(
        build(
            samples.simple(
                id=credential.frozen["credential_url"],
                issuer=Profile(id=stranger, name="Stranger"),
                valid_from=credential.minted_at,
            )
        ),
        signer=samples.SIGNER,
        verification_method=f"{stranger}#{samples.SIGNER.public_key_multibase}",
        created=credential.minted_at,
    )
    page = verified(borrowed.data)
    assert "The badge is genuine and in force." in page
    assert SAID not in page


def test_endorsement_of_a_private_badge_names_its_id_alone_to_verifiers():
    credential = issued_credential()
    page = verified(bytes(endorsement(credential).document))
    assert credential.frozen["credential_url"] in page
    assert f'href="/credentials/{credential.pk}"' not in page


def test_unknown_endorsement_is_not_found(client):
    assert client.get("/endorsements/00000000-0000-4000-8000-000000000000").status_code == 404


def test_partner_document_is_served_and_the_centre_has_none_there(client, settings):
    settings.CREDCENTER_BASE_URL = "https://badges.hanbit.example"
    narae = partner()
    answer = client.get(f"/issuers/{narae.slug}/did.json")
    assert answer["Content-Type"] == "application/did+json"
    assert answer.json()["id"] == issuers.did_of(issuers.active_key(narae))
    assert client.get(f"/issuers/{issuers.the_issuer().slug}/did.json").status_code == 404
