"""The people's addresses."""

from __future__ import annotations

from django.urls import path

from learners.views import people, profile

app_name = "learners"

urlpatterns = [
    path("console/learners/", people.LearnerList.as_view(), name="list"),
    path("console/learners/<uuid:learner_id>/", people.LearnerPage.as_view(), name="learner"),
    path(
        "console/learners/<uuid:learner_id>/account",
        people.AccountOpening.as_view(),
        name="open_account",
    ),
    path("wallet/profile", profile.ProfilePage.as_view(), name="profile"),
    path("wallet/profile/consents", profile.ConsentChange.as_view(), name="consents"),
]
