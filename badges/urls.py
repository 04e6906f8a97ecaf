"""Addresses of the badge pages. Those of the contract (design, HTTP) do not change."""

from __future__ import annotations

from django.urls import path

from badges.api.vc_api import IssueView, VerifyCredentialView, VerifyPresentationView
from badges.api.verification import VerifyView
from badges.views import (
    batch,
    corrections,
    credential,
    credentials,
    discovery,
    embed,
    endorsement,
    endorsing,
    flags,
    health,
    hosted,
    issuing,
    partners,
    people,
    public,
    record,
    record_share,
    records,
    revoking,
    settings,
    share,
    shared,
    studio,
    tokens,
    unfinished,
    verify,
    wallet,
)

app_name = "badges"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # keys and documents for other people's software
    path(".well-known/did.json", discovery.did_document, name="did_document"),
    path(".well-known/jwks.json", discovery.key_set, name="key_set"),
    path("keys/<str:name>", discovery.key, name="key"),
    path("status/<uuid:list_id>", discovery.status_list, name="status_list"),
    path("status/<uuid:list_id>/revoked.json", hosted.revoked, name="revoked"),
    path("artwork/<str:sha256>.png", discovery.artwork, name="artwork"),
    path("achievements/<uuid:achievement_id>", public.achievement, name="achievement"),
    path(
        "issuers/<slug:slug>/did.json",
        discovery.partner_did_document,
        name="partner_did_document",
    ),
    path("issuers/<slug:slug>", public.issuer, name="issuer"),
    # Open Badges 2.0
    path("ob2/assertions/<uuid:credential_id>.json", hosted.assertion, name="ob2_assertion"),
    path("ob2/assertions/<uuid:credential_id>.png", hosted.png, name="ob2_png"),
    path(
        "ob2/badges/<uuid:achievement_id>/<int:number>.json", hosted.badge_class, name="ob2_badge"
    ),
    path("ob2/issuers/<slug:slug>.json", hosted.issuer, name="ob2_issuer"),
    path("endorsements/<uuid:endorsement_id>", endorsement.page, name="endorsement"),
    path("endorsements/<uuid:endorsement_id>.json", endorsement.json, name="endorsement_json"),
    path("api/v1/verify", VerifyView.as_view(), name="api_verify"),
    path("vc-api/credentials/issue", IssueView.as_view(), name="vc_issue"),
    path("vc-api/credentials/verify", VerifyCredentialView.as_view(), name="vc_verify"),
    path("vc-api/presentations/verify", VerifyPresentationView.as_view(), name="vc_present"),
    # for anyone
    path("verify", verify.page, name="verify"),
    path("verify/", verify.with_slash, name="verify_slash"),
    path("s/<str:token>", shared.page, name="shared"),
    path("s/<str:token>/credential.json", shared.json, name="shared_json"),
    path("s/<str:token>/credential.jwt", shared.jwt, name="shared_jwt"),
    path("s/<str:token>/badge.png", shared.png, name="shared_png"),
    path("s/<str:token>/badge.svg", shared.svg, name="shared_svg"),
    path("s/<str:token>/certificate.pdf", shared.pdf, name="shared_pdf"),
    path("s/<str:token>/qr.svg", shared.qr_svg, name="shared_qr_svg"),
    path("s/<str:token>/qr.png", shared.qr_png, name="shared_qr_png"),
    path("embed/credentials/<uuid:credential_id>", embed.open_page, name="embed_credential"),
    path("embed/s/<str:token>", embed.by_link, name="embed_shared"),
    path("credentials/<uuid:credential_id>", credential.page, name="credential"),
    path("credentials/<uuid:credential_id>.json", credential.json, name="credential_json"),
    path("credentials/<uuid:credential_id>.jwt", credential.jwt, name="credential_jwt"),
    path("credentials/<uuid:credential_id>.png", credential.png, name="credential_png"),
    path("credentials/<uuid:credential_id>.svg", credential.svg, name="credential_svg"),
    path("credentials/<uuid:credential_id>.pdf", credential.pdf, name="credential_pdf"),
    path("credentials/<uuid:credential_id>/qr.svg", share.qr_svg, name="credential_qr_svg"),
    path("credentials/<uuid:credential_id>/qr.png", share.qr_png, name="credential_qr_png"),
    path("records/<uuid:record_id>", record.page, name="record"),
    path("records/<uuid:record_id>.json", record.json, name="record_json"),
    path("records/<uuid:record_id>.jwt", record.jwt, name="record_jwt"),
    path("records/<uuid:record_id>.png", record.png, name="record_png"),
    path("records/<uuid:record_id>.svg", record.svg, name="record_svg"),
    # for the holder
    path("wallet", wallet.WalletView.as_view(), name="wallet"),
    path("wallet/records", records.RecordsView.as_view(), name="records"),
    path("records/<uuid:record_id>/share", record_share.page, name="share_record"),
    path("records/<uuid:record_id>/page", record_share.change_page, name="change_record_page"),
    path("records/<uuid:record_id>/links", record_share.create_link, name="create_record_link"),
    path(
        "records/<uuid:record_id>/links/<int:link_id>/revoke",
        record_share.revoke_link,
        name="revoke_record_link",
    ),
    path("credentials/<uuid:credential_id>/share", share.page, name="share"),
    path("credentials/<uuid:credential_id>/page", share.change_page, name="change_page"),
    path("credentials/<uuid:credential_id>/links", share.create_link, name="create_link"),
    path(
        "credentials/<uuid:credential_id>/links/<int:link_id>/revoke",
        share.revoke_link,
        name="revoke_link",
    ),
    path(
        "credentials/<uuid:credential_id>/correction",
        corrections.ask,
        name="ask_correction",
    ),
    # for partners
    path("partner/", endorsing.DeskView.as_view(), name="partner_desk"),
    path("partner/endorsements/", endorsing.GivenView.as_view(), name="given_endorsements"),
    path(
        "partner/endorsements/<uuid:endorsement_id>/withdraw",
        endorsing.WithdrawView.as_view(),
        name="withdraw_endorsement",
    ),
    path("partner/endorse/centre", endorsing.EndorseView.as_view(), name="endorse_centre"),
    path(
        "partner/endorse/achievement/<uuid:achievement_id>",
        endorsing.EndorseView.as_view(),
        name="endorse_achievement",
    ),
    path(
        "partner/endorse/badge/<uuid:credential_id>",
        endorsing.EndorseView.as_view(),
        name="endorse_badge",
    ),
    path("partner/hand-in", endorsing.HandInView.as_view(), name="hand_in"),
    # for staff
    path("console/partners/", partners.PartnersView.as_view(), name="partners"),
    path("console/partners/new", partners.NewPartnerView.as_view(), name="new_partner"),
    path("console/partners/hand-in", endorsing.StaffHandInView.as_view(), name="staff_hand_in"),
    path("console/partners/<slug:slug>/", partners.PartnerView.as_view(), name="partner"),
    path(
        "console/partners/<slug:slug>/edit",
        partners.EditPartnerView.as_view(),
        name="edit_partner",
    ),
    path(
        "console/partners/<slug:slug>/people/<int:user_id>/dismiss",
        partners.DismissView.as_view(),
        name="dismiss_representative",
    ),
    path("console/studio/", studio.StudioView.as_view(), name="studio"),
    path("console/studio/new", studio.EditorView.as_view(), name="new_design"),
    path("console/studio/picture.svg", studio.PictureView.as_view(), name="studio_picture"),
    path("console/studio/<int:design_id>/", studio.EditorView.as_view(), name="studio_design"),
    path("console/studio/<int:design_id>/use", studio.UseView.as_view(), name="use_design"),
    *(
        path(
            f"console/studio/<int:design_id>/<int:number>.{kind}",
            studio.ExportView.as_view(),
            {"kind": kind},
            name=f"design_{kind}",
        )
        for kind in ("svg", "png", "json")
    ),
    path("console/issuing/", issuing.IssuingView.as_view(), name="issuing"),
    path(
        "console/issuing/requests/<slug:which>/",
        unfinished.UnfinishedView.as_view(),
        name="unfinished",
    ),
    path("console/issuing/roster", issuing.RosterView.as_view(), name="roster"),
    path("console/issuing/<uuid:batch_id>/", batch.BatchView.as_view(), name="batch"),
    path(
        "console/issuing/<uuid:batch_id>/cancel",
        batch.CancelBatchView.as_view(),
        name="cancel_batch",
    ),
    path(
        "console/issuing/<uuid:batch_id>/report.csv",
        batch.BatchReportView.as_view(),
        name="batch_report",
    ),
    path(
        "console/issuing/<uuid:batch_id>/<str:verb>",
        batch.BatchVerbView.as_view(),
        name="batch_verb",
    ),
    path("console/credentials/", credentials.CredentialsView.as_view(), name="credentials"),
    path("console/credentials/revoke", revoking.RevokeView.as_view(), name="revoke"),
    path(
        "console/credentials/export.csv",
        credentials.ExportView.as_view(),
        name="credentials_export",
    ),
    path(
        "console/credentials/filters/<int:filter_id>/remove",
        credentials.DropFilterView.as_view(),
        name="drop_filter",
    ),
    path(
        "console/credentials/mails/<int:notice_id>/resend",
        credentials.ResendView.as_view(),
        name="resend",
    ),
    path(
        "console/credentials/<uuid:credential_id>/",
        credentials.StaffCredentialView.as_view(),
        name="staff_credential",
    ),
    path(
        "console/learners/<uuid:learner_id>/badges/",
        people.PersonsBadgesView.as_view(),
        name="persons_badges",
    ),
    path("console/corrections/", corrections.CorrectionsView.as_view(), name="corrections"),
    path(
        "console/corrections/<uuid:correction_id>/",
        corrections.CorrectionView.as_view(),
        name="correction",
    ),
    path("console/settings/", settings.ProfileView.as_view(), name="settings"),
    path("console/settings/keys/", settings.KeysView.as_view(), name="settings_keys"),
    path("console/settings/roles/", settings.RolesView.as_view(), name="settings_roles"),
    path("console/settings/state/", settings.StateView.as_view(), name="settings_state"),
    path("console/settings/tokens/", tokens.TokensView.as_view(), name="tokens"),
    path(
        "console/settings/tokens/<int:token_id>/revoke",
        tokens.RevokeTokenView.as_view(),
        name="revoke_token",
    ),
    path("console/flags/", flags.FlagsView.as_view(), name="flags"),
    path("console/flags/<uuid:flag_id>/", flags.FlagView.as_view(), name="flag"),
]
