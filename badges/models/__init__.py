"""The issuing engine's records."""

from badges.models.achievement import (
    Achievement,
    AchievementVersion,
    Alignment,
    ResultDescription,
    RubricLevel,
)
from badges.models.artefact import Artefact
from badges.models.association import Association
from badges.models.correction import CorrectionRequest
from badges.models.credential import Credential, Notice
from badges.models.design import BadgeDesign, BadgeDesignVersion
from badges.models.endorsement import Endorsement
from badges.models.flag import CredentialFlag
from badges.models.issued_document import IssuedDocument
from badges.models.issuer import Issuer
from badges.models.key import SigningKey
from badges.models.opening import OpeningCount
from badges.models.record import LearnerRecord, RecordEntry
from badges.models.representative import Representative
from badges.models.request import IssuanceBatch, IssuanceRequest
from badges.models.saved_filter import SavedFilter
from badges.models.share import ShareLink
from badges.models.status_list import StatusList
from badges.models.token import CredentialToken, RecordToken

__all__ = [
    "Achievement",
    "AchievementVersion",
    "Alignment",
    "Artefact",
    "Association",
    "BadgeDesign",
    "BadgeDesignVersion",
    "CorrectionRequest",
    "Credential",
    "CredentialFlag",
    "CredentialToken",
    "Endorsement",
    "IssuanceBatch",
    "IssuanceRequest",
    "IssuedDocument",
    "Issuer",
    "LearnerRecord",
    "Notice",
    "OpeningCount",
    "RecordEntry",
    "RecordToken",
    "Representative",
    "ResultDescription",
    "RubricLevel",
    "SavedFilter",
    "ShareLink",
    "SigningKey",
    "StatusList",
]
