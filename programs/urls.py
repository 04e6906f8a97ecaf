"""The story's addresses: catalogue, console, approvals, progress."""

from __future__ import annotations

from django.urls import path

from programs.api.results import ResultsView
from programs.views import (
    application_windows,
    applying,
    approvals,
    catalogue,
    completions,
    deciding,
    delegation,
    design,
    design_load,
    desk,
    enrolments,
    frameworks,
    mails,
    people,
    progress,
    reopened,
    results,
    together,
    tracing,
)

app_name = "programs"

urlpatterns = [
    path("", catalogue.CataloguePage.as_view(), name="catalogue"),
    path("micro-degrees/<slug:code>", catalogue.MicroDegreePage.as_view(), name="micro_degree"),
    path("console/", desk.DeskPage.as_view(), name="desk"),
    path("console/programs/", design.ProgramList.as_view(), name="programs"),
    path("console/programs/new", design_load.ProgramCheck.as_view(), name="check"),
    path("console/programs/load", design_load.ProgramLoad.as_view(), name="load"),
    path("console/programs/<slug:code>.yaml", design_load.ProgramFile.as_view(), name="file"),
    path("console/programs/<slug:code>/", design.ProgramPage.as_view(), name="program"),
    path(
        "console/programs/<slug:code>/<slug:tab>/",
        design.ProgramPage.as_view(),
        name="program_tab",
    ),
    path("console/frameworks/", frameworks.FrameworkList.as_view(), name="frameworks"),
    path("console/frameworks/new", frameworks.FrameworkNew.as_view(), name="framework_new"),
    path(
        "console/frameworks/new/<uuid:draft_id>/",
        frameworks.FrameworkDraftPage.as_view(),
        name="framework_draft",
    ),
    path("console/frameworks/<slug:code>/", frameworks.FrameworkPage.as_view(), name="framework"),
    path("console/results/", results.ImportList.as_view(), name="imports"),
    path("console/results/new", results.ImportNew.as_view(), name="import_new"),
    path("console/results/template.csv", results.ImportTemplate.as_view(), name="import_template"),
    path(
        "console/results/<uuid:import_id>/columns",
        results.ImportColumns.as_view(),
        name="import_columns",
    ),
    path("console/results/<uuid:import_id>/undo", results.ImportUndo.as_view(), name="import_undo"),
    path(
        "console/results/<uuid:import_id>/errors.csv",
        results.ImportErrors.as_view(),
        name="import_errors",
    ),
    path("api/v1/results", ResultsView.as_view(), name="api_results"),
    path("console/results/<uuid:import_id>/", results.ImportPage.as_view(), name="import"),
    path(
        "console/learners/<uuid:learner_id>/progress/",
        people.PersonsStudiesPage.as_view(),
        name="persons_studies",
    ),
    path("console/settings/mails/", mails.MailsPage.as_view(), name="mails"),
    path("console/settings/mails/<int:number>.html", mails.MailPage.as_view(), name="mail"),
    path("console/completions/", completions.CompletionList.as_view(), name="completions"),
    path(
        "console/completions/<int:completion_id>/",
        completions.CompletionPage.as_view(),
        name="completion",
    ),
    path(
        "console/completions/<int:completion_id>/settle/<str:verb>",
        reopened.SettlePage.as_view(),
        name="settle",
    ),
    path("console/trace/", tracing.TraceStart.as_view(), name="trace_start"),
    path("console/trace/<uuid:credential_id>/", tracing.TracePage.as_view(), name="trace"),
    path(
        "console/trace/facts/<int:approval_id>.json",
        tracing.FactsFile.as_view(),
        name="facts",
    ),
    path("console/approvals/", deciding.DecidingPage.as_view(), name="deciding"),
    path("console/approvals/windows", deciding.WindowNew.as_view(), name="window_new"),
    path(
        "console/approvals/windows/<int:window_id>/remove",
        deciding.WindowRemove.as_view(),
        name="window_remove",
    ),
    path("console/approvals/substitutes", deciding.SubstituteNew.as_view(), name="substitute_new"),
    path("approvals/", approvals.Queue.as_view(), name="queue"),
    path("approvals/together", together.TogetherPage.as_view(), name="together"),
    path("approvals/others", approvals.Others.as_view(), name="others"),
    path("approvals/delegation", delegation.DelegationPage.as_view(), name="delegation"),
    path(
        "approvals/delegation/<int:delegation_id>/end",
        delegation.DelegationEnd.as_view(),
        name="delegation_end",
    ),
    path("approvals/<int:completion_id>/", approvals.Case.as_view(), name="case"),
    path("wallet/progress", progress.ProgressPage.as_view(), name="progress"),
    path("wallet/progress/begin/<slug:code>", applying.Begin.as_view(), name="begin"),
    path(
        "wallet/progress/<int:enrolment_id>/apply/<slug:kind>",
        applying.Apply.as_view(),
        name="apply",
    ),
    path("wallet/progress/<int:enrolment_id>/leave", applying.Leave.as_view(), name="leave"),
    path(
        "wallet/progress/applications/<int:application_id>/withdraw",
        applying.WithdrawApplication.as_view(),
        name="withdraw_application",
    ),
    path(
        "console/applications/windows",
        application_windows.ApplicationWindows.as_view(),
        name="application_windows",
    ),
    path(
        "console/applications/windows/<int:window_id>/remove",
        application_windows.ApplicationWindowRemove.as_view(),
        name="application_window_remove",
    ),
    path("console/enrolments/new", enrolments.EnrolmentDesk.as_view(), name="enrolment_desk"),
]
