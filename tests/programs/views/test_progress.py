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


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.LEARNER, "/wallet/progress"),
        (Role.FACULTY, "/approvals/{}/"),
        (Role.STAFF, "/console/completions/{}/"),
    ],
)
def test_learner_faculty_and_staff_see_how_a_score_came_about(role: Role, page: str) -> None:
    own = studies.user(Role.LEARNER)
    case = studies.waiting_completion(learner=badges.learner(user=own), score=81)
    client = Client()
    client.force_login(own if role == Role.LEARNER else studies.user(role))
    shown = client.get(f"{page.format(case.pk)}?lang=en").content.decode()
    assert "How the scores are calculated" in shown
    # Three courses of three credits, 81 points each, weight 1.
    assert "729 ÷ 9 → <strong>81</strong>" in shown


def test_a_case_from_before_calculations_were_kept_has_none_on_its_page() -> None:
    own = studies.user(Role.LEARNER)
    case = studies.waiting_completion(learner=badges.learner(user=own))
    del case.explanation["weights"]
    case.save()
    client = Client()
    client.force_login(own)
    shown = client.get("/wallet/progress?lang=en").content.decode()
    assert "Data literacy" in shown
    assert "How the scores are calculated" not in shown
