"""What each check of a report is called and what it looks at, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TITLES: dict[str, _StrPromise] = {
    "format": _("File"),
    "json": _("Document format"),
    "context": _("Vocabularies"),
    "types": _("Kind of credential"),
    "schema": _("Structure"),
    "subject": _("Recipient and achievement"),
    "issuer": _("Issuer"),
    "terms": _("Signature coverage"),
    "proof": _("Signature"),
    "key": _("Key of the issuer"),
    "dates": _("Dates"),
    "status": _("Revocation"),
    "recipient": _("Recipient"),
    "claims": _("Claims of the JWT"),
    "components": _("Badges in the record"),
    "evidence": _("Evidence"),
    "endorsements": _("Endorsements"),
    "refresh": _("Newer edition"),
    "resources": _("Linked documents"),
    "bounds": _("Purpose of the signature"),
    "credentials": _("Credentials inside"),
    "verification": _("Verification"),
}
TITLES_OF_AN_ENDORSEMENT = TITLES | {
    "types": _("Kind of document"),
    "subject": _("What is endorsed"),
    "issuer": _("Endorser"),
    "key": _("Key of the endorser"),
    "status": _("Withdrawal"),
}
OUTCOMES = {
    "passed": pgettext_lazy("check", "Passed"),
    "failed": pgettext_lazy("check", "Failed"),
    "warning": pgettext_lazy("check", "Warning"),
    "not_checked": pgettext_lazy("check", "Not checked"),
}
ABOUT: dict[str, _StrPromise] = {
    "format": _(
        "Where in what you handed in the signed data is: in a file, in an image, in a token."
    ),
    "json": _("Whether every program reads the document alike, with nothing said twice."),
    "context": _(
        "Whether the vocabularies that give the terms their meaning are the published ones."
    ),
    "types": _("Which standard the document follows and what kind of credential it says it is."),
    "schema": _("Whether everything that the standard asks for is there and has the right form."),
    "subject": _("Whether it says for whom it is and for what."),
    "issuer": _(
        "Who says to have issued it, and whether this centre knows them. "
        "Whether to trust an issuer is for you to decide."
    ),
    "terms": _("Whether anything in the document is left out of the signature."),
    "proof": _("A changed letter anywhere in the document would break the signature."),
    "key": _("Whether the signing key belongs to the issuer, by the issuer's own published keys."),
    "dates": _("Whether it is in force today, by the dates that were signed."),
    "status": _(
        "Whether the issuer has taken it back since, by the issuer's signed list of today."
    ),
    "recipient": _("Whether it was issued to the person that you named."),
    "claims": _("Whether the token's own claims agree with the credential inside."),
    "components": _("Each badge in the record is checked as if it had been handed in alone."),
    "evidence": _("Whether the evidence is described as the standard asks."),
    "endorsements": _("Signed statements of others about it, each checked for itself."),
    "refresh": _("Whether the issuer has published a newer edition of it."),
    "resources": _("Whether documents that it refers to are still what they were."),
    "bounds": _("Whether the signature was made for this use."),
    "credentials": _("Each credential inside is checked for itself."),
    "verification": _("What kept the whole check from being made."),
}
