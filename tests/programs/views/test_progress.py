from __future__ import annotations

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.kernel.audit import Actor
from programs.enums import Decision
from programs.services.approval import decide
from tests.factories import badges, studies

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("decision", "title"),
    [(Decision.RETURNED, "Your case was returned"), (Decision.DENIED, "Your case was denied")],
)
def test_a_learner_reads_why_a_case_came_back(decision: Decision, title: str) -> None:
    own, professor = studies.user(Role.LEARNER), studies.user(Role.FACULTY)
    case = studies.waiting_completion(learner=badges.learner(user=own))
    decide(
        case.pk,
        decision=decision,
        reason="SSD201 성적을 <확인>하십시오.",
        user=professor,
        roles=[Role.FACULTY],
        actor=Actor(role="faculty", user_id=professor.pk),
    )
    client = Client()
    client.force_login(own)
    page = client.get("/wallet/progress?lang=en").content.decode()
    assert title in page
    assert "SSD201 성적을 &lt;확인&gt;하십시오." in page
