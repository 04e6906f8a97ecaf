"""The people who earn."""

from learners.models.consent import Consent
from learners.models.identifier import Identifier
from learners.models.learner import Learner

__all__ = ["Consent", "Identifier", "Learner"]
