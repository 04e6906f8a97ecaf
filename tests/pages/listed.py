"""Every page that people open, with who opens it and an example of the demo; `test_listed.py` holds it to the URLs."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

ANYONE, LEARNER, STAFF, FACULTY, PARTNER = "anyone", "learner", "staff", "faculty", "partner"


@dataclass(frozen=True, slots=True)
class Page:
    """One route as one person opens it; `{name}` in the path is an example found by `EXAMPLES`."""

    route: str
    role: str
    path: str


PAGES = (
    Page("catalogue", ANYONE, "/"),
    Page("micro_degree", ANYONE, "/micro-degrees/SSDO-F"),
    Page("verify", ANYONE, "/verify"),
    Page("achievement", ANYONE, "/achievements/{achievement}"),
    Page("issuer", ANYONE, "/issuers/{partner}"),
    Page("endorsement", ANYONE, "/endorsements/{endorsement}"),
    Page("credential", ANYONE, "/credentials/{shared}"),
    Page("embed_credential", ANYONE, "/embed/credentials/{shared}"),
    Page("account_login", ANYONE, "/accounts/login/"),
    Page("account_reset_password", ANYONE, "/accounts/password/reset/"),
    Page("account_reset_password_done", ANYONE, "/accounts/password/reset/done/"),
    Page("account_inactive", ANYONE, "/accounts/inactive/"),
    Page("account_signup", ANYONE, "/accounts/signup/"),
    Page("wallet", LEARNER, "/wallet"),
    Page("credential", LEARNER, "/credentials/{own}"),
    Page("share", LEARNER, "/credentials/{own}/share"),
    Page("ask_correction", LEARNER, "/credentials/{own}/correction"),
    Page("records", LEARNER, "/wallet/records"),
    Page("progress", LEARNER, "/wallet/progress"),
    Page("profile", LEARNER, "/wallet/profile"),
    Page("account_change_password", LEARNER, "/accounts/password/change/"),
    Page("account_logout", LEARNER, "/accounts/logout/"),
    Page("desk", STAFF, "/console/"),
    Page("programs", STAFF, "/console/programs/"),
    Page("check", STAFF, "/console/programs/new"),
    Page("program", STAFF, "/console/programs/SSDO/"),
    Page("program_tab", STAFF, "/console/programs/SSDO/rules/"),
    Page("frameworks", STAFF, "/console/frameworks/"),
    Page("framework_new", STAFF, "/console/frameworks/new"),
    Page("imports", STAFF, "/console/results/"),
    Page("import_new", STAFF, "/console/results/new"),
    Page("import", STAFF, "/console/results/{import}/"),
    Page("import_undo", STAFF, "/console/results/{import}/undo"),
    Page("completions", STAFF, "/console/completions/"),
    Page("completion", STAFF, "/console/completions/{completion}/"),
    Page("trace_start", STAFF, "/console/trace/"),
    Page("trace", STAFF, "/console/trace/{shared}/"),
    Page("deciding", STAFF, "/console/approvals/"),
    Page("window_new", STAFF, "/console/approvals/windows"),
    Page("substitute_new", STAFF, "/console/approvals/substitutes"),
    Page("enrolment_desk", STAFF, "/console/enrolments/new"),
    Page("partners", STAFF, "/console/partners/"),
    Page("new_partner", STAFF, "/console/partners/new"),
    Page("staff_hand_in", STAFF, "/console/partners/hand-in"),
    Page("partner", STAFF, "/console/partners/{partner}/"),
    Page("edit_partner", STAFF, "/console/partners/{partner}/edit"),
    Page("issuing", STAFF, "/console/issuing/"),
    Page("unfinished", STAFF, "/console/issuing/requests/failed/"),
    Page("batch", STAFF, "/console/issuing/{batch}/"),
    Page("credentials", STAFF, "/console/credentials/"),
    Page("credentials_export", STAFF, "/console/credentials/export.csv"),
    Page("revoke", STAFF, "/console/credentials/revoke?id={shared}"),
    Page("staff_credential", STAFF, "/console/credentials/{shared}/"),
    Page("corrections", STAFF, "/console/corrections/"),
    Page("flags", STAFF, "/console/flags/"),
    Page("list", STAFF, "/console/learners/"),
    Page("learner", STAFF, "/console/learners/{learner}/"),
    Page("persons_studies", STAFF, "/console/learners/{learner}/progress/"),
    Page("persons_badges", STAFF, "/console/learners/{learner}/badges/"),
    Page("settings", STAFF, "/console/settings/"),
    Page("settings_keys", STAFF, "/console/settings/keys/"),
    Page("settings_roles", STAFF, "/console/settings/roles/"),
    Page("settings_state", STAFF, "/console/settings/state/"),
    Page("tokens", STAFF, "/console/settings/tokens/"),
    Page("mails", STAFF, "/console/settings/mails/"),
    Page("mail", STAFF, "/console/settings/mails/1.html"),
    Page("studio", STAFF, "/console/studio/"),
    Page("new_design", STAFF, "/console/studio/new"),
    Page("application_windows", STAFF, "/console/applications/windows"),
    Page("queue", FACULTY, "/approvals/"),
    Page("case", FACULTY, "/approvals/{waiting}/"),
    Page("together", FACULTY, "/approvals/together"),
    Page("others", FACULTY, "/approvals/others"),
    Page("delegation", FACULTY, "/approvals/delegation"),
    Page("partner_desk", PARTNER, "/partner/"),
    Page("given_endorsements", PARTNER, "/partner/endorsements/"),
    Page("withdraw_endorsement", PARTNER, "/partner/endorsements/{endorsement}/withdraw"),
    Page("endorse_centre", PARTNER, "/partner/endorse/centre"),
    Page("endorse_achievement", PARTNER, "/partner/endorse/achievement/{achievement}"),
    Page("hand_in", PARTNER, "/partner/hand-in"),
)

NOT_IN_THE_DEMO = frozenset(
    {
        "framework",
        "framework_draft",
        "import_columns",
        "settle",
        "record",
        "roster",
        "share_record",
        "shared",
        "studio_design",
        "embed_shared",
        "endorse_badge",
        "cancel_batch",
        "correction",
        "flag",
        "revoke_token",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
)
"""Pages of what the demo has none of; tests of their own draw them."""

NO_PAGES = frozenset(
    {
        "account_set_password",
        "artwork",
        "create_link",
        "create_record_link",
        "set_language",
        "batch_report",
        "did_document",
        "facts",
        "file",
        "healthz",
        "import_errors",
        "import_template",
        "key",
        "key_set",
        "partner_did_document",
        "readyz",
        "revoked",
        "status_list",
        "studio_picture",
        "verify_slash",
    }
)
"""Files, documents for software, and redirects; so is every route that ends in `_json`, `_png` and the like."""

FILE_ENDINGS = ("_json", "_jwt", "_png", "_svg", "_pdf", "_picture")
FILE_BEGINNINGS = ("ob2_", "api_", "vc_")

EXAMPLES = {
    "achievement": "SELECT a.id FROM badges_achievement a JOIN programs_microdegree m ON m.achievement_id = a.id",
    "batch": "SELECT id FROM badges_issuancebatch",
    "completion": "SELECT id FROM programs_completion ORDER BY id",
    "endorsement": "SELECT id FROM badges_endorsement",
    "import": "SELECT id FROM programs_resultimport WHERE state = 'applied' ORDER BY applied_at DESC",
    "learner": "SELECT learner_id FROM badges_credential WHERE shared_at IS NOT NULL",
    "own": (
        "SELECT c.id FROM badges_credential c JOIN learners_learner l ON l.id = c.learner_id "
        "JOIN accounts_user u ON u.id = l.user_id WHERE u.email = :learner AND c.state = 'issued'"
    ),
    "partner": "SELECT slug FROM badges_issuer WHERE kind = 'partner'",
    "shared": "SELECT id FROM badges_credential WHERE shared_at IS NOT NULL AND state = 'issued'",
    "waiting": "SELECT id FROM programs_completion WHERE state = 'in_review' ORDER BY id",
}


def examples(database: Path, *, learner: str) -> dict[str, str]:
    """One id for each name, of a demo's SQLite file; names without a row are left out."""
    found = {}
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        for name, ask in EXAMPLES.items():
            row = connection.execute(
                ask, {"learner": learner} if ":learner" in ask else {}
            ).fetchone()
            if row is not None:
                found[name] = _text(row[0])
    return found


def _text(value: object) -> str:
    """SQLite keeps UUIDs as 32 hexadecimal digits."""
    text = str(value)
    try:
        return str(UUID(text)) if len(text) == 32 else text
    except ValueError:
        return text
